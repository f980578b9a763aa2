"""Computes how closely releases pin every score: linear programming over all of them at once, by CLP.

GLOP of the same package, as fast, gave up on one program in a hundred that has a solution.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from ortools.linear_solver import pywraplp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.disclosure_attack.facts import Fact, Knowledge, Unknown

NARROW = 20.0
# What a band says about the score; a cap can hold a high score at "started".
BANDS = {"not-yet": (0.0, 15.0), "started": (15.0, 100.0), "in-place": (50.0, 100.0)}
TRIES = 4
CLOSE = 1e-6


class Contradiction(ValueError):
    """No scores fit what was seen: the attacker has misread it."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """An organisation whose score is known to lie in a narrow interval, and who had to tell their own for it."""

    unknown: Unknown
    item: str
    low: float
    high: float
    insiders: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        """How wide the interval is, in points."""
        return self.high - self.low


def pinned(
    known: Knowledge, insiders: Sequence[str] = (), narrow: float = NARROW, *, bands: bool = False
) -> list[Pinned]:
    """Return everybody whose interval is narrower than so many points, as seen by these units together."""
    program = _Program(
        known, {one: float(known.truth[one]) for one in known.truth if known.unit[one] in insiders}, bands=bands
    )
    return [
        Pinned(unknown, known.item, low, high, tuple(insiders))
        for members, low, high in program.narrower(narrow)
        for unknown in members
    ]


@dataclass(slots=True)
class _Alike:
    """Unknowns that stand in the same facts with the same weights; `one` of them and the sum of the others."""

    members: list[Unknown]
    one: pywraplp.Variable
    others: pywraplp.Variable
    low: float = 100.0
    high: float = 0.0


class _Program:
    def __init__(self, known: Knowledge, told: Mapping[Unknown, float], *, bands: bool) -> None:
        self.solver = pywraplp.Solver.CreateSolver("CLP")
        shares = [(band, fact) for band, facts in known.shares.items() for fact in facts] if bands else []
        self.groups = [self._alike(members) for members in _grouped(known, told, [fact for _, fact in shares])]
        place = {unknown: group for group in self.groups for unknown in group.members}
        for fact in known.sums:
            self._sum(fact, told, place)
        self.groups += self._holdings(known, place)
        if shares:
            self._linked(known, shares, told, place)

    def _alike(self, members: list[Unknown]) -> _Alike:
        one = self.solver.NumVar(0, 100, "")
        return _Alike(members, one, self.solver.NumVar(0, 100 * (len(members) - 1), ""))

    def _sum(self, fact: Fact, told: Mapping[Unknown, float], place: Mapping[Unknown, _Alike]) -> None:
        shift = sum(float(weight) * told[one] for one, weight in fact.terms.items() if one in told)
        row = self.solver.Constraint(float(fact.low) - shift - CLOSE, float(fact.high) - shift + CLOSE)
        for one, weight in fact.terms.items():
            if one not in told:
                row.SetCoefficient(place[one].one, float(weight))
                row.SetCoefficient(place[one].others, float(weight))

    def _holdings(self, known: Knowledge, place: Mapping[Unknown, _Alike]) -> list[_Alike]:
        """Make the mean of each unit of several organisations an aim of its own."""
        made = {}
        for fact in known.sums:
            units: dict[str, list[Unknown]] = defaultdict(list)
            for one in fact.terms:
                if one in place and fact.terms[one] != 1:
                    units[known.unit[one]].append(one)
            for unit, members in units.items():
                key = ("+".join((unit, *(f"{name} {edition}" for name, edition in sorted(members)))), 0)
                if key not in made and len(members) > 1:
                    made[key] = self._alike([key])
                    mean = sum(place[one].one for one in members)
                    self.solver.Add(made[key].one * len(members) == mean)
        return list(made.values())

    def _linked(
        self,
        known: Knowledge,
        shares: Sequence[tuple[str, Fact]],
        told: Mapping[Unknown, float],
        place: Mapping[Unknown, _Alike],
    ) -> None:
        """Tie scores to bands: parts of an organisation may lie in several, which only makes this attacker weaker."""
        parts: dict[tuple[int, str], list[pywraplp.Variable]] = defaultdict(list)
        for number, group in enumerate(self.groups):
            for variable, size in ((group.one, 1), (group.others, len(group.members) - 1)):
                in_band = {band: self.solver.NumVar(0, size, "") for band in BANDS}
                self.solver.Add(sum(in_band.values()) == size)
                self.solver.Add(variable >= sum(BANDS[band][0] * part for band, part in in_band.items()))
                self.solver.Add(variable <= sum(BANDS[band][1] * part for band, part in in_band.items()))
                for band, part in in_band.items():
                    parts[number, band].append(part)
        numbers = {id(group): number for number, group in enumerate(self.groups)}
        for band, fact in shares:
            shift = sum(float(weight) for one, weight in fact.terms.items() if one in told and known.bands[one] == band)
            row = self.solver.Constraint(float(fact.low) - shift - CLOSE, float(fact.high) - shift + CLOSE)
            for one, weight in fact.terms.items():
                if one not in told:
                    for part in parts[numbers[id(place[one])], band]:
                        row.SetCoefficient(part, float(weight))

    def narrower(self, narrow: float) -> list[tuple[list[Unknown], float, float]]:
        """Return groups whose interval is narrower, and it; what any solution shows to be wide is not solved for."""
        chance = Random(1)
        for turn in range(TRIES):
            self._solve({g.one: (1.0, -1.0)[turn] if turn < 2 else chance.choice((-1.0, 1.0)) for g in self.groups})
        found = []
        for group in self.groups:
            for sign in (1.0, -1.0):
                if group.high - group.low < narrow:
                    self._solve({group.one: sign})
            if group.high - group.low < narrow:
                found.append((group.members, group.low, group.high))
        return found

    def _solve(self, weights: Mapping[pywraplp.Variable, float]) -> None:
        objective = self.solver.Objective()
        objective.Clear()
        for variable, weight in weights.items():
            objective.SetCoefficient(variable, weight)
        objective.SetMaximization()
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            raise Contradiction
        for group in self.groups:
            value = group.one.solution_value()
            group.low, group.high = min(group.low, value), max(group.high, value)


def _grouped(known: Knowledge, told: Mapping[Unknown, float], shares: Sequence[Fact]) -> list[list[Unknown]]:
    """Return unknowns that no fact tells apart; those of which nothing is said at all are left out."""
    columns: dict[Unknown, list[tuple[int, object]]] = defaultdict(list)
    for number, fact in enumerate([*known.sums, *shares]):
        for unknown, weight in fact.terms.items():
            if unknown not in told:
                columns[unknown].append((number, weight))
    groups: dict[tuple[object, ...], list[Unknown]] = defaultdict(list)
    for unknown, column in columns.items():
        # Organisations of one unit are not interchangeable with those of another.
        alone = [unknown] if any(weight != 1 for _, weight in column) else []
        groups[*column, *alone].append(unknown)
    return list(groups.values())
