"""The part of a questionnaire that decides what one section shows: its own questions, and those its conditions name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assessment.domain.conditions import atoms
from assessment.domain.once import once_per_questionnaire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessment.domain.questionnaire import Depth, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Part:
    """One section at one depth: `questions` are asked in it, `deciding` is a questionnaire of them and their causes.

    The standing of the section's questions in `deciding` is the same as in the whole questionnaire. What the section
    asks can only change with an answer to one of the `decisive` questions.
    """

    section: str
    questions: Mapping[str, Question]
    deciding: Questionnaire
    decisive: frozenset[str]


@once_per_questionnaire
def parts_of(questionnaire: Questionnaire, depth: Depth) -> Mapping[str, Part]:
    """Return the part of each section that has questions at this depth, in questionnaire order."""
    asked = {question.id: question for question in questionnaire.at_depth(depth)}
    sections: dict[str, dict[str, Question]] = {}
    for question in asked.values():
        sections.setdefault(question.section, {})[question.id] = question
    return {
        section: _part(questionnaire, section, asked, questions)
        for section in questionnaire.section_by_id
        if (questions := sections.get(section))
    }


def _part(
    questionnaire: Questionnaire, section: str, asked: Mapping[str, Question], questions: Mapping[str, Question]
) -> Part:
    needed: set[str] = set()
    waiting = list(questions)
    while waiting:
        id_ = waiting.pop()
        if id_ in asked and id_ not in needed:
            needed.add(id_)
            waiting.extend(_rests_on(asked[id_]))
    deciding = tuple(question for question in asked.values() if question.id in needed)
    decisive = frozenset(id_ for question in deciding for id_ in _rests_on(question))
    return Part(section, questions, replace(questionnaire, questions=deciding), decisive)


def _rests_on(question: Question) -> Iterator[str]:
    """Yield what a question's conditions name, and the measure that it follows."""
    for condition in (question.asked_if, *(option.asked_if for option in question.options)):
        yield from (atom.question for atom in atoms(condition))
    if question.follows:
        yield question.follows
