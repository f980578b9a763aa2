"""Withdraws figures until nobody can be known closely, and puts back what turns out not to be needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

from assessment.domain.disclosure.errors import Refused
from assessment.domain.disclosure.worlds import Rank, Sum

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.disclosure.history import Key
    from assessment.domain.disclosure.proving import Prover
    from assessment.domain.disclosure.worlds import Check, Knowledge

_SOME = 8


@dataclass(slots=True)
class Suppression:
    """The loop for one row or sub-section; `new` are the figures that may be withdrawn, with their checks.

    A score is `settled` when nothing new is left that hangs together with it: all that is known then was known after
    the former release, which was proven to be safe.
    """

    knowledge: Knowledge
    prover: Prover
    new: Mapping[Key, list[Check]]
    withdrawn: set[Key] = field(default_factory=set)
    settled: set[int] = field(default_factory=set)
    _because: dict[Key, list[int]] = field(default_factory=dict)

    def run(self) -> set[Key]:
        """Return the figures to withhold; raise Refused if no withholding protects everybody."""
        names = {check.owner: key for key, checks in self.new.items() for check in checks}
        for key, checks in self.new.items():
            if isinstance(checks[0], Rank):
                self._withdraw(key)
        left = self.prover.unproven(self.knowledge.endangered())
        often = 1
        while left:
            left = [score for score in left if not self._clear(score, names)]
            victims = self._victims(left, names, often)
            often *= 2
            for key in victims:
                self._because[key] = sorted(self._scores(key) & set(left))
                self._withdraw(key)
            left = self.prover.unproven(score for score in left if score not in self.settled)
        # Quartiles come last: they tell less than means and stand in the way of more.
        order = {key: (isinstance(self.new[key][0], Rank), -self.new[key][0].size, key) for key in self.withdrawn}
        for key in sorted(order, key=order.__getitem__):
            self._put_back(key)
        if not self.prover.proofs.holds(self.settled):
            raise Refused(Refused.EXPOSED)
        return self.withdrawn

    def _clear(self, score: int, names: Mapping[int, Key]) -> bool:
        """Withdraw what stands in the way of worlds that prove a score; return whether it is safe then."""
        while threat := self.prover.proofs.threat(score):
            insiders = threat & -threat if self.prover.proofs.open_at(score) else threat
            found = self.prover.in_the_way(score, insiders, names.keys() & self.knowledge.active.keys())
            if found is None:
                return False
            owners, up, down = found
            for key in sorted({names[owner] for owner in owners}):
                self._because[key] = [score]
                self._withdraw(key)
            self.prover.keep(up, down)
            if self.prover.proofs.threat(score) == threat:
                return False
        return True

    def _victims(self, left: list[int], names: Mapping[int, Key], often: int) -> set[Key]:
        """Return for each score that is not safe the smallest figures about it that can still be withdrawn.

        Twice as many each time, so that a score which is hard to prove does not take a turn for every figure.
        """
        chosen: set[Key] = set()
        for score in left:
            own = self.knowledge.about(score)
            if any(names.get(check.owner) in chosen for check in own):
                continue
            in_the_way = [check for check in own if check.owner in self.prover.obstacles.get(score, ())]
            near = (*in_the_way, *(c for c in own if isinstance(c, Sum)), *own, *self._around(own))
            owners = chain((check.owner for check in near), self.knowledge.reached(score))
            victims = list(islice((names[owner] for owner in owners if owner in names), often))
            if not victims:
                self.settled.add(score)
            chosen.update(victims)
        return chosen

    def _around(self, own: list[Check]) -> list[Check]:
        """Return the figures about those who share a figure with somebody, the smallest first."""
        found = {check.owner: check for one in own for score in one.scores for check in self.knowledge.about(score)}
        return sorted(found.values(), key=lambda check: (check.size, check.owner))

    def _unsettles(self, checks: list[Check]) -> bool:
        """Return whether something new would be told that hangs together with a settled score."""
        new = {check.owner for check in checks}
        return any(owner in new for score in sorted(self.settled) for owner in self.knowledge.reached(score))

    def _withdraw(self, key: Key) -> None:
        for check in self.new[key]:
            self.knowledge.remove(check.owner)
        self.withdrawn.add(key)

    def _put_back(self, key: Key) -> None:
        """Show a figure after all if everybody can still be proven safe with it."""
        checks, truth = self.new[key], self.knowledge.truth
        broken = {
            number: world
            for number, world in self.prover.proofs.worlds.items()
            if not all(check.allows(move, truth) for check in checks for move in (world.up, world.down))
        }
        for check in checks:
            self.knowledge.add(check)
        touched = self.prover.proofs.forget(broken)
        touched |= {target for target in self._scores(key) if not self.prover.proofs.number(target)}
        self.withdrawn.discard(key)
        if self._unsettles(checks) or self._is_hopeless(touched) or not self._is_safe(key, touched):
            self._withdraw(key)
            for world in broken.values():
                self.prover.proofs.keep(world)

    def _is_safe(self, key: Key, touched: set[int]) -> bool:
        """Return whether all can be proven again, looking first at those for whom the figure was withdrawn."""
        first = [score for score in self._because.get(key, ()) if score in touched]
        return not self.prover.unproven(first) and not self.prover.unproven(sorted(touched), hurry=True)

    def _scores(self, key: Key) -> set[int]:
        return self.knowledge.targets(score for check in self.new[key] for score in check.scores)

    def _is_hopeless(self, touched: set[int]) -> bool:
        """Return whether so many lost their proof that finding others is not worth it."""
        lost = sum(1 for score in touched if self.prover.proofs.threat(score))
        return lost > max(_SOME, len(self.knowledge.concerned()) // 4)
