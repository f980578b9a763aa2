"""The time rule: a figure is renewed only when nothing or enough has changed behind it since it was last decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Reason, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assessment.domain.disclosure.cells import Cell

Key = tuple[str, str, str, str, str, str]
# Who stands behind a figure with what: (unit, organisation, contributed value).
Behind = frozenset[tuple[str, str, object]]


@dataclass(frozen=True, slots=True)
class Past:
    """One former release: its number, its cells by key, and what stood behind each."""

    number: int
    cells: Mapping[Key, Cell]
    behind: Callable[[Key], Behind]


@dataclass(frozen=True, slots=True)
class History:
    """All former releases, the newest first."""

    pasts: Sequence[Past]
    change: int

    def standing(self, key: Key, now: Behind) -> Cell | None:
        """Return the cell that stands because too little has changed, or None when the figure is to be decided anew.

        A former value stays with the release it was first shown in; a figure that was withheld goes on waiting.
        """
        last = next((past.cells[key] for past in self.pasts if key in past.cells), None)
        if last is None:
            return None
        number = last.as_of or next(past.number for past in self.pasts if key in past.cells)
        decided = [past for past in self.pasts if key in past.cells and past.cells[key].as_of == 0]
        if not any(past.number == number for past in decided):
            # What stood behind it is not known any more, so it cannot be renewed.
            return _stays(last, number)
        for past in decided:
            counts = past.number == number or past.cells[key].status is Status.SHOWN
            if counts and 0 < changed(past.behind(key), now) < self.change:
                return _stays(last, number)
        return None


def changed(before: Behind, now: Behind) -> int:
    """Return the number of contributors of whom something differs: joined, left, or with another value."""
    return len({unit for unit, _, _ in before ^ now})


def _stays(last: Cell, number: int) -> Cell:
    if last.status is Status.SHOWN:
        return replace(last, as_of=number)
    return replace(last, value=None, count=None, status=Status.CONFIDENTIAL, reason=Reason.WAITS, as_of=number)
