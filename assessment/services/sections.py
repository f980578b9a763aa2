"""Looking at one section of an assessment: what is asked now, what is answered, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment.domain.answer_json import differs, from_text
from assessment.domain.parts import parts_of
from assessment.domain.questionnaire import Depth
from assessment.domain.statuses import statuses
from assessment.services.assessments import questionnaire_of
from assessment.services.places import NotFound
from assessment.storage import answers, asides, db

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from assessment.domain.answers import Answer
    from assessment.domain.parts import Part
    from assessment.domain.questionnaire import Question, Questionnaire, Section
    from assessment.domain.statuses import QuestionStatus
    from assessment.services.answering import Save
    from assessment.storage.tables import Assessment


@dataclass(frozen=True, slots=True)
class Held:
    """What a question holds, who wrote it and when; an answer that was taken back is None."""

    version: int
    answer: Answer | None
    is_valid: bool
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """How many comments a question has, and the latest of them."""

    number: int
    text: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A section as it is asked: its questions at the assessment's depth, and its neighbours."""

    questionnaire: Questionnaire
    section: Section
    part: Part
    sections: tuple[str, ...]

    @property
    def before(self) -> Section | None:
        """The section before this one."""
        place = self.sections.index(self.section.id)
        return self.questionnaire.section_by_id[self.sections[place - 1]] if place else None

    @property
    def after(self) -> Section | None:
        """The section after this one."""
        following = self.sections[self.sections.index(self.section.id) + 1 :]
        return self.questionnaire.section_by_id[following[0]] if following else None


@dataclass(frozen=True, slots=True)
class Filled:
    """What a section holds, by question."""

    held: Mapping[str, Held]
    standing: Mapping[str, QuestionStatus]
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    talk: Mapping[str, Talk] = field(default_factory=dict)

    def shown(self, part: Part) -> tuple[str, ...]:
        """Return the questions of the section that are asked now."""
        return tuple([question for question in part.questions if self.standing[question].shown])


def find_section(assessment: Assessment, section_id: str, language: str = "") -> Asked:
    """Return what a section asks; raise NotFound when the assessment's depth asks nothing in it."""
    questionnaire = questionnaire_of(assessment.questionnaire, assessment.version, language)
    return section_of(questionnaire, Depth(assessment.depth), section_id)


def section_of(questionnaire: Questionnaire, depth: Depth, section_id: str) -> Asked:
    """Return what a section of a version asks; raise NotFound when it asks nothing at this depth."""
    parts = parts_of(questionnaire, depth)
    part = parts.get(section_id)
    if part is None:
        raise NotFound
    return Asked(questionnaire, questionnaire.section_by_id[section_id], part, tuple(parts))


def read_section(assessment_id: str, depth: Depth, part: Part) -> Filled:
    """Return what a section holds and which of its questions are asked now."""
    rows = answers.with_names(db.session, assessment_id, [question.id for question in part.deciding.questions])
    held = {row[0]: Held(row[1], from_text(row[2]), row[3], row[6], row[5]) for row in rows}
    given = {id_: one.answer for id_, one in held.items() if one.answer is not None}
    return Filled(held, statuses(part.deciding, given, depth))


def what_stands(assessment_id: str, depth: Depth, part: Part) -> Filled:
    """Return which questions of a section are asked now, without what they hold."""
    rows = answers.values(db.session, assessment_id, [question.id for question in part.deciding.questions])
    given = {row[0]: answer for row in rows if (answer := from_text(row[1])) is not None}
    return Filled({}, statuses(part.deciding, given, depth))


def read_everything_beside(assessment_id: str, filled: Filled, part: Part) -> Filled:
    """Return the section with the names of its evidence and its comments."""
    questions = list(part.questions)
    evidence: dict[str, tuple[str, ...]] = {}
    for question, name in asides.evidence_names(db.session, assessment_id, questions):
        evidence[question] = (*evidence.get(question, ()), name)
    comments = asides.latest_comments(db.session, assessment_id, questions)
    talk = {row[0]: Talk(row[1], row[2], row[3], row[4]) for row in comments}
    return Filled(filled.held, filled.standing, evidence, talk)


def differing(
    assessment_id: str, depth: Depth, part: Part, saves: Sequence[Save]
) -> tuple[tuple[Question, Answer | None], ...]:
    """Return those of the answers that somebody wanted to save which are not what is stored."""
    held = read_section(assessment_id, depth, part).held
    stored = {id_: one.answer for id_, one in held.items()}
    return tuple(
        (part.questions[save.question], save.answer)
        for save in saves
        if differs(save.answer, stored.get(save.question))
    )
