"""The language of conditions: what is read, how it is written back, and how faults are pointed at."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.conditions import (
    MAX_NODES,
    All,
    AnyOf,
    Atom,
    Condition,
    ConditionError,
    Operator,
    Truth,
    atoms,
    evaluate,
    negate,
    parse,
    size,
    unparse,
)
from assessment.domain.malformed import Malformed

LISTS = [Operator.ANY_OF, Operator.NONE_OF, Operator.INCLUDES_ANY, Operator.INCLUDES_NONE]
SINGLES = [Operator.IS, Operator.IS_NOT, Operator.AT_LEAST, Operator.BELOW]
names = st.from_regex(r"[A-Z]{1,3}(-[A-Z0-9]{1,3}){0,2}(\.[0-9]{1,2})?", fullmatch=True)
rows = st.one_of(st.just(""), st.from_regex(r"[a-z]{2,5}(-[a-z]{2,4})?", fullmatch=True))
values = st.sampled_from(["yes", "to-some-extent", "in-place", "likely", "no"])
statements = st.one_of(
    st.builds(Atom, names, st.sampled_from(SINGLES), st.tuples(values), rows),
    st.builds(Atom, names, st.sampled_from(LISTS), st.lists(values, min_size=1, max_size=3).map(tuple), rows),
    st.builds(Atom, names, st.sampled_from([Operator.ANSWERED, Operator.NOT_ANSWERED]), st.just(()), rows),
)
conditions = st.recursive(
    statements,
    lambda inner: st.one_of(
        st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(conditions)
def test_what_is_written_reads_back_to_the_same(condition: Condition) -> None:
    assert parse(unparse(condition)) == condition


@given(conditions)
def test_negating_twice_changes_nothing(condition: Condition) -> None:
    assert negate(negate(condition)) == condition


@given(conditions, st.data())
def test_a_negation_has_the_opposite_truth_and_unknown_stays_unknown(condition: Condition, data: st.DataObject) -> None:
    found: dict[Atom, Truth] = {}
    for atom in atoms(condition):
        truth = found.setdefault(atom, data.draw(st.sampled_from(Truth)))
        found[Atom(atom.question, atom.operator.opposite, atom.values, atom.row)] = Truth(2 - truth.value)
    truth = evaluate(condition, lambda atom: found.get(atom, Truth.UNKNOWN))

    assert evaluate(negate(condition), lambda atom: found.get(atom, Truth.UNKNOWN)).value == 2 - truth.value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("HAO-A1 is not no", "HAO-A1 is not no"),
        ("P1.1.2a is not no or P6.2.1.b is yes", "P1.1.2a is not no or P6.2.1.b is yes"),
        ('HAO-A1 is "yes"', "HAO-A1 is yes"),
        ("A1 is yes and A2 is no or A3 is yes", "(A1 is yes and A2 is no) or A3 is yes"),
        ("not (A1 is yes and A2 is no)", "A1 is not yes or A2 is not no"),
        ("A1 includes all of (a, b)", "A1 includes any of (a) and A1 includes any of (b)"),
        ("A1 includes a", "A1 includes any of (a)"),
        ("HAO-A6.attachment is likely", "HAO-A6.attachment is likely"),
        ("HAO-A1.2 is answered", "HAO-A1.2 is answered"),
        ("not A1 is at least started", "A1 is below started"),
    ],
)
def test_a_condition_is_read_as_people_mean_it(text: str, written: str) -> None:
    assert unparse(parse(text)) == written


@pytest.mark.parametrize(
    ("text", "column", "fault"),
    [
        ("", 1, Malformed.NO_QUESTION),
        ("yes", 1, Malformed.NO_QUESTION),
        ("A1", 3, Malformed.NO_OPERATOR),
        ("A1 equals yes", 4, Malformed.NO_OPERATOR),
        ("A1 is", 6, Malformed.NO_OPTION),
        ("A1 is any of yes", 14, Malformed.NO_LIST),
        ("A1 is any of (a b)", 17, Malformed.NO_COMMA),
        ("(A1 is yes", 11, Malformed.NOT_CLOSED),
        ("A1 is yes A2 is no", 11, Malformed.NO_JOINT),
        ("A1 is yes && A2 is no", 11, Malformed.UNKNOWN_WORD),
        ("A1 is Yes", 7, Malformed.UNKNOWN_WORD),
    ],
)
def test_a_fault_is_pointed_at(text: str, column: int, fault: Malformed) -> None:
    with pytest.raises(ConditionError) as raised:
        parse(text)

    assert (raised.value.fault, raised.value.column, raised.value.too_large) == (fault, column, False)


@pytest.mark.parametrize(
    "text",
    [
        " and ".join(["A1 is yes"] * MAX_NODES),
        "(" * 9 + "A1 is yes" + ")" * 9,
        "not " * 9 + "A1 is yes",
        "A1 is any of (" + ", ".join(["yes"] * 2_000) + ")",
    ],
)
def test_a_condition_beyond_the_bounds_is_refused_at_once(text: str) -> None:
    before = time.process_time()
    with pytest.raises(ConditionError) as raised:
        parse(text)

    assert raised.value.too_large
    assert time.process_time() - before < 0.2


def test_the_largest_condition_is_read() -> None:
    assert size(parse(" and ".join(["A1 is yes"] * (MAX_NODES - 1)))) == MAX_NODES


@given(st.text(alphabet="A1-. isnotyeand(),\"'orB", max_size=60))
def test_any_text_is_read_or_refused_with_a_column(text: str) -> None:
    assert 1 <= fault_column(text) <= len(text) + 1


def fault_column(text: str) -> int:
    """Return where a text stops being a condition, 1 when it is one; any other exception is a fault of the reader."""
    try:
        parse(text)
    except ConditionError as error:
        return error.column
    return 1
