"""The geometry of bars that compare places, and of bars that show shares; words stand beside them as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain import scoring

if TYPE_CHECKING:
    from collections.abc import Sequence

PITCH = 100
_THICK, _MARK, _TICK = 36, 11, 30
BORDERS = tuple(int(1000 * border) for border in scoring.BORDERS)


@dataclass(frozen=True, slots=True)
class Compared:
    """Scores of one row in points, None where there is none to show: the bar, the diamond, the line, the range."""

    bar: int | None
    diamond: int | None = None
    line: int | None = None
    range: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Paths on a scale of 1000 units for 100 points, one row every `PITCH` units from above."""

    height: int
    tracks: str
    empty: str
    bars: str
    ranges: str
    lines: str
    diamonds: str
    borders: str


def bars(rows: Sequence[Compared]) -> Bars:
    """Return the shapes; a row without a score has an empty track of its own kind, never a bar of nought."""
    numbered = list(enumerate(rows))
    height = PITCH * len(rows)
    return Bars(
        height=height,
        tracks="".join(_bar(row, 100) for row, one in numbered if one.bar is not None),
        empty="".join(_bar(row, 100) for row, one in numbered if one.bar is None),
        bars="".join(_bar(row, one.bar) for row, one in numbered if one.bar),
        ranges="".join(_range(row, *one.range) for row, one in numbered if one.range),
        lines="".join(_line(row, one.line) for row, one in numbered if one.line is not None),
        diamonds="".join(_diamond(row, one.diamond) for row, one in numbered if one.diamond is not None),
        borders="".join(f"M{border} 0V{height}" for border in BORDERS),
    )


def stacked(rows: Sequence[Sequence[int | None]]) -> tuple[tuple[str, ...], int]:
    """Return a path for each share along the top, and the height; a row that lacks a share is not drawn.

    Shares that do not quite make a hundred, because each was rounded, are drawn as parts of their sum.
    """
    paths = [""] * max((len(row) for row in rows), default=0)
    for number, row in enumerate(rows):
        shares = [share for share in row if share is not None]
        if len(shares) != len(row) or not sum(shares):
            continue
        start = 0.0
        for part, share in enumerate(shares):
            end = start + 1000 * share / sum(shares)
            top = PITCH * number + (PITCH - _THICK) // 2
            paths[part] += f"M{start:.1f} {top}H{end:.1f}v{_THICK}H{start:.1f}Z" if share else ""
            start = end
    return tuple(paths), PITCH * len(rows)


def _bar(row: int, points: int | None) -> str:
    return f"M0 {PITCH * row + (PITCH - _THICK) // 2}H{10 * (points or 0)}v{_THICK}H0Z"


def _line(row: int, points: int) -> str:
    middle = PITCH * row + PITCH // 2
    return f"M{10 * points} {middle - _TICK}v{2 * _TICK}"


def _range(row: int, low: int, high: int) -> str:
    middle = PITCH * row + PITCH // 2
    caps = "".join(f"M{10 * end} {middle - _MARK}v{2 * _MARK}" for end in (low, high))
    return f"M{10 * low} {middle}H{10 * high}{caps}"


def _diamond(row: int, points: int) -> str:
    middle = PITCH * row + PITCH // 2
    return f"M{10 * points} {middle - _MARK}l{_MARK} {_MARK}l-{_MARK} {_MARK}l-{_MARK} -{_MARK}Z"
