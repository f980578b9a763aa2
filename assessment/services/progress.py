"""How far one assessment is: what is open, what contradicts, what lacks evidence, and who is on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain import advice, effort, progress
from assessment.domain.conditions import atoms
from assessment.domain.questionnaire import Depth
from assessment.services import answers
from assessment.storage import db, team

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from assessment.domain.answers import Answer
    from assessment.domain.progress import Progress
    from assessment.domain.questionnaire import Question, Questionnaire, Section
    from assessment.services.answers import Stored
    from assessment.storage.tables import Assessment


@dataclass(frozen=True, slots=True)
class SectionStanding:
    """One section: how far it is, the minutes that its open questions take, and who is asked to answer it."""

    section: Section
    progress: Progress
    minutes_left: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that do not go together, in the questionnaire's words, and the questions to look at again.

    A rule that only asks for a second look is not `certain`.
    """

    message: str
    questions: tuple[Question, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """One assessment: its sections, all of them together, and what does not go together."""

    sections: tuple[SectionStanding, ...]
    total: Progress
    contradictions: tuple[Contradiction, ...]
    minutes_left: int


def standing_of(assessment: Assessment, questionnaire: Questionnaire, at: datetime) -> Standing:
    """Return how far an assessment is; `questionnaire` is its version in the reader's language. Three queries."""
    stored = answers.stored_answers(assessment.id)
    people: dict[str, list[str]] = defaultdict(list)
    for section, name in (
        *team.assigned(db.session, assessment.id),
        *team.guests(db.session, assessment.id, at),
    ):
        people[section].append(name)
    return judge(questionnaire, Depth(assessment.depth), stored.values(), people)


def judge(
    questionnaire: Questionnaire, depth: Depth, stored: Iterable[Stored], people: dict[str, list[str]]
) -> Standing:
    """Return how far answers are."""
    given, drafts = split(stored)
    parts = progress.by_section(questionnaire, given, depth, drafts)
    total = progress.total(parts.values())
    return Standing(
        sections=tuple(
            SectionStanding(
                questionnaire.section_by_id[id_],
                part,
                _minutes(questionnaire, part),
                tuple(people.get(id_, ())),
            )
            for id_, part in parts.items()
        ),
        total=total,
        contradictions=contradictions(questionnaire, given, depth),
        minutes_left=_minutes(questionnaire, total),
    )


def split(stored: Iterable[Stored]) -> tuple[dict[str, Answer], set[str]]:
    """Return the answers that fit by question, and the questions whose stored answer does not."""
    kept = [one for one in stored if one.answer is not None]
    given = {one.question: one.answer for one in kept if one.is_valid and one.answer is not None}
    return given, {one.question for one in kept if not one.is_valid}


def contradictions(questionnaire: Questionnaire, given: dict[str, Answer], depth: Depth) -> tuple[Contradiction, ...]:
    """Return what does not go together, certain contradictions first."""
    rules = advice.contradictions(questionnaire, given, depth)
    found = [
        Contradiction(
            rule.message,
            tuple(questionnaire.by_id[id_] for id_ in dict.fromkeys(atom.question for atom in atoms(rule.when))),
            rule.contradiction,
        )
        for rule in rules
    ]
    return tuple(sorted(found, key=lambda one: not one.certain))


def _minutes(questionnaire: Questionnaire, part: Progress) -> int:
    return effort.total(questionnaire.by_id[id_] for id_ in part.open)
