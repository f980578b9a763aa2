"""Proves that nobody's category can be known: worlds in which somebody is in another one and every share stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# How many others may change places with somebody in one world.
_MATES = 3
# How many are tried, out of how many, and how many moves are looked at for one world.
_TRIED = 8
_STEPS = 60
_LOOKED_AT = 100
_GOOD = 2


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
    _proofs: dict[int, list[dict[int, str]]] = field(default_factory=dict)
    _left: int = 0

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
        """Return those whose proof does not hold if some shares are published as well."""
        return sorted(
            one for one, moves in self._proofs.items() if any(tally.strain(move) is not None for move in moves)
        )

    def unproven(self, ones: list[int]) -> list[int]:
        """Return the contributors one of whose categories could be worked out."""
        return [one for one in ones if not self._is_safe(one)]

    def _is_safe(self, one: int) -> bool:
        """Prove somebody safe: each of the organisations' categories might be another one."""
        proofs: list[dict[int, str]] = []
        for category in self.own[one]:
            proof = self._proof(one, category, frozenset(), self.crowd[one])
            if proof is None:
                return False
            proofs += proof
        self._proofs[one] = proofs
        return True

    def _proof(self, one: int, category: str, fixed: frozenset[int], insiders: int) -> list[dict[int, str]] | None:
        """Return worlds in which somebody is in another category, for any insiders whose categories are known."""
        move = next((m for other in self.categories if other != category for m in self._moves(one, other, fixed)), None)
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

    def _moves(self, one: int, category: str, fixed: frozenset[int]) -> Iterator[dict[int, str]]:
        self._left = _STEPS
        yield from self._mended({one: category}, fixed, _MATES)

    def _mended(self, move: dict[int, str], fixed: frozenset[int], mates: int) -> Iterator[dict[int, str]]:
        """Give moves that keep all figures: this one, or with others who change category to make up for it."""
        self._left -= 1
        strained = next(((t, s) for t in self._touched(move) if (s := t.strain(move)) is not None), None)
        if strained is None:
            yield move
            return
        tally, (category, missing) = strained
        for mate, new in self._mates(tally, move, fixed, (category, missing > 0)) if mates else ():
            if self._left > 0:
                yield from self._mended(move | {mate: new}, fixed, mates - 1)

    def _mates(
        self, tally: Tally, move: dict[int, str], fixed: frozenset[int], wanted: tuple[str, bool]
    ) -> list[tuple[int, str]]:
        """Return some who could join a category of a cell, or leave it, first those who change the fewest figures.

        In large cells looking at everybody would take too long.
        """
        category, joins = wanted
        teams = {self.teams[one] for one in move} | fixed
        news = (category,) if joins else tuple(c for c in self.categories if c != category)
        able = (
            (mate, new)
            for mate, own in tally.category.items()
            if (own != category) == joins and self.teams[mate] not in teams
            for new in news
        )
        found: list[tuple[int, int, str]] = []
        good = 0
        for mate, new in islice(able, _LOOKED_AT):
            strains = self._strains(move | {mate: new})
            found.append((strains, mate, new))
            good += not strains
            if good == _GOOD:
                break
        return [(mate, new) for _, mate, new in sorted(found)[:_TRIED]]

    def _strains(self, move: dict[int, str]) -> int:
        """Return how many figures a move changes."""
        return sum(1 for tally in self._touched(move) if tally.strain(move) is not None)

    def _touched(self, move: dict[int, str]) -> Iterator[Tally]:
        for owner in sorted({owner for one in move for owner in self._touching.get(one, ())}):
            yield self.active[owner]
