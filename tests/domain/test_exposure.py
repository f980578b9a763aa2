"""What gates and context answers expose, which targets follow, and what a screening says."""

from fractions import Fraction

import pytest

from assessment.domain.answers import Answer, State
from assessment.domain.questionnaire import Depth, Kind, Polarity, ScaleKind, Severity
from assessment.domain.scorecard import Band, Raised
from assessment.domain.scoring import score
from tests.domain.build import (
    CHECKED,
    DK,
    HIGH,
    LOW,
    MEDIUM,
    YES_SOME_NO,
    answers,
    context,
    exposure,
    figures,
    gate,
    matrix,
    measure,
    questionnaire,
    reflection,
)

BOTH = questionnaire(
    gate("R-A1", exposure("R FR", MEDIUM), exposure("R", HIGH, "to-some-extent"), options=YES_SOME_NO),
    measure("R-A2"),
    measure("FR-A1"),
)


@pytest.mark.parametrize(
    ("given", "row", "preamble"),
    [
        ("yes", MEDIUM, MEDIUM),
        ("to-some-extent", HIGH, LOW),
        ("no", LOW, LOW),
        (DK, HIGH, MEDIUM),
        (None, LOW, LOW),
    ],
)
def test_an_exposing_answer_raises_each_requirement_it_names(
    given: str | None, row: Severity, preamble: Severity
) -> None:
    """Don't know exposes like the worst option; an unanswered gate exposes nothing."""
    card = score(BOTH, answers({} if given is None else {"R-A1": given}), Depth.FULL)

    assert [figures(card, name).exposure for name in ("R", "FR")] == [row, preamble]


@pytest.mark.parametrize(("severity", "target"), [(LOW, 1), (MEDIUM, 2), (HIGH, 3)])
def test_the_target_follows_the_exposure(severity: Severity, target: int) -> None:
    """Low asks for Started, medium for Mostly in place, high for In place; so do the sub-sections."""
    built = questionnaire(gate("R-A1", exposure("R", severity)), measure("R-A2"))
    row = score(built, answers({"R-A1": "yes", "R-A2": CHECKED}), Depth.FULL).requirements[0]

    assert (row.exposure, row.target, row.gap) == (severity, Band(target), target - 3)
    assert (row.subsections[0].exposure, row.subsections[0].target) == (severity, Band(target))


def test_the_gravest_exposure_counts_not_the_mean() -> None:
    """Low, high and low is high."""
    gates = [gate(f"R-A{n}", exposure("R", severity)) for n, severity in enumerate((LOW, HIGH, LOW))]
    card = score(
        questionnaire(*gates, measure("R-A9")), answers(dict.fromkeys(("R-A0", "R-A1", "R-A2"), "yes")), Depth.FULL
    )

    assert card.requirements[0].exposure is HIGH
    assert [(raised.question, raised.severity) for raised in card.raised] == [
        ("R-A0", LOW),
        ("R-A1", HIGH),
        ("R-A2", LOW),
    ]


RISKS = questionnaire(
    matrix(
        "R-A1",
        "attachment addiction manipulation",
        exposure("R", MEDIUM, "possible likely", "attachment addiction"),
        exposure("R", HIGH, "possible likely", "manipulation"),
    ),
    measure("R-A2"),
)


@pytest.mark.parametrize(
    ("given", "severity", "by_dont_know"),
    [
        ({"attachment": "possible", "addiction": "impossible", "manipulation": "unlikely"}, MEDIUM, False),
        ({"manipulation": "likely"}, HIGH, False),
        ({"attachment": "likely", "manipulation": DK}, HIGH, True),
        ({"attachment": DK, "manipulation": "possible"}, HIGH, False),
        ({"attachment": "likely", "addiction": DK}, MEDIUM, False),
        (DK, HIGH, True),
    ],
)
def test_each_row_of_a_matrix_exposes_by_itself(
    given: str | dict[str, str], severity: Severity, *, by_dont_know: bool
) -> None:
    """The gravest row counts; "by don't know" is said when no answer alone exposes as gravely."""
    card = score(RISKS, answers({"R-A1": given}), Depth.FULL)

    assert card.raised == (Raised("R-A1", "R", severity, by_dont_know),)
    assert card.requirements[0].exposure is severity


def test_rows_of_a_matrix_that_are_unlikely_or_missing_expose_nothing() -> None:
    """Two rows are unanswered, one is unlikely."""
    card = score(RISKS, answers({"R-A1": {"attachment": "unlikely"}}), Depth.FULL)

    assert (card.raised, card.requirements[0].exposure) == ((), LOW)


@pytest.mark.parametrize(("given", "severity"), [("yes", LOW), ("to-some-extent", HIGH), ("no", HIGH), (DK, HIGH)])
def test_no_exposes_where_yes_is_good(given: str, severity: Severity) -> None:
    """Does it respect children's rights? Anything but Yes exposes."""
    risk = exposure("R", HIGH, "no to-some-extent")
    built = questionnaire(gate("R-A1", risk, options=YES_SOME_NO, polarity=Polarity.YES_IS_GOOD), measure("R-A2"))

    assert score(built, answers({"R-A1": given}), Depth.FULL).requirements[0].exposure is severity


def test_context_questions_expose_too_also_tick_lists() -> None:
    """A profile question has no row of its own; one exposing tick is enough."""
    learning = context("SYS-B1", kind=Kind.MULTIPLE, exposes=(exposure("R", MEDIUM, "yes"),))
    built = questionnaire(context("SYS-A1", exposes=(exposure("R", LOW),)), learning, measure("R-A1"))
    card = score(built, answers({"SYS-A1": "yes", "SYS-B1": ["no", "yes"]}), Depth.FULL)

    assert card.raised == (Raised("SYS-A1", "R", LOW), Raised("SYS-B1", "R", MEDIUM))
    assert [row.id for row in card.requirements] == ["R"]


@pytest.mark.parametrize("state", [State.NOT_APPLICABLE, State.DONT_KNOW])
def test_a_hidden_gate_exposes_nothing(state: State) -> None:
    """The first gate is No, so the answer stored for the second is not used."""
    built = questionnaire(gate("R-A1"), gate("R-A2", exposure("R", HIGH), when="R-A1 is yes"), measure("R-A3"))
    card = score(built, {**answers({"R-A1": "no"}), "R-A2": Answer(state, reason="x")}, Depth.FULL)

    assert (card.raised, card.requirements[0].exposure) == ((), LOW)


def test_a_screening_gives_exposure_and_targets_but_no_figures() -> None:
    """Even a measure answered in full is not part of it."""
    built = questionnaire(
        gate("R-A1", exposure("R", HIGH)), measure("R-A2", critical=True), measure("Q-A1"), measure("FR-A1")
    )
    card = score(built, answers({"R-A1": DK, "R-A2": CHECKED}), Depth.SCREENING)
    row = figures(card, "R")

    assert (row.exposure, row.target, card.raised) == (
        HIGH,
        Band.IN_PLACE,
        (Raised("R-A1", "R", HIGH, by_dont_know=True),),
    )
    assert (row.known, row.dont_know, row.open, row.credit, row.critical_gaps) == (0, 0, 0, 0, ())
    assert {row.score, row.low, row.high, row.coverage, row.known_share, row.evidence_share} == {None}
    assert (row.not_applicable_share, row.band, row.uncapped_band, row.gap, row.weight_sensitive) == (None,) * 5
    assert (card.items, card.targets_met, card.targets_of) == ((), None, 2)
    assert [part.target for part in row.subsections] == [Band.IN_PLACE]


def test_a_screening_withholds_figures_even_of_a_measure_that_is_asked_there() -> None:
    """A measure of screening depth is asked but not scored at that depth."""
    card = score(questionnaire(measure("R-A1", depth=Depth.SCREENING)), answers({"R-A1": CHECKED}), Depth.SCREENING)

    assert (card.requirements[0].score, card.requirements[0].known, card.items) == (None, 0, ())


def test_a_self_rating_is_the_mean_of_the_answered_reflections_of_adequacy() -> None:
    """Adequate 3/4 and inadequate 1/4: 1/2; don't know, no answer, hidden ones and risk ratings are left out."""
    built = questionnaire(
        gate("R-A1"),
        *(reflection(f"R-A{n}") for n in (2, 3, 4, 5)),
        reflection("R-A6", when="R-A1 is yes"),
        reflection("R-A7", rates=ScaleKind.RISK),
        measure("Q-A1"),
    )
    given = {"R-A1": "no", "R-A2": "adequate", "R-A3": "inadequate", "R-A4": DK, "R-A6": "fully", "R-A7": "fully"}

    assert score(built, answers(given), Depth.FULL).self_ratings == (("R", Fraction(1, 2)),)
