"""What a change means for answers, and how great it is: from another help text to a question that is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assessment.content import files
from assessment.domain.conditions import parse
from assessment.domain.consequences import Consequence, changes
from assessment.domain.drafts import least_change, next_version
from assessment.domain.questionnaire import Change, Option, Role

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Question, Questionnaire

ALTAI = files.load("altai", "2020.1")
ID = "HAO-B1"
BEFORE = ALTAI.by_id[ID]
MORE = (*BEFORE.options, Option("something-else", "Something else"))


def changed(**values: object) -> Questionnaire:
    now = replace(BEFORE, **values)  # type: ignore[arg-type] # fields of a question
    return with_questions(tuple(now if question.id == ID else question for question in ALTAI.questions))


def with_questions(questions: tuple[Question, ...]) -> Questionnaire:
    return replace(ALTAI, questions=questions)


WITHOUT = with_questions(tuple(question for question in ALTAI.questions if question.id != ID))
CASES = [
    (changed(help="Another help."), Consequence.NOTHING, Change.PATCH),
    (changed(text="Other words?"), Consequence.READ_AGAIN, Change.PATCH),
    (changed(options=MORE), Consequence.NEW_CHOICE, Change.MINOR),
    (changed(weight=3 - BEFORE.weight + 1), Consequence.SCORE, Change.MINOR),
    (changed(asked_if=parse("HAO-A1 is no")), Consequence.OTHERS_ASKED, Change.MINOR),
    (changed(options=BEFORE.options[1:]), Consequence.CHOICE_GONE, Change.MAJOR),
    (changed(role=Role.REFLECTION), Consequence.OTHER_QUESTION, Change.MAJOR),
    (WITHOUT, Consequence.GONE, Change.MAJOR),
]


@pytest.mark.parametrize(("now", "consequence", "change"), CASES, ids=[one[1].value for one in CASES])
def test_a_change_is_called_what_it_is(now: Questionnaire, consequence: Consequence, change: Change) -> None:
    found = changes(ALTAI, now)

    assert [(one.question, one.consequence) for one in found] == [(ID, consequence)]
    assert least_change(ALTAI, now) is change


def test_a_new_question_has_no_answers_and_makes_an_addition() -> None:
    assert changes(WITHOUT, ALTAI)[0].consequence is Consequence.OPEN
    assert least_change(WITHOUT, ALTAI) is Change.MINOR


def test_the_gravest_of_several_changes_decides() -> None:
    found = changes(ALTAI, changed(help="Another help.", options=BEFORE.options[1:]))

    assert found[0].consequence is Consequence.CHOICE_GONE
    assert len(found[0].differences) == 2


def test_nothing_changed_is_nothing() -> None:
    assert changes(ALTAI, ALTAI) == ()
    assert least_change(ALTAI, ALTAI) is Change.PATCH


@pytest.mark.parametrize(
    ("base", "taken", "expected"),
    [
        ("2020.1", [], "2020.2"),
        ("2020.1", ["2020.2", "2020.3"], "2020.4"),
        ("2020.9", ["2020.10"], "2020.11"),
        ("x", [], ""),
    ],
)
def test_the_next_version_is_the_first_free_one(base: str, taken: list[str], expected: str) -> None:
    assert next_version(base, taken) == expected
