"""The wide figures of a score: exact to the billionth, and which items count and which have a gap."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from assessment.content import files
from assessment.domain import scoring, scoring_json
from assessment.domain.answers import Answer, State
from assessment.domain.questionnaire import Depth
from assessment.domain.score_row import ROWS, billionths, figures_of
from tests import factories

ALTAI = files.load("altai", "2020.1")


def figures(answers: dict[str, Answer], depth: Depth = Depth.FULL):  # type: ignore[no-untyped-def] # noqa: ANN201 - a test's short way
    return figures_of(json.loads(json.dumps(scoring_json.to_json(scoring.score(ALTAI, answers, depth)))))


@pytest.mark.parametrize(
    ("share", "whole"),
    [
        (Fraction(0), 0),
        (Fraction(1), 1_000_000_000),
        (Fraction(1, 3), 333_333_333),
        (Fraction(2, 3), 666_666_667),
        (Fraction(1, 2_000_000_000), 1),
        (Fraction(1, 2_000_000_001), 0),
    ],
)
def test_a_share_is_rounded_half_up_to_billionths(share: Fraction, whole: int) -> None:
    assert billionths(share) == whole


def test_a_complete_assessment_has_a_figure_for_every_row() -> None:
    found = figures(factories.every_answer(ALTAI))

    assert set(ROWS) <= set(found.scores)
    assert set(ROWS) <= set(found.bands)


def test_a_screening_has_no_figure() -> None:
    found = figures(factories.every_answer(ALTAI), Depth.SCREENING)

    assert (found.scores, found.bands, found.asked, found.gaps) == ({}, {}, (), ())


def test_what_is_not_in_place_at_all_is_a_gap() -> None:
    measure = "HAO-B4"
    answers = factories.every_answer(ALTAI)
    lowest = ALTAI.by_id[measure].options[0].id

    assert measure not in figures(answers).gaps
    assert measure in figures(answers | {measure: Answer(options=(lowest,))}).gaps


@pytest.mark.parametrize("answer", [Answer(state=State.DONT_KNOW), None])
def test_what_nobody_knows_counts_and_is_no_gap(answer: Answer | None) -> None:
    answers = factories.every_answer(ALTAI)
    answers.pop("HAO-B4")
    found = figures(answers | ({"HAO-B4": answer} if answer else {}))

    assert "HAO-B4" in found.asked
    assert "HAO-B4" not in found.gaps


def test_what_does_not_apply_does_not_count() -> None:
    answers = factories.every_answer(ALTAI)
    reason = Answer(state=State.NOT_APPLICABLE, reason="There is no such case.")
    allowed = next(q.id for q in ALTAI.questions if q.id in figures(answers).asked and q.not_applicable)

    assert allowed not in figures(answers | {allowed: reason}).asked


def test_every_gap_counts() -> None:
    found = figures(factories.every_answer(ALTAI, level=0))

    assert found.gaps
    assert set(found.gaps) <= set(found.asked)
