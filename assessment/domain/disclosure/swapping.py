"""Proves that nobody's category can be known: worlds in which somebody is in another one and every share stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from assessment.domain.disclosure.reaching import reached

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# How many others may change places with somebody in one world.
_MATES = 3
# How many are tried, out of how many, and how many moves are looked at for one world.
_TRIED = 8
_STEPS = 60
_LOOKED_AT = 100
_GOOD = 2
# Up to how many are asked to change places, and how many have to be able to where insiders are two.
_LOOKED_FOR = 2000
_CROWD = 3
# How far a count may fall and rise where nothing says so.
_FREE = (1 << 60, 1 << 60)

# A world by those who are in another category in it.
Swap = dict[int, str]
# By how much the count of each category of each figure differs in a world.
Changes = dict[int, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Published shares of one cell: who is in which category, and between which bounds each count must stay.

    A category without bounds is not published. `size` is the number of contributors.
    """

    owner: int
    category: Mapping[int, str]
    counts: Mapping[str, int]
    limits: Mapping[str, tuple[int, int]]

    @property
    def size(self) -> int:
        """The number of contributors."""
        return len(self.category)

    def room(self) -> dict[str, tuple[int, int]]:
        """Return by how much the count of each published category may fall and rise."""
        return {
            category: (self.counts.get(category, 0) - low, high - self.counts.get(category, 0))
            for category, (low, high) in self.limits.items()
        }


@dataclass(slots=True)
class Shares:
    """All published shares about one row or question; `teams` gives the unit of each contributor.

    A contributor whose categories stayed the same from release to release is one and the same. `own` are the categories
    of its organisations: for each of them another one has to be possible. Where it is several organisations, not all of
    them are in every cell, and it can count in one category here and in another one there. In a world it is in one
    category everywhere, which it can always be, because all its organisations can be in it. `allied` names the
    coordinated countries of the units that have any.
    """

    categories: tuple[str, ...]
    teams: list[int] = field(default_factory=list)
    own: list[tuple[str, ...]] = field(default_factory=list)
    crowd: list[int] = field(default_factory=list)
    allied: dict[int, frozenset[str]] = field(default_factory=dict)
    active: dict[int, Tally] = field(default_factory=dict)
    _room: dict[int, dict[str, tuple[int, int]]] = field(default_factory=dict)
    _touching: dict[int, set[int]] = field(default_factory=dict)
    _first: dict[int, str] = field(default_factory=dict)
    _mixed: set[int] = field(default_factory=set)
    _proofs: dict[int, list[Swap]] = field(default_factory=dict)
    _left: int = 0

    def add(self, tally: Tally) -> None:
        """Take published shares into account."""
        self.active[tally.owner] = tally
        self._room[tally.owner] = tally.room()
        for one, category in tally.category.items():
            self._touching.setdefault(one, set()).add(tally.owner)
            if self._first.setdefault(one, category) != category:
                self._mixed.add(one)

    def remove(self, owner: int) -> None:
        """Forget shares that are not published after all."""
        for one in self.active.pop(owner).category:
            self._touching[one].discard(owner)

    def about(self, one: int) -> list[Tally]:
        """Return the shares that a contributor is part of, the smallest first."""
        found = (self.active[owner] for owner in self._touching.get(one, ()))
        return sorted(found, key=lambda tally: (tally.size, tally.owner))

    def reached(self, one: int) -> Iterator[int]:
        """Give all figures that hang together with a contributor, the nearest first."""
        return reached(one, lambda other: self._touching.get(other, ()), lambda owner: self.active[owner].category)

    def concerned(self) -> list[int]:
        """Return the contributors of whom at least one figure speaks."""
        return sorted(one for one, owners in self._touching.items() if owners)

    def relying(self, tally: Tally) -> list[int]:
        """Return those whose proof does not hold if some shares are published as well."""
        room = tally.room()
        return sorted(
            one for one, moves in self._proofs.items() if any(_strains(room, _change(tally, move)) for move in moves)
        )

    def unproven(self, ones: list[int]) -> list[int]:
        """Return the contributors one of whose categories could be worked out."""
        return [one for one in ones if not self._is_safe(one)]

    def _is_safe(self, one: int) -> bool:
        """Prove somebody safe: each of the organisations' categories might be another one."""
        proofs: list[Swap] = []
        for category in self.own[one]:
            proof = self._exchanges(one, category) or self._proof(one, category, frozenset(), self.crowd[one])
            if not proof:
                return False
            proofs += proof
        self._proofs[one] = proofs
        return True

    def _counts_as(self, one: int) -> set[str]:
        """Return the categories in which somebody counts in figures."""
        return {self.active[owner].category[one] for owner in self._touching.get(one, ())}

    def _exchanges(self, one: int, category: str) -> list[Swap]:
        """Return a proof by simple worlds: somebody is elsewhere alone, or changes places with one of enough others.

        Insiders are one or two; with one mate more than that, of as many units, at least one world is left.
        """
        if category not in (counts_as := self._counts_as(one)):
            return [{}] if counts_as else [{one: other} for other in self.categories if other != category][:1]
        if one in self._mixed:
            return []
        wanted = _CROWD if self.allied else self.crowd[one] + 1
        found: dict[int, Swap] = {}
        for other in self.categories:
            if other != category:
                tight = {owner for owner in self._touching[one] if self._is_tight(owner, category, other)}
                if not tight:
                    return [{one: other}]
                for mate in self._partners(one, (category, other), tight):
                    found.setdefault(self.teams[mate], {one: other, mate: category})
                    if len(found) == wanted:
                        return list(found.values())
        return []

    def _is_tight(self, owner: int, old: str, new: str) -> bool:
        """Return whether a figure would change if one of its contributors changed category alone."""
        room = self._room[owner]
        return not (room.get(old, _FREE)[0] and room.get(new, _FREE)[1])

    def _partners(self, one: int, change: tuple[str, str], tight: set[int]) -> Iterator[int]:
        """Give those who can take somebody's place without any figure changing."""
        old, new = change
        smallest = min((self.active[owner] for owner in tight), key=lambda tally: (tally.size, tally.owner))
        around = self._touching[one]
        for mate, own in islice(smallest.category.items(), _LOOKED_FOR):
            if (
                own == new
                and self.teams[mate] != self.teams[one]
                and tight <= self._touching[mate]
                and mate not in self._mixed
                and not any(self._is_tight(owner, new, old) for owner in self._touching[mate] - around)
            ):
                yield mate

    def _proof(self, one: int, category: str, fixed: frozenset[int], insiders: int) -> list[Swap] | None:
        """Return worlds in which somebody is in another category, for any insiders whose categories are known."""
        others = (other for other in self.categories if other != category)
        move = next((m for other in others for m in self._moves(one, other, fixed)), None)
        if move is None:
            return None
        proof = [move]
        for mate in sorted({self.teams[mate] for mate in move if mate != one}):
            if insiders > 0 or self._allied(fixed, mate):
                more = self._proof(one, category, fixed | {mate}, insiders - 1)
                if more is None:
                    return None
                proof += more
        return proof

    def _allied(self, fixed: frozenset[int], mate: int) -> bool:
        """Return whether two insiders who may work together against anybody would be these."""
        nowhere: frozenset[str] = frozenset()
        return len(fixed) == 1 and any(self.allied.get(mate, nowhere) & self.allied.get(one, nowhere) for one in fixed)

    def _moves(self, one: int, category: str, fixed: frozenset[int]) -> Iterator[Swap]:
        self._left = _STEPS
        yield from self._mended({one: category}, self._after({}, one, category), fixed, _MATES)

    def _after(self, changes: Changes, one: int, new: str) -> Changes:
        """Return by how much counts differ when one more is in another category."""
        after = dict(changes)
        for owner in self._touching[one]:
            old = self.active[owner].category[one]
            if old != new:
                own = dict(after.get(owner, ()))
                own[old], own[new] = own.get(old, 0) - 1, own.get(new, 0) + 1
                after[owner] = own
        return after

    def _mended(self, move: Swap, changes: Changes, fixed: frozenset[int], mates: int) -> Iterator[Swap]:
        """Give moves that keep all figures: this one, or with others who change category to make up for it."""
        self._left -= 1
        strained = {owner for owner, change in changes.items() if _strains(self._room[owner], change)}
        if not strained:
            yield move
            return
        for mate, new in self._mates(strained, move, changes, fixed) if mates else ():
            if self._left > 0:
                yield from self._mended(move | {mate: new}, self._after(changes, mate, new), fixed, mates - 1)

    def _mates(self, strained: set[int], move: Swap, changes: Changes, fixed: frozenset[int]) -> list[tuple[int, str]]:
        """Return some who could bring a figure back by changing category, first those who break the fewest others.

        In large cells looking at everybody would take too long.
        """
        owner = min(strained)
        category, missing = _strains(self._room[owner], changes[owner]) or ("", 0)
        teams = {self.teams[one] for one in move} | fixed
        news = (category,) if missing > 0 else tuple(c for c in self.categories if c != category)
        able = (
            (mate, new)
            for mate, own in self.active[owner].category.items()
            if (own != category) == (missing > 0) and self.teams[mate] not in teams
            for new in news
        )
        found: list[tuple[int, int, str]] = []
        good = 0
        for mate, new in islice(able, _LOOKED_AT):
            left = self._left_over(mate, new, changes, strained)
            found.append((left, mate, new))
            good += not left
            if good == _GOOD:
                break
        return [(mate, new) for _, mate, new in sorted(found)[:_TRIED]]

    def _left_over(self, mate: int, new: str, changes: Changes, strained: set[int]) -> int:
        """Return how many figures differ when one more is in another category."""
        around = self._touching[mate]
        left = len(strained - around)
        for owner in around:
            old, own = self.active[owner].category[mate], dict(changes.get(owner, ()))
            own[old], own[new] = own.get(old, 0) - 1, own.get(new, 0) + 1
            left += _strains(self._room[owner], own) is not None
        return left


def _change(tally: Tally, move: Swap) -> dict[str, int]:
    """Return by how much the counts of one figure differ in a world."""
    change: dict[str, int] = {}
    for one, new in move.items():
        old = tally.category.get(one)
        if old is not None and old != new:
            change[old] = change.get(old, 0) - 1
            change[new] = change.get(new, 0) + 1
    return change


def _strains(room: Mapping[str, tuple[int, int]], change: Mapping[str, int]) -> tuple[str, int] | None:
    """Return a category whose count leaves its bounds, and by how much it has to change back."""
    for category, by in change.items():
        down, up = room.get(category, _FREE)
        if by > up:
            return category, up - by
        if -by > down:
            return category, -down - by
    return None
