"""Long lists in pages, of fifty where nothing else is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from flask import request

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Row = TypeVar("_Row")
SIZE = 50
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Page(Generic[_Row]):
    """Some rows of a list; `number` counts pages from 1."""

    rows: list[_Row]
    total: int
    number: int
    size: int = SIZE

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // self.size))

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after it."""
        return self.number >= self.last


def page_of(search: Callable[[str, int], tuple[list[_Row], int]], words: str) -> Page[_Row]:
    """Return the page that the address asks for."""
    number = _asked()
    rows, total = search(words, (number - 1) * SIZE)
    return Page(rows, total, number)


def part_of(rows: Sequence[_Row], size: int = SIZE) -> Page[_Row]:
    """Return the page of a list at hand that the address asks for; the last one when it asks for one behind it."""
    number = min(_asked(), max(1, -(-len(rows) // size)))
    return Page(list(rows[(number - 1) * size : number * size]), len(rows), number, size)


def _asked() -> int:
    asked = request.args.get("page", "1")
    return min(max(int(asked[:9]), 1), _MOST) if asked.isascii() and asked.isdigit() else 1
