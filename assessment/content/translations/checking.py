"""Checks translations one by one and catalogues as a whole; every fault becomes a finding, none an exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content.findings import Finding, Findings, Level
from assessment.content.phrases import phrase
from assessment.content.translations import faithful, plurals, pofile, terms
from assessment.content.translations.units import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessment.content.translations.terms import Term
    from assessment.content.translations.units import Name, Source, Unit

_NAMED = 60


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found about one file."""

    path: str
    findings: tuple[Finding, ...]
    name: tuple[str, str] | None = None

    @property
    def has_errors(self) -> bool:
        """Whether at least one finding is an error."""
        return any(finding.level is Level.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Measure:
    """What translations of one language are held to."""

    language: str
    sources: dict[Name, Source]
    terms: tuple[Term, ...] = ()

    @classmethod
    def of(cls, language: str, sources: Iterable[Source], known: Sequence[Term] = ()) -> Measure:
        """Return it for the sources of a domain."""
        return cls(language, {source.name: source for source in sources}, tuple(known))


def check_catalogue(content: bytes, measure: Measure, reviewed: frozenset[str], findings: Findings) -> None:
    """Check one PO file with what is said to be reviewed of it."""
    catalogue = pofile.read(content, findings)
    if catalogue is None or not check_header(catalogue, measure.language, findings):
        return
    for unit in catalogue.units:
        if unit.name not in measure.sources:
            findings.add("M201", unit.line, 1, called(unit), source=unit.text)
        elif any(unit.forms) and unit.state is not State.STALE:
            check_unit(unit, measure, findings)
    without = reviewed - {unit.digest for unit in catalogue.units if unit.state is not State.STALE}
    if without:
        findings.add("M113", 0, 0, "", count=len(without))


def check_header(catalogue: pofile.Catalogue, language: str, findings: Findings) -> bool:
    """Check language and plural rule of a PO file; False when its forms cannot be judged."""
    found = catalogue.header("Language")
    if found and plurals.locale(found) != plurals.locale(language):
        findings.add("M108", 1, 1, "", found=found, wanted=language)
        return False
    if plurals.differs(catalogue.header("Plural-Forms"), language):
        forms = ", ".join(plurals.forms(language))
        findings.add("M109", 1, 1, "", forms=forms, line=plurals.header(language))
        return False
    return True


def called(unit: Unit) -> str:
    """Return how a finding names a string: by its key, or by the beginning of its source."""
    return unit.key or (unit.text if len(unit.text) <= _NAMED else f"{unit.text[: _NAMED - 1]}…")


def check_unit(unit: Unit, measure: Measure, findings: Findings) -> None:
    """Check one translation against its source."""
    source = measure.sources[unit.name]
    names = plurals.forms(measure.language) if source.plural else ("",)
    if len(unit.forms) != len(names):
        found, wanted = len(unit.forms), len(names)
        findings.add(
            "M203", unit.line, 1, called(unit), found=found, wanted=wanted, forms=", ".join(names) or phrase("one")
        )
        return
    empty = [name for name, form in zip(names, unit.forms, strict=True) if not form]
    if empty:
        findings.add("M213", unit.line, 1, called(unit), forms=", ".join(empty))
    for name, form in zip(names, unit.forms, strict=True):
        if form:
            _keeps(unit, source, form, _numbers(name, measure.language), findings)
            _reads(unit, source, form, findings)
    _terms(unit, source, measure, findings)


def _numbers(name: str, language: str) -> int:
    """Return how many of the numbers looked at take a form; none for a text without forms."""
    return len(plurals.numbers(language)[name]) if name else 0


def _keeps(unit: Unit, source: Source, form: str, numbers: int, findings: Findings) -> None:
    """Report what a form loses of its source, and what it brings in."""

    def add(code: str, found: object = "", wanted: object = "") -> None:
        findings.add(code, unit.line, 1, called(unit), found=found, wanted=wanted)

    sources = (source.text, source.plural) if source.plural else (source.text,)
    found, wanted = faithful.placeholder_fault(
        sources, form, is_format=source.is_format, may_lack_number=numbers == 1
    )  # fmt: skip
    if found:
        add("M204", found, wanted)
    found, wanted = faithful.mark_fault(sources[-1], form)
    if found:
        add("M205", found, wanted)
    hidden = faithful.hidden(source.text + source.plural, form)
    if hidden:
        add("M206", hidden)
    found, wanted = faithful.number_fault(sources[-1], form)
    if found and not source.plural:
        add("M207", found, wanted)
    if faithful.blanks_differ(source.text, form):
        add("M212")


def _reads(unit: Unit, source: Source, form: str, findings: Findings) -> None:
    """Report a form that may not be what it should."""
    at = (unit.line, 1, called(unit))
    if faithful.reads_the_same(source.text, form):
        findings.add("M209", *at)
    if source.limit and len(form) > source.limit:
        findings.add("M211", *at, found=len(form), limit=source.limit)
    elif faithful.has_unusual_length(source.plural or source.text, form):
        findings.add("M210", *at, found=len(form), wanted=len(source.plural or source.text))


def _terms(unit: Unit, source: Source, measure: Measure, findings: Findings) -> None:
    text = " ".join(unit.forms)
    for term in terms.in_source(source.text, measure.terms):
        if not terms.is_used(term, text):
            findings.add("M208", unit.line, 1, called(unit), term=term.source, target=term.target)
