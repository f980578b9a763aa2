"""What each question is, given the answers: shown or hidden, in or out, inheriting, known or open."""

from fractions import Fraction

import pytest

from assessment.domain.answers import Answer, State
from assessment.domain.questionnaire import Depth, Questionnaire
from assessment.domain.scorecard import Inherits, Status
from assessment.domain.scoring import score
from assessment.domain.statuses import QuestionStatus, statuses
from tests.domain.build import (
    CHECKED,
    DK,
    IN_PLACE,
    NA,
    NO,
    STARTED,
    YES_SOME_NO_VALUED,
    answers,
    context,
    figures,
    follow_up,
    gate,
    item,
    matrix,
    measure,
    questionnaire,
    tick,
    ticks,
)

Given = dict[str, str | list[str] | dict[str, str]]


def of(built: Questionnaire, given: Given, name: str, depth: Depth = Depth.FULL) -> QuestionStatus:
    """Return the status of one question."""
    return statuses(built, answers(given), depth)[name]


GATED = questionnaire(gate("R-A1"), gate("R-A2", when="R-A1 is yes"), measure("R-A3", when="R-A2 is not no"))


@pytest.mark.parametrize(
    ("given", "shown", "status"),
    [
        ({"R-A1": "yes", "R-A2": "yes"}, True, Status.OPEN),
        ({"R-A1": "yes", "R-A2": "no"}, False, Status.OUT),
        ({"R-A1": "yes", "R-A2": DK}, True, Status.OPEN),
        ({"R-A1": "yes"}, True, Status.OPEN),
        ({"R-A1": DK, "R-A2": "no"}, False, Status.OUT),
        ({}, True, Status.OPEN),
        ({"R-A1": "no"}, False, Status.OUT),
        ({"R-A1": "no", "R-A2": "yes"}, False, Status.OUT),
    ],
)
def test_a_gate_that_is_not_known_to_be_closed_keeps_its_dependants_in(
    given: Given, *, shown: bool, status: Status
) -> None:
    """Don't know and no answer keep in (precaution); a hidden gate holds nothing, whatever is stored."""
    assert of(GATED, given, "R-A3") == QuestionStatus(status, None, shown, (NO, STARTED, IN_PLACE, CHECKED))


def test_an_answer_behind_a_closed_gate_does_not_count() -> None:
    """The stored full marks of R-A3 stay stored: S is R-A4's 1/3 alone."""
    built = questionnaire(gate("R-A1"), measure("R-A3", 3, when="R-A1 is not no"), measure("R-A4"))
    card = score(built, answers({"R-A1": "no", "R-A3": CHECKED, "R-A4": STARTED}), Depth.FULL)

    assert (figures(card, "R").score, item(card, "R-A3").status) == (Fraction(1, 3), Status.OUT)
    assert item(card, "R-A3").value is None


def test_a_statement_about_one_row_of_a_matrix_is_unknown_until_that_row_is_answered() -> None:
    """Manipulation likely says nothing about attachment: the measure against attachment stays in."""
    built = questionnaire(
        matrix("R-A1", "attachment manipulation"), measure("R-A2", when="R-A1.attachment is any of (possible, likely)")
    )

    shown = [of(built, {"R-A1": rows}, "R-A2").shown for rows in ({"attachment": "likely"}, {"attachment": "unlikely"})]
    assert shown == [True, False]
    shown = [of(built, {"R-A1": rows}, "R-A2").shown for rows in ({"manipulation": "likely"}, {"attachment": DK}, DK)]
    assert shown == [True, True, True]


FAMILY = questionnaire(
    gate("R-A1"),
    measure("R-A2", 2, when="R-A1 is not no"),
    follow_up("R-A2.1", "R-A2", when="R-A2 is yes"),
    follow_up("R-A2.2", "R-A2"),
    follow_up("R-A2.3", "R-A2.2"),
)
DETAILS = {"R-A2.1": CHECKED, "R-A2.2": CHECKED, "R-A2.3": CHECKED}


@pytest.mark.parametrize(
    ("parent", "status", "inherits", "shown"),
    [
        ({"R-A2": NO}, Status.INHERIT, Inherits.ZERO, [False, False, False]),
        ({"R-A2": DK}, Status.INHERIT, Inherits.DONT_KNOW, [False, True, True]),
        ({}, Status.INHERIT, Inherits.OPEN, [False, True, True]),
        ({"R-A2": NA}, Status.NOT_APPLICABLE, None, [False, False, False]),
        ({"R-A1": "no", "R-A2": IN_PLACE}, Status.OUT, None, [False, False, False]),
        ({"R-A2": STARTED}, Status.KNOWN, None, [True, True, True]),
    ],
)
def test_details_of_a_measure_stay_in_as_what_the_measure_is(
    parent: Given, status: Status, inherits: Inherits | None, shown: list[bool]
) -> None:
    """Whatever is stored for the details; "not no" still shows them while the measure is unanswered or not known."""
    found = statuses(FAMILY, answers({**DETAILS, **parent}), Depth.FULL)
    details = [found[name] for name in DETAILS]

    assert [(detail.status, detail.inherits) for detail in details] == [(status, inherits)] * 3
    assert [detail.shown for detail in details] == shown


@pytest.mark.parametrize(
    ("parent", "sums", "low", "high"),
    [
        (NO, (5, 0, 0, 0), Fraction(0), Fraction(0)),
        (DK, (0, 5, 0, 0), Fraction(0), Fraction(1)),
        (STARTED, (5, 0, 0, Fraction(11, 3)), Fraction(11, 15), Fraction(11, 15)),
    ],
)
def test_inheriting_details_keep_their_weight_in_the_denominator(
    parent: str, sums: tuple[int | Fraction, ...], low: Fraction, high: Fraction
) -> None:
    """Weights 2 + 1 + 1 + 1 = 5; started: 2/3 + 3 = 11/3 of 5; No and don't know leave nothing of what is stored."""
    row = figures(score(FAMILY, answers({**DETAILS, "R-A2": parent}), Depth.FULL), "R")

    assert (row.known, row.dont_know, row.open, row.credit) == sums
    assert (row.low, row.high) == (low, high)


def test_a_detail_inherits_from_a_detail_that_is_at_zero() -> None:
    """R-A2.3 hangs on R-A2.2, which is No, although R-A2 is in place."""
    found = of(FAMILY, {"R-A2": IN_PLACE, "R-A2.2": NO, "R-A2.3": CHECKED}, "R-A2.3")

    assert (found.status, found.inherits, found.shown) == (Status.INHERIT, Inherits.ZERO, False)


def test_a_detail_goes_out_by_its_own_gate_whatever_its_measure_is() -> None:
    """Out comes before inherit: the measure is No, the detail's other statement is false."""
    built = questionnaire(
        gate("R-A1"), measure("R-A2"), follow_up("R-A2.1", "R-A2", when="R-A2 is yes and R-A1 is yes")
    )

    assert of(built, {"R-A1": "no", "R-A2": NO}, "R-A2.1").status is Status.OUT
    assert of(built, {"R-A2": NO}, "R-A2.1").inherits is Inherits.ZERO


def test_a_detail_that_the_level_of_its_measure_does_not_reach_stays_in_at_zero() -> None:
    """Asked from In place on: at Started nobody can answer it, and leaving it out would reward staying low."""
    built = questionnaire(measure("R-A1"), follow_up("R-A1.1", "R-A1", when="R-A1 is at least in-place"))

    assert of(built, {"R-A1": STARTED, "R-A1.1": CHECKED}, "R-A1.1").inherits is Inherits.ZERO
    assert of(built, {"R-A1": IN_PLACE, "R-A1.1": CHECKED}, "R-A1.1").status is Status.KNOWN


def test_the_own_not_applicable_of_a_detail_counts_only_when_it_does_not_inherit() -> None:
    """Inherit comes before not applicable."""
    assert of(FAMILY, {"R-A2": NO, "R-A2.1": NA}, "R-A2.1").status is Status.INHERIT
    assert of(FAMILY, {"R-A2": STARTED, "R-A2.1": NA}, "R-A2.1").status is Status.NOT_APPLICABLE


def test_a_tick_list_with_nothing_counted_is_at_zero_for_its_details() -> None:
    """Only "other" is ticked: value 0, so the detail inherits zero."""
    options = [tick("a"), tick("other", counted=False)]
    built = questionnaire(ticks("R-A1", options), follow_up("R-A1.1", "R-A1", when="R-A1 is yes"))

    assert of(built, {"R-A1": ["other"]}, "R-A1.1").inherits is Inherits.ZERO
    assert of(built, {"R-A1": ["a"]}, "R-A1.1").status is Status.OPEN


def test_a_detail_whose_measure_is_beyond_the_depth_is_out() -> None:
    """At core the measure does not exist."""
    built = questionnaire(measure("R-A1"), follow_up("R-A1.1", "R-A1", depth=Depth.CORE))

    assert statuses(built, {}, Depth.CORE) == {
        "R-A1.1": QuestionStatus(Status.OUT, None, shown=False, options=(NO, STARTED, IN_PLACE, CHECKED))
    }


@pytest.mark.parametrize(
    "given",
    [
        Answer(options=("maybe",)),
        Answer(options=(STARTED, IN_PLACE)),
        Answer(),
        Answer(options=(STARTED,), text="surely"),
        Answer(options=(STARTED,), note="x" * 10_001),
        Answer(cells=(("row", STARTED),)),
    ],
)
def test_an_answer_that_does_not_fit_leaves_its_question_open(given: Answer) -> None:
    """What is wrong with it is said elsewhere; scoring neither trusts it nor stumbles."""
    assert statuses(questionnaire(measure("R-A1")), {"R-A1": given}, Depth.FULL)["R-A1"].status is Status.OPEN


def test_not_applicable_needs_a_reason_and_a_question_that_offers_it() -> None:
    """Gates never offer it; without a reason it is no answer."""
    built = questionnaire(measure("R-A1"), gate("R-A2"))
    bare = {"R-A1": Answer(State.NOT_APPLICABLE)}

    assert of(built, {"R-A1": NA}, "R-A1").status is Status.NOT_APPLICABLE
    assert statuses(built, bare, Depth.FULL)["R-A1"].status is Status.OPEN
    assert of(built, {"R-A2": NA}, "R-A2").status is Status.OPEN


def test_options_that_are_not_asked_are_not_offered() -> None:
    """The second line needs the gate."""
    built = questionnaire(gate("R-A1"), ticks("R-A2", [tick("a"), tick("b", when="R-A1 is yes")]))

    assert of(built, {"R-A1": "no"}, "R-A2").options == ("a",)
    assert of(built, {}, "R-A2").options == ("a", "b")


def test_a_chosen_option_that_is_not_asked_is_no_answer() -> None:
    """Some is only offered behind the gate."""
    no, some, yes = YES_SOME_NO_VALUED
    offered = (no, tick("to-some-extent", when="R-A1 is yes"), yes)
    built = questionnaire(gate("R-A1"), context("R-A2", options=offered))

    assert of(built, {"R-A1": "no", "R-A2": some.id}, "R-A2").status is Status.OPEN
    assert of(built, {"R-A1": "yes", "R-A2": some.id}, "R-A2").status is Status.KNOWN


def test_questions_that_are_not_scored_have_a_status_too() -> None:
    """A matrix is known when every row is, and don't know while a row is."""
    built = questionnaire(gate("R-A1"), matrix("R-A2", "a b"))
    given: list[Given] = [
        {},
        {"R-A2": {"a": "likely"}},
        {"R-A2": {"a": "likely", "b": DK}},
        {"R-A2": {"a": "likely", "b": "likely"}},
    ]

    assert [of(built, one, "R-A2").status for one in given] == [
        Status.OPEN,
        Status.OPEN,
        Status.DONT_KNOW,
        Status.KNOWN,
    ]
    assert [of(built, {"R-A1": one}, "R-A1").status for one in ("yes", DK)] == [Status.KNOWN, Status.DONT_KNOW]


def test_only_questions_of_the_depth_have_a_status() -> None:
    """A gate belongs to every depth, a full measure only to the full questionnaire."""
    assert list(statuses(GATED, {}, Depth.SCREENING)) == ["R-A1", "R-A2"]
    assert list(statuses(GATED, {}, Depth.FULL)) == ["R-A1", "R-A2", "R-A3"]
