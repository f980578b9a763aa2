"""What disclosure control needs of a linear-programming solver, which is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Constraint:
    """A sum of variables, each times its coefficient, between two bounds (both included)."""

    terms: Mapping[int, float]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Problem:
    """Variables by position with their bounds, constraints over them, and whether they are whole numbers."""

    low: Sequence[float]
    high: Sequence[float]
    constraints: Sequence[Constraint]
    whole: bool = False


class SolverFailed(RuntimeError):
    """The solver gave no optimal answer: nothing may be published on its word."""


class Solver(Protocol):
    """Finds the smallest or largest value of one variable."""

    def extreme(self, problem: Problem, variable: int, *, largest: bool) -> Sequence[float]:
        """Return a feasible point at which the variable is largest (or smallest); raise SolverFailed otherwise."""
