"""Figures, bands and caps of scoring model 1.0, each case computed by hand in its docstring."""

from fractions import Fraction

import pytest

from assessment.domain.errors import UnknownScoringModel
from assessment.domain.questionnaire import Depth, Question, Questionnaire
from assessment.domain.scorecard import Band, Scorecard
from assessment.domain.scoring import score
from tests.domain.build import (
    CHECKED,
    DK,
    HALF,
    IN_PLACE,
    LOW,
    NA,
    NO,
    STARTED,
    THIRD,
    YES_SOME_NO_VALUED,
    answers,
    figures,
    follow_up,
    gate,
    item,
    measure,
    questionnaire,
    tick,
    ticks,
)


def full(built: Questionnaire, **given: str | list[str]) -> Scorecard:
    """Score at full depth; R_A1 stands for question R-A1."""
    named = {name.replace("_", "-"): value for name, value in given.items()}
    return score(built, answers(named), Depth.FULL)


def hundred(ticked: int) -> Scorecard:
    """Score a row whose only item is a tick list of a hundred, so that ticks are percent."""
    built = questionnaire(ticks("R-A1", [tick(f"o{n}") for n in range(100)]))
    return full(built, R_A1=[f"o{n}" for n in range(ticked)])


def with_nine_tenths(critical: Question, *more: Question) -> Questionnaire:
    """Return a row with three measures of weight 3 beside the item in question."""
    return questionnaire(measure("R-A1", 3), measure("R-A2", 3), measure("R-A3", 3), critical, *more)


NINE = {"R_A1": CHECKED, "R_A2": CHECKED, "R_A3": CHECKED}


@pytest.mark.parametrize(
    ("ticked", "band"),
    [
        (0, Band.NOT_YET),
        (15, Band.NOT_YET),
        (16, Band.STARTED),
        (50, Band.STARTED),
        (51, Band.MOSTLY_IN_PLACE),
        (85, Band.MOSTLY_IN_PLACE),
        (86, Band.IN_PLACE),
        (100, Band.IN_PLACE),
    ],
)
def test_a_score_on_a_border_belongs_to_the_lower_band(ticked: int, band: Band) -> None:
    """Up to 15, 50 and 85 % exactly is Not yet, Started and Mostly in place."""
    row = figures(hundred(ticked), "R")

    assert (row.score, row.band) == (Fraction(ticked, 100), band)


def test_a_score_a_hair_above_a_border_is_in_the_higher_band() -> None:
    """Weights 3, 3, 1, 1 (sum 8): 17 of 20 ticked, thrice weight 3+3+1, and 18 of 20 at weight 1: 137/160 = 85.6 %."""
    lists = [ticks(f"R-A{n}", [tick(f"o{k}") for k in range(20)], weight) for n, weight in enumerate((3, 3, 1, 1))]
    ticked = {f"R-A{n}": [f"o{k}" for k in range(count)] for n, count in enumerate((17, 17, 17, 18))}
    row = score(questionnaire(*lists), answers(ticked), Depth.FULL).requirements[0]

    assert (row.score, row.band) == (Fraction(137, 160), Band.IN_PLACE)


def test_a_row_where_everything_is_not_applicable_has_no_figures() -> None:
    """Nothing applies: no number, not 0 and not 100; all of the weight 1 + 2 is not applicable; no target counts."""
    card = full(questionnaire(measure("R-A1", 1), measure("R-A2", 2)), R_A1=NA, R_A2=NA)
    row = figures(card, "R")

    assert (row.known, row.dont_know, row.open, row.credit) == (0, 0, 0, 0)
    assert {row.score, row.low, row.high, row.coverage, row.known_share, row.evidence_share} == {None}
    assert (row.band, row.uncapped_band, row.gap, row.weight_sensitive) == (None, None, None, None)
    assert (row.not_applicable_share, card.targets_met, card.targets_of) == (1, 0, 0)


def test_a_row_where_everything_is_out_has_no_not_applicable_share() -> None:
    """Weight in scope is 0, so that there is nothing to take a share of."""
    card = full(questionnaire(gate("R-A1"), measure("R-A2", when="R-A1 is not no")), R_A1="no")

    assert figures(card, "R").not_applicable_share is None
    assert (figures(card, "R").score, card.targets_of) == (None, 0)


def test_four_fifths_coverage_is_enough_for_a_score() -> None:
    """K = 4 of 5: coverage exactly 80 %; S = (4 * 1) / 4 = 1, range 4/5 to 1."""
    built = questionnaire(*(measure(f"R-A{n}") for n in range(1, 6)))
    row = figures(full(built, R_A1=CHECKED, R_A2=CHECKED, R_A3=CHECKED, R_A4=CHECKED), "R")

    assert (row.coverage, row.score, row.band) == (Fraction(4, 5), 1, Band.IN_PLACE)
    assert (row.low, row.high) == (Fraction(4, 5), 1)


def test_less_than_four_fifths_coverage_withholds_the_score_but_not_the_range() -> None:
    """K = 3+3+3+2 = 11 of 14, 78.6 %: C = 11/3, low = 11/42, high = (11/3 + 3)/14 = 20/42, other shares stay."""
    built = questionnaire(
        measure("R-A1", 3), measure("R-A2", 3), measure("R-A3", 3), measure("R-A4", 2), measure("R-A5", 3)
    )
    row = figures(full(built, R_A1=STARTED, R_A2=STARTED, R_A3=STARTED, R_A4=STARTED), "R")

    assert (row.score, row.band, row.uncapped_band, row.gap, row.weight_sensitive) == (None,) * 5
    assert (row.low, row.high, row.coverage) == (Fraction(11, 42), Fraction(20, 42), Fraction(11, 14))
    assert (row.known_share, row.evidence_share, row.target) == (1, 0, Band.STARTED)


def test_a_withheld_band_does_not_meet_the_lowest_target() -> None:
    """Half answered, all of it in place: still no band, hence not met, but counted among the applicable ones."""
    card = full(questionnaire(measure("R-A1"), measure("R-A2")), R_A1=CHECKED)

    assert (card.targets_met, card.targets_of) == (0, 1)


@pytest.mark.parametrize(
    ("given", "uncapped"),
    [
        ({"R_A4": NO}, Fraction(9, 10)),
        ({"R_A4": DK}, Fraction(9, 10)),
        ({}, Fraction(1)),
    ],
)
def test_a_critical_item_at_zero_dont_know_or_open_caps_the_band(given: dict[str, str], uncapped: Fraction) -> None:
    """C = 9: S = 9/10 with No or don't know, 9/9 when open (coverage 9/10): In place, but Started at most."""
    row = figures(full(with_nine_tenths(measure("R-A4", critical=True)), **NINE, **given), "R")

    assert (row.score, row.uncapped_band, row.band) == (uncapped, Band.IN_PLACE, Band.STARTED)
    assert (row.critical_gaps, row.gap) == (("R-A4",), 0)


def test_a_critical_item_that_is_started_does_not_cap() -> None:
    """C = 9 + 1/3 of 10 = 28/30 = 93 %: In place."""
    row = figures(full(with_nine_tenths(measure("R-A4", critical=True)), **NINE, R_A4=STARTED), "R")

    assert (row.score, row.band, row.critical_gaps) == (Fraction(28, 30), Band.IN_PLACE, ())


@pytest.mark.parametrize("given", [{"R_A5": NA, "R_A4": "yes"}, {"R_A4": "no", "R_A5": NO}])
def test_a_critical_item_that_does_not_apply_does_not_cap(given: dict[str, str]) -> None:
    """Not applicable, or out because of its gate: S = 9/9."""
    critical = measure("R-A5", critical=True, when="R-A4 is not no")
    row = figures(full(with_nine_tenths(gate("R-A4"), critical), **NINE, **given), "R")

    assert (row.score, row.band, row.critical_gaps) == (1, Band.IN_PLACE, ())


def test_a_critical_follow_up_that_inherits_zero_caps() -> None:
    """Parent at 0: K = 9 + 1 + 1, C = 9, S = 9/11 = 82 %: Mostly in place, capped; only the follow-up is named."""
    built = with_nine_tenths(measure("R-A4"), follow_up("R-A4.1", "R-A4", critical=True))
    row = figures(full(built, **NINE, R_A4=NO), "R")

    assert (row.score, row.uncapped_band, row.band) == (Fraction(9, 11), Band.MOSTLY_IN_PLACE, Band.STARTED)
    assert row.critical_gaps == ("R-A4.1",)


def test_the_cap_never_raises_a_band() -> None:
    """S = 0: Not yet stays Not yet."""
    row = figures(full(questionnaire(measure("R-A1", critical=True)), R_A1=NO), "R")

    assert (row.uncapped_band, row.band, row.critical_gaps) == (Band.NOT_YET, Band.NOT_YET, ("R-A1",))


def test_critical_gaps_are_named_in_order_also_when_the_band_is_withheld() -> None:
    """Nothing but one No is answered: coverage 1/3."""
    built = questionnaire(measure("R-B1", critical=True), measure("R-A1", critical=True), measure("R-A2"))
    row = figures(full(built, R_A1=NO), "R")

    assert (row.band, row.critical_gaps) == (None, ("R-B1", "R-A1"))


@pytest.mark.parametrize("ticked", [["b", "c", "d", "e"], DK, None])
def test_a_critical_part_of_a_tick_list_caps_when_it_is_not_ticked(ticked: list[str] | str | None) -> None:
    """9 + 4/5 of 10 = 98 % with four of five ticked, yet Started; the question is named once, also for don't know."""
    options = [tick("a", critical=True), *(tick(name) for name in "bcde")]
    built = with_nine_tenths(ticks("R-A4", options, critical=True))
    row = figures(full(built, **NINE, **({} if ticked is None else {"R_A4": ticked})), "R")

    assert (row.uncapped_band, row.band, row.critical_gaps) == (Band.IN_PLACE, Band.STARTED, ("R-A4",))


def test_a_ticked_critical_part_does_not_cap() -> None:
    """9 + 1/5 of 10 = 92 %: In place."""
    options = [tick("a", critical=True), *(tick(name) for name in "bcde")]
    row = figures(full(with_nine_tenths(ticks("R-A4", options)), **NINE, R_A4=["a"]), "R")

    assert (row.score, row.band, row.critical_gaps) == (Fraction(92, 100), Band.IN_PLACE, ())


def test_a_critical_part_that_does_not_apply_does_not_cap() -> None:
    """The gate takes option a away: 1 of 1 ticked."""
    built = questionnaire(gate("R-A1"), ticks("R-A2", [tick("a", critical=True, when="R-A1 is yes"), tick("b")]))
    row = figures(full(built, R_A1="no", R_A2=["b"]), "R")

    assert (row.score, row.band, row.critical_gaps) == (1, Band.IN_PLACE, ())


LIST = questionnaire(
    gate("R-A1"),
    ticks(
        "R-A2",
        [
            tick("a"),
            tick("b"),
            tick("c", when="R-A1 is not no"),
            tick("d", when="R-A1 is not no"),
            tick("other", counted=False),
            tick("none", exclusive=True),
        ],
    ),
)


@pytest.mark.parametrize(
    ("gate_answer", "ticked", "value"),
    [
        ("no", ["a", "other"], HALF),
        ("no", ["a", "c"], HALF),
        ("no", ["a", "b"], Fraction(1)),
        ("yes", ["a", "c", "other"], HALF),
        ("yes", ["a"], Fraction(1, 4)),
        (DK, ["a"], Fraction(1, 4)),
        ("no", ["other"], Fraction(0)),
        ("no", ["none"], Fraction(0)),
        ("no", [], Fraction(0)),
    ],
)
def test_a_tick_list_is_worth_the_share_of_applicable_counted_options(
    gate_answer: str, ticked: list[str], value: Fraction
) -> None:
    """Gate No leaves a and b; "other" neither helps nor harms; "none" is not counted; a hidden tick is not used."""
    assert item(full(LIST, R_A1=gate_answer, R_A2=ticked), "R-A2").value == value


def test_a_tick_list_without_an_applicable_option_is_not_applicable() -> None:
    """All counted options hang on the gate; "other" remains but does not count."""
    built = questionnaire(gate("R-A1"), ticks("R-A2", [tick("a", when="R-A1 is yes"), tick("other", counted=False)], 2))
    card = full(built, R_A1="no", R_A2=["other"])

    assert (figures(card, "R").not_applicable_share, card.targets_of) == (1, 0)


def test_dont_know_counts_as_not_in_place_and_is_told_apart() -> None:
    """K = 2 at 1/2, D = 3: S = 1/5, known share 2/5, range 1/5 to 4/5."""
    built = questionnaire(measure("R-A1", 2, options=YES_SOME_NO_VALUED), measure("R-A2", 3))
    row = figures(full(built, R_A1="to-some-extent", R_A2=DK), "R")

    assert (row.score, row.known_share) == (Fraction(1, 5), Fraction(2, 5))
    assert (row.low, row.high, row.band) == (Fraction(1, 5), Fraction(4, 5), Band.STARTED)


def test_nothing_but_dont_know_scores_zero_with_no_evidence_share() -> None:
    """C = 0: S = 0/1, known share 0/1; a share of nothing is not given."""
    row = figures(full(questionnaire(measure("R-A1")), R_A1=DK), "R")

    assert (row.score, row.known_share, row.evidence_share) == (0, 0, None)


def test_nothing_answered_has_a_range_but_no_known_share() -> None:
    """K + D = 0: coverage 0, range 0 to 1."""
    row = figures(full(questionnaire(measure("R-A1"))), "R")

    assert (row.coverage, row.low, row.high) == (0, 0, 1)
    assert (row.score, row.known_share, row.evidence_share, row.not_applicable_share) == (None, None, None, 0)


def test_evidence_counts_from_grade_two_by_credit() -> None:
    """Credits 3*1 (E2), 2*2/3 (E1), 1*1/3 (E4), 1*0 (E3): (3 + 1/3) / (3 + 4/3 + 1/3) = 10/14; the score ignores it."""
    built = questionnaire(measure("R-A1", 3), measure("R-A2", 2), measure("R-A3"), measure("R-A4"))
    given = answers({"R-A1": CHECKED, "R-A2": IN_PLACE, "R-A3": STARTED, "R-A4": NO}, R_A1=2, R_A2=1, R_A3=4, R_A4=3)
    row = score(built, given, Depth.FULL).requirements[0]

    assert (row.evidence_share, row.score) == (Fraction(10, 14), Fraction(14, 21))


def test_the_not_applicable_share_counts_weight_in_scope() -> None:
    """3 not applicable (2 and a follow-up of 1) of 3 + 2 answered; the item of weight 3 that is out is not in scope."""
    built = questionnaire(
        gate("R-A1"),
        measure("R-A2", 3, when="R-A1 is yes"),
        measure("R-A3", 2),
        follow_up("R-A3.1", "R-A3"),
        measure("R-A4", 2),
    )
    row = figures(full(built, R_A1="no", R_A3=NA, R_A4=STARTED), "R")

    assert (row.not_applicable_share, row.score) == (Fraction(3, 5), THIRD)


def test_a_band_that_changes_with_equal_weights_depends_on_weights() -> None:
    """3 of 3 + 1 + 1 = 60 %, Mostly in place; with equal weights 1 of 3, Started."""
    built = questionnaire(measure("R-A1", 3), measure("R-A2"), measure("R-A3"))
    card = full(built, R_A1=CHECKED, R_A2=NO, R_A3=NO)

    assert figures(card, "R").weight_sensitive is True
    assert figures(card, "R-A").weight_sensitive is True


def test_a_band_that_changes_with_equal_subsections_depends_on_weights() -> None:
    """All weights 1: 4 of 5 = 80 %, Mostly in place; mean of sub-sections (1 + 0)/2 = 50 %, Started; R-C is empty."""
    built = questionnaire(*(measure(f"R-A{n}") for n in range(1, 5)), measure("R-B1"), measure("R-C1"))
    card = full(built, R_A1=CHECKED, R_A2=CHECKED, R_A3=CHECKED, R_A4=CHECKED, R_B1=NO, R_C1=NA)

    assert figures(card, "R").weight_sensitive is True
    assert [part.weight_sensitive for part in card.requirements[0].subsections] == [False, False, None]


def test_a_capped_band_does_not_depend_on_weights_above_the_cap() -> None:
    """60 % with weights, 1/3 without, both Started under the cap."""
    built = questionnaire(measure("R-A1", 3), measure("R-A2", critical=True), measure("R-A3"))

    assert figures(full(built, R_A1=CHECKED, R_A2=NO, R_A3=NO), "R").weight_sensitive is False


def test_subsections_have_their_own_figures_and_caps() -> None:
    """R-A: 1/1; R-B: 3 of 4, Mostly in place, capped by its own critical item; the row: 4 of 5, capped too."""
    built = questionnaire(measure("R-A1"), measure("R-B1", 3), measure("R-B2", critical=True))
    card = full(built, R_A1=CHECKED, R_B1=CHECKED, R_B2=NO)

    assert (figures(card, "R").score, figures(card, "R").band) == (Fraction(4, 5), Band.STARTED)
    assert [(part.score, part.uncapped_band, part.band) for part in card.requirements[0].subsections] == [
        (1, Band.IN_PLACE, Band.IN_PLACE),
        (Fraction(3, 4), Band.MOSTLY_IN_PLACE, Band.STARTED),
    ]
    assert [part.critical_gaps for part in card.requirements[0].subsections] == [(), ("R-B2",)]


def test_items_beyond_the_chosen_depth_do_not_exist() -> None:
    """At core, 1 of 1 is covered at 2/3; at full, 1 of 4 is."""
    built = questionnaire(measure("R-A1", depth=Depth.CORE), measure("R-A2", 3))
    core = score(built, answers({"R-A1": IN_PLACE, "R-A2": NO}), Depth.CORE)
    whole = score(built, answers({"R-A1": IN_PLACE}), Depth.FULL)

    assert (core.requirements[0].coverage, core.requirements[0].score) == (1, Fraction(2, 3))
    assert [result.id for result in core.items] == ["R-A1"]
    assert whole.requirements[0].coverage == Fraction(1, 4)


def test_a_requirement_that_exceeds_its_target_has_a_negative_gap() -> None:
    """Low exposure asks for Started; In place is two above."""
    card = full(questionnaire(measure("R-A1")), R_A1=CHECKED)
    row = figures(card, "R")

    assert (row.exposure, row.target, row.gap) == (LOW, Band.STARTED, -2)
    assert (card.targets_met, card.targets_of) == (1, 1)


def test_the_preamble_is_a_row_but_no_target() -> None:
    """Both rows are met; only the requirement counts, and requirements come first."""
    card = full(questionnaire(measure("FR-A1"), measure("R-A1")), FR_A1=CHECKED, R_A1=CHECKED)

    assert [row.id for row in card.requirements] == ["R", "FR"]
    assert (card.targets_met, card.targets_of) == (1, 1)


def test_another_scoring_model_is_refused() -> None:
    """A questionnaire made for other rules must not be scored by these."""
    built = questionnaire(measure("R-A1"))
    object.__setattr__(built, "scoring_model", "2.0")

    with pytest.raises(UnknownScoringModel, match=r"model .2[.]0."):
        score(built, {}, Depth.FULL)
