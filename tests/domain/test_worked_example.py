"""The worked example of the published method, figure by figure."""

from dataclasses import replace
from fractions import Fraction

from assessment.domain.questionnaire import Depth
from assessment.domain.scorecard import Band, Inherits, ItemResult, Status
from assessment.domain.scoring import score
from tests.domain.build import (
    DK,
    HIGH,
    IN_PLACE,
    NA,
    STARTED,
    THIRD,
    TWO_THIRDS,
    answers,
    exposure,
    figures,
    follow_up,
    gate,
    item,
    measure,
    questionnaire,
    reflection,
)

QUESTIONNAIRE = questionnaire(
    gate("HAO-A1", exposure("HAO", HIGH)),
    measure("HAO-B1", 3, critical=True),
    measure("HAO-B2", 2),
    measure("HAO-B3", 2),
    follow_up("HAO-B3.1", "HAO-B3"),
    measure("HAO-B4", 2, when="HAO-A1 is not no"),
    measure("HAO-B5", 1),
    reflection("HAO-B6"),
)
ANSWERS = answers(
    {
        "HAO-A1": "yes",
        "HAO-B1": IN_PLACE,
        "HAO-B2": STARTED,
        "HAO-B3": DK,
        "HAO-B5": NA,
        "HAO-B6": "adequate",
    },
    HAO_B1=2,
)
CARD = score(QUESTIONNAIRE, ANSWERS, Depth.FULL)
ROW = figures(CARD, "HAO")


def test_the_weights_are_those_of_the_published_table() -> None:
    """K = 3 + 2, D = 2 + 1 (the follow-up inherits "don't know"), U = 2, C = 3*2/3 + 2*1/3 = 8/3."""
    assert (ROW.known, ROW.dont_know, ROW.open, ROW.credit) == (5, 3, 2, Fraction(8, 3))


def test_the_score_is_a_third() -> None:
    """S = (8/3) / (5 + 3) = 1/3."""
    assert ROW.score == THIRD


def test_the_coverage_is_just_enough() -> None:
    """(5 + 3) / 10 = 4/5."""
    assert ROW.coverage == Fraction(4, 5)


def test_the_range_runs_from_27_to_77_percent() -> None:
    """Low = (8/3) / 10 = 4/15, high = (8/3 + 3 + 2) / 10 = 23/30."""
    assert (ROW.low, ROW.high) == (Fraction(4, 15), Fraction(23, 30))


def test_the_shares_are_those_of_the_published_example() -> None:
    """Known 5/8; evidence 3*2/3 = 2 of 8/3 = 3/4; not applicable 1 of 11."""
    assert (ROW.known_share, ROW.evidence_share) == (Fraction(5, 8), Fraction(3, 4))
    assert ROW.not_applicable_share == Fraction(1, 11)


def test_the_band_is_two_below_the_target_without_a_cap() -> None:
    """1/3 is above 15 and up to 50 %: Started; the critical HAO-B1 is above 0; high exposure asks for In place."""
    assert (ROW.band, ROW.uncapped_band, ROW.critical_gaps) == (Band.STARTED, Band.STARTED, ())
    assert (ROW.exposure, ROW.target, ROW.gap) == (HIGH, Band.IN_PLACE, 2)


def test_the_band_does_not_depend_on_weights() -> None:
    """With equal weights (2/3 + 1/3) / 4 = 1/4: the same band; HAO-B is the only scored sub-section."""
    assert ROW.weight_sensitive is False


def test_the_items_say_what_they_are_to_the_score() -> None:
    """The follow-up of a "don't know" is not asked and stays in."""
    assert [(result.id, result.status) for result in CARD.items] == [
        ("HAO-B1", Status.KNOWN),
        ("HAO-B2", Status.KNOWN),
        ("HAO-B3", Status.DONT_KNOW),
        ("HAO-B3.1", Status.INHERIT),
        ("HAO-B4", Status.OPEN),
        ("HAO-B5", Status.NOT_APPLICABLE),
    ]
    assert item(CARD, "HAO-B3.1") == ItemResult("HAO-B3.1", Status.INHERIT, Inherits.DONT_KNOW, None, 1)
    assert item(CARD, "HAO-B1") == ItemResult("HAO-B1", Status.KNOWN, None, TWO_THIRDS, 3)


def test_the_target_is_not_met() -> None:
    """One requirement is applicable; Started is below In place."""
    assert (CARD.targets_met, CARD.targets_of) == (0, 1)


def test_the_self_rating_stands_beside_the_score() -> None:
    """Adequate is 3/4, 42 points above the answers (3/4 - 1/3 = 5/12)."""
    assert CARD.self_ratings == (("HAO", Fraction(3, 4)),)


def test_the_subsection_with_all_scored_items_has_the_figures_of_the_row() -> None:
    """HAO-A holds only the gate, so HAO-B repeats the row and HAO-A has no figures."""
    assert figures(CARD, "HAO-B") == replace(ROW, id="HAO-B", subsections=())
    assert figures(CARD, "HAO-A").score is None
    assert not figures(CARD, "HAO-A").is_applicable
