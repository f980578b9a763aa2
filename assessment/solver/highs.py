"""The solver that releases use: HiGHS, one thread, the same answer every time."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

from assessment.domain.solver import SolverFailed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessment.domain.solver import Problem


class Highs:
    """`domain.solver.Solver` by HiGHS; one instance keeps one model and serves one thread."""

    def __init__(self) -> None:
        """Prepare a silent model that is used for every problem."""
        with _no_banner():
            model: Any = highspy.Highs
            self._model = model()
        self._model.disableCallbacks()
        self._model.silent()
        self._model.setOptionValue("threads", 1)
        self._model.setOptionValue("random_seed", 1)
        # The problems are small and begin at a point that is allowed: simplifying them first costs more than it saves.
        self._model.setOptionValue("presolve", "off")

    def extreme(self, problem: Problem, variable: int, *, largest: bool) -> Sequence[float]:
        """Return a feasible point at which the variable is largest (or smallest)."""
        self._model.clearModel()
        self._model.passModel(_model(problem, variable, largest=largest))
        self._model.run()
        if self._model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise SolverFailed(str(self._model.getModelStatus()))
        return list(self._model.getSolution().col_value)


def _model(problem: Problem, variable: int, *, largest: bool) -> Any:  # noqa: ANN401 - the library has no types
    """Return the problem in the library's own form."""
    columns, rows = len(problem.low), problem.constraints
    made = highspy.HighsLp()
    made.num_col_, made.num_row_ = columns, len(rows)
    made.col_lower_ = np.array(problem.low, dtype=np.double)
    made.col_upper_ = np.array(problem.high, dtype=np.double)
    cost = np.zeros(columns, dtype=np.double)
    cost[variable] = -1.0 if largest else 1.0
    made.col_cost_ = cost
    made.row_lower_ = np.array([row.low for row in rows], dtype=np.double)
    made.row_upper_ = np.array([row.high for row in rows], dtype=np.double)
    made.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.zeros(len(rows) + 1, dtype=np.int32)
    np.cumsum([len(row.terms) for row in rows], out=starts[1:])
    made.a_matrix_.start_ = starts
    made.a_matrix_.index_ = np.array([position for row in rows for position in row.terms], dtype=np.int32)
    made.a_matrix_.value_ = np.array([weight for row in rows for weight in row.terms.values()], dtype=np.double)
    if problem.whole:
        made.integrality_ = [highspy.HighsVarType.kInteger] * columns
    return made


@contextmanager
def _no_banner() -> Iterator[None]:
    """Keep the line that the library prints at its first use, past Python, out of the output of commands."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a file
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
