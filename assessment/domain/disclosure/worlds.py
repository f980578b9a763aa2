"""What an attacker knows about everybody's scores, and worlds that agree with it, checked in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment.domain.disclosure.contribution import WHOLE
from assessment.domain.disclosure.reaching import reached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

POINT = WHOLE // 100

# A move gives the points by which each moved score differs from the truth; the rest stays as it is.
Move = dict[int, int]


@dataclass(frozen=True, slots=True)
class Sum:
    """A published mean: the weighted sum of scores lies from `low` to `high` (both included) and is really `total`.

    `unit` is the weight of a whole contributor and `size` the number of contributors, so that the mean is the sum
    divided by both. `owner` says which published figure it is.
    """

    owner: int
    weights: Mapping[int, int]
    unit: int
    size: int
    total: int
    low: int
    high: int

    @property
    def scores(self) -> Iterable[int]:
        """The scores it speaks of."""
        return self.weights.keys()

    def allows(self, move: Move, truth: Sequence[int]) -> bool:  # noqa: ARG002 - a quartile needs the truth
        """Return whether the figure stays the same in the world that the move makes."""
        shift = sum(self.weights[score] * points for score, points in move.items() if score in self.weights)
        return self.low <= self.total + shift * POINT <= self.high


@dataclass(frozen=True, slots=True)
class Rank:
    """A published quartile: at most `rank` − 1 contributors lie below `low`, at least `rank` below `high`."""

    owner: int
    parts: tuple[tuple[int, ...], ...]
    rank: int
    low: int
    high: int
    below_low: int
    below_high: int
    part_of: Mapping[int, int]

    @property
    def size(self) -> int:
        """The number of contributors."""
        return len(self.parts)

    @property
    def slack(self) -> tuple[int, int]:
        """How many more may fall below the lower border, and how many rise above the upper one."""
        return self.rank - 1 - self.below_low, self.below_high - self.rank

    @property
    def scores(self) -> Iterable[int]:
        """The scores it speaks of."""
        return self.part_of.keys()

    def allows(self, move: Move, truth: Sequence[int]) -> bool:
        """Return whether the figure stays the same in the world that the move makes."""
        low, high = self.below_low, self.below_high
        for part in {self.part_of[score] for score in move if score in self.part_of}:
            members = self.parts[part]
            before = sum(truth[score] for score in members)
            after = before + sum(move.get(score, 0) for score in members) * POINT
            low += (after < self.low * len(members)) - (before < self.low * len(members))
            high += (after < self.high * len(members)) - (before < self.high * len(members))
        return low < self.rank <= high


Check = Sum | Rank


def rank_check(
    owner: int,
    parts: tuple[tuple[int, ...], ...],
    limits: tuple[int, int, int],
    truth: Sequence[int],
) -> Rank:
    """Return the check of a quartile, with its counts in the true world."""
    rank, low, high = limits
    sums = [(sum(truth[score] for score in part), len(part)) for part in parts]
    below = [sum(1 for total, size in sums if total < limit * size) for limit in (low, high)]
    part_of = {score: position for position, part in enumerate(parts) for score in part}
    return Rank(owner, parts, rank, low, high, below[0], below[1], part_of)


@dataclass(frozen=True, slots=True)
class World:
    """Two assignments of scores that agree with all that is published; `movers` are those who differ from the truth.

    `movers` is a set of bits, one for each organisation that moves and one for each unit of several in which one does.
    """

    up: Move
    down: Move
    movers: int

    def width(self, scores: Sequence[int]) -> float:
        """Return by how many points the two assignments differ in the mean of scores, mostly of a single one."""
        return abs(sum(self.up.get(score, 0) - self.down.get(score, 0) for score in scores)) / len(scores)


@dataclass(slots=True)
class Knowledge:
    """All that is known about one row or sub-section: whose scores there are, and the figures that are published.

    `truth` gives the scores, `people` the organisation of each, `bits` the bits that a move of it sets (its
    organisation, and its unit when that has several), `active` the checks that hold now, by owner.

    What is to be protected is a target: a score by its number, or the mean of several that count as one contributor in
    a figure, by a negative number.
    """

    truth: list[int]
    people: list[int]
    bits: list[int]
    active: dict[int, Check] = field(default_factory=dict)
    _touching: dict[int, set[int]] = field(default_factory=dict)
    _units: dict[tuple[int, ...], int] = field(default_factory=dict)
    _parts: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _units_of: dict[int, list[int]] = field(default_factory=dict)
    _zones: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add_unit(self, scores: tuple[int, ...]) -> None:
        """Protect the mean of several scores that count as one contributor."""
        if scores not in self._units:
            target = self._units[scores] = -1 - len(self._units)
            self._parts[target] = scores
            for score in scores:
                self._units_of.setdefault(score, []).append(target)

    def parts(self, target: int) -> tuple[int, ...]:
        """Return the scores of which a target is the mean."""
        return (target,) if target >= 0 else self._parts[target]

    def targets(self, scores: Iterable[int]) -> set[int]:
        """Return the targets that have to do with scores: themselves and the means that they are part of."""
        found = set(scores)
        if not self._units_of:
            return found
        return found.union(*(self._units_of[score] for score in found if score in self._units_of))

    def _owners(self, target: int) -> Iterable[int]:
        """Return the figures that speak of a target."""
        if target >= 0:
            return self._touching.get(target, ())
        return set().union(*(self._touching.get(score, ()) for score in self.parts(target)))

    @property
    def has_ranks(self) -> bool:
        """Whether quartiles are published."""
        return any(isinstance(check, Rank) for check in self.active.values())

    def add(self, check: Check) -> None:
        """Take a published figure into account."""
        self.active[check.owner] = check
        if isinstance(check, Rank):
            self._zones.clear()
        for score in check.scores:
            self._touching.setdefault(score, set()).add(check.owner)

    def remove(self, owner: int) -> None:
        """Forget a figure that is not published after all."""
        check = self.active.pop(owner)
        if isinstance(check, Rank):
            self._zones.clear()
        for score in check.scores:
            self._touching[score].discard(owner)

    def about(self, target: int) -> list[Check]:
        """Return the checks that speak of a target, the smallest first."""
        found = (self.active[owner] for owner in self._owners(target))
        return sorted(found, key=lambda check: (check.size, check.owner))

    def reached(self, target: int) -> Iterator[int]:
        """Give all figures that hang together with a target, the nearest first."""
        return reached(target, self._owners, lambda owner: self.active[owner].scores)

    def weights(self, score: int) -> Iterator[tuple[int, float]]:
        """Give the published sums that a score is part of, with its share of a contributor in each."""
        for owner in self._touching.get(score, ()):
            check = self.active[owner]
            if isinstance(check, Sum):
                yield owner, check.weights[score] / check.unit

    def zone(self, score: int) -> tuple[int, int]:
        """Return from where up to where a score may go without any published quartile noticing, whoever else moves.

        A quartile notices who falls below its lower border and who rises above its upper one; the other ways are free.
        """
        found = self._zones.get(score)
        if found is None:
            low, high, truth = 0, WHOLE + 1, self.truth[score]
            for owner in self._touching.get(score, ()):
                check = self.active[owner]
                if isinstance(check, Rank):
                    low = max(low, check.low) if truth >= check.low else low
                    high = min(high, check.high) if truth < check.high else high
            found = self._zones[score] = low, high
        return found

    def crossing(self) -> int:
        """Return how many may leave their zones together without any published quartile changing."""
        ranks = [check for check in self.active.values() if isinstance(check, Rank)]
        return min((room for check in ranks for room in check.slack), default=0)

    def concerned(self) -> list[int]:
        """Return the scores that at least one published figure speaks of."""
        return sorted(score for score, owners in self._touching.items() if owners)

    def endangered(self) -> list[int]:
        """Return the targets that at least one published figure speaks of."""
        return sorted(self.targets(self.concerned()))

    def world(self, up: Move, down: Move) -> World | None:
        """Return the pair of worlds that two moves make, or None unless both agree with everything."""
        up = {score: points for score, points in up.items() if points}
        down = {score: points for score, points in down.items() if points}
        if self.broken(up) or self.broken(down):
            return None
        movers = 0
        for score in up.keys() | down.keys():
            movers |= self.bits[score]
        return World(up, down, movers)

    def broken(self, move: Move) -> list[Check | None]:
        """Return the published figures that a move would change; None stands for a score outside 0 to 100."""
        found: list[Check | None] = []
        if any(not 0 <= self.truth[score] + points * POINT <= WHOLE for score, points in move.items()):
            found.append(None)
        shifts: dict[int, int] = {}
        ranks: set[int] = set()
        for score, points in move.items():
            for owner in self._touching.get(score, ()):
                check = self.active[owner]
                if isinstance(check, Sum):
                    shifts[owner] = shifts.get(owner, 0) + check.weights[score] * points
                else:
                    ranks.add(owner)
        found.extend(self.active[owner] for owner, shift in sorted(shifts.items()) if not self._holds(owner, shift))
        found.extend(self.active[owner] for owner in sorted(ranks) if not self.active[owner].allows(move, self.truth))
        return found

    def _holds(self, owner: int, shift: int) -> bool:
        check = self.active[owner]
        return isinstance(check, Sum) and check.low <= check.total + shift * POINT <= check.high
