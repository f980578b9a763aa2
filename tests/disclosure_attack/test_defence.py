"""The releases that the program publishes give nobody away (T2 to T9, T11 to T18)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import pytest

from assessment.content import policies
from assessment.content.errors import DoesNotCompile
from assessment.domain.disclosure.cells import Measure, Reason, Status
from tests.conftest import LONG
from tests.disclosure_attack.attacker import pinned
from tests.disclosure_attack.attacks import findings, whole_findings
from tests.disclosure_attack.cases import (
    ONE_OF_SIX_CHANGES_OVER,
    ONE_ROUND,
    TEN,
    TWO,
    TWO_ROUNDS,
    TWO_VERSIONS,
    parted,
)
from tests.disclosure_attack.facts import Seen, linked
from tests.disclosure_attack.joining import determined
from tests.disclosure_attack.populations import MOODS, PARTS, SAME, Recipe, group, grown, plain
from tests.disclosure_attack.releasing import POLICY, released
from tests.long_figures import count_long_figure

if TYPE_CHECKING:
    from assessment.domain.disclosure.cells import Cell

SHORT = 6
MANY = 200


# Populations that an earlier defence did not hold, or that broke it.
ONCE_BROKEN = {
    "bands over two releases": Recipe(
        4, 12, 2, 2, 0.4, 0.3, 0.3, 0.02, moves=0.0, holdings=0.0, missing=0.0, late_versions=0.3, mood="camps"
    ),
    "corrections and moves in one country": Recipe(
        116, 28, 3, 1, 0.4, 0.0, corrections=0.3, moves=0.3, holdings=0.02, missing=0.1, late_versions=0.3, mood="camps"
    ),
}


# Everybody changes over to a version of which one row means the same.
WAVE = Recipe(3, 60, 2, 4, joins=0, leaves=0, moves=0, holdings=0, missing=0, late_versions=0, upgrades=1.0)


# A holding of two in a small population, found by a long run.
UNIT_OF_SEVERAL = Recipe(
    seed=79,
    organisations=10,
    releases=5,
    countries=6,
    skew=1.0,
    joins=0.02,
    leaves=0.3,
    corrections=0.02,
    moves=0.0,
    holdings=0.1,
    missing=0.0,
    late_versions=0.02,
    mood="mixed",
)


def recipe(seed: int) -> Recipe:
    """Return one of the populations that are attacked: small in short runs, up to 400 organisations in long ones."""
    chance = Random(seed)
    often = (0.0, 0.02, 0.1, 0.3)
    largest, most = chance.choices(((12, 6), (30, 6), (60, 4), (120, 3), (400, 2)), (40, 35, 20, 4, 1))[0]
    return Recipe(
        seed,
        organisations=chance.randint(5, largest if LONG else 24),
        releases=chance.randint(1, most if LONG else 3),
        countries=chance.randint(1, 20 if LONG else 6),
        skew=chance.choice((1.0, 0.75, 0.4)),
        joins=chance.choice(often),
        leaves=chance.choice(often),
        corrections=chance.choice(often),
        moves=chance.choice(often),
        holdings=chance.choice(often),
        missing=chance.choice(often),
        late_versions=chance.choice(often),
        mood=chance.choice(MOODS),
        upgrades=chance.choice(often),
    )


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(MANY if LONG else SHORT))
def test_no_population_lets_anybody_be_pinned(seed: int) -> None:
    population = grown(recipe(seed))
    coordinated = ("BR",) if seed % 3 == 0 else ()

    rounds = [at // 2 for at in range(len(population))]
    seen = released(population, coordinated=coordinated, rounds=rounds, same=SAME)

    assert findings(seen, insiders=10 if LONG else 3, coordinated=coordinated) == []
    count_long_figure("populations attacked, 5 to 400 organisations")
    count_long_figure("releases attacked", len(seen))
    count_long_figure("figures in attacked releases", sum(cell.value is not None for one in seen for cell in one.cells))


@pytest.mark.slow
@pytest.mark.parametrize("name", ONE_ROUND)
def test_no_special_case_lets_anybody_be_pinned(name: str) -> None:
    assert findings(released(ONE_ROUND[name]), insiders=3) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ONCE_BROKEN,
)
def test_no_population_that_once_was_broken_lets_anybody_be_pinned(name: str) -> None:
    assert findings(released(grown(ONCE_BROKEN[name]), rounds=(1, 1, 2)), insiders=3) == []


@pytest.mark.slow
def test_the_mean_of_a_unit_of_several_is_not_pinned() -> None:
    population = grown(UNIT_OF_SEVERAL)

    assert findings(released(population, rounds=[at // 2 for at in range(len(population))]), insiders=3) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", TWO_ROUNDS)
def test_no_trend_lets_anybody_be_pinned(name: str) -> None:
    seen = released(TWO_ROUNDS[name], rounds=(1, 2))

    assert findings(seen, insiders=3) == []
    assert any(cell.measure is Measure.TREND and cell.value is not None for cell in seen[-1].cells)


@pytest.mark.slow
@pytest.mark.parametrize("name", TWO_VERSIONS)
def test_no_trend_across_versions_lets_anybody_be_pinned(name: str) -> None:
    seen = released(TWO_VERSIONS[name], rounds=(1, 2, 3), same=SAME)

    assert len(seen) == len(TWO_VERSIONS[name])
    assert findings(seen, insiders=3) == []


@pytest.mark.slow
def test_trends_across_versions_are_shown_of_the_rows_that_mean_the_same() -> None:
    [_, seen] = released([grown(WAVE)[0], grown(WAVE)[1]], rounds=(1, 2), same=SAME)

    shown = {cell.item for cell in seen.cells if cell.measure is Measure.TREND and cell.value is not None}
    assert shown == {"HAO"}


@pytest.mark.slow
def test_the_attacks_notice_when_trends_across_versions_are_not_proven() -> None:
    careless = replace(POLICY, width=1, change=1)

    assert findings(released(ONE_OF_SIX_CHANGES_OVER, careless, rounds=(1, 2), same=SAME), insiders=1) != []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("points", "step"),
    [
        pytest.param([0, 100, 100, 100, 100, 0, 0, 0, 100, 100], 100, id="five and five, all or nothing"),
        pytest.param([75, 75, 100, 100, 75, 0, 25, 50, 25, 25, 0], 25, id="five and six, in quarters"),
        pytest.param([3, 11, 24, 8, 0, 17, 4, 9, 21, 2, 1], 1, id="five and six, low whole points"),
        pytest.param([0] * 5 + [100] * 15, 100, id="five and fifteen, all or nothing, with quartiles"),
    ],
)
def test_whole_numbers_in_small_cells_pin_nobody(points: list[int], step: int) -> None:
    members = [*group("a", points[:5], country="KE", size="large"), *group("b", points[5:])]

    assert whole_findings(released([members]), Fraction(step)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([(100, 50)] * 12, id="one at a hundred"),
        pytest.param([(90, 5)] * 9 + [(0, 95)], id="one against the rest"),
        pytest.param([(7 * at % 101, 13 * at % 101) for at in range(12)], id="mixed"),
    ],
)
def test_a_row_and_its_sub_sections_together_pin_nobody(pairs: list[tuple[int, int]]) -> None:
    known = linked(released([parted(pairs)]), "HAO", PARTS)

    assert known.wrong() == []
    assert pinned(known) == []


@pytest.mark.slow
def test_two_insiders_of_a_coordinated_country_pin_nobody() -> None:
    chance = Random(11)
    members = [
        *group("k", [chance.randrange(101) for _ in range(7)], country="KE"),
        *group("b", [chance.randrange(101) for _ in range(6)], country="BR", sector="K"),
    ]

    assert findings(released([members], coordinated=("KE", "BR")), insiders=30, coordinated=("KE", "BR")) == []


@pytest.mark.slow
@pytest.mark.parametrize("late", [1, 2, 3, 4])
def test_counts_do_not_say_that_fewer_than_five_joined(late: int) -> None:
    base = [*group("a", [50, 40, 30, 60, 70, 20, 10], country="KE"), *group("b", [50] * 10)]
    joined = [*base, *group("late", [50] * late, country="KE")]

    seen = released([base, joined])

    sure = {(one.organisation, number): number == 1 or one in base for one in base for number in (1, 2)}
    sure |= {(one.organisation, 1): False for one in joined[len(base) :]}
    assert determined(seen, joined, sure) == []


@pytest.mark.slow
@pytest.mark.parametrize("late", [1, 4])
def test_a_release_that_fewer_than_five_joined_looks_like_one_that_nobody_joined(late: int) -> None:
    base = [*group("a", [50, 40, 30, 60, 70, 20, 10], country="KE"), *group("b", [50] * 10)]

    nobody = released([base, base])[1]
    somebody = released([base, [*base, *group("late", [50] * late, country="KE")]])[1]

    assert _told(nobody) == _told(somebody)


@pytest.mark.slow
def test_a_correction_of_fewer_than_five_looks_like_none() -> None:
    corrected = [replace(TEN[0], scores=TEN[1].scores, bands=TEN[1].bands), *TEN[1:]]

    assert _told(released([TEN, TEN])[1]) == _told(released([TEN, corrected])[1])


@pytest.mark.slow
def test_a_fifth_who_joins_four_is_not_shown_to_have_joined() -> None:
    base = [*group("a", [50, 40, 30, 60], country="KE"), *group("b", [50] * 10)]
    joined = [*base, plain("late", 50, country="KE")]

    seen = released([base, joined])

    sure = {(one.organisation, number): True for one in base for number in (1, 2)} | {("late", 1): False}
    assert determined(seen, joined, sure) == []


@pytest.mark.slow
def test_two_officials_of_two_countries_learn_no_more_together_than_the_release_shows() -> None:
    """Each sees the cells of one country and those of none (T12), and each has an insider at home."""
    seen = released([TWO])
    views = [[cell for cell in seen[0].cells if _may_see(cell, country)] for country in ("KE", "BR")]
    together = list(dict.fromkeys([*views[0], *views[1]]))

    assert set(together) <= set(seen[0].cells)
    assert findings([Seen(1, TWO, together)], insiders=len(TWO)) == []


@pytest.mark.slow
def test_what_is_withheld_for_being_few_looks_the_same_for_one_and_for_four() -> None:
    """Nothing about the withheld country differs, whatever its number (T18)."""
    rest = group("b", [50] * 20)
    looks = [_of_country(released([[*rest, *group("k", [30] * few, country="KE")]])[0], "KE") for few in (1, 2, 3, 4)]

    assert looks[0]
    assert looks[0] == looks[1] == looks[2] == looks[3]
    assert {(status, reason) for _, _, status, reason in looks[0]} == {(Status.CONFIDENTIAL, Reason.FEW)}


@pytest.mark.parametrize(
    ("line", "lower"), [("count: 5", "count: 2"), ("mean: 5", "mean: 4"), ("distribution: 10", "distribution: 9")]
)
def test_no_policy_goes_below_three_five_and_ten(line: str, lower: str) -> None:
    content = (policies.FOLDER / "disclosure-1.yaml").read_text("utf-8")

    policies.read(content.encode(), "as listed")
    with pytest.raises(DoesNotCompile):
        policies.read(content.replace(line, lower, 1).encode(), "lowered")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "without"),
    [
        pytest.param("T15: five at zero", {"width": 1}, id="no interval rule"),
        pytest.param("T16: a country with one sector", {"width": 1}, id="no interval rule between tables"),
        pytest.param("T2: one of ten leaves", {"width": 1, "change": 1}, id="neither interval nor time rule"),
        pytest.param("T11: one is erased", {"width": 1, "change": 1}, id="neither, after an erasure"),
    ],
)
def test_the_attacks_notice_when_a_rule_is_left_out(name: str, without: dict[str, int]) -> None:
    assert findings(released(ONE_ROUND[name], replace(POLICY, **without)), insiders=1) != []  # type: ignore[arg-type] # whole numbers


@pytest.mark.slow
def test_the_attack_by_counts_notices_when_the_time_rule_is_left_out() -> None:
    base, late = group("a", [50] * 7, country="KE"), plain("late", 50, country="KE")

    seen = released([base, [*base, late]], replace(POLICY, change=1))

    sure = {(one.organisation, number): True for one in base for number in (1, 2)} | {("late", 1): False}
    assert determined(_organisations(seen), [*base, late], sure) == [(("late", 2), True)]


@pytest.mark.slow
def test_a_release_of_sixty_still_says_a_lot() -> None:
    """A defence that withholds everything would pass all attacks."""
    [seen] = released([grown(Recipe(5, 60, 1, 6))[0]])

    means = {cell.table for cell in seen.cells if cell.measure is Measure.SCORE and cell.value is not None}
    assert means >= {"all", "country", "region", "sector", "size", "role"}


def _told(seen: Seen) -> list[Cell]:
    """Return the cells with their dates as somebody sees them who has release 1 beside release 2."""
    return list(seen.cells)


def _organisations(seen: list[Seen]) -> list[Seen]:
    """Return the releases with nothing but the number of organisations in them."""
    return [replace(one, cells=[cell for cell in one.cells if cell.measure is Measure.ORGANISATIONS]) for one in seen]


def _may_see(cell: Cell, country: str) -> bool:
    return not cell.table.removeprefix("trend-").startswith("country") or cell.first == country


def _of_country(seen: Seen, country: str) -> list[tuple[object, ...]]:
    own = [cell for cell in seen.cells if cell.table.startswith("country") and cell.first == country]
    return [(cell.key, cell.value, cell.status, cell.reason) for cell in own]
