"""Which figures hang together: they speak of somebody of whom another one speaks that hangs together with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def reached(
    start: int, about: Callable[[int], Iterable[int]], members: Callable[[int], Iterable[int]]
) -> Iterator[int]:
    """Give all figures that hang together with somebody, the nearest first.

    `about` returns the figures that speak of somebody, `members` those of whom a figure speaks.
    """
    seen, asked, ring = set[int](), {start}, [start]
    while ring:
        found = sorted({owner for one in ring for owner in about(one)} - seen)
        yield from found
        seen.update(found)
        ring = sorted({other for owner in found for other in members(owner)} - asked)
        asked.update(ring)
