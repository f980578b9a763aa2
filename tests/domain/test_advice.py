"""What to do first, what is already strong, where answers contradict each other and where the weakest point is."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.domain.advice import (
    Advice,
    Reason,
    contradictions,
    foremost,
    next_month,
    recommendations,
    strengths,
    weakest,
)
from assessment.domain.questionnaire import Depth, Effort, Questionnaire
from assessment.domain.scoring import score
from tests.domain.build import (
    CHECKED,
    DK,
    HIGH,
    IN_PLACE,
    MEDIUM,
    NA,
    NO,
    STARTED,
    TWO_THIRDS,
    advice,
    answers,
    exposure,
    follow_up,
    gate,
    measure,
    questionnaire,
    tick,
    ticks,
)
from tests.domain.test_worked_example import CARD, QUESTIONNAIRE

Given = dict[str, str | list[str]]


def advise(built: Questionnaire, given: Given, depth: Depth = Depth.FULL) -> tuple[Advice, ...]:
    """Return the recommendations for these answers."""
    return recommendations(built, score(built, answers(given), depth))


def weakest_of(built: Questionnaire, given: Given) -> str | None:
    """Return the weakest requirement for these answers."""
    return weakest(built, score(built, answers(given), Depth.FULL))


def test_the_worked_example_is_advised_in_the_published_order() -> None:
    """Shortfalls 2, 2, 2*2/3 = 4/3 and 3*1/3 = 1: find out B3, answer B4, train overseers (B2), then B1."""
    found = recommendations(QUESTIONNAIRE, CARD)

    assert found == (
        Advice("HAO-B3", "HAO", Reason.FIND_OUT, 2, Fraction(2), Effort.M, critical=False, then=("HAO-B3.1",)),
        Advice("HAO-B4", "HAO", Reason.ANSWER, 2, Fraction(2), Effort.M, critical=False),
        Advice("HAO-B2", "HAO", Reason.RAISE, 2, Fraction(4, 3), Effort.M, critical=False),
        Advice("HAO-B1", "HAO", Reason.RAISE, 2, Fraction(1), Effort.M, critical=True),
    )


def test_the_larger_gap_comes_first_and_met_targets_last() -> None:
    """R: 1/3 against In place, gap 2; Q: 2/3 against Mostly in place, gap 0; P: 2/3 against Started, gap -1."""
    gates = gate("R-A1", exposure("R", HIGH), exposure("Q", MEDIUM))
    built = questionnaire(gates, measure("P-A1", 3), measure("Q-A1", 2), measure("R-A2"))
    found = advise(built, {"R-A1": "yes", "P-A1": IN_PLACE, "Q-A1": IN_PLACE, "R-A2": STARTED})

    assert [(one.question, one.gap) for one in found] == [("R-A2", 2), ("Q-A1", 0), ("P-A1", -1)]


def test_equal_gaps_and_shortfalls_put_the_critical_item_first_and_then_the_first_asked() -> None:
    """All three lack 1."""
    built = questionnaire(measure("R-A1"), measure("R-A2", critical=True), measure("R-A3"))

    assert [one.question for one in advise(built, {"R-A1": NO, "R-A2": NO, "R-A3": NO})] == ["R-A2", "R-A1", "R-A3"]


def test_what_is_in_place_and_checked_not_applicable_or_out_is_not_advised() -> None:
    """Only R-A5 is left."""
    built = questionnaire(gate("R-A1"), measure("R-A2", when="R-A1 is yes"), *(measure(f"R-A{n}") for n in (3, 4, 5)))
    found = advise(built, {"R-A1": "no", "R-A2": NO, "R-A3": CHECKED, "R-A4": NA, "R-A5": DK})

    assert [(one.question, one.reason) for one in found] == [("R-A5", Reason.FIND_OUT)]


def test_details_that_inherit_are_named_with_the_measure_they_wait_for() -> None:
    """Also the detail of a detail; a critical one makes the advice critical, for nothing else lifts the cap."""
    detail = follow_up("R-A1.2", "R-A1.1", critical=True)
    built = questionnaire(measure("R-A1"), follow_up("R-A1.1", "R-A1"), detail, measure("R-A2"))
    first, second = advise(built, {"R-A1": NO, "R-A2": NO})

    assert (first.question, first.then, first.critical, first.shortfall) == ("R-A1", ("R-A1.1", "R-A1.2"), True, 1)
    assert (second.question, second.then, second.critical) == ("R-A2", (), False)


def test_a_missing_critical_part_makes_the_advice_critical() -> None:
    """Two of three ticked, the critical one missing: shortfall 2 * 1/3."""
    options = [tick("a", critical=True), tick("b"), tick("c")]
    built = questionnaire(ticks("R-A1", options, 2))

    assert [(one.critical, one.shortfall) for one in advise(built, {"R-A1": ["b", "c"]})] == [(True, TWO_THIRDS)]
    assert [one.critical for one in advise(built, {"R-A1": ["a", "b"]})] == [False]


def test_a_withheld_band_takes_its_gap_from_the_worst_case() -> None:
    """R: low = (2/3)/3 = 22 %, Started, target In place: 2."""
    built = questionnaire(gate("R-A1", exposure("R", HIGH)), *(measure(f"R-A{n}") for n in (2, 3, 4)))
    found = advise(built, {"R-A1": "yes", "R-A2": IN_PLACE})

    assert [(one.question, one.gap) for one in found] == [("R-A3", 2), ("R-A4", 2), ("R-A2", 2)]


def test_a_screening_has_no_recommendations() -> None:
    """Nothing was scored."""
    built = questionnaire(measure("R-A1", depth=Depth.SCREENING))

    assert advise(built, {"R-A1": NO}, Depth.SCREENING) == ()
    assert weakest(built, score(built, {}, Depth.SCREENING)) is None


def test_the_next_month_takes_the_first_three_but_the_lighter_work_among_equals() -> None:
    """A1 is months of work, A2 and A3 are weeks and days, all equal otherwise; A4 lacks most."""
    efforts = [Effort.L, Effort.M, Effort.S]
    built = questionnaire(
        *(measure(f"R-A{n}", recommendation=advice(effort)) for n, effort in enumerate(efforts, 1)),
        measure("R-A4", 3, recommendation=advice(Effort.L)),
    )
    found = advise(built, {f"R-A{n}": NO for n in range(1, 5)})

    assert [one.question for one in found] == ["R-A4", "R-A1", "R-A2", "R-A3"]
    assert [one.question for one in next_month(found)] == ["R-A4", "R-A2", "R-A3"]
    assert [one.question for one in next_month(found, 1)] == ["R-A4"]


def test_strengths_are_the_items_at_the_top_heaviest_first() -> None:
    """Of the row asked for only; equal weights in the order asked."""
    built = questionnaire(
        measure("R-A1"),
        measure("R-A2", 3),
        measure("R-A3"),
        measure("R-A4"),
        ticks("R-A5", [tick("a")], 2),
        measure("Q-A1"),
    )
    given: Given = {"R-A1": CHECKED, "R-A2": CHECKED, "R-A3": IN_PLACE, "R-A4": CHECKED, "R-A5": ["a"], "Q-A1": CHECKED}

    assert strengths(built, score(built, answers(given), Depth.FULL), "R") == ("R-A2", "R-A5", "R-A1", "R-A4")


def test_the_foremost_strengths_are_one_of_each_requirement_and_critical_ones_first() -> None:
    built = questionnaire(measure("R-A1"), measure("R-A2", 3), measure("R-A3"), measure("Q-A1"))
    built = replace(built, questions=tuple(replace(q, critical=q.id == "R-A3") for q in built.questions))
    given: Given = {"R-A1": CHECKED, "R-A2": CHECKED, "R-A3": CHECKED, "Q-A1": CHECKED}
    card = score(built, answers(given), Depth.FULL)

    assert foremost(built, card) == ("R-A3", "Q-A1", "R-A2")
    assert foremost(built, card, 1) == ("R-A3",)


RULES = questionnaire(
    gate("R-A1"),
    gate("R-A2"),
    measure("R-A3"),
    rules={"both": "R-A1 is no and R-A2 is yes", "level": "R-A2 is no and R-A3 is at least in-place"},
)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"R-A1": "no", "R-A2": "yes"}, ["both"]),
        ({"R-A1": DK, "R-A2": "yes"}, []),
        ({"R-A2": "yes"}, []),
        ({"R-A2": "no", "R-A3": CHECKED}, ["level"]),
        ({"R-A2": "no", "R-A3": DK}, []),
    ],
)
def test_a_consistency_rule_speaks_only_when_it_certainly_holds(given: dict[str, str], found: list[str]) -> None:
    """Unknown is not certain."""
    assert [rule.id for rule in contradictions(RULES, answers(given), Depth.FULL)] == found


def test_the_weakest_requirement_has_the_largest_gap() -> None:
    """Q: Started against In place, gap 2, score 1/3; R: Not yet against Started, gap 1, score 0."""
    built = questionnaire(gate("R-A1", exposure("Q", HIGH)), measure("R-A2"), measure("Q-A1"))

    assert weakest_of(built, {"R-A1": "yes", "R-A2": NO, "Q-A1": STARTED}) == "Q"


def test_equal_gaps_make_the_lower_score_the_weakest_and_then_the_first() -> None:
    """Both Started at low exposure: 1/3 and 1/2; then 1/3 and 1/3."""
    built = questionnaire(measure("R-A1"), measure("Q-A1"), measure("Q-A2"))

    assert weakest_of(built, {"R-A1": STARTED, "Q-A1": STARTED, "Q-A2": IN_PLACE}) == "R"
    assert weakest_of(built, {"R-A1": IN_PLACE, "Q-A1": IN_PLACE, "Q-A2": NO}) == "Q"
    assert weakest_of(built, {"R-A1": STARTED, "Q-A1": STARTED, "Q-A2": STARTED}) == "R"


def test_a_withheld_requirement_is_judged_by_its_worst_case() -> None:
    """Q: 1 of 3 known at full marks: low 1/3, Started, gap 0; R: 1/2, Started, gap 0."""
    built = questionnaire(measure("R-A1"), measure("R-A2"), *(measure(f"Q-A{n}") for n in (1, 2, 3)))

    assert weakest_of(built, {"R-A1": STARTED, "R-A2": IN_PLACE, "Q-A1": CHECKED}) == "Q"


def test_the_preamble_is_never_the_weakest_requirement() -> None:
    """FR is at 0, R in place; without an applicable requirement there is none."""
    built = questionnaire(measure("FR-A1"), measure("R-A1"))

    assert weakest_of(built, {"FR-A1": NO, "R-A1": CHECKED}) == "R"
    assert weakest_of(built, {"FR-A1": NO, "R-A1": NA}) is None


def test_a_measure_without_a_recommendation_is_advised_without_an_effort() -> None:
    """The compiler asks for one; the order does not need it."""
    built = questionnaire(measure("R-A1"))
    bare = replace(built, questions=(replace(built.questions[0], recommendation=None),))

    assert [one.effort for one in advise(bare, {"R-A1": NO})] == [None]
