"""Proves that no score can be known closely: for each possible insider there are two worlds that differ in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from assessment.domain.disclosure.contribution import WHOLE
from assessment.domain.disclosure.moving import moving
from assessment.domain.disclosure.worlds import POINT, Rank, Sum, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from assessment.domain.disclosure.moving import Moving
    from assessment.domain.disclosure.worlds import Check, Knowledge, Move
    from assessment.domain.solver import Solver

_ROUNDS = 40
_PATIENCE = 12
_BLOCK = 250
_REACH = 30
_NEAR = 130
_WHOLE = 40
_FEW = 10
_CLOSE = 8


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
class Prover:
    """Looks for proofs about one row or sub-section and keeps those it has found."""

    knowledge: Knowledge
    insiders: Insiders
    solver: Solver
    width: int
    tick: Callable[[], None]
    worlds: dict[int, World] = field(default_factory=dict)
    solved: int = 0
    obstacles: dict[int, set[int]] = field(default_factory=dict)
    _blocking: set[int] = field(default_factory=set)
    _proofs: dict[int, set[int]] = field(default_factory=dict)
    _open: dict[int, int] = field(default_factory=dict)
    _made: int = 0

    def unproven(self, scores: Iterable[int], *, hurry: bool = False) -> list[int]:
        """Try to prove the scores and return those for which that failed; the first such one is enough in a hurry."""
        left = [score for score in scores if self.threat(score) and not self._alone(score)]
        for turn in range(_ROUNDS):
            if len(left) < _FEW:
                break
            before = len(left)
            self._spread(left, turn)
            left = [score for score in left if self.threat(score)]
            if turn >= _PATIENCE and before - len(left) < _FEW:
                break
        failed = (score for score in left if not self._insist(score))
        return list(islice(failed, 1)) if hurry else list(failed)

    def holds(self) -> bool:
        """Check every proof anew, in whole numbers, and that no score that a figure speaks of is without."""
        intact = all(
            not self.knowledge.broken(move) for world in self.worlds.values() for move in (world.up, world.down)
        )
        self._proofs, self._open, kept = {}, {}, list(self.worlds.values())
        self.worlds = {}
        for world in kept:
            self.keep(world)
        return intact and not any(self.threat(score) for score in self.knowledge.concerned())

    def threat(self, score: int) -> int:
        """Return insiders, as bits, against whom a score is not yet proven safe; nothing when it is."""
        return self._open_at(score) or self._pair(score)

    def forget(self, broken: Iterable[int]) -> set[int]:
        """Drop worlds that no longer hold and return the scores that relied on them."""
        touched: set[int] = set()
        for number in broken:
            world = self.worlds.pop(number)
            touched |= {score for score in world.up.keys() | world.down.keys() if number in self._proofs.get(score, ())}
        for score in touched:
            self._proofs[score] &= self.worlds.keys()
            self._open.pop(score, None)
            for number in self._proofs[score]:
                self._open[score] = self._open_at(score) & self.worlds[number].movers
        return touched

    def keep(self, world: World) -> None:
        """Remember a pair of worlds as a proof for every score in which it is wide enough."""
        self._made += 1
        wide = [score for score in world.up.keys() | world.down.keys() if world.width(score) >= self.width]
        if not wide:
            return
        self.worlds[self._made] = world
        for score in wide:
            self._proofs.setdefault(score, set()).add(self._made)
            self._open[score] = self._open_at(score) & world.movers

    def _open_at(self, score: int) -> int:
        """Return the insiders who stay put in none of the proofs so far; at first that is everybody else."""
        found = self._open.get(score)
        return (1 << self.insiders.count) - 1 & ~self._own(score) if found is None else found

    def _own(self, score: int) -> int:
        return self.insiders.own[self.knowledge.people[score]]

    def _pair(self, score: int) -> int:
        """Return two insiders of whom one moves in every proof of a score, where two may threaten it."""
        own = self._own(score)
        groups = [-1] if self.insiders.crowd[self.knowledge.people[score]] > 1 else self.insiders.allies
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

    def _alone(self, score: int) -> bool:
        """Prove a score by the room that rounding leaves it while nobody else moves."""
        value = self.knowledge.truth[score]
        up, down = (WHOLE - value) // POINT, value // POINT
        for check in self.knowledge.about(score):
            if isinstance(check, Rank):
                continue
            scale = check.weights[score] * POINT
            up, down = min(up, (check.high - check.total) // scale), min(down, (check.total - check.low) // scale)
            if up + down < self.width:
                return False
        world = self.knowledge.world({score: up}, {score: -down})
        if world is not None:
            self.keep(world)
        return world is not None

    def _spread(self, targets: list[int], turn: int) -> None:
        """Move as many of the targets as possible at once, one block of units after the other."""
        everybody = self.knowledge.concerned()
        wanted = set(targets)
        blocks = max(2, len(everybody) // _BLOCK)
        for block in range(blocks):
            free = [score for score in everybody if self._mixed(self._own(score).bit_length(), turn) % blocks == block]
            goal = {
                position: 1.0 if self._mixed(score, ~turn) % 2 else -1.0
                for position, score in enumerate(free)
                if score in wanted
            }
            if goal:
                # Every other time nobody crosses the border of a quartile.
                self._try(moving(self.knowledge, free, _REACH, free if turn % 2 else ()), goal)

    def _mixed(self, key: int, salt: int) -> int:
        """Return a number that looks like chance and is the same every time."""
        number = (key * 0x9E3779B97F4A7C15 + salt * 0xBF58476D1CE4E5B9) & (1 << 64) - 1
        number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 & (1 << 64) - 1
        number = (number ^ number >> 27) * 0x94D049BB133111EB & (1 << 64) - 1
        return number ^ number >> 31

    def _insist(self, score: int) -> bool:
        """Prove a score against each insider in turn, with a programme of its own."""
        self._blocking.clear()
        while fixed := self.threat(score):
            everybody = self._open_at(score)
            if not (everybody and self._local(score, everybody)) and not self._local(
                score, fixed & -fixed if everybody else fixed
            ):
                self.obstacles[score] = set(self._blocking)
                return False
        return True

    def _local(self, score: int, fixed: int) -> bool:
        """Move one score as far as possible while the insiders stay put; return whether that is a new proof."""
        free = self._near(score, fixed)
        before = len(self._proofs.get(score, ()))
        for zoned in (free[1:], ()) if self.knowledge.has_ranks else ((),):
            parts = moving(self.knowledge, free, 100, zoned)
            width = self._try(parts, {0: 1.0})
            if len(self._proofs.get(score, ())) > before:
                return True
            if len(free) <= _WHOLE and self.width - _CLOSE <= width:
                up, down = (parts.farthest_whole(self.solver, 0, largest=largest) for largest in (True, False))
                self.solved += 2
                self._check(up, down)
        return len(self._proofs.get(score, ())) > before

    def _near(self, score: int, fixed: int) -> list[int]:
        """Return a score and those that share its smallest figures, without the insiders'."""
        free = {score: None}
        for check in self.knowledge.about(score):
            if len(free) > _FEW and len(free) + check.size > _NEAR:
                break
            others = (other for other in check.scores if not self.knowledge.bits[other] & fixed)
            free.update(dict.fromkeys(others))
        return list(free)

    def _try(self, parts: Moving, goal: dict[int, float]) -> int:
        """Look for the two worlds farthest apart and return how far the first free score is moved between them."""
        up, down = (parts.farthest(self.solver, goal, largest=largest) for largest in (True, False))
        self.solved += 2
        self._check(up, down)
        return up.get(parts.free[0], 0) - down.get(parts.free[0], 0)

    def _check(self, up: Move, down: Move) -> None:
        """Keep a pair of worlds if both are right, else note the quartiles that stand in the way."""
        world = self.knowledge.world(up, down)
        if world is not None:
            self.keep(world)
        else:
            found: list[Check | None] = self.knowledge.broken(up) + self.knowledge.broken(down)
            if not any(check is None or isinstance(check, Sum) for check in found):
                self._blocking.update(check.owner for check in found if check is not None)
        self.tick()
