"""Checks a questionnaire file completely: reads it, judges structure and meaning, and reports everything at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.config import QUESTIONNAIRES, TRANSLATIONS
from assessment.content import crosswalk_checking, files
from assessment.content.checks import (
    balance,
    conditions,
    decided,
    exposures,
    follow_ups,
    glossary,
    ids,
    languages,
    options,
    publication,
    questions,
    sections,
    similarity,
    texts,
)
from assessment.content.checks.context import Context, Surroundings
from assessment.content.crosswalks import JOINT
from assessment.content.findings import Finding, Findings
from assessment.content.reading import MAX_BYTES, read_bytes
from assessment.domain.decision_diagram import TooComplicated

if TYPE_CHECKING:
    from fractions import Fraction

    from assessment.content.build import Draft
    from assessment.domain.crosswalk import Crosswalk
    from assessment.domain.questionnaire import Questionnaire
    from assessment.domain.reachability import Path as Answers
    from assessment.domain.reachability import Reachability

_FAMILIES = (
    ids,
    sections,
    questions,
    options,
    exposures,
    conditions,
    follow_ups,
    texts,
    similarity,
    glossary,
    languages,
    publication,
)


@dataclass(frozen=True, slots=True)
class Paths:
    """Answers after which a question is asked, and answers after which it is not; None when there are none."""

    question: str
    showing: Answers | None
    hiding: Answers | None


@dataclass(frozen=True, slots=True)
class Maximum:
    """The highest total of a section, and answers that reach it as far as conditions name them."""

    section: str
    total: Fraction
    answers: Answers


@dataclass(frozen=True)
class Checked:
    """The result of a check; questionnaire or crosswalk is None when the file could not be read or has errors.

    `drafted` is the questionnaire also when it has errors, with stand-ins for what could not be read.
    """

    path: str
    findings: tuple[Finding, ...]
    questionnaire: Questionnaire | None
    reach: Reachability | None = None
    crosswalk: Crosswalk | None = None
    drafted: Questionnaire | None = None

    @property
    def has_errors(self) -> bool:
        """Whether at least one finding is an error, so that the file cannot be published."""
        return self.questionnaire is None and self.crosswalk is None

    @property
    def name(self) -> tuple[str, str] | None:
        """The questionnaire and the version, or both versions of a crosswalk; None when there are errors."""
        if self.crosswalk is not None:
            return self.crosswalk.questionnaire, self.crosswalk.name
        return (self.questionnaire.id, self.questionnaire.version) if self.questionnaire is not None else None

    @cached_property
    def paths(self) -> tuple[Paths, ...]:
        """For every question, answers that show it and answers that hide it, decided exactly."""
        if self.reach is None:
            return ()
        found = self.reach
        ids_in_order = (question.id for question in found.questionnaire.questions)
        return tuple(Paths(name, found.path_showing(name), found.path_hiding(name)) for name in ids_in_order)

    @cached_property
    def maxima(self) -> tuple[Maximum, ...]:
        """The highest total of every section with scored questions; empty when it could not be decided."""
        if self.reach is None:
            return ()
        scored = dict.fromkeys(q.section for q in self.reach.questionnaire.questions if q.is_scored and q.section)
        try:
            return tuple(Maximum(name, *self.reach.maximum(name)) for name in scored)
        except TooComplicated:
            return ()


def check_file(path: Path | str) -> Checked:
    """Check one file."""
    place = Path(path)
    findings = Findings(str(path))
    content = read_bytes(place, findings)
    if content is None:
        return Checked(str(path), findings.sorted(), None)
    return check(content, str(path))


def check(content: bytes, path: str) -> Checked:
    """Check a questionnaire, or a crosswalk if the path names two versions, as it would stand at this path.

    Every fault becomes a finding, none an exception.
    """
    findings = Findings(path)
    if len(content) > MAX_BYTES:
        findings.add("R102", limit=MAX_BYTES)
        return Checked(path, findings.sorted(), None)
    if JOINT in Path(path).stem:
        crosswalk = crosswalk_checking.check(content, Path(path), findings)
        return Checked(path, findings.sorted(), None, crosswalk=crosswalk)
    draft = files.read_draft(content, findings)
    if draft is None:
        return Checked(path, findings.sorted(), None)
    reach = _meaning(draft, findings, _surroundings(Path(path)))
    questionnaire = None if findings.has_errors else draft.questionnaire
    return Checked(path, findings.sorted(), questionnaire, reach, drafted=draft.questionnaire)


def _meaning(draft: Draft, findings: Findings, place: Surroundings) -> Reachability | None:
    context = Context(draft, findings, place)
    for family in _FAMILIES:
        family.check(context)
    reach = decided.check(context)
    balance.check(context, reach)
    return reach


def _surroundings(path: Path) -> Surroundings:
    """Return where the file lies; a folder of questionnaires is the shipped one or has published fingerprints."""
    root = path.absolute().parent.parent
    if root == QUESTIONNAIRES or (root / files.PUBLISHED).is_file():
        return Surroundings(path, root.parent / "translations", root)
    return Surroundings(path, TRANSLATIONS)
