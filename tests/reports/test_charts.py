"""The geometry of the profile: shares become places, and what is not known leaves gaps, never noughts."""

from __future__ import annotations

import math

import pytest

from assessment.reports.charts import (
    BAR_WIDTH,
    CENTRE,
    RADIUS,
    STAGE,
    STRIP,
    Reading,
    bars,
    point,
    radar,
    strip,
)

SCORED = Reading(target=0.5, low=0.2, high=0.6, score=0.4)
WITHHELD = Reading(target=0.85, low=0.1, high=0.9)
NOTHING = Reading(target=0.15, is_applicable=False)


def test_the_first_spoke_points_upwards_and_the_others_follow_clockwise() -> None:
    places = [point(i, 4, 1) for i in range(4)]
    x, y = CENTRE

    expected = [(x, y - RADIUS), (x + RADIUS, y), (x, y + RADIUS), (x - RADIUS, y)]
    assert [(round(a, 6), round(b, 6)) for a, b in places] == expected


@pytest.mark.parametrize("share", [0.0, 0.15, 0.5, 1.0])
def test_a_share_is_its_distance_from_the_centre(share: float) -> None:
    for spoke in range(8):
        assert math.dist(CENTRE, point(spoke, 8, share)) == pytest.approx(share * RADIUS)


def test_the_web_has_a_ring_at_each_border_and_at_the_rim() -> None:
    assert len(radar([SCORED] * 8).rings) == 4


def test_a_whole_profile_has_an_area_and_a_closed_line() -> None:
    drawn = radar([SCORED] * 5)

    assert len(drawn.area.split()) == 5
    assert len(drawn.lines) == 5


def test_a_withheld_score_leaves_a_gap_in_the_line_and_no_area() -> None:
    drawn = radar([SCORED, SCORED, WITHHELD, SCORED, SCORED])

    assert drawn.area == ""
    assert len(drawn.lines) == 3
    assert len(drawn.dots) == 4


def test_a_withheld_score_still_shows_its_range_and_target() -> None:
    drawn = radar([WITHHELD] * 3)

    assert len(drawn.ranges) == len(drawn.targets) == 3


def test_what_does_not_apply_has_a_spoke_and_a_label_but_no_signs() -> None:
    drawn = radar([NOTHING] * 3)

    assert (len(drawn.spokes), len(drawn.labels)) == (3, 3)
    assert (drawn.ranges, drawn.dots, drawn.targets) == ((), (), ())


def test_a_range_without_width_is_not_drawn() -> None:
    assert radar([Reading(0.5, 0.4, 0.4, 0.4)] * 3).ranges == ()


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 12])
def test_every_label_lies_on_the_stage(count: int) -> None:
    for label in radar([SCORED] * count).labels:
        assert 0 <= float(label.left) <= STAGE[0] - float(label.width)
        assert -1 <= float(label.top) <= STAGE[1]


def test_labels_are_aligned_towards_the_web() -> None:
    assert [label.align for label in radar([SCORED] * 4).labels] == ["center", "left", "center", "right"]


def test_a_bar_is_as_long_as_its_score() -> None:
    bar = bars([SCORED], 100).rows[0]

    assert (bar.score, bar.low, bar.high) == ("400", "200", "600")


def test_the_target_of_a_bar_stands_where_its_band_begins() -> None:
    (left, right) = bars([Reading(0.85)], 100).rows[0].target.split()[0].split(",")

    assert (left, float(right) < 50) == (str(round(0.85 * BAR_WIDTH)), True)


def test_bars_stand_one_below_the_other_in_equal_steps() -> None:
    drawn = bars([SCORED, WITHHELD, NOTHING], 125)

    assert drawn.height == "375"
    assert [float(row.top) - float(drawn.rows[0].top) for row in drawn.rows] == [0, 125, 250]


def test_a_bar_of_what_does_not_apply_is_empty() -> None:
    bar = bars([Reading(0.5, 0, 0, 0, is_applicable=False)], 100).rows[0]

    assert (bar.score, bar.low, bar.range, bar.target) == (None, None, "", "")


def test_the_range_of_a_bar_is_a_line_with_a_cap_at_each_end() -> None:
    assert bars([SCORED], 100).rows[0].range == "M200 50L600 50M200 40.5L200 59.5M600 40.5L600 59.5"


def test_the_range_of_a_spoke_lies_on_it_with_a_crossbar_at_each_end() -> None:
    first = radar([SCORED] * 4).ranges[0].split("M")[1:]

    assert [line.split("L")[0].split()[0] for line in first] == ["83", "81.7", "81.7"]


@pytest.mark.parametrize("count", [1, 2, 7, 12])
def test_the_strip_of_targets_fits_its_width(count: int) -> None:
    drawn = strip([True] * count)

    assert float(drawn.cells[-1].x) + float(drawn.cell) <= STRIP[0]


def test_the_strip_fills_the_cells_whose_target_is_met() -> None:
    assert [cell.is_met for cell in strip([True, False, True]).cells] == [True, False, True]


def test_coordinates_have_at_most_two_decimals_and_no_negative_nought() -> None:
    numbers = [n for ring in radar([SCORED] * 7).rings for pair in ring.split() for n in pair.split(",")]

    assert all(len(n.partition(".")[2]) <= 2 for n in numbers)
    assert "-0" not in {n for label in radar([SCORED] * 7).labels for n in (label.left, label.top)}
