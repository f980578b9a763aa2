"""Proves that no score can be known closely: for each possible insider there are two worlds that differ in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from assessment.domain.disclosure.contribution import WHOLE
from assessment.domain.disclosure.moving import moving
from assessment.domain.disclosure.worlds import POINT, Rank, Sum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from assessment.domain.disclosure.moving import Moving
    from assessment.domain.disclosure.proofs import Proofs
    from assessment.domain.disclosure.worlds import Check, Knowledge, Move
    from assessment.domain.solver import Solver

# Rounds in which many move at once, how many at least, how many scores a programme frees and how far each may move.
_ROUNDS = 40
_PATIENCE = 39
_BLOCK = 250
_REACH = 30
# How many scores are free when one is proven by itself, a few, then more, and which of them: another choice each time.
_MOST = 400
_NEAR = ((40, 0), (150, 0), (150, 101), (_MOST, 0), (_MOST, 103))
# How many of them, the nearest first, may cross the border of a quartile.
_CROSSING = (1, 4, 9, 20, _MOST)
# Up to how many the slower whole-number programme is asked, and when the faster one came close enough.
_WHOLE = 40
_CLOSE = 8
_FEW = 3


@dataclass(slots=True)
class Prover:
    """Looks for proofs about one row or sub-section and keeps those it has found."""

    knowledge: Knowledge
    proofs: Proofs
    solver: Solver
    tick: Callable[[], None]
    solved: int = 0
    obstacles: dict[int, set[int]] = field(default_factory=dict)
    _blocking: set[int] = field(default_factory=set)

    def unproven(self, scores: Iterable[int], *, hurry: bool = False) -> list[int]:
        """Try to prove the scores and return those for which that failed; the first such one is enough in a hurry."""
        left = [score for score in scores if self.proofs.threat(score) and not self._alone(score)]
        for turn in range(_ROUNDS):
            if len(left) < _FEW:
                break
            before = len(left)
            self._spread(left, turn)
            left = [score for score in left if self.proofs.threat(score)]
            if turn >= _PATIENCE and before - len(left) < _FEW:
                break
        failed = (score for score in left if not self._insist(score))
        return list(islice(failed, 1)) if hurry else list(failed)

    def _alone(self, score: int) -> bool:
        """Prove a score by the room that rounding leaves it while nobody else moves; a mean needs more."""
        if score < 0:
            return False
        value = self.knowledge.truth[score]
        up, down = (WHOLE - value) // POINT, value // POINT
        for check in self.knowledge.about(score):
            if isinstance(check, Rank):
                continue
            scale = check.weights[score] * POINT
            up, down = min(up, (check.high - check.total) // scale), min(down, (check.total - check.low) // scale)
            if up + down < self.proofs.width:
                return False
        world = self.knowledge.world({score: up}, {score: -down})
        if world is not None:
            self.proofs.keep(world)
        return world is not None

    def _spread(self, targets: list[int], turn: int) -> None:
        """Move as many of the targets as possible at once, one block of units after the other."""
        everybody = self.knowledge.concerned()
        wanted = set(targets)
        blocks = max(2, len(everybody) // _BLOCK)
        units = {score: self._unit(score, turn) for score in everybody}
        for block in range(blocks):
            free = [score for score, unit in units.items() if unit % blocks == block]
            goal = {
                position: 1.0 if self._mixed(score, ~turn) % 2 else -1.0
                for position, score in enumerate(free)
                if score in wanted
            }
            if goal:
                # Every other time nobody crosses the border of a quartile.
                self._try(moving(self.knowledge, free, _REACH, free if turn % 2 else ()), goal)

    def _unit(self, score: int, turn: int) -> int:
        """Return a number that the organisations of one unit share: the highest of their bits, mixed."""
        return self._mixed(self.proofs.own(score).bit_length(), turn)

    def _mixed(self, key: int, salt: int) -> int:
        """Return a number that looks like chance and is the same every time."""
        number = (key * 0x9E3779B97F4A7C15 + salt * 0xBF58476D1CE4E5B9) & (1 << 64) - 1
        number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 & (1 << 64) - 1
        number = (number ^ number >> 27) * 0x94D049BB133111EB & (1 << 64) - 1
        return number ^ number >> 31

    def _insist(self, score: int) -> bool:
        """Prove a score against each insider in turn, with programmes of its own."""
        self._blocking.clear()
        while fixed := self.proofs.threat(score):
            opened = self.proofs.open_at(score)
            tried = (opened if self.proofs.number(score) else 0, fixed & -fixed if opened else fixed)
            if not any(self._local(score, those) for those in tried if those):
                self.obstacles[score] = set(self._blocking)
                return False
        return True

    def _local(self, score: int, fixed: int) -> bool:
        """Move one score as far as possible while the insiders stay put; return whether that is a new proof.

        A few others to move are tried first: the fewer move, the more insiders the proof is good for.
        """
        before = self.proofs.number(score)
        tried: set[tuple[frozenset[int], frozenset[int], bool]] = set()
        for most, turn in _NEAR:
            free = self._near(score, fixed, most, before + turn)
            if (most, turn) == _NEAR[1] and not self._may_succeed(score, fixed):
                return False
            for crossing in _CROSSING if self.knowledge.has_ranks else (_MOST,):
                zoned = free[max(crossing, len(self.knowledge.parts(score))) :]
                # Where few share figures, more of them are the same ones again.
                choice = (frozenset(free), frozenset(zoned), most == _MOST)
                if choice not in tried:
                    self._push(score, free, zoned, is_last=most == _MOST)
                    tried |= {choice, (*choice[:2], False)}
                if self.proofs.number(score) > before:
                    return True
        return False

    def _may_succeed(self, score: int, fixed: int) -> bool:
        """Return whether the means alone leave a score enough room, were it not for whole points and quartiles.

        Nothing but a smaller number of figures helps where they do not: looking further would only take time.
        """
        free = self._near(score, fixed, _MOST, 0)
        if len(free) >= _MOST:
            return True
        self.solved += 2
        count = len(self.knowledge.parts(score))
        return moving(self.knowledge, free, 100).span(self.solver, count) > self.proofs.width - 1

    def _push(self, target: int, free: list[int], zoned: Sequence[int], *, is_last: bool) -> None:
        """Look for worlds that differ in the first of the free scores, in the end among whole points alone."""
        parts = moving(self.knowledge, free, 100, zoned)
        width = self._try(parts, dict.fromkeys(range(len(self.knowledge.parts(target))), 1.0))
        if is_last and target >= 0 and len(free) <= _WHOLE and self.proofs.width - _CLOSE <= width < self.proofs.width:
            up, down = (parts.farthest_whole(self.solver, 0, largest=largest) for largest in (True, False))
            self.solved += 2
            self._check(up, down)

    def _near(self, score: int, fixed: int, most: int, turn: int) -> list[int]:
        """Return a score and some that share its figures, the same number of each, without the insiders'."""
        free: dict[int, None] = dict.fromkeys(self.knowledge.parts(score))
        checks = self.knowledge.about(score)
        for number, check in enumerate(checks):
            others = [other for other in check.scores if not self.knowledge.bits[other] & fixed]
            others.sort(key=lambda other: self._mixed(other, turn))
            room = (most - len(free)) // (len(checks) - number) if most < _MOST else most - len(free)
            free.update(dict.fromkeys(others[: max(room, 0)]))
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
            self.proofs.keep(world)
        else:
            found: list[Check | None] = self.knowledge.broken(up) + self.knowledge.broken(down)
            if not any(check is None or isinstance(check, Sum) for check in found):
                self._blocking.update(check.owner for check in found if check is not None)
        self.tick()
