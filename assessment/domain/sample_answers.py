"""Invented answers to any questionnaire, always the same ones, so that editors see what a report of it looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.answers import Answer, Evidence, State
from assessment.domain.questionnaire import Kind

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Question, Questionnaire

# Every so many questions somebody does not know.
_UNKNOWN = 11


def sample_answers(questionnaire: Questionnaire) -> dict[str, Answer]:
    """Return a fitting answer to every question that has something to choose: good, bad and unknown ones."""
    found = {}
    for number, question in enumerate(questionnaire.questions, 1):
        answer = _answer(question, number)
        if answer is not None:
            found[question.id] = answer
    return found


def _answer(question: Question, number: int) -> Answer | None:
    options = [option.id for option in question.options if not option.exclusive]
    if question.dont_know and number % _UNKNOWN == 0:
        return Answer(state=State.DONT_KNOW)
    if not options and question.kind is not Kind.TEXT:
        return None
    grade = Evidence(number % len(Evidence)) if question.is_scored else Evidence(0)
    match question.kind:
        case Kind.SINGLE:
            return Answer(options=(options[number * 2 % len(options)],), evidence=grade)
        case Kind.MULTIPLE:
            return Answer(options=tuple(options[: 1 + number % len(options)]), evidence=grade)
        case Kind.MATRIX:
            cells = ((row.id, options[(number + place) % len(options)]) for place, row in enumerate(question.rows))
            return Answer(cells=tuple(cells), evidence=grade)
        case Kind.TEXT:
            return Answer(text=question.example or question.id)
