"""Works out in which band an organisation lies, or whether it has a gap, from percentages: whole numbers, by CP-SAT."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from assessment.domain.disclosure.cells import Measure, Status
from tests.disclosure_attack.attacker import Contradiction
from tests.disclosure_attack.facts import MERGED, lies_in
from tests.disclosure_attack.percentages import BANDS, possible_at_most, possible_splits, possible_yes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessment.domain.disclosure.contribution import Contribution
    from tests.disclosure_attack.facts import Seen

YES_OR_NO = ("yes", "no")
# A list names so many of the commonest, of those that at least so many are asked.
LISTED, LISTED_FROM = 10, 20
# A unit and which of its answers: the same one until it changes, or until other organisations of the unit take part.
Unknown = tuple[str, ...]
Where = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Split:
    """How many of these units lie in each category, in every way that the percentages of a cell allow."""

    among: frozenset[Unknown]
    ways: tuple[tuple[int, ...], ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Known:
    """A unit whose category follows from percentages."""

    unknown: Unknown
    item: str
    category: str
    insiders: tuple[str, ...] = ()


@dataclass(slots=True)
class _Learnt:
    """All that percentages tell about one row or question; the truth is empty where a unit is several organisations."""

    splits: list[Split] = field(default_factory=list)
    truth: dict[Unknown, str] = field(default_factory=dict)
    inside: set[Unknown] = field(default_factory=set)


def sorted_out(releases: Sequence[Seen], measure: Measure, item: str, insiders: Sequence[str] = ()) -> list[Known]:
    """Return everybody whose band (or whether there is a gap, or an action) follows for one row or question."""
    kinds = BANDS if measure is Measure.BAND else YES_OR_NO
    learnt = _learn(releases, measure, item, insiders)
    for split in learnt.splits:
        has = [sum(learnt.truth[one] == kind for one in split.among) for kind in kinds]
        if sum(has) == len(split.among) and tuple(has) not in split.ways:
            raise Contradiction(split.where, has)
    # What somebody works out of their own holding they knew before: it is no figure of their own only because the
    # attack does not know by which rule several organisations become one.
    return [Known(one, item, kind, tuple(insiders)) for one, kind in _certain(learnt, kinds) if one[0] not in insiders]


def _learn(releases: Sequence[Seen], measure: Measure, item: str, insiders: Sequence[str]) -> _Learnt:
    learnt = _Learnt()
    latest: dict[str, tuple[int, str]] = {}
    for seen in releases:
        for one in seen.members:
            value = _answer(one, measure, item)
            edition, before = latest.get(one.organisation, (0, value))
            latest[one.organisation] = edition + (before != value), value
        cells: dict[Where, dict[str, int]] = defaultdict(dict)
        for cell in seen.cells:
            fresh = cell.status is Status.SHOWN and cell.as_of in {0, seen.number}
            if fresh and cell.measure is measure and cell.item == item and cell.value is not None:
                cells[seen.number, cell.table, cell.first, cell.second][cell.statistic] = cell.value
        for where, values in cells.items():
            _split(learnt, seen, where, values, (measure, item, latest))
        for where, most in _left_out(seen, measure, item).items():
            _split(learnt, seen, where, {"at most": most}, (measure, item, latest))
    learnt.inside = {unknown for unknown, truth in learnt.truth.items() if truth and unknown[0] in insiders}
    return learnt


def _left_out(seen: Seen, measure: Measure, item: str) -> dict[Where, int]:
    """Return the largest share of a question that a list of the commonest leaves out, for each such list."""
    lists: dict[Where, dict[str, int | None]] = defaultdict(dict)
    for cell in seen.cells:
        if cell.measure is measure and cell.item and measure is not Measure.BAND:
            fresh = cell.as_of in {0, seen.number}
            lists[seen.number, cell.table, cell.first, cell.second][cell.item] = cell.value if fresh else None
    found = {}
    for where, values in lists.items():
        told = [value for value in values.values() if value is not None]
        if item not in values and told:
            found[where] = 0 if len(values) < LISTED else min(told)
    return found


def _split(
    learnt: _Learnt,
    seen: Seen,
    where: Where,
    values: dict[str, int],
    asked: tuple[Measure, str, dict[str, tuple[int, str]]],
) -> None:
    measure, item, latest = asked
    units: dict[str, list[str]] = defaultdict(list)
    for one in seen.members:
        if lies_in(one, where[1], where[2:]) and _answer(one, measure, item):
            units[one.unit].append(one.organisation)
    among = set()
    for unit, members in units.items():
        unknown = (unit, *(f"{one} {latest[one][0]}" for one in sorted(members)))
        learnt.truth[unknown] = latest[members[0]][1] if len(members) == 1 else ""
        among.add(unknown)
    if measure is Measure.BAND:
        ways = possible_splits(tuple(sorted(values.items())), len(among))
    elif "at most" in values:
        # A question that too few are asked is left out as well, and tells nothing.
        ways = possible_at_most(values["at most"], len(among)) if len(among) >= LISTED_FROM else ()
        if not ways:
            return
    else:
        ways = possible_yes(values["share"], len(among))
    learnt.splits.append(Split(frozenset(among), ways, where))


def _answer(one: Contribution, measure: Measure, item: str) -> str:
    """Return the category a contribution lies in, or nothing where it does not count."""
    match measure:
        case Measure.BAND:
            band = one.bands.get(item, "")
            return MERGED.get(band, band)
        case Measure.GAP:
            return "" if item not in one.asked else YES_OR_NO[item not in one.gaps]
        case _:
            return "" if item not in one.asked else YES_OR_NO[item not in one.actions]


def _certain(learnt: _Learnt, kinds: tuple[str, ...]) -> Iterator[tuple[Unknown, str]]:
    """Give whose category is the same in every solution; units in the same cells are interchangeable."""
    model = cp_model.CpModel()
    columns: dict[Unknown, list[int]] = defaultdict(list)
    for place, split in enumerate(learnt.splits):
        for one in sorted(split.among - learnt.inside):
            columns[one].append(place)
    groups: dict[tuple[int, ...], list[Unknown]] = defaultdict(list)
    for one, column in columns.items():
        groups[tuple(column)].append(one)
    number = {key: [model.new_int_var(0, len(group), "") for _ in kinds] for key, group in groups.items()}
    for key, group in groups.items():
        model.add(sum(number[key]) == len(group))
    for place, split in enumerate(learnt.splits):
        told = [sum(learnt.truth[one] == kind for one in split.among & learnt.inside) for kind in kinds]
        totals = [model.new_int_var(0, len(split.among), "") for _ in kinds]
        for at, total in enumerate(totals):
            model.add(total == told[at] + sum(number[key][at] for key in groups if place in key))
        model.add_allowed_assignments(totals, split.ways)
    for key, at in _never_otherwise(model, groups, number):
        yield from ((one, kinds[at]) for one in groups[key])


def _never_otherwise(
    model: cp_model.CpModel,
    groups: dict[tuple[int, ...], list[Unknown]],
    number: dict[tuple[int, ...], list[cp_model.IntVar]],
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Give the groups that lie in one category as a whole, whatever the solution."""
    undecided = {(key, at) for key, kinds in number.items() for at in range(len(kinds))}
    seen = _solution(model, number)
    if seen is None:
        raise Contradiction
    for key, at in sorted(undecided):
        undecided = {(k, one) for k, one in undecided if seen[k][one] == len(groups[k])}
        if (key, at) in undecided:
            trial = model.clone()
            trial.add(trial.get_int_var_from_proto_index(number[key][at].index) < len(groups[key]))
            other = _solution(trial, number)
            if other is None:
                yield key, at
            seen = other or seen


def _solution(
    model: cp_model.CpModel, number: dict[tuple[int, ...], list[cp_model.IntVar]]
) -> dict[tuple[int, ...], list[int]] | None:
    """Return any numbers that fit, None when there are none."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    if solver.solve(model) == cp_model.INFEASIBLE:
        return None
    return {key: [solver.value(one) for one in kinds] for key, kinds in number.items()}
