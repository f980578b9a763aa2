"""Files for translators, and back: PO, XLIFF and XLSX; what comes back is taken whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from assessment.content.findings import Findings
from assessment.content.phrases import phrase
from assessment.content.translations import checking, exchange, folder, pofile, sheet, xliff
from assessment.reports import invitation_files
from assessment.services.translating.catalogues import NotWhole
from assessment.services.uploads import books
from assessment.services.uploads.refusals import Refusal, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from assessment.content.translations.checking import Checked, Measure
    from assessment.content.translations.exchange import Taken, Wish
    from assessment.content.translations.reviews import Kept
    from assessment.content.translations.units import State, Unit

_REFUSED = {
    Refusal.EMPTY: phrase("it is empty"),
    Refusal.MACROS: phrase("it holds macros"),
    Refusal.LOCKED: phrase("a password protects it"),
    Refusal.ARCHIVE: phrase("it holds what does not belong into a workbook"),
}
_TOO_LARGE = {Refusal.TOO_LARGE, Refusal.UNPACKS_TOO_LARGE, Refusal.TOO_MANY}


class Kind(Enum):
    """How a file for translators is written; the value is the end of its name."""

    PO = ".po"
    XLIFF = ".xlf"
    XLSX = ".xlsx"

    @classmethod
    def of(cls, path: Path) -> Kind | None:
        """Return the kind that a file's name says, or None."""
        endings = {kind.value: kind for kind in cls} | {".xliff": cls.XLIFF, ".pot": cls.PO}
        return endings.get(path.suffix.lower())


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file has changed, with what was found about it."""

    taken: Taken
    checked: Checked


def export(root: Path, language: str, domain: str, kind: Kind, states: Iterable[State]) -> tuple[bytes, int]:
    """Return a file with the texts in some states, and how many they are; raise NotWhole or UnknownLanguage."""
    kept, measure = _at_hand(root, language, domain)
    units = exchange.outgoing(kept, measure, states)
    match kind:
        case Kind.PO:
            return exchange.write_po(units, kept, domain), len(units)
        case Kind.XLIFF:
            return xliff.write(units, domain, language), len(units)
        case Kind.XLSX:
            return _workbook(units, domain, language), len(units)


def _workbook(units: tuple[Unit, ...], domain: str, language: str) -> bytes:
    one = invitation_files.Sheet(
        sheet.name(domain, language), sheet.TITLES, sheet.rows(units, language), wide_titles=sheet.WIDE
    )  # fmt: skip
    return invitation_files.workbook([one], "ltr")


def _at_hand(root: Path, language: str, domain: str) -> tuple[Kept, Measure]:
    path = folder.po_path(root, language, domain)
    findings = Findings(path.as_posix(), guide=folder.GUIDE)
    measure = folder.read_measure(root, language, domain, findings)
    kept = folder.read_kept(root, language, domain, findings)
    if findings.has_errors or kept is None:
        raise NotWhole(checking.Checked(findings.path, findings.sorted()))
    return kept, measure


def take(root: Path, language: str, domain: str, path: Path, wish: Wish) -> Imported:
    """Take a translator's file into the catalogue; raise NotWhole with its findings, and change nothing then.

    As a review, what the file calls reviewed becomes so, unless its translator is the one who brings it.
    """
    kept, measure = _at_hand(root, language, domain)
    findings = Findings(str(path), guide=folder.GUIDE)
    content = folder.read_bytes(path, findings)
    units = None if content is None else read(content, Kind.of(path), (domain, language), findings)
    if units is not None:
        taken = exchange.take(units, kept, measure, wish, findings)
    checked = checking.Checked(findings.path, findings.sorted())
    if units is None or checked.has_errors:
        raise NotWhole(checked)
    folder.write(folder.files(root, language, domain, taken.kept))
    return Imported(taken, checked)


def read(content: bytes, kind: Kind | None, of: tuple[str, str], findings: Findings) -> tuple[Unit, ...] | None:
    """Return the texts of a file for a domain and a language, or None with a finding."""
    domain, language = of
    match kind:
        case Kind.PO:
            return exchange.read_po(content, domain, language, findings)
        case Kind.XLIFF:
            return xliff.read(content, domain, language, findings)
        case Kind.XLSX:
            return _read_workbook(content, domain, language, findings)
        case None:
            findings.add("M104", problem=phrase("its name ends with none of .po, .xlf, .xliff and .xlsx"))
            return None


def _read_workbook(content: bytes, domain: str, language: str, findings: Findings) -> tuple[Unit, ...] | None:
    try:
        book = books.read_book(content)
    except Refused as refused:
        if refused.refusal in _TOO_LARGE:
            findings.add("M102", limit=pofile.MOST_BYTES)
        else:
            findings.add("M104", problem=_REFUSED.get(refused.refusal, phrase("it is no workbook that can be read")))
        return None
    for _, cell in book.formulas:
        findings.add("M111", 0, 0, cell, cell=cell)
    wanted = sheet.name(domain, language)
    if wanted not in book.sheets:
        findings.add("M108", found=", ".join(book.sheets) or phrase("nothing"), wanted=wanted)
    if findings.has_errors:
        return None
    return sheet.read(book.sheets[wanted], language, findings)
