from __future__ import annotations

import subprocess
import sys

import pytest

from assessment.domain.solver import Constraint, Problem, SolverFailed
from assessment.solver.highs import Highs

TOGETHER = Constraint({0: 1.0, 1: 1.0}, 3.0, 7.5)


def test_it_finds_the_largest_and_the_smallest_value() -> None:
    problem, solver = Problem([0, 0], [10, 2], [TOGETHER]), Highs()

    assert solver.extreme(problem, 0, largest=True)[0] == pytest.approx(7.5)
    assert solver.extreme(problem, 0, largest=False)[0] == pytest.approx(1)


def test_whole_numbers_stay_whole() -> None:
    assert Highs().extreme(Problem([0, 0], [10, 2], [TOGETHER], whole=True), 0, largest=True)[0] == 7


def test_a_problem_without_a_solution_fails() -> None:
    with pytest.raises(SolverFailed):
        Highs().extreme(Problem([0], [1], [Constraint({0: 1.0}, 5, 6)]), 0, largest=True)


def test_a_problem_without_a_limit_fails() -> None:
    with pytest.raises(SolverFailed):
        Highs().extreme(Problem([0], [float("inf")], []), 0, largest=True)


def test_one_instance_solves_one_problem_after_another() -> None:
    solver = Highs()
    solver.extreme(Problem([0] * 3, [1] * 3, [], whole=True), 2, largest=True)

    assert solver.extreme(Problem([0], [0.5], []), 0, largest=True) == [0.5]


def test_it_says_nothing() -> None:
    code = (
        "from assessment.solver.highs import Highs; from assessment.domain.solver import Problem;"
        "Highs().extreme(Problem([0.0], [1.0], []), 0, largest=True)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout + done.stderr == ""
