"""How many minutes answering takes."""

from __future__ import annotations

import pytest

from assessment.content import files
from assessment.domain import effort
from assessment.domain.questionnaire import Depth, Kind, Question, Role
from tests.domain import build


@pytest.mark.parametrize(
    ("question", "minutes"),
    [
        (build.context("SYS-1"), 1),
        (build.gate("R-A1"), 2),
        (build.measure("R-A1"), 3),
        (build.ticks("R-A1", [build.tick("a")]), 4),
        (build.matrix("R-A1", "people"), 3),
        (build.follow_up("R-A2", "R-A1"), 2),
        (build.context("SYS-1", kind=Kind.TEXT, options=()), 3),
        (build.reflection("R-A1"), 2),
    ],
    ids=lambda value: value.role.value if isinstance(value, Question) else value,
)
def test_minutes_grow_with_choosing_and_with_finding_out(question: Question, minutes: int) -> None:
    assert effort.minutes(question) == minutes


def test_every_kind_and_role_has_minutes() -> None:
    assert set(effort.CHOOSING) == set(Kind)
    assert set(effort.FINDING_OUT) == set(Role)


def test_totals_are_rounded_up_to_five_and_nothing_takes_no_time() -> None:
    altai = files.load("altai", "2020.1")

    totals = [effort.total(altai.at_depth(depth)) for depth in Depth]

    assert totals == sorted(totals)
    assert all(total % 5 == 0 for total in totals)
    assert effort.total([]) == 0
