"""Proves that no score can be known closely: for each possible insider there are two worlds that differ in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice, product
from typing import TYPE_CHECKING

from assessment.domain.disclosure.contribution import WHOLE
from assessment.domain.disclosure.moving import moving
from assessment.domain.disclosure.worlds import POINT, Rank, Sum

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from assessment.domain.disclosure.moving import Moving
    from assessment.domain.disclosure.proofs import Proofs
    from assessment.domain.disclosure.worlds import Check, Knowledge, Move
    from assessment.domain.solver import Solver

# Rounds in which many move at once; how many must prove how many scores, or it is given up; how many scores a programme
# frees and how far each may move.
_ROUNDS = 100
_PATIENCE = 10
_WORTHWHILE = 25
_BLOCK = 250
_REACH = 30
# How many scores are free when one is proven by itself, a few, then more, and which of them: another choice each time.
_MOST = 400
_NEAR = ((40, 0), (_MOST, 0))
# How many of them, the nearest first, may cross the border of a quartile.
_CROSSING = (1, 4, 9, 20, _MOST)
# Up to how many the slower whole-number programme is asked, and when the faster one came close enough.
_WHOLE = 40
_CLOSE = 8
_FEW = 8
# How many are free when it is asked what stands in the way, and how much wider than needed the worlds may be.
_ELASTIC = (150, _MOST)
_SPARE = 2
# More insiders than this are not held back all at once.
_MANY = 9
# A figure of fewer leaves one score alone too little room: it is shared with who may make up for it.
_TIGHT = 40


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
        were = [len(left)] * _PATIENCE
        for turn in range(_ROUNDS):
            # At first few are proven, for each time other insiders stay put.
            if len(left) < _FEW or (turn > 2 * _PATIENCE and were[-_PATIENCE] - len(left) < _WORTHWHILE):
                break
            were.append(len(left))
            self._spread(left, turn)
            left = [score for score in left if self.proofs.threat(score)]
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
            signs = {score: 1.0 if self._mixed(score, ~turn) % 2 else -1.0 for score in free if score in wanted}
            leaving = self._leaving(signs, turn)
            staying = [score for score in free if score not in leaving]
            # Who stays in a narrow zone cannot be proven, and would take away the room of others.
            vain = {score for score in staying if self._is_narrow(score)}
            goal = {at: signs[score] for at, score in enumerate(free) if score in signs and score not in vain}
            if goal:
                self._try(moving(self.knowledge, free, _REACH, staying), goal)

    def _leaving(self, signs: Mapping[int, float], turn: int) -> set[int]:
        """Return who may leave the zone that published quartiles leave: those whose zone is too narrow for a proof.

        As many as the quartiles can bear rise, and as many fall; they are others each time.
        """
        narrow = sorted((score for score in signs if self._is_narrow(score)), key=lambda one: self._mixed(one, turn))
        room = self.knowledge.crossing()
        return {score for sign in (1.0, -1.0) for score in islice((one for one in narrow if signs[one] == sign), room)}

    def _is_narrow(self, score: int) -> bool:
        """Return whether a score cannot be proven within the zone that published quartiles leave."""
        low, high = self.knowledge.zone(score)
        return high - low <= self.proofs.width * POINT

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
            opened, first = self.proofs.open_at(score), fixed & -fixed
            held = _some(opened) if self.proofs.number(score) and opened != first else 0
            tried = [those for those in (held, first if opened else fixed) if those]
            if not any(self._apart(score, those) for those in tried) and not self._local(score, tried[-1]):
                self.obstacles[score] = set(self._blocking)
                return False
        return True

    def _apart(self, score: int, fixed: int) -> bool:
        """Look for two worlds that are just far enough apart, so that few move; return whether they are a proof."""
        found = self.in_the_way(score, fixed, ())
        if found is not None:
            self.keep(*found[1:])
        return found is not None

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
                if crossing == 1 and not self._has_room(score, free):
                    break
        return False

    def _may_succeed(self, score: int, fixed: int) -> bool:
        """Return whether the means alone leave a score enough room, were it not for whole points and quartiles.

        Nothing but a smaller number of figures helps where they do not: looking further would only take time.
        """
        free = self._near(score, fixed, _MOST, 0)
        return len(free) >= _MOST or self._has_room(score, free)

    def _has_room(self, score: int, free: list[int]) -> bool:
        """Return whether the means leave a score enough room when only these scores move."""
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

    def in_the_way(self, target: int, fixed: int, new: Collection[int]) -> tuple[set[int], Move, Move] | None:
        """Return new figures without which a target is safe against some insiders, and the worlds that show it.

        A programme may break figures at a price, so that they are few and small. None when it finds no such worlds.
        """
        count = len(self.knowledge.parts(target))
        prices = {owner: float(self.knowledge.active[owner].size) for owner in new}
        # As few move as can, mostly no more leave their zones than quartiles can bear.
        for most, crossing in product(_ELASTIC, (_MOST, max(count, self.knowledge.crossing()))):
            free = self._near(target, fixed, most, 0)
            parts = moving(self.knowledge, free, 100, free[crossing:])
            up, down = parts.dearest(self.solver, (count, self.proofs.width + _SPARE), prices)
            self.solved += 1
            broken = self.knowledge.broken(up) + self.knowledge.broken(down)
            owners = {check.owner for check in broken if check is not None}
            apart = sum(up.get(one, 0) - down.get(one, 0) for one in self.knowledge.parts(target)) / count
            if None not in broken and owners <= prices.keys() and apart >= self.proofs.width:
                return owners, up, down
        return None

    def keep(self, up: Move, down: Move) -> None:
        """Keep a pair of worlds if both are right."""
        self._check(up, down)

    def _near(self, score: int, fixed: int, most: int, turn: int) -> list[int]:
        """Return a score and some that share its figures, the same number of each, without the insiders'."""
        free: dict[int, None] = dict.fromkeys(self.knowledge.parts(score))
        checks = self.knowledge.about(score)
        shared = Counter(other for check in checks if check.size < _TIGHT for other in check.scores)
        for number, check in enumerate(checks):
            others = [other for other in check.scores if not self.knowledge.bits[other] & fixed]
            others.sort(key=lambda other: (-shared[other] if most == _NEAR[0][0] else 0, self._mixed(other, turn)))
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


def _some(insiders: int) -> int:
    """Return all insiders, as bits, where they are few, else every second one."""
    some, taken = insiders, 0
    if insiders.bit_count() <= _MANY:
        return insiders
    while some:
        taken |= some & -some
        some &= some - 1
        some &= some - 1
    return taken
