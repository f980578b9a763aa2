"""The time rule: a figure is decided anew only when enough has changed behind it since it was last decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Measure, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from assessment.domain.disclosure.cells import Cell

Key = tuple[str, str, str, str, str, str]
# A place and a measure: what is told about it may be decided as one.
Block = tuple[str, str, str, str]
# Who stands behind a figure with what: (unit, organisation, contributed value).
Behind = frozenset[tuple[str, str, object]]


@dataclass(frozen=True, slots=True)
class Past:
    """One former release: its number, its cells by key and by block, what stood behind each, and its exact counts.

    A block without cells at one of its `places` is a list in which nothing stood, and tells that.
    """

    number: int
    cells: Mapping[Key, Cell]
    blocks: Mapping[Block, Sequence[Cell]]
    behind: Callable[[Key], Behind]
    counts: Mapping[tuple[str, str], int]
    places: frozenset[tuple[str, str, str]]


def past(
    number: int, cells: Iterable[Cell], behind: Callable[[Key], Behind], counts: Mapping[tuple[str, str], int]
) -> Past:
    """Return a former release with its cells in order."""
    blocks: dict[Block, list[Cell]] = {}
    listed = tuple(cells)
    for cell in listed:
        blocks.setdefault(cell.key[:4], []).append(cell)
    places = frozenset(block[:3] for block in blocks)
    return Past(number, {cell.key: cell for cell in listed}, blocks, behind, counts, places)


@dataclass(frozen=True, slots=True)
class History:
    """All former releases, the newest first."""

    pasts: Sequence[Past]
    change: int

    def standing(self, key: Key, now: Behind) -> Cell | None:
        """Return the cell that stands because too little has changed, or None when the figure is to be decided anew.

        Nothing that changed looks the same as a little: value or reason stay with the release that decided them.
        """
        last = self.kept(key)
        if last is None:
            return None
        number = last.as_of
        decided = [one for one in self.pasts if key in one.cells and one.cells[key].as_of == 0]
        told = [one for one in decided if one.number == number or one.cells[key].status is Status.SHOWN]
        is_known = any(one.number == number for one in decided)
        if is_known and all(changed(one.behind(key), now) >= self.change for one in told):
            return None
        return last

    def kept(self, key: Key) -> Cell | None:
        """Return the cell as the newest former release has it, standing; None where there is none."""
        found = next(((one.number, one.cells[key]) for one in self.pasts if key in one.cells), None)
        return None if found is None else replace(found[1], as_of=found[1].as_of or found[0])

    def kept_block(self, block: Block) -> list[Cell]:
        """Return all cells of a block as the newest former release has them, standing."""
        last = next(one for one in self.pasts if block[:3] in one.places)
        return [replace(cell, as_of=cell.as_of or last.number) for cell in last.blocks.get(block, ())]

    def standing_block(self, block: Block, now: Behind) -> list[Cell] | None:
        """Return all cells of a block that stands as a whole, or None when it is to be decided anew.

        Which figures are among the commonest tells something too, so they are all looked at together.
        """
        there = [one for one in self.pasts if block[:3] in one.places]
        if not there:
            return None
        decided = [one for one in there if block not in one.blocks or any(c.as_of == 0 for c in one.blocks[block])]
        head = (*block, "", "")
        if decided and all(changed(one.behind(head), now) >= self.change for one in decided):
            return None
        return self.kept_block(block)

    def is_entered_by_few(self, block: Block, items: Collection[str], now: Callable[[Key], Behind]) -> bool:
        """Return whether a question would enter or leave a list though too few have changed their answer to it.

        A list says of what it leaves out that it is no commoner than the last in it. Beside a list of another release
        that has it, this would tell what those few have answered.
        """
        for one in self.pasts:
            cells = one.blocks.get(block, ())
            then = {cell.item for cell in cells if cell.item}
            is_decided = block[:3] in one.places and (not cells or any(cell.as_of == 0 for cell in cells))
            if is_decided and (then or not cells):
                keys = ((*block, item, "share") for item in sorted(then.symmetric_difference(items)))
                if any(changed(one.behind(key), now(key)) < self.change for key in keys):
                    return True
        return False

    def standing_count(self, key: Key, now: int) -> Cell | None:
        """Return the count that stands because it differs too little from the one that was last decided."""
        last = self.kept(key)
        if last is None:
            return None
        then = next((one.counts.get((key[3], key[1])) for one in self.pasts if one.number == last.as_of), None)
        return None if then is not None and abs(now - then) >= self.change else last

    def told_size(self, key: Key, now: Behind) -> int:
        """Return the number of contributors that may be told: that of now, or an earlier one that differs too little.

        A figure may be renewed because many of its contributors have another value while a few have joined or left;
        those few must not show in the number beside it.
        """
        told: frozenset[tuple[str, str]] | None = None
        decided = (one.behind(key) for one in reversed(self.pasts) if key in one.cells and one.cells[key].as_of == 0)
        for behind in (*decided, now):
            members = frozenset((unit, organisation) for unit, organisation, _ in behind)
            joined = None if told is None else len({unit for unit, _ in told ^ members})
            if told is None or joined == 0 or (joined or 0) >= self.change:
                told = members
        return len({unit for unit, _ in told or ()})


def changed(before: Behind, now: Behind) -> int:
    """Return the number of contributors of whom something differs: joined, left, or with another value."""
    return len({unit for unit, _, _ in before ^ now})


def block_of(place: tuple[str, str, str], measure: Measure) -> Block:
    """Return the block of a measure at a place."""
    return (*place, measure.value)
