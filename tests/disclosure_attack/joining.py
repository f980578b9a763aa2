"""Works out from counts alone who took part in which release: whole numbers, by CP-SAT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from assessment.domain.disclosure.cells import Measure, Status
from tests.disclosure_attack.attacker import Contradiction
from tests.disclosure_attack.facts import lies_in
from tests.disclosure_attack.percentages import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assessment.domain.disclosure.cells import Cell
    from assessment.domain.disclosure.contribution import Contribution
    from tests.disclosure_attack.facts import Seen

SHOWN_FROM = 5
COUNTED = {Measure.ORGANISATIONS, Measure.SUBMITTED}
# An organisation and the release it may have taken part in.
Part = tuple[str, int]


def determined(
    releases: Sequence[Seen], candidates: Sequence[Contribution], sure: Mapping[Part, bool]
) -> list[tuple[Part, bool]]:
    """Return of whom it follows that they took part, or did not, when so much is known for sure.

    Candidates are all who may have taken part, each in its categories: the list of those invited is no secret.
    """
    model = cp_model.CpModel()
    parts = {(one.organisation, seen.number): model.new_bool_var("") for seen in releases for one in candidates}
    for part, took in sure.items():
        model.add(parts[part] == took)
    for seen in releases:
        for cell in seen.cells:
            if cell.measure in COUNTED and cell.as_of in {0, seen.number}:
                inside = [one for one in candidates if lies_in(one, cell.table, (cell.first, cell.second))]
                _count(model, cell, [parts[one.organisation, seen.number] for one in inside])
    return [(part, value) for part in parts if part not in sure for value in _only(model, parts, part)]


def _count(model: cp_model.CpModel, cell: Cell, inside: list[cp_model.IntVar]) -> None:
    if cell.status is Status.CONFIDENTIAL:
        model.add(sum(inside) < SHOWN_FROM)
    elif cell.value is not None:
        fits = [number for number in range(SHOWN_FROM, len(inside) + 1) if rounded(number) == cell.value]
        if not fits:
            raise Contradiction(cell)
        model.add_linear_constraint(sum(inside), fits[0], fits[-1])


def _only(model: cp_model.CpModel, parts: Mapping[Part, cp_model.IntVar], part: Part) -> Iterator[bool]:
    possible = []
    for value in (True, False):
        trial = model.clone()
        trial.add(trial.get_bool_var_from_proto_index(parts[part].index) == value)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(trial) in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            possible.append(value)
    if not possible:
        raise Contradiction
    if len(possible) == 1:
        yield possible[0]
