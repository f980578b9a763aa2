"""Works out in which band an organisation lies, or whether it has a gap, from percentages: whole numbers, by CP-SAT."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from assessment.domain.disclosure.cells import Measure, Status
from tests.disclosure_attack.attacker import Contradiction
from tests.disclosure_attack.facts import MERGED, lies_in, possible_counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessment.domain.disclosure.cells import Cell
    from assessment.domain.disclosure.contribution import Contribution
    from tests.disclosure_attack.facts import Seen

BANDS = ("not-yet", "started", "in-place")
TOLD = ("yes", "no")
# An organisation and which of its answers: the same one until it changes.
Unknown = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of these, from the fewest to the most, lie in a category."""

    among: frozenset[Unknown]
    category: str
    low: int
    high: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation whose category follows from percentages."""

    unknown: Unknown
    item: str
    category: str
    insiders: tuple[str, ...] = ()


def sorted_out(releases: Sequence[Seen], measure: Measure, item: str, insiders: Sequence[str] = ()) -> list[Known]:
    """Return everybody whose band (or whether there is a gap, or an action) follows for one row or question."""
    shares, truth, inside = _shares(releases, measure, item, insiders)
    for share in shares:
        number = sum(truth[one] == share.category for one in share.among)
        if not share.low <= number <= share.high:
            raise Contradiction(share.cell)
    told = {one: truth[one] for one in inside}
    return [Known(one, item, category, tuple(insiders)) for one, category in _certain(shares, measure, told)]


def _shares(
    releases: Sequence[Seen], measure: Measure, item: str, insiders: Sequence[str]
) -> tuple[list[Share], dict[Unknown, str], set[Unknown]]:
    truth: dict[Unknown, str] = {}
    latest: dict[str, Unknown] = {}
    inside: set[Unknown] = set()
    shares: list[Share] = []
    for seen in releases:
        for one in seen.members:
            value = _answer(one, measure, item)
            if not value:
                continue
            before = latest.get(one.organisation)
            unknown = before or (one.organisation, 0)
            if before and truth[before] != value:
                unknown = (one.organisation, before[1] + 1)
            latest[one.organisation] = unknown
            truth[unknown] = value
            if one.unit in insiders:
                inside.add(unknown)
        shares += _of_release(seen, measure, item, latest)
    return shares, truth, inside


def _of_release(seen: Seen, measure: Measure, item: str, latest: dict[str, Unknown]) -> Iterator[Share]:
    for cell in seen.cells:
        if cell.measure is not measure or cell.item != item or cell.value is None:
            continue
        if cell.status is not Status.SHOWN or cell.as_of not in {0, seen.number}:
            continue
        behind = [one for one in seen.members if lies_in(one, cell.table, (cell.first, cell.second))]
        among = frozenset(latest[one.organisation] for one in behind if _answer(one, measure, item))
        low, high = possible_counts(cell.value, len(among))
        yield Share(among, cell.statistic if measure is Measure.BAND else "yes", low, high, cell)


def _answer(one: Contribution, measure: Measure, item: str) -> str:
    """Return the category a contribution lies in, or nothing where it does not count."""
    match measure:
        case Measure.BAND:
            band = one.bands.get(item, "")
            return MERGED.get(band, band)
        case Measure.GAP:
            return "" if item not in one.asked else TOLD[item not in one.gaps]
        case _:
            return "" if item not in one.asked else TOLD[item not in one.actions]


def _certain(shares: Sequence[Share], measure: Measure, told: dict[Unknown, str]) -> list[tuple[Unknown, str]]:
    """Return whose category is the same in every solution; organisations in the same cells are interchangeable."""
    model = cp_model.CpModel()
    kinds = BANDS if measure is Measure.BAND else TOLD
    columns: dict[Unknown, list[int]] = defaultdict(list)
    for place, share in enumerate(shares):
        for one in share.among - told.keys():
            columns[one].append(place)
    groups: dict[tuple[int, ...], list[Unknown]] = defaultdict(list)
    for one in sorted(columns):
        groups[tuple(columns[one])].append(one)
    number = {key: {k: model.new_int_var(0, len(group), "") for k in kinds} for key, group in groups.items()}
    for key, group in groups.items():
        model.add(sum(number[key].values()) == len(group))
    for place, share in enumerate(shares):
        shift = sum(told.get(one) == share.category for one in share.among)
        total = sum(number[key][share.category] for key in groups if place in key)
        model.add_linear_constraint(cp_model.LinearExpr.sum([total]), share.low - shift, share.high - shift)
    return list(_never_otherwise(model, groups, number))


def _never_otherwise(
    model: cp_model.CpModel,
    groups: dict[tuple[int, ...], list[Unknown]],
    number: dict[tuple[int, ...], dict[str, cp_model.IntVar]],
) -> Iterator[tuple[Unknown, str]]:
    open_ones = {(key, kind) for key, kinds in number.items() for kind in kinds}
    for key, kind in sorted(open_ones):
        if (key, kind) in open_ones:
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            solver.parameters.max_deterministic_time = 20
            model.minimize(number[key][kind])
            if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
                raise Contradiction
            open_ones -= {(k, one) for k, one in open_ones if solver.value(number[k][one]) < len(groups[k])}
            if (key, kind) in open_ones:
                yield from ((one, kind) for one in groups[key])
