"""Publishes a population release by release with the real defence, and hands over what an attacker gets to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.content import policies
from assessment.domain.disclosure.ledger import Former
from assessment.domain.disclosure.publishing import Refused, Told, publish
from assessment.solver.highs import Highs
from tests.disclosure_attack.facts import Seen
from tests.disclosure_attack.populations import PROFILE, QUESTIONS, counts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessment.domain.disclosure.policy import Policy
    from tests.disclosure_attack.populations import Release

POLICY = policies.load()


def released(
    population: Iterable[Release],
    policy: Policy = POLICY,
    *,
    coordinated: Sequence[str] = (),
    rounds: Sequence[int] = (),
    same: frozenset[tuple[str, str, str]] = frozenset(),
) -> list[Seen]:
    """Return the releases of a population; one that is refused is not published and no former one later.

    `rounds` gives the round of each release where there are several, `same` the rows that two versions have in common.
    """
    former: list[tuple[int, Seen]] = []
    for place, members in enumerate(population):
        own = rounds[place] if rounds else 1
        before = [
            Former(seen.number, seen.members, seen.cells, own == other, same, counts_of(seen.members))
            for other, seen in former
        ]
        told = Told(frozenset(coordinated), QUESTIONS, PROFILE)
        try:
            made = publish(members, before, policy, Highs(), lambda _: None, counts_of(members), told)
        except Refused:
            continue
        former.append((own, Seen(place + 1, members, made.table.cells, same=same)))
    return [seen for _, seen in former]
