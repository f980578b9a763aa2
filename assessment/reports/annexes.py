"""The annexes for an auditor: every question with its answer, and what was not known, not applicable or not used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.answers import Evidence, State
from assessment.domain.marks import segments
from assessment.domain.scorecard import Inherits, Status
from assessment.domain.wording import sentence
from assessment.reports import given, texts
from assessment.reports.typed import Typed, typed
from assessment.reports.written import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.domain.questionnaire import Question, Section, Term
    from assessment.reports.edition import Edition


@dataclass(frozen=True, slots=True)
class Given:
    """One question with its answer; `why_not` says why it was not asked, and then a stored answer is not used."""

    id: str
    wording: str
    answer: str
    text: Typed
    grade: str
    note: Typed
    reason: Typed
    why_not: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one sub-section."""

    title: str
    questions: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the questionnaire with its groups."""

    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Ids:
    """Questions of one section, by id."""

    title: str
    names: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What the method annex lists: gaps in knowledge, declared limits, answers kept but not used, terms."""

    unknown: tuple[Ids, ...]
    open: tuple[Ids, ...]
    not_applicable: tuple[Given, ...]
    unused: str
    problems: tuple[Typed, ...]
    terms: tuple[tuple[str, str], ...]


def parts(edition: Edition) -> tuple[Part, ...]:
    """Return all questions of the chosen depth, in the order of the questionnaire."""
    questionnaire = edition.report.questionnaire
    return tuple(
        part
        for part in (Part(section.title, tuple(_groups(edition, section))) for section in questionnaire.sections)
        if part.groups
    )


def _groups(edition: Edition, section: Section) -> Iterator[Group]:
    questions = edition.asked_of(section.id)
    for part in section.subsections:
        own = tuple(_given(edition, question) for question in questions if question.subsection == part.id)
        if own:
            yield Group(part.title if part.title != section.title else "", own)


def _given(edition: Edition, question: Question) -> Given:
    answer = edition.answer(question.id)
    why_not = _why_not(edition, question)
    grade = answer.evidence if answer else Evidence.E0
    return Given(
        id=question.id,
        wording=edition.wording(question.id),
        answer=given.words(edition, question.id),
        text=written(edition, answer, "text"),
        grade=texts.evidence(edition.language, grade) if grade > Evidence.E0 else "",
        note=written(edition, answer, "note"),
        reason=written(edition, answer, "reason"),
        why_not=why_not,
        is_kept=bool(why_not) and answer is not None,
    )


def _why_not(edition: Edition, question: Question) -> str:
    """Return why a question was not asked, and as what it counts all the same; '' when it was asked."""
    item = edition.items.get(question.id)
    if item is not None and item.status is Status.INHERIT and item.inherits is not None:
        return _inherited(edition, question, item.inherits)
    if edition.statuses[question.id].shown:
        return ""
    if item is not None and item.status is Status.NOT_APPLICABLE:
        return edition.gettext("Not asked: not applicable, like %(parent)s.") % {"parent": question.follows}
    if question.asked_if is None:
        return edition.gettext("Not asked: it is a detail of %(parent)s.") % {"parent": question.follows}
    condition = sentence(question.asked_if, edition.report.questionnaire, edition.gettext)
    return edition.gettext("Not asked: asked only if %(condition)s.") % {"condition": condition}


def _inherited(edition: Edition, question: Question, inherits: Inherits) -> str:
    name = {"parent": question.follows}
    match inherits:
        case Inherits.ZERO:
            return edition.gettext("Not asked: a detail of %(parent)s, counted as not in place with it.") % name
        case Inherits.DONT_KNOW:
            return edition.gettext("Not asked: a detail of %(parent)s, counted as not known with it.") % name
        case Inherits.OPEN:
            return edition.gettext("Not asked: a detail of %(parent)s, counted as open with it.") % name


def record(edition: Edition) -> Record:
    """Return what the method annex lists."""
    questions = edition.report.questionnaire.at_depth(edition.report.scorecard.depth)
    shown = [question for question in questions if edition.statuses[question.id].shown]
    states = {question.id: answer.state for question in shown if (answer := edition.answer(question.id))}
    used = {question.id for question in shown if not _why_not(edition, question)}
    answers = edition.report.assessment.answers
    return Record(
        unknown=_ids(edition, [q for q in shown if states.get(q.id) is State.DONT_KNOW]),
        open=_ids(edition, [q for q in shown if q.id not in states and q.id in used]),
        not_applicable=tuple(_given(edition, q) for q in shown if states.get(q.id) is State.NOT_APPLICABLE),
        unused=edition.language.comma.join(
            name for name in edition.report.questionnaire.by_id if name in answers and name not in used
        ),
        problems=tuple(typed(problem) for problem in edition.report.problems),
        terms=tuple(_terms(edition, shown)),
    )


def _ids(edition: Edition, questions: list[Question]) -> tuple[Ids, ...]:
    found: dict[str, list[str]] = {}
    for question in questions:
        found.setdefault(question.section, []).append(question.id)
    comma = edition.language.comma
    return tuple(Ids(edition.titles[section], comma.join(names), tuple(names)) for section, names in found.items())


def _terms(edition: Edition, questions: list[Question]) -> Iterator[tuple[str, str]]:
    """Yield the glossary entries that the questions shown use, in the glossary's order."""
    used = {term.casefold() for q in questions for _, term in segments(q.text) if term}
    for entry in edition.report.questionnaire.glossary:
        if used & _forms(entry):
            yield entry.term, entry.definition


def _forms(entry: Term) -> set[str]:
    return {form.casefold() for form in (entry.id, entry.term, *entry.variants)}
