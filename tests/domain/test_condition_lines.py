"""Conditions are put together line by line, and only from what the question can answer."""

from __future__ import annotations

import pytest

from assessment.content import files
from assessment.domain.condition_lines import Lines, operators, statement
from assessment.domain.conditions import Atom, Operator, parse, unparse

ALTAI = files.load("altai", "2020.1")
SINGLE, MATRIX, MULTIPLE = (ALTAI.by_id[id_] for id_ in ("HAO-A1", "HAO-A6", "HAO-B1"))


@pytest.mark.parametrize(
    "text", ["HAO-A1 is no", "HAO-A1 is no and HAO-A2 is yes", "HAO-A1 is no or HAO-A2 is answered"]
)
def test_the_lines_of_a_condition_say_the_same(text: str) -> None:
    assert Lines.of(parse(text)).text == text


def test_every_condition_of_altai_survives_its_lines() -> None:
    asked = [question.asked_if for question in ALTAI.questions if question.asked_if is not None]

    assert [Lines.of(one).condition for one in asked] == asked


def test_a_statement_is_added_once() -> None:
    atom = Atom("HAO-A1", Operator.IS, ("no",))

    assert Lines().with_one(atom).with_one(atom).text == "HAO-A1 is no"


def test_removing_one_of_two_statements_leaves_the_other() -> None:
    assert Lines.of(parse("HAO-A1 is no or HAO-A2 is yes")).without(0).text == "HAO-A2 is yes"


def test_without_a_statement_there_is_no_condition() -> None:
    assert Lines.of(parse("HAO-A1 is no")).without(0).condition is None


@pytest.mark.parametrize(
    ("values", "expected"), [(["no"], "HAO-A1 is no"), (["no", "yes"], "HAO-A1 is any of (no, yes)"), ([], None)]
)
def test_one_value_or_several(values: list[str], expected: str | None) -> None:
    made = statement(SINGLE, Operator.ANY_OF, values)

    assert (unparse(made) if made else None) == expected


def test_a_value_of_another_question_is_none() -> None:
    assert statement(SINGLE, Operator.ANY_OF, ["in-the-loop"]) is None


def test_an_operator_of_lists_does_not_fit_a_single_choice() -> None:
    assert statement(SINGLE, Operator.INCLUDES_ANY, ["no"]) is None
    assert Operator.INCLUDES_ANY in operators(MULTIPLE)


def test_a_table_needs_one_of_its_rows() -> None:
    option = MATRIX.options[0].id

    assert statement(MATRIX, Operator.ANY_OF, [option]) is None
    assert statement(MATRIX, Operator.ANY_OF, [option], MATRIX.rows[0].id) is not None


def test_further_on_a_scale_takes_exactly_one_value() -> None:
    assert statement(SINGLE, Operator.AT_LEAST, ["no", "yes"]) is None
