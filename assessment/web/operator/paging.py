"""Long lists in pages of fifty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from flask import request

if TYPE_CHECKING:
    from collections.abc import Callable

_Row = TypeVar("_Row")
SIZE = 50
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Page(Generic[_Row]):
    """Some rows of a list; `number` counts pages from 1."""

    rows: list[_Row]
    total: int
    number: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // SIZE))


def page_of(search: Callable[[str, int], tuple[list[_Row], int]], words: str) -> Page[_Row]:
    """Return the page that the address asks for."""
    asked = request.args.get("page", "1")
    number = min(int(asked), _MOST) if asked.isascii() and asked.isdigit() and asked != "0" else 1
    rows, total = search(words, (number - 1) * SIZE)
    return Page(rows, total, number)
