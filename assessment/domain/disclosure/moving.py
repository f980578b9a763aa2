"""Finds moves: a linear programme over a few free scores, and its answer brought to whole points."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from assessment.domain.disclosure.worlds import POINT, Sum
from assessment.domain.solver import Constraint, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessment.domain.disclosure.worlds import Check, Knowledge, Move
    from assessment.domain.solver import Solver

# How much room, in points of the sum, the programme leaves for the rounding to whole points afterwards.
_ROOM = 2.0
_ROOM_SHARE = 0.15
_NEARLY = 1e-6
_FAR = 1e9
_REPAIRS = 40
# What it costs, in points of the goal, to move somebody else by a point.
_COST = 0.05
# What a point of the goal is worth where figures may be broken, and by how many points a score usually moves.
_WORTH = 2000.0
_USUAL = 20.0


@dataclass(slots=True)
class Row:
    """One figure that the free scores touch, in points: their weighted shifts lie between two bounds."""

    terms: dict[int, float]
    low: float
    high: float
    owner: int

    def excess(self, value: float) -> float:
        """Return by how much a value lies outside."""
        return max(0.0, value - self.high) + max(0.0, self.low - value)


@dataclass(slots=True)
class Moving:
    """The free scores with the shifts each may take, in whole points, and the figures they have to respect.

    Everybody else stays at the truth, so that what is possible here is possible for an attacker's world too.
    """

    free: list[int]
    low: list[int]
    high: list[int]
    rows: list[Row]
    columns: list[list[tuple[int, float]]]

    def programme(self, goal: Mapping[int, float], *, largest: bool) -> Problem:
        """Return the linear programme whose last variable is the goal, a weighted sum of shifts.

        Each shift is a rise less a fall, and moving those who are no part of the goal costs a little: the fewer move,
        the more insiders the worlds are good for.
        """
        count, sign = len(self.free), 1.0 if largest else -1.0
        bounds = [(float(max(high, 0)), float(max(-low, 0))) for low, high in zip(self.low, self.high, strict=True)]
        wanted = {2 * position: weight for position, weight in goal.items()}
        wanted |= {2 * position + 1: -weight for position, weight in goal.items()}
        others = (position for position in range(count) if position not in goal)
        wanted |= {place: -sign * _COST for position in others for place in (2 * position, 2 * position + 1)}
        constraints = [Constraint(_parted(row.terms), *_narrowed(row)) for row in self.rows]
        constraints.append(Constraint({**wanted, 2 * count: -1.0}, 0.0, 0.0))
        high = [limit for both in bounds for limit in both]
        return Problem([0.0] * (2 * count) + [-_FAR], [*high, _FAR], constraints)

    def farthest(self, solver: Solver, goal: Mapping[int, float], *, largest: bool) -> Move:
        """Return the move that makes the goal largest or smallest, in whole points; it still has to be checked."""
        values = solver.extreme(self.programme(goal, largest=largest), 2 * len(self.free), largest=largest)
        return self.rounded(values[: 2 * len(self.free)])

    def dearest(self, solver: Solver, goal: tuple[int, int], prices: Mapping[int, float]) -> tuple[Move, Move]:
        """Return two moves between which the mean of the first scores differs enough, breaking what it must.

        `goal` says how many scores and how many points. A figure that has a price may be broken; the price is that of
        the whole figure, whose points a small one has more to spare of than a large one.
        """
        free = len(self.free)
        soft = [index for index, row in enumerate(self.rows) if row.owner in prices]
        slack = {index: 4 * free + 2 * number for number, index in enumerate(soft)}
        problem = self._parting(goal, prices, slack)
        values = solver.extreme(problem, len(problem.low) - 1, largest=True)
        broken = {index for index, place in slack.items() if max(values[place : place + 2]) > _NEARLY}
        kept = _parts(self.free, self.low, self.high, [row for at, row in enumerate(self.rows) if at not in broken])
        return kept.rounded(values[: 2 * free]), kept.rounded(values[2 * free : 4 * free])

    def _parting(self, goal: tuple[int, int], prices: Mapping[int, float], slack: Mapping[int, int]) -> Problem:
        """Return the programme over both worlds at once; `slack` says where the two variables of a soft row begin."""
        (count, points), free = goal, len(self.free)
        apart = 4 * free + 2 * len(slack)
        constraints, total = [], {apart: _WORTH}
        for start in (0, 2 * free):
            for index, row in enumerate(self.rows):
                terms = {start + place: weight for place, weight in _parted(row.terms).items()}
                least, most = _narrowed(row)
                if index in slack:
                    constraints.append(Constraint({**terms, slack[index]: 1.0}, least, _FAR))
                    constraints.append(Constraint({**terms, slack[index] + 1: -1.0}, -_FAR, most))
                else:
                    constraints.append(Constraint(terms, least, most))
            total |= dict.fromkeys(range(start + 2 * count, start + 2 * free), -_COST)
        for index, place in slack.items():
            price, row = prices[self.rows[index].owner], self.rows[index]
            total |= {place: -price / max(_USUAL + row.low, 1.0), place + 1: -price / max(_USUAL - row.high, 1.0)}
        # By how much the first scores differ: up is a rise less a fall, and so is down.
        between = {at + start: sign / count for at in range(2 * count) for start, sign in _signs(at, 2 * free)}
        constraints += [
            Constraint({**between, apart: -1.0}, 0.0, 0.0),
            Constraint({**total, apart + 1: -1.0}, 0.0, 0.0),
        ]
        limits = [
            limit for pair in zip(self.high, self.low, strict=True) for limit in (max(pair[0], 0), -min(pair[1], 0))
        ]
        high = [*limits, *limits, *[_FAR] * (2 * len(slack)), points, _FAR]
        return Problem([0.0] * (apart + 1) + [-_FAR], high, constraints)

    def rounded(self, values: Sequence[float]) -> Move:
        """Return the move in whole points near rises and falls that take turns; it still has to be checked."""
        return self._named(self._whole([values[at] - values[at + 1] for at in range(0, len(values), 2)]))

    def span(self, solver: Solver, count: int) -> float:
        """Return how far the mean of the first `count` scores can move between two worlds, at the very most.

        Scores may be fractions and nothing is left for rounding: no whole-point worlds of these free scores are farther
        apart.
        """
        share = dict.fromkeys(range(count), 1.0 / count)
        constraints = [Constraint(row.terms, row.low, row.high) for row in self.rows]
        constraints.append(Constraint({**share, len(self.free): -1.0}, 0.0, 0.0))
        bounds = [*map(float, self.low), -_FAR], [*map(float, self.high), _FAR]
        problem = Problem(*bounds, constraints)
        up, down = (solver.extreme(problem, len(self.free), largest=largest)[-1] for largest in (True, False))
        return up - down

    def farthest_whole(self, solver: Solver, position: int, *, largest: bool) -> Move:
        """Return the move in whole points that shifts one score farthest, by the slower whole-number programme."""
        constraints = [Constraint(row.terms, row.low + _NEARLY, row.high - _NEARLY) for row in self.rows]
        problem = Problem([*map(float, self.low)], [*map(float, self.high)], constraints, whole=True)
        return self._named([round(value) for value in solver.extreme(problem, position, largest=largest)])

    def _named(self, shifts: Sequence[int]) -> Move:
        return {score: shift for score, shift in zip(self.free, shifts, strict=True) if shift}

    def _whole(self, values: list[float]) -> list[int]:
        """Round each shift down or up, one after the other, so that the figures stay as they are."""
        at = [0.0] * len(self.rows)
        for position, value in enumerate(values):
            if value:
                self._shift(position, value, at)
        result = [0] * len(values)
        for position, value in enumerate(values):
            near = round(value)
            if abs(value - near) >= _NEARLY:
                choices = [near, floor(value) + ceil(value) - near]
                costs = [self._cost(position, choice - value, at) for choice in choices]
                near = choices[costs[1] < costs[0]]
            if near or value:
                result[position] = min(max(near, self.low[position]), self.high[position])
                self._shift(position, result[position] - value, at)
        self._repair(result, at)
        return result

    def _repair(self, result: list[int], at: list[float]) -> None:
        """Move scores by single points as long as that brings figures back that the rounding changed."""
        for _ in range(_REPAIRS):
            broken = [row for row, value in zip(self.rows, at, strict=True) if row.excess(value) > _NEARLY]
            steps = [
                (self._gain(position, step, at), position, step)
                for row in broken[:3]
                for position in row.terms
                for step in (-1, 1)
                if self.low[position] <= result[position] + step <= self.high[position]
            ]
            if not steps or min(steps)[0] >= 0:
                return
            _, position, step = min(steps)
            result[position] += step
            self._shift(position, step, at)

    def _gain(self, position: int, step: int, at: list[float]) -> float:
        return self._cost(position, step, at) - self._cost(position, 0, at)

    def _cost(self, position: int, change: float, at: list[float]) -> float:
        cost = 0.0
        for index, weight in self.columns[position]:
            value, row = at[index] + weight * change, self.rows[index]
            if value > row.high:
                cost += value - row.high
            elif value < row.low:
                cost += row.low - value
        return cost

    def _shift(self, position: int, change: float, at: list[float]) -> None:
        for row, weight in self.columns[position]:
            at[row] += weight * change


def moving(knowledge: Knowledge, free: list[int], reach: int, zoned: Sequence[int] = ()) -> Moving:
    """Return the programme's parts for free scores, each within `reach` points of width around its true value.

    The `zoned` ones also stay on their side of all borders of published quartiles.
    """
    within = frozenset(zoned)
    limits = [_range(knowledge, score, reach, is_zoned=score in within) for score in free]
    low, high = [limit[0] for limit in limits], [limit[1] for limit in limits]
    terms: dict[int, dict[int, float]] = {}
    for position, score in enumerate(free):
        for owner, weight in knowledge.weights(score):
            terms.setdefault(owner, {})[position] = weight
    rows = [Row(terms[owner], *_limits(knowledge.active[owner]), owner) for owner in sorted(terms)]
    rows = [row for row in rows if _can_break(row, low, high)]
    return _parts(free, low, high, rows)


def _parts(free: list[int], low: list[int], high: list[int], rows: list[Row]) -> Moving:
    columns: list[list[tuple[int, float]]] = [[] for _ in free]
    for index, row in enumerate(rows):
        for position, weight in row.terms.items():
            columns[position].append((index, weight))
    return Moving(free, low, high, rows, columns)


def _parted(terms: Mapping[int, float]) -> dict[int, float]:
    """Return the terms of a row over rises and falls."""
    return {2 * at: weight for at, weight in terms.items()} | {2 * at + 1: -weight for at, weight in terms.items()}


def _signs(at: int, down: int) -> tuple[tuple[int, float], tuple[int, float]]:
    """Return where a rise (even) or fall stands in both worlds, with its sign in how far they are apart."""
    sign = 1.0 if at % 2 == 0 else -1.0
    return (0, sign), (down, -sign)


def _limits(check: Check) -> tuple[float, float]:
    if not isinstance(check, Sum):
        raise TypeError
    scale = check.unit * POINT
    return (check.low - check.total) / scale, (check.high - check.total) / scale


def _narrowed(row: Row) -> tuple[float, float]:
    """Return the bounds with room for rounding; no shift at all is always within."""
    room = min(_ROOM, _ROOM_SHARE * (row.high - row.low))
    return min(row.low + room, 0.0), max(row.high - room, 0.0)


def _can_break(row: Row, low: list[int], high: list[int]) -> bool:
    most = sum(weight * high[position] for position, weight in row.terms.items())
    least = sum(weight * low[position] for position, weight in row.terms.items())
    return most > row.high or least < row.low


def _range(knowledge: Knowledge, score: int, reach: int, *, is_zoned: bool) -> tuple[int, int]:
    """Return the shifts in whole points that keep a score in a window around its true value, and in its zone."""
    truth = knowledge.truth[score]
    start = min(max(truth // POINT - reach // 2, 0), 100 - reach)
    low, high = min(0, ceil(start - truth / POINT)), max(0, floor(start + reach - truth / POINT))
    if is_zoned:
        first, last = knowledge.zone(score)
        low, high = max(low, -((truth - first) // POINT)), min(high, (last - 1 - truth) // POINT)
    return low, high
