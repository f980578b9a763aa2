"""Which scores are proven safe against whom, by the pairs of worlds that were found."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from assessment.domain.disclosure.worlds import Knowledge, World


@dataclass(frozen=True, slots=True)
class Insiders:
    """Who may know scores of others, as sets of bits: organisations, and units of several.

    `own` are the bits of each organisation itself, `crowd` how many insiders together threaten each organisation (1 or
    2), `allies` the sets within which two insiders may work together against anybody, `count` the number of bits.
    """

    own: list[int]
    crowd: list[int]
    allies: list[int]
    count: int


@dataclass(slots=True)
class Proofs:
    """The pairs of worlds found for one row or sub-section, and for each score those that differ enough in it."""

    knowledge: Knowledge
    insiders: Insiders
    width: int
    worlds: dict[int, World] = field(default_factory=dict)
    _proofs: dict[int, set[int]] = field(default_factory=dict)
    _open: dict[int, int] = field(default_factory=dict)
    _made: int = 0

    def number(self, score: int) -> int:
        """Return how many proofs there are for a score."""
        return len(self._proofs.get(score, ()))

    def holds(self, settled: Collection[int]) -> bool:
        """Check every proof anew, in whole numbers, and that no score that a figure speaks of is without.

        The settled ones need none: nothing new is told that hangs together with them.
        """
        intact = all(
            not self.knowledge.broken(move) for world in self.worlds.values() for move in (world.up, world.down)
        )
        self._proofs, self._open, kept = {}, {}, list(self.worlds.values())
        self.worlds = {}
        for world in kept:
            self.keep(world)
        return intact and not any(
            self.threat(target) for target in self.knowledge.endangered() if target not in settled
        )

    def threat(self, score: int) -> int:
        """Return insiders, as bits, against whom a score is not yet proven safe; nothing when it is."""
        return self.open_at(score) or self._pair(score)

    def forget(self, broken: Iterable[int]) -> set[int]:
        """Drop worlds that no longer hold and return the scores that relied on them."""
        touched: set[int] = set()
        for number in broken:
            world = self.worlds.pop(number)
            moved = self.knowledge.targets(world.up.keys() | world.down.keys())
            touched |= {target for target in moved if number in self._proofs.get(target, ())}
        for score in touched:
            self._proofs[score] &= self.worlds.keys()
            self._open.pop(score, None)
            for number in self._proofs[score]:
                self._open[score] = self.open_at(score) & self.worlds[number].movers
        return touched

    def keep(self, world: World) -> None:
        """Remember a pair of worlds as a proof for every score in which it is wide enough."""
        self._made += 1
        moved = self.knowledge.targets(world.up.keys() | world.down.keys())
        wide = [target for target in moved if world.width(self.knowledge.parts(target)) >= self.width]
        if not wide:
            return
        self.worlds[self._made] = world
        for score in wide:
            self._proofs.setdefault(score, set()).add(self._made)
            self._open[score] = self.open_at(score) & world.movers

    def open_at(self, score: int) -> int:
        """Return the insiders who stay put in none of the proofs so far; at first that is everybody else."""
        found = self._open.get(score)
        return (1 << self.insiders.count) - 1 & ~self.own(score) if found is None else found

    def own(self, score: int) -> int:
        """Return the bits of the organisation whose score it is."""
        own = self.insiders.own
        return (
            own[self.knowledge.people[score]] if score >= 0 else reduce(or_, map(own.__getitem__, self._people(score)))
        )

    def _people(self, target: int) -> list[int]:
        """Return the organisations whose scores a target is made of."""
        return [self.knowledge.people[score] for score in self.knowledge.parts(target)]

    def _pair(self, score: int) -> int:
        """Return two insiders of whom one moves in every proof of a score, where two may threaten it."""
        own = self.own(score)
        crowd = max(self.insiders.crowd[person] for person in self._people(score))
        groups = [-1] if crowd > 1 else self.insiders.allies
        if not groups or not self._proofs.get(score):
            return 0
        masks = sorted(
            {self.worlds[n].movers & ~own for n in self._proofs.get(score, ())}, key=lambda m: (m.bit_count(), m)
        )
        for group in groups:
            first = masks[0] & group
            while first:
                one = first & -first
                first ^= one
                both = group
                for mask in masks:
                    if not mask & one:
                        both &= mask
                if both:
                    return one | (both & -both)
        return 0
