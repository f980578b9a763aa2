"""Statements in three values: what they say of each kind of answer."""

import pytest

from assessment.domain.answers import Answer
from assessment.domain.conditions import Truth, parse
from assessment.domain.questionnaire import Depth, Kind, Question, Role
from assessment.domain.statuses import truths
from tests.domain.build import (
    CHECKED,
    DK,
    IN_PLACE,
    NA,
    NO,
    STARTED,
    YES_SOME_NO,
    YES_SOME_NO_VALUED,
    answers,
    context,
    follow_up,
    gate,
    matrix,
    measure,
    question,
    questionnaire,
    tick,
    ticks,
)

T, U, F = Truth.TRUE, Truth.UNKNOWN, Truth.FALSE
Value = str | list[str] | dict[str, str] | None

GATE = gate("R-A2", options=YES_SOME_NO, when="R-A1 is not no")
OVERSIGHT = context(
    "R-A2",
    kind=Kind.MULTIPLE,
    options=(tick("learning"), tick("loop"), tick("none", exclusive=True)),
    when="R-A1 is not no",
)
RISKS = matrix("R-A2", "one two", when="R-A1 is not no")
FREE = question("R-A2", Role.CONTEXT, {"kind": Kind.TEXT, "dont_know": False, "when": "R-A1 is not no"})
LEVELLED = measure("R-A2", when="R-A1 is not no")
OLD = measure("R-A2", options=YES_SOME_NO_VALUED, when="R-A1 is not no")
LIST = ticks("R-A2", [tick("a"), tick("b"), tick("other", counted=False)], when="R-A1 is not no")


def truth(asked: Question, text: str, given: Value, first: str = "yes") -> Truth:
    """Return the truth of a statement about R-A2, which a gate R-A1 shows unless it is No."""
    stored = {"R-A1": first} | ({} if given is None else {"R-A2": given})
    return truths(questionnaire(gate("R-A1"), asked), answers(stored), Depth.FULL, (parse(text),))[0]


@pytest.mark.parametrize(
    ("text", "no", "some", "yes"),
    [
        ("R-A2 is yes", F, F, T),
        ("R-A2 is not yes", T, T, F),
        ("R-A2 is any of (yes, to-some-extent)", F, T, T),
        ("R-A2 is none of (yes, to-some-extent)", T, F, F),
        ("R-A2 is at least to-some-extent", F, T, T),
        ("R-A2 is below to-some-extent", T, F, F),
        ("not (R-A2 is no or R-A2 is yes)", F, T, F),
    ],
)
def test_statements_about_a_gate_are_unknown_until_it_is_known(text: str, no: Truth, some: Truth, yes: Truth) -> None:
    """The options in turn; then no answer, don't know; hidden it is false whichever way it is put."""
    assert [truth(GATE, text, given) for given in ("no", "to-some-extent", "yes")] == [no, some, yes]
    assert [truth(GATE, text, given) for given in (None, DK)] == [U, U]
    assert [truth(GATE, text, given, first="no") for given in ("no", "yes", DK, None)] == [F] * 4


@pytest.mark.parametrize(
    ("asked", "given"), [(GATE, "yes"), (OVERSIGHT, []), (RISKS, {"one": "likely", "two": "likely"})]
)
def test_being_answered_is_never_unknown_on_a_shown_question(asked: Question, given: Value) -> None:
    """Don't know and no answer are not answered; of a hidden question neither holds."""
    assert [truth(asked, "R-A2 is answered", value) for value in (given, DK, None)] == [T, F, F]
    assert [truth(asked, "R-A2 is not answered", value) for value in (given, DK, None)] == [F, T, T]
    assert [truth(asked, f"R-A2 {words}", given, first="no") for words in ("is answered", "is not answered")] == [F, F]


@pytest.mark.parametrize(
    ("text", "learning", "both", "nothing"),
    [
        ("R-A2 includes learning", T, T, F),
        ("R-A2 includes any of (loop, none)", F, T, F),
        ("R-A2 includes all of (learning, loop)", F, T, F),
        ("R-A2 includes none of (learning, loop)", F, F, T),
    ],
)
def test_statements_about_a_tick_list_look_at_what_is_ticked(
    text: str, learning: Truth, both: Truth, nothing: Truth
) -> None:
    """Nothing ticked is an answer; no answer and don't know are unknown."""
    assert [truth(OVERSIGHT, text, given) for given in (["learning"], ["learning", "loop"], [])] == [
        learning,
        both,
        nothing,
    ]
    assert [truth(OVERSIGHT, text, given) for given in (None, DK)] == [U, U]
    assert truth(OVERSIGHT, text, ["loop"], first="no") is F


@pytest.mark.parametrize(
    ("given", "positive", "negative"),
    [
        ({"one": "likely", "two": "unlikely"}, T, F),
        ({"one": "unlikely"}, F, T),
        ({"one": DK, "two": "likely"}, U, U),
        ({"two": "likely"}, U, U),
        (DK, U, U),
        (None, U, U),
    ],
)
def test_statements_about_a_matrix_look_at_their_own_row(given: Value, positive: Truth, negative: Truth) -> None:
    """A row that is missing or don't know is unknown, whatever the other rows are."""
    assert truth(RISKS, "R-A2.one is any of (possible, likely)", given) is positive
    assert truth(RISKS, "R-A2.one is none of (possible, likely)", given) is negative
    assert truth(RISKS, "R-A2.one is at least possible", given) is positive
    assert truth(RISKS, "R-A2.one is at least possible", given, first="no") is F


def test_a_row_is_answered_by_itself() -> None:
    """The other row is missing."""
    assert truth(RISKS, "R-A2.one is answered and R-A2.two is not answered", {"one": "likely"}) is T


@pytest.mark.parametrize(
    ("text", "zero", "started", "unknown"),
    [
        ("R-A2 is yes", F, T, F),
        ("R-A2 is not yes", T, F, T),
        ("R-A2 is no", T, F, F),
        ("R-A2 is not no", F, T, T),
        ("R-A2 is at least in-place", F, F, F),
        ("R-A2 is below in-place", T, T, F),
        ("R-A2 is started", F, T, F),
        ("R-A2 is not started", T, F, F),
        ("R-A2 is none of (started, in-place)", T, F, F),
    ],
)
def test_statements_about_a_measure_have_two_values(text: str, zero: Truth, started: Truth, unknown: Truth) -> None:
    """Yes is level 1 or higher; "not yes" and "not no" hold while it is not known, nothing when not applicable."""
    assert [truth(LEVELLED, text, given) for given in (NO, STARTED)] == [zero, started]
    assert [truth(LEVELLED, text, given) for given in (DK, None, NA)] == [unknown, unknown, F]
    assert [truth(LEVELLED, text, given, first="no") for given in (CHECKED, NO, None)] == [F] * 3


@pytest.mark.parametrize(
    ("text", "no", "some", "yes", "unknown"),
    [
        ("R-A2 is yes", F, T, T, F),
        ("R-A2 is not yes", T, F, F, T),
        ("R-A2 is no", T, F, F, F),
        ("R-A2 is not no", F, T, T, T),
        ("R-A2 is any of (yes)", F, F, T, F),
        ("R-A2 is none of (no)", F, T, T, F),
    ],
)
def test_yes_and_no_mean_the_same_of_every_measure(
    text: str, no: Truth, some: Truth, yes: Truth, unknown: Truth
) -> None:
    """Also where its options are called so; a list speaks of the options themselves."""
    assert [truth(OLD, text, given) for given in ("no", "to-some-extent", "yes")] == [no, some, yes]
    assert [truth(OLD, text, given) for given in (DK, None)] == [unknown] * 2


@pytest.mark.parametrize(
    ("text", "nothing", "other", "one"),
    [
        ("R-A2 is yes", F, F, T),
        ("R-A2 is not yes", T, T, F),
        ("R-A2 is no", T, T, F),
        ("R-A2 is not no", F, F, T),
        ("R-A2 includes a", F, F, T),
        ("R-A2 includes none of (a, b)", T, T, F),
    ],
)
def test_yes_on_a_scored_tick_list_means_that_something_counted_is_ticked(
    text: str, nothing: Truth, other: Truth, one: Truth
) -> None:
    """Value above 0; "other" is not counted."""
    assert [truth(LIST, text, given) for given in ([], ["other"], ["a", "other"])] == [nothing, other, one]


def test_only_a_level_makes_a_measure_answered() -> None:
    """Not applicable and don't know give no level to speak about."""
    assert [truth(LEVELLED, "R-A2 is answered", given) for given in (STARTED, NA, DK)] == [T, F, F]


@pytest.mark.parametrize(("parent", "positive", "negative"), [(NO, F, F), (DK, F, T), (STARTED, T, T), (None, F, T)])
def test_the_stored_answer_of_an_inheriting_detail_is_not_used(
    parent: str | None, positive: Truth, negative: Truth
) -> None:
    """The detail stores In place; while its measure is No it is hidden, while not known it is not known itself."""
    built = questionnaire(measure("R-A1"), follow_up("R-A1.1", "R-A1"))
    stored = {"R-A1.1": IN_PLACE} | ({} if parent is None else {"R-A1": parent})
    found = truths(built, answers(stored), Depth.FULL, (parse("R-A1.1 is yes"), parse("R-A1.1 is not no")))

    assert found == (positive, negative)


def test_text_is_answered_when_something_is_written() -> None:
    """A free text has no options to speak about."""
    built = questionnaire(gate("R-A1"), FREE)
    written = {"R-A2": Answer(text="For five years.")}

    assert truths(built, written, Depth.FULL, (parse("R-A2 is answered"),)) == (T,)
    assert truths(built, {}, Depth.FULL, (parse("R-A2 is answered"),)) == (F,)


def test_a_statement_about_a_question_that_does_not_exist_is_false() -> None:
    """At this depth or at all."""
    statements = (parse("R-A2 is not no"), parse("X-A1 is answered"))

    assert truths(questionnaire(gate("R-A1"), LEVELLED), {}, Depth.SCREENING, statements) == (F, F)
