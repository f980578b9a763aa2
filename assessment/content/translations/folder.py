"""The folder of translations as it lies on the disk: `<lang>/LC_MESSAGES/<domain>.po` with what belongs to each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assessment.content import foreign
from assessment.content.findings import Findings
from assessment.content.translations import merging, plurals, pofile, reviews, sources, terms
from assessment.content.translations.checking import Measure
from assessment.content.translations.reviews import Kept
from assessment.content.translations.units import INTERFACE, Source, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

GUIDE = "docs/translating.md"
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Za-z0-9]{2,8})*")


def languages(root: Path) -> tuple[str, ...]:
    """Return the languages that have a folder, as the folders are called."""
    return tuple(sorted(path.name for path in root.glob("*/") if _LANGUAGE.fullmatch(path.name)))


def po_path(root: Path, language: str, domain: str) -> Path:
    """Return where the catalogue of a domain in a language lies; raise UnknownLanguage."""
    plurals.locale(language)
    return root / language.replace("-", "_") / "LC_MESSAGES" / f"{domain}.po"


def template_path(root: Path, domain: str) -> Path:
    """Return where the template of a domain lies, from which a new language begins."""
    return root / f"{domain}.pot"


def read_bytes(path: Path, findings: Findings) -> bytes | None:
    """Return a file of translations, or None with a finding; no more is read than one may have."""
    try:
        with path.open("rb") as file:
            content = file.read(pofile.MOST_BYTES + 1)
    except OSError as error:
        findings.add("M101", problem=foreign.of_system(error))
        return None
    if len(content) > pofile.MOST_BYTES:
        findings.add("M102", limit=pofile.MOST_BYTES)
        return None
    return content


def read_sources(root: Path, domain: str, findings: Findings) -> tuple[Source, ...]:
    """Return what a domain has to be translated; the interface from its template, a questionnaire from its versions."""
    if domain == INTERFACE:
        return sources.of_interface(template_path(root, domain), findings)
    return sources.of_questionnaire(domain)


def read_kept(root: Path, language: str, domain: str, findings: Findings) -> Kept | None:
    """Return what is kept of a domain in a language; a new catalogue when there is none, None when it is broken."""
    path = po_path(root, language, domain)
    if not path.is_file():
        return Kept(merging.new_catalogue(domain, language))
    content = read_bytes(path, findings)
    catalogue = pofile.read(content, findings) if content is not None else None
    if catalogue is None:
        return None
    return Kept(catalogue, reviewed(path), reviews.read_people(_text(path.with_suffix(".people"))))


def reviewed(path: Path) -> frozenset[str]:
    """Return what is reviewed of a catalogue."""
    return reviews.read_reviewed(_text(path.with_suffix(".reviewed")))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""


def read_measure(root: Path, language: str, domain: str, findings: Findings) -> Measure:
    """Return what translations of a domain into a language are held to."""
    path = root / language.replace("-", "_") / "terms.yaml"
    inner = Findings(path.relative_to(root.parent).as_posix())
    content = read_bytes(path, inner) if path.is_file() else None
    known = terms.read(content, inner) if content is not None else ()
    findings.merge(inner)
    return Measure.of(language, read_sources(root, domain, findings), known)


def files(root: Path, language: str, domain: str, kept: Kept) -> dict[Path, bytes]:
    """Return the files of a domain in a language; those that have nothing to say are left out."""
    path = po_path(root, language, domain)
    found = {path: pofile.write(kept.catalogue)}
    for suffix, text in (
        (".reviewed", reviews.write_reviewed(kept.reviewed)),
        (".people", reviews.write_people(kept.people)),
    ):
        place = path.with_suffix(suffix)
        if text or place.is_file():
            found[place] = text.encode()
    return found


def template(domain: str, wanted: tuple[Source, ...]) -> bytes:
    """Return the template of a questionnaire: every text with the versions that have it, and no translation."""
    headers = tuple(one for one in merging.new_catalogue(domain, "en").headers if one[0] != "Language")
    units = tuple(Unit(one.key, one.text, places=one.places) for one in wanted)
    comments = (f"Every text of {domain}, collected by the command translation extract. Do not edit.",)
    return pofile.write(pofile.Catalogue(comments, headers, units))


def write(files_by_path: Mapping[Path, bytes]) -> None:
    """Write files so that each is there whole: all are written beside their places first, then moved."""
    moved = []
    for path, content in files_by_path.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(content)
        moved.append((beside, path))
    for beside, path in moved:
        beside.replace(path)
