"""The published method says what the program does: its worked example and its constants are checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assessment.domain.display import coverage_percent, percent
from assessment.domain.scoring import BORDERS, ENOUGH_COVERAGE
from tests.domain.test_worked_example import CARD, ROW

if TYPE_CHECKING:
    from fractions import Fraction

PAGE = (Path(__file__).parent.parent.parent / "docs" / "scoring.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("## A worked example")[1].split("\n## ")[0]


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("Score", ROW.score),
        ("Worst case", ROW.low),
        ("Best case", ROW.high),
        ("Known share", ROW.known_share),
        ("Evidence share", ROW.evidence_share),
        ("Not-applicable share", ROW.not_applicable_share),
        ("self-rating", dict(CARD.self_ratings)["HAO"]),
    ],
)
def test_the_worked_example_prints_the_figures_of_the_program(name: str, share: Fraction | None) -> None:
    sentence = EXAMPLE.split(name)[1][:90]

    assert share is not None
    assert f"{percent(share)} %" in sentence


def test_the_worked_example_names_sums_and_coverage() -> None:
    assert f"C = 3 × 2/3 + 2 × 1/3 = **{ROW.credit}**" in EXAMPLE
    assert f"Coverage = (5 + 3) ÷ 10 = {coverage_percent(ENOUGH_COVERAGE)} %" in EXAMPLE


def test_the_page_names_every_border_and_the_coverage_needed() -> None:
    assert [f"up to {percent(border)} %" in PAGE for border in BORDERS] == [True] * 3
    assert f"below {coverage_percent(ENOUGH_COVERAGE)} % there is no score" in PAGE
