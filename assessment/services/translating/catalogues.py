"""Catalogues on the disk: brought up to date, counted, listed and checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content.findings import Findings
from assessment.content.translations import checking, folder, merging, plurals, sources
from assessment.content.translations.units import INTERFACE, State, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from assessment.content.translations.checking import Checked
    from assessment.content.translations.merging import Merged
    from assessment.content.translations.units import Unit

UnknownLanguage = plurals.UnknownLanguage


class NotWhole(ValueError):
    """A file has errors, and nothing was written; `checked` has the findings."""

    def __init__(self, checked: Checked) -> None:
        super().__init__(checked.path)
        self.checked = checked


@dataclass(frozen=True, slots=True)
class Extracted:
    """What bringing one catalogue up to date has changed, or would change."""

    language: str
    domain: str
    merged: Merged


@dataclass(frozen=True, slots=True)
class Counted:
    """How many texts of one domain in one language are in which state."""

    language: str
    domain: str
    states: dict[State, int]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.states.values())

    @property
    def done(self) -> int:
        """How many appear translated."""
        return self.states[State.DRAFT] + self.states[State.REVIEWED]


def domains() -> tuple[str, ...]:
    """Return the interface and every questionnaire."""
    return sources.domains()


def languages(root: Path) -> tuple[str, ...]:
    """Return the languages that are there."""
    return folder.languages(root)


def extract(root: Path, language: str = "", domain: str = "", *, only_look: bool = False) -> tuple[Extracted, ...]:
    """Bring catalogues and the templates of questionnaires up to date; a language that is named may be new.

    Raises NotWhole when a file cannot be read, and writes nothing then.
    """
    done, files = [], {}
    for name in _chosen(domain, domains()):
        findings = Findings(folder.template_path(root, name).as_posix())
        wanted = folder.read_sources(root, name, findings)
        _stop(findings)
        if name != INTERFACE:
            files[folder.template_path(root, name)] = folder.template(name, wanted)
        for tongue in _chosen(language, languages(root)):
            findings = Findings(_shown(root, tongue, name))
            kept = folder.read_kept(root, tongue, name, findings)
            _stop(findings)
            if kept is not None:
                merged = merging.merge(kept.catalogue, wanted, tongue)
                done.append(Extracted(tongue, name, merged))
                files |= folder.files(root, tongue, name, kept.with_catalogue(merged.catalogue))
    if not only_look:
        folder.write(files)
    return tuple(done)


def _chosen(one: str, every: tuple[str, ...]) -> tuple[str, ...]:
    return (one,) if one else every


def _shown(root: Path, language: str, domain: str) -> str:
    return folder.po_path(root, language, domain).relative_to(root.parent).as_posix()


def _stop(findings: Findings) -> None:
    if findings.has_errors:
        raise NotWhole(checking.Checked(findings.path, findings.sorted()))


def status(root: Path) -> tuple[Counted, ...]:
    """Return for each language and domain how many texts are in which state; raise NotWhole."""
    found = []
    for domain in domains():
        for language in languages(root):
            counts = Counter(state for _, state in _units(root, language, domain))
            found.append(Counted(language, domain, {state: counts[state] for state in State}))
    return tuple(sorted(found, key=lambda one: one.language))


def listed(root: Path, language: str, domain: str, states: Iterable[State]) -> tuple[Unit, ...]:
    """Return the texts in some states; raise NotWhole or UnknownLanguage."""
    wanted = set(states)
    return tuple(unit for unit, state in _units(root, language, domain) if state in wanted)


def _units(root: Path, language: str, domain: str) -> Iterator[tuple[Unit, State]]:
    """Yield every text of today with its state, as it will be once the catalogue is brought up to date."""
    findings = Findings(_shown(root, language, domain))
    wanted = folder.read_sources(root, domain, findings)
    kept = folder.read_kept(root, language, domain, findings)
    _stop(findings)
    if kept is not None:
        merged = merging.merge(kept.catalogue, wanted, language)
        yield from ((unit, state_of(unit, kept.reviewed)) for unit in merged.catalogue.units)


def check(root: Path, language: str = "", domain: str = "") -> tuple[Checked, ...]:
    """Return all findings about each catalogue."""
    return tuple(
        check_one(root, tongue, name)
        for tongue in _chosen(language, languages(root))
        for name in _chosen(domain, domains())
        if language or folder.po_path(root, tongue, name).is_file()
    )


def check_one(root: Path, language: str, domain: str) -> Checked:
    """Return all findings about one catalogue."""
    findings = Findings(_shown(root, language, domain), guide=folder.GUIDE)
    measure = folder.read_measure(root, language, domain, findings)
    path = folder.po_path(root, language, domain)
    content = folder.read_bytes(path, findings)
    if content is not None:
        checking.check_catalogue(content, measure, folder.reviewed(path), findings)
    return checking.Checked(findings.path, findings.sorted())
