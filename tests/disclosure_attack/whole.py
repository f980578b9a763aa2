"""The same where scores can only be certain numbers, with quartiles and bands taken exactly: CP-SAT, for few."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, lcm
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from tests.disclosure_attack.attacker import NARROW, Contradiction, Pinned
from tests.disclosure_attack.facts import SPREAD, ranks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.disclosure_attack.facts import Fact, Knowledge, Unknown

# Lowest and highest score of a band in points; the lower border belongs to the band below.
BORDERS = {"not-yet": (0, 15), "started": (15, 100), "in-place": (50, 100)}


def pinned_whole(
    known: Knowledge, insiders: Sequence[str] = (), narrow: float = NARROW, step: Fraction = Fraction(1)
) -> list[Pinned]:
    """Return everybody whose score, a multiple of the step, is known more closely than so many points."""
    model = _Model(known, insiders, step)
    return [
        Pinned(unknown, known.item, float(low * step), float(high * step), tuple(insiders))
        for unknown, (low, high) in model.intervals(narrow).items()
        if (high - low) * step < narrow
    ]


class _Model:
    def __init__(self, known: Knowledge, insiders: Sequence[str], step: Fraction) -> None:
        self.known, self.step = known, step
        self.model = cp_model.CpModel()
        most = int(100 / step)
        self.scores = {one: self.model.new_int_var(0, most, "") for one in known.truth}
        for one, variable in self.scores.items():
            if known.unit[one] in insiders:
                self.model.add(variable == int(known.truth[one] / step))
        self.others = [one for one in self.scores if known.unit[one] not in insiders]
        for fact in known.sums:
            self._sum({self.scores[one]: weight for one, weight in fact.terms.items()}, fact, step)
            if fact.cell.statistic in SPREAD and set(fact.terms.values()) == {1}:
                self._ranks(fact)
        self._bands()

    def _sum(self, terms: Mapping[cp_model.IntVar, Fraction], fact: Fact, step: Fraction) -> None:
        scale = lcm(*((weight * step).denominator for weight in terms.values()))
        total = sum(variable * int(weight * step * scale) for variable, weight in terms.items())
        low, high = ceil(fact.low * scale), floor(fact.high * scale)
        self.model.add_linear_constraint(cp_model.LinearExpr.sum([total]), low, high)

    def _ranks(self, fact: Fact) -> None:
        above, below = ranks(fact.cell.statistic, len(fact.terms))
        edge = fact.cell.value or 0
        self.model.add(sum(self._reaches(one, edge) for one in fact.terms) >= above)
        if edge < 90:
            self.model.add(sum(1 - self._reaches(one, edge + 10) for one in fact.terms) >= below)

    def _reaches(self, one: Unknown, edge: int) -> cp_model.IntVar:
        """Return whether a score is at least so many points."""
        lowest = ceil(edge / self.step)
        holds = self.model.new_bool_var("")
        self.model.add(self.scores[one] >= lowest).only_enforce_if(holds)
        self.model.add(self.scores[one] < lowest).only_enforce_if(~holds)
        return holds

    def _bands(self) -> None:
        facts = [(band, fact) for band, found in self.known.shares.items() for fact in found]
        if not facts:
            return
        lies: dict[tuple[Unknown, str], cp_model.IntVar] = {}
        for one in {one for _, fact in facts for one in fact.terms}:
            for band, (low, high) in BORDERS.items():
                lies[one, band] = self.model.new_bool_var("")
                above = floor(low / self.step) + (band != "not-yet")
                self.model.add(self.scores[one] >= above).only_enforce_if(lies[one, band])
                self.model.add(self.scores[one] <= floor(high / self.step)).only_enforce_if(lies[one, band])
            self.model.add_exactly_one(lies[one, band] for band in BORDERS)
        for band, fact in facts:
            self._sum({lies[one, band]: weight for one, weight in fact.terms.items()}, fact, Fraction(1))

    def intervals(self, narrow: float) -> dict[Unknown, tuple[int, int]]:
        """Return what values each score takes in solutions, down to those that prove it wide enough."""
        seen: dict[Unknown, tuple[int, int]] = {}
        every = sum(self.scores[one] for one in self.others)
        self._look(seen, every)
        self._look(seen, -every)
        self._look(seen, sum((-1) ** place * self.scores[one] for place, one in enumerate(self.others)))
        for one in self.others:
            for sign in (1, -1):
                low, high = seen[one]
                if (high - low) * self.step < narrow:
                    self._look(seen, sign * self.scores[one])
        return seen

    def _look(self, seen: dict[Unknown, tuple[int, int]], objective: cp_model.LinearExprT) -> None:
        self.model.maximize(objective)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = 20
        if solver.solve(self.model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            raise Contradiction
        for one in self.others:
            value = solver.value(self.scores[one])
            low, high = seen.get(one, (value, value))
            seen[one] = min(low, value), max(high, value)
