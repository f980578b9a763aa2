"""Whether an answer fits its question, and why not."""

from __future__ import annotations

import pytest

from assessment.domain.answers import MAX_NOTE, Answer, Problem, State, problems
from assessment.domain.questionnaire import Kind, Question, Role
from tests.domain.build import STARTED, gate, matrix, measure, question, tick, ticks

SINGLE = measure("R-A1")
LIST = ticks("R-A1", [tick("a"), tick("b"), tick("none", exclusive=True)])
RISKS = matrix("R-A1", "one two")
FREE = question("R-A1", Role.CONTEXT, {"kind": Kind.TEXT, "dont_know": False})


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (SINGLE, Answer(options=(STARTED,))),
        (SINGLE, Answer(State.DONT_KNOW)),
        (SINGLE, Answer(State.NOT_APPLICABLE, reason="No such thing.")),
        (LIST, Answer()),
        (LIST, Answer(options=("a", "b"))),
        (LIST, Answer(options=("none",))),
        (RISKS, Answer(cells=(("one", "likely"), ("two", "dont-know")))),
        (FREE, Answer(text="For five years.")),
        (SINGLE, Answer(options=(STARTED,), note="x" * MAX_NOTE)),
    ],
)
def test_an_answer_of_the_right_shape_has_no_problems(asked: Question, given: Answer) -> None:
    assert problems(asked, given) == ()


@pytest.mark.parametrize(
    ("asked", "given", "expected"),
    [
        (SINGLE, Answer(), (Problem.WRONG_SHAPE, "")),
        (SINGLE, Answer(options=("maybe",)), (Problem.UNKNOWN_OPTION, "maybe")),
        (SINGLE, Answer(State.NOT_APPLICABLE, reason=" "), (Problem.REASON_MISSING, "")),
        (SINGLE, Answer(options=(STARTED,), note="x" * (MAX_NOTE + 1)), (Problem.NOTE_TOO_LONG, "")),
        (gate("R-A1"), Answer(State.NOT_APPLICABLE, reason="x"), (Problem.NO_NOT_APPLICABLE, "")),
        (gate("R-A1", dont_know=False), Answer(State.DONT_KNOW), (Problem.NO_DONT_KNOW, "")),
        (LIST, Answer(options=("a", "none")), (Problem.EXCLUSIVE, "none")),
        (LIST, Answer(options=("a", "a")), (Problem.REPEATED, "a")),
        (RISKS, Answer(cells=(("three", "likely"),)), (Problem.UNKNOWN_ROW, "three")),
        (RISKS, Answer(cells=(("one", "sure"),)), (Problem.UNKNOWN_OPTION, "sure")),
        (RISKS, Answer(cells=(("one", "likely"), ("one", "unlikely"))), (Problem.REPEATED, "one")),
        (matrix("R-A1", "one", dont_know=False), Answer(cells=(("one", "dont-know"),)), (Problem.NO_DONT_KNOW, "one")),
        (FREE, Answer(options=("a",)), (Problem.WRONG_SHAPE, "")),
    ],
)
def test_an_answer_that_does_not_fit_says_why_and_where(
    asked: Question, given: Answer, expected: tuple[Problem, str]
) -> None:
    assert problems(asked, given) == (expected,)
