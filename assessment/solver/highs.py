"""The solver that releases use: HiGHS, one thread, the same answer every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy

from assessment.domain.solver import SolverFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.domain.solver import Problem


class Highs:
    """`domain.solver.Solver` by HiGHS."""

    def extreme(self, problem: Problem, variable: int, *, largest: bool) -> Sequence[float]:
        """Return a feasible point at which the variable is largest (or smallest)."""
        model = highspy.Highs()  # type: ignore[no-untyped-call] # the library has no types
        model.silent()
        model.setOptionValue("threads", 1)
        model.setOptionValue("random_seed", 1)
        for low, high in zip(problem.low, problem.high, strict=True):
            model.addVar(low, high)
        if problem.whole:
            for position in range(len(problem.low)):
                model.changeColIntegrality(position, highspy.HighsVarType.kInteger)
        for constraint in problem.constraints:
            positions, coefficients = list(constraint.terms), list(constraint.terms.values())
            model.addRow(constraint.low, constraint.high, len(positions), positions, coefficients)
        model.changeColCost(variable, -1.0 if largest else 1.0)
        model.run()
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise SolverFailed(str(model.getModelStatus()))
        return list(model.getSolution().col_value)
