"""The attacker breaks publishers that trust in a minimum number of organisations (T1), and is never wrong."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from scipy.optimize import linprog

from assessment.domain.disclosure.cells import Measure
from tests.disclosure_attack.attacker import pinned
from tests.disclosure_attack.cases import ONE_OF_SIX_CHANGES_OVER
from tests.disclosure_attack.categories import sorted_out
from tests.disclosure_attack.facts import Seen, learn
from tests.disclosure_attack.joining import determined
from tests.disclosure_attack.naive import counted, gaps, naive, trends
from tests.disclosure_attack.populations import SAME, Recipe, group, grown, plain, recipes
from tests.disclosure_attack.whole import pinned_whole
from tests.long_figures import record_long_figure

if TYPE_CHECKING:
    from tests.disclosure_attack.facts import Knowledge

REFERENCE = Recipe(
    0, 240, 2, 20, skew=0.85, joins=0.05, leaves=0, corrections=0, moves=0, holdings=0, missing=0, late_versions=0
)


class Rule(NamedTuple):
    """How a naive publisher works, and how many of 240 must come out to within a point, and within 20 points."""

    threshold: int
    parts: int
    releases: int
    exactly: int
    closely: int


RULES = [
    pytest.param(Rule(3, 100, 1, 2, 2), id="three, two decimals"),
    pytest.param(Rule(5, 100, 2, 6, 6), id="five, two decimals, two releases"),
    pytest.param(Rule(5, 1, 2, 0, 4), id="five, whole points, two releases"),
]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("rule", RULES)
def test_a_minimum_number_alone_gives_organisations_away(seed: int, rule: Rule) -> None:
    population = grown(replace(REFERENCE, seed=seed))[: rule.releases]
    seen = [naive(at + 1, one, rule.threshold, rule.parts, ["HAO"]) for at, one in enumerate(population)]

    found = pinned(learn(seen, "HAO"))

    exact = sum(one.width <= 1 for one in found)
    said = f"threshold {rule.threshold}, 1/{rule.parts} point, {rule.releases} release(s), seed {seed}"
    record_long_figure(
        f"attack on a naive publisher ({said}): known within 1 point, within 20, of how many",
        f"{exact}, {len(found)}, {len(population[-1])}",
    )
    assert exact >= rule.exactly
    assert len(found) >= rule.closely


@pytest.mark.slow
def test_live_figures_give_away_nearly_everybody_who_arrives() -> None:
    everybody = grown(replace(REFERENCE, seed=1))[1][60:]
    arrivals = [everybody[: 180 + number] for number in range(13)]

    found = pinned(learn([naive(at + 1, one, 5, 100, ["HAO"]) for at, one in enumerate(arrivals)], "HAO"))

    arrived = {one.organisation for one in everybody[180:]}
    assert len({one.unknown[0] for one in found if one.width <= 1} & arrived) >= 11


def test_a_colleague_in_a_cell_of_five_sees_more_than_an_outsider() -> None:
    five = [*group("a", [95, 95, 95, 95, 40], country="KE"), *group("b", [50] * 8, country="BR")]
    known = learn([naive(1, five, 5, 1, ["HAO"])], "HAO")

    assert pinned(known) == []
    assert {one.unknown[0] for one in pinned(known, ["u-a04"], 25)} == {"a00", "a01", "a02", "a03"}
    assert pinned(known, [], 25) == []


@pytest.mark.parametrize(("row", "pinned_ones"), [("PDG", {"a05"}), ("HAO", set())])
def test_trends_across_versions_give_away_who_changes_over(row: str, pinned_ones: set[str]) -> None:
    """Of six, five answer the old version again and are compared: the mean of six less theirs is the sixth's.

    The row that means the same in both versions compares all six, and leaves nobody over.
    """
    old, new = ONE_OF_SIX_CHANGES_OVER
    first, second = (naive(number, one, 5, 1, [row]) for number, one in ((1, old), (2, new)))
    with_trends = replace(second, same=SAME)
    with_trends = replace(with_trends, cells=[*second.cells, *trends(first, with_trends, 5, [row])])

    assert {one.unknown[0] for one in pinned(learn([first, second], row))} == set()
    assert {one.unknown[0] for one in pinned(learn([first, with_trends], row))} == pinned_ones


def test_an_extreme_mean_exposes_all_behind_it_whatever_the_minimum() -> None:
    known = learn([naive(1, group("a", [0, 0, 5, 5, 0], country="KE"), 5, 1, ["HAO"])], "HAO")

    assert {one.unknown[0] for one in pinned(known)} == {f"a{number:02d}" for number in range(5)}


def test_whole_numbers_pin_what_fractions_leave_open() -> None:
    members = [*group("a", [100, 100, 100, 100, 50], country="KE"), *group("b", [50] * 5, country="BR")]
    known = learn([naive(1, members, 5, 1, ["HAO"])], "HAO")

    wide = pinned(known, ["u-a04"])
    whole = pinned_whole(known, ["u-a04"], step=Fraction(50))

    assert {one.unknown[0] for one in wide} == {one.unknown[0] for one in whole} == {"a00", "a01", "a02", "a03"}
    assert all(one.width == 0 for one in whole)
    assert min(one.width for one in wide) > 0


def test_rounded_percentages_give_gaps_away_when_the_number_is_unlucky() -> None:
    """Of 23 organisations, 23 round to 25; 22 would round to 20: so 100 per cent means every one of them."""
    unlucky, lucky = (
        [replace(one, gaps=frozenset({"HAO-A1"})) for one in group("a", [10] * number)] for number in (23, 24)
    )

    assert len(sorted_out([Seen(1, unlucky, gaps(unlucky, "HAO-A1"))], Measure.GAP, "HAO-A1")) == 23
    assert sorted_out([Seen(1, lucky, gaps(lucky, "HAO-A1"))], Measure.GAP, "HAO-A1") == []


def test_rounded_counts_that_follow_each_arrival_say_who_arrived() -> None:
    base, late = group("a", [50] * 7, country="KE"), plain("late", 50, country="KE")
    seen = [Seen(1, base, counted(base)), Seen(2, [*base, late], counted([*base, late]))]
    sure = {(one.organisation, number): True for one in base for number in (1, 2)}

    assert (("late", 2), True) in determined(seen, [*base, late], sure)


@pytest.mark.slow
@given(recipes(largest=40))
def test_what_the_attacker_writes_down_is_true(recipe: Recipe) -> None:
    seen = [naive(at + 1, one, 5, 1, ["HAO"]) for at, one in enumerate(grown(recipe))]

    assert learn(seen, "HAO").wrong() == []


@pytest.mark.slow
@given(recipes(largest=30))
def test_another_solver_finds_the_same_intervals(recipe: Recipe) -> None:
    seen = [naive(at + 1, one, 5, 100, ["HAO"]) for at, one in enumerate(grown(recipe))]
    known = learn(seen, "HAO")
    found = {one.unknown: (one.low, one.high) for one in pinned(known, narrow=101) if one.unknown in known.truth}

    for unknown in Random(recipe.seed).sample(sorted(found), min(3, len(found))):
        assert found[unknown] == pytest.approx(_by_scipy(known, unknown), abs=1e-3)


def _by_scipy(known: Knowledge, unknown: tuple[str, int]) -> tuple[float, float]:
    place = {one: number for number, one in enumerate(known.truth)}
    rows, bounds = [], []
    for fact in known.sums:
        row = np.zeros(len(place))
        for one, weight in fact.terms.items():
            row[place[one]] = float(weight)
        rows += [row, -row]
        bounds += [float(fact.high), -float(fact.low)]
    aim = np.zeros(len(place))
    aim[place[unknown]] = 1
    ends = [linprog(sign * aim, np.array(rows), bounds, bounds=(0, 100)).fun * sign for sign in (1, -1)]
    return ends[0], ends[1]
