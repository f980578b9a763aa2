"""What a list of the commonest gaps or actions leaves out tells something too: that nearly nobody has it (T19)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assessment.domain.disclosure.cells import Measure
from tests.disclosure_attack.categories import sorted_out
from tests.disclosure_attack.populations import QUESTIONS, group
from tests.disclosure_attack.releasing import released

if TYPE_CHECKING:
    from assessment.domain.disclosure.contribution import Contribution

USUAL, RARE = QUESTIONS[:2]
PAIR = ("u-b00", "u-b01")


def having(one: Contribution, measure: Measure, item: str) -> Contribution:
    only = frozenset([item])
    return replace(one, gaps=only) if measure is Measure.GAP else replace(one, actions=only)


def population(measure: Measure) -> list[Contribution]:
    """Half of 22 in one country have what is usual, two in another have what is rare and nobody else has."""
    others = group("a", [50] * 22, country="KE")
    pair = [having(one, measure, RARE) for one in group("b", [50] * 2, country="BR")]
    return [*(having(one, measure, USUAL) for one in others[:11]), *others[11:], *pair]


@pytest.mark.slow
@pytest.mark.parametrize("measure", [Measure.GAP, Measure.ACTION])
def test_two_who_alone_have_what_a_list_leaves_out_do_not_learn_that_nobody_else_has(measure: Measure) -> None:
    seen = released([population(measure)], coordinated=("BR",))

    assert sorted_out(seen, measure, RARE, PAIR) == []


@pytest.mark.slow
@pytest.mark.parametrize("measure", [Measure.GAP, Measure.ACTION])
def test_one_who_has_what_a_list_leaves_out_does_not_learn_that_nobody_else_has(measure: Measure) -> None:
    seen = released([population(measure)])

    assert [cell.item for cell in seen[0].cells if cell.measure is measure and cell.table == "all"] == [USUAL]
    assert sorted_out(seen, measure, RARE, PAIR[:1]) == []


@pytest.mark.slow
def test_the_attack_finds_what_a_list_without_that_rule_tells() -> None:
    """Two who work together without anybody knowing it learn it: the attack is not blind."""
    seen = released([population(Measure.GAP)])

    assert {one.category for one in sorted_out(seen, Measure.GAP, RARE, PAIR)} == {"no"}
