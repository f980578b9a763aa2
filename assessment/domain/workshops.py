"""Answering together: which questions can be voted on, and what votes come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.answers import Answer, State
from assessment.domain.questionnaire import DONT_KNOW, NOT_APPLICABLE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessment.domain.questionnaire import Question


@dataclass(frozen=True, slots=True)
class Count:
    """How many voted for one option; `row` is set for a question that is answered row by row."""

    option: str
    votes: int
    row: str = ""


def can_be_voted_on(question: Question) -> bool:
    """Whether there is something to choose; a text is talked about and written down together."""
    return question.kind is not Kind.TEXT


def choices(question: Question) -> tuple[str, ...]:
    """Return what can be voted for in each row, or in the question as a whole, in the order of the page."""
    states = ((DONT_KNOW, question.dont_know), (NOT_APPLICABLE, question.not_applicable))
    is_matrix = question.kind is Kind.MATRIX
    return (
        *(option.id for option in question.options),
        *(word for word, offered in states if offered and not (is_matrix and word == NOT_APPLICABLE)),
    )


def as_vote(answer: Answer | None) -> Answer | None:
    """Return what counts of an answer as a vote: what was chosen, without notes and reasons; None for nothing."""
    if answer is None:
        return None
    vote = Answer(state=answer.state, options=answer.options, cells=answer.cells)
    return None if vote == Answer() else vote


def tally(question: Question, votes: Iterable[Answer]) -> tuple[Count, ...]:
    """Return how many voted for each choice, those of nobody too; one voter may tick several."""
    given = list(votes)
    rows = [row.id for row in question.rows] if question.kind is Kind.MATRIX else [""]
    return tuple(
        Count(choice, sum(choice in _chosen(vote, row) for vote in given), row)
        for row in rows
        for choice in choices(question)
    )


def _chosen(vote: Answer, row: str) -> Sequence[str]:
    if row:
        return [option for of, option in vote.cells if of == row]
    match vote.state:
        case State.GIVEN:
            return vote.options
        case State.DONT_KNOW | State.NOT_APPLICABLE:
            return [vote.state.value]


def leading(question: Question, votes: Iterable[Answer]) -> Answer | None:
    """Return the answer that more voters gave than any other; None when there is no such answer."""
    counted: dict[Answer, int] = {}
    for vote in votes:
        counted[vote] = counted.get(vote, 0) + 1
    ranked = sorted(counted.items(), key=lambda one: -one[1])
    if not ranked or not can_be_voted_on(question):
        return None
    return None if len(ranked) > 1 and ranked[0][1] == ranked[1][1] else ranked[0][0]
