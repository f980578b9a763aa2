"""Proves that nobody's category can be known: worlds in which somebody is in another one and every share stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# How many others may change places with somebody in one world.
_MATES = 3
_TRIED = 12


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

    def strain(self, move: Mapping[int, str]) -> tuple[str, int] | None:
        """Return a category whose count a move takes out of its bounds, and by how much it has to change back."""
        change: dict[str, int] = {}
        for one, new in move.items():
            old = self.category.get(one)
            if old is not None and old != new:
                change[old] = change.get(old, 0) - 1
                change[new] = change.get(new, 0) + 1
        for category, (low, high) in self.limits.items():
            count = self.counts.get(category, 0) + change.get(category, 0)
            if not low <= count <= high:
                return category, low - count if count < low else high - count
        return None


@dataclass(slots=True)
class Shares:
    """All published shares about one row or question; `teams` gives the unit of each contributor.

    A contributor whose categories stayed the same from release to release is one and the same. `own` are the categories
    of its organisations: for each of them another one has to be possible.
    """

    categories: tuple[str, ...]
    teams: list[int] = field(default_factory=list)
    own: list[tuple[str, ...]] = field(default_factory=list)
    crowd: list[int] = field(default_factory=list)
    allied: dict[int, frozenset[str]] = field(default_factory=dict)
    active: dict[int, Tally] = field(default_factory=dict)
    _touching: dict[int, set[int]] = field(default_factory=dict)
    _uses: dict[int, set[int]] = field(default_factory=dict)

    def add(self, tally: Tally) -> None:
        """Take published shares into account."""
        self.active[tally.owner] = tally
        for one in tally.category:
            self._touching.setdefault(one, set()).add(tally.owner)

    def remove(self, owner: int) -> None:
        """Forget shares that are not published after all."""
        for one in self.active.pop(owner).category:
            self._touching[one].discard(owner)

    def about(self, one: int) -> list[Tally]:
        """Return the shares that a contributor is part of, the smallest first."""
        found = (self.active[owner] for owner in self._touching.get(one, ()))
        return sorted(found, key=lambda tally: (tally.size, tally.owner))

    def concerned(self) -> list[int]:
        """Return the contributors of whom at least one figure speaks."""
        return sorted(one for one, owners in self._touching.items() if owners)

    def relying(self, tally: Tally) -> list[int]:
        """Return everybody whose proof may depend on some shares: those in them, and those who swap with these."""
        found = set(tally.category)
        for one in tally.category:
            found |= self._uses.get(one, set())
        return sorted(found)

    def unproven(self, ones: list[int]) -> list[int]:
        """Return the contributors one of whose categories could be worked out."""
        return [one for one in ones if not all(self._is_safe(one, category) for category in self.own[one])]

    def _is_safe(self, one: int, category: str) -> bool:
        return self._proves(one, category, frozenset(), self.crowd[one])

    def _proves(self, one: int, category: str, fixed: frozenset[int], insiders: int) -> bool:
        """Prove that somebody may be in another category, whichever further insiders' categories are known."""
        move = next((m for other in self.categories if other != category for m in self._moves(one, other, fixed)), None)
        if move is None:
            return False
        mates = {self.teams[mate] for mate in move if mate != one}
        for mate in move:
            self._uses.setdefault(mate, set()).add(one)
        return all(
            self._proves(one, category, fixed | {mate}, insiders - 1)
            for mate in sorted(mates)
            if insiders > 0 or self._allied(fixed, mate)
        )

    def _allied(self, fixed: frozenset[int], mate: int) -> bool:
        """Return whether two insiders who may work together against anybody would be these."""
        nowhere: frozenset[str] = frozenset()
        return len(fixed) == 1 and any(self.allied.get(mate, nowhere) & self.allied.get(one, nowhere) for one in fixed)

    def _moves(self, one: int, category: str, fixed: frozenset[int]) -> Iterator[dict[int, str]]:
        yield from self._mended({one: category}, fixed, _MATES)

    def _mended(self, move: dict[int, str], fixed: frozenset[int], left: int) -> Iterator[dict[int, str]]:
        """Give moves that keep all figures: this one, or with others who change category to make up for it."""
        strained = next(((t, s) for t in self._touched(move) if (s := t.strain(move)) is not None), None)
        if strained is None:
            yield move
            return
        if not left:
            return
        tally, (category, missing) = strained
        for mate in self._mates(tally, move, fixed, (category, missing > 0)):
            for new in (category,) if missing > 0 else tuple(c for c in self.categories if c != category):
                yield from self._mended(move | {mate: new}, fixed, left - 1)

    def _mates(self, tally: Tally, move: dict[int, str], fixed: frozenset[int], wanted: tuple[str, bool]) -> list[int]:
        """Return some who could join a category of a cell (or leave it), first those who share most with the moved."""
        category, joins = wanted
        teams = {self.teams[one] for one in move} | fixed
        found = [
            mate for mate, own in tally.category.items() if self.teams[mate] not in teams and (own != category) == joins
        ]
        around = set().union(*(self._touching[one] for one in move))
        found.sort(key=lambda mate: (-len(around & self._touching[mate]), mate))
        return found[:_TRIED]

    def _touched(self, move: dict[int, str]) -> Iterator[Tally]:
        for owner in sorted({owner for one in move for owner in self._touching.get(one, ())}):
            yield self.active[owner]
