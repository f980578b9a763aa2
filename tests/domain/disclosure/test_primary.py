from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.content.policies import load
from assessment.domain.disclosure.contribution import WHOLE, Contribution
from assessment.domain.disclosure.primary import (
    band_of,
    distribution,
    has_most,
    is_dominated,
    per_cent,
    quartile,
    rounded,
)
from assessment.domain.disclosure.tables import Population, Sample, categories, mean, places
from tests.domain.disclosure.people import contribution, population

POLICY = load(1)
POINT = WHOLE // 100


def scoring(*points: float, unit: str = "") -> list[Contribution]:
    chance = random.Random(1)
    made = [contribution(number, chance, 1) for number in range(len(points))]
    return [
        dataclasses.replace(one, scores={"HAO": round(value * POINT)}, unit=unit or one.unit)
        for one, value in zip(made, points, strict=True)
    ]


def alone(count: int) -> Sample:
    return Sample(tuple((number,) for number in range(count)))


@pytest.mark.parametrize(("number", "near"), [(0, 0), (2, 0), (3, 5), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15)])
def test_counts_are_rounded_to_the_nearest_five(number: int, near: int) -> None:
    assert rounded(number, 5) == near


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(5, 15, 33), (10, 15, 67), (5, 40, 13), (0, 20, 0), (20, 20, 100)]
)
def test_shares_are_rounded_half_up(part: int, whole: int, share: int) -> None:
    assert per_cent(part, whole) == share


@given(st.lists(st.integers(0, WHOLE), min_size=1, max_size=30))
def test_a_published_mean_is_within_half_a_point(values: list[int]) -> None:
    people = scoring(*(value / POINT for value in values))
    people = [dataclasses.replace(p, scores={"HAO": value}) for p, value in zip(people, values, strict=True)]
    shown = mean(people, alone(len(values)), "HAO")

    assert (2 * shown - 1) * POINT * len(values) <= 2 * sum(values) < (2 * shown + 1) * POINT * len(values)


def test_a_mean_of_exactly_half_a_point_is_rounded_up() -> None:
    assert mean(scoring(10, 11), alone(2), "HAO") == 11


def test_organisations_of_one_unit_count_once_with_their_mean() -> None:
    people = [*scoring(0, 100, unit="holding"), *scoring(20)]
    sample = Population(people, POLICY.tables).score_sample(("all", "", ""), "HAO")

    assert sample.size == 2
    assert mean(people, sample, "HAO") == 35


def test_who_has_no_category_is_in_no_cell_of_that_table() -> None:
    people = scoring(50)
    people[0] = dataclasses.replace(people[0], attributes={**people[0].attributes, "sector": ""})
    known = categories(POLICY, people, {})
    by_sector = next(table for table in POLICY.tables if table.id == "sector")

    assert [Population(people, POLICY.tables).sample(place).size for place in places(by_sector, known)] == [0] * 21


def test_closed_lists_are_listed_whole_so_that_nobody_looks_like_few() -> None:
    assert categories(POLICY, [], {})["size"] == ("micro", "small", "medium", "large")


def test_the_band_of_a_unit_is_the_lower_one_in_the_middle() -> None:
    people = [
        dataclasses.replace(one, bands={"HAO": word})
        for one, word in zip(scoring(1, 2, 3, 4), ("in-place", "mostly-in-place", "started", "not-yet"), strict=True)
    ]

    assert band_of(people, (0, 1, 2, 3), "HAO") == "started"


def test_a_unit_has_what_half_of_it_has() -> None:
    people = [
        dataclasses.replace(one, gaps=gaps)
        for one, gaps in zip(scoring(1, 2), (frozenset("g"), frozenset()), strict=True)
    ]

    assert has_most(people, (0, 1), lambda c: "g" in c.gaps)


def test_a_small_cell_that_is_nearly_all_in_one_band_is_dominated() -> None:
    assert is_dominated({"not-yet": 1, "started": 0, "in-place": 18}, POLICY)
    assert not is_dominated({"not-yet": 2, "started": 2, "in-place": 15}, POLICY)
    assert not is_dominated({"not-yet": 0, "started": 0, "in-place": 20}, POLICY)


@given(st.lists(st.integers(0, 60), min_size=3, max_size=3).filter(lambda counts: sum(counts) >= 10))
def test_shares_of_bands_depend_on_rounded_counts_alone(counts: list[int]) -> None:
    bands = ("not-yet", "started", "in-place")
    near = {band: rounded(count, 5) for band, count in zip(bands, counts, strict=True)}

    assert distribution(dict(zip(bands, counts, strict=True)), POLICY) == distribution(near, POLICY)


def test_a_quartile_is_told_as_the_lower_edge_of_ten_points() -> None:
    people = scoring(*range(0, 100, 5))

    assert [quartile(people, alone(20), "HAO", quarter, 10).edge for quarter in (1, 2, 3)] == [20, 40, 70]


def test_the_highest_band_of_a_quartile_includes_the_whole() -> None:
    assert quartile(scoring(100, 100, 100), alone(3), "HAO", 2, 10).edge == 90


def test_tables_hold_everybody_once() -> None:
    people = population(40, 4)
    index = Population(people, POLICY.tables)
    known = categories(POLICY, people, {})

    for table in POLICY.tables:
        found = sorted(position for place in places(table, known) for position in index.members(place))
        assert found == list(range(40)), table.id
