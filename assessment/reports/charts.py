"""The geometry of the profile: where the shapes of the radar and of the bars lie. Words are laid over them as HTML."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain import scoring

if TYPE_CHECKING:
    from collections.abc import Sequence

BORDERS = tuple(float(border) for border in scoring.BORDERS)
# The radar's stage in millimetres, as wide as the text of a page; labels stand in the margins beside the web.
STAGE = (166.0, 142.0)
CENTRE = (83.0, 72.0)
RADIUS = 52.0
LABEL = (32.0, 15.0)
_CLEARANCE = 4.0
_DIAMOND = 1.9
_CAP = 1.3
# Where a number may stand beyond the end of a spoke.
_BEYOND = 1.11
_NEARLY_VERTICAL = 0.2
BAR_WIDTH = 1000
# Width of the strip of targets and the space between its cells, in millimetres.
STRIP = (153.9, 2.0)


@dataclass(frozen=True, slots=True)
class Reading:
    """One row to draw, in shares of 1: the range and score that the model gives, and where the target band begins."""

    target: float
    low: float | None = None
    high: float | None = None
    score: float | None = None
    is_applicable: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """The place of a box of words in millimetres from the stage's upper left corner, and its alignment."""

    left: str
    top: str
    width: str
    align: str


@dataclass(frozen=True, slots=True)
class Radar:
    """A web with one spoke per row, the first one upwards, then clockwise: lines as paths, areas as points.

    The report lays words into `labels`; a screen puts the row's number at `tips`.
    """

    rings: tuple[str, ...]
    spokes: tuple[str, ...]
    ranges: tuple[str, ...]
    lines: tuple[str, ...]
    area: str
    dots: tuple[tuple[str, str], ...]
    targets: tuple[str, ...]
    labels: tuple[Label, ...]
    tips: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the bars: the score from nought, the range with its ends, and the target as a diamond."""

    top: str
    thickness: str
    score: str | None
    low: str | None
    high: str | None
    range: str
    target: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the strip of targets, filled when the target is met."""

    x: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The strip of targets in millimetres, with the width of one cell."""

    width: str
    cell: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on a scale of `BAR_WIDTH` units, with the borders between bands."""

    height: str
    borders: tuple[str, ...]
    rows: tuple[Bar, ...]


def point(index: int, count: int, share: float) -> tuple[float, float]:
    """Return where a share of 1 lies on a spoke."""
    angle = 2 * math.pi * index / count
    return CENTRE[0] + RADIUS * share * math.sin(angle), CENTRE[1] - RADIUS * share * math.cos(angle)


def radar(readings: Sequence[Reading]) -> Radar:
    """Return the shapes of the radar; fewer than three rows still give a (flat) web."""
    count = len(readings)
    scored = [(i, r.score) for i, r in enumerate(readings) if r.score is not None and r.is_applicable]
    tips = {i: point(i, count, score) for i, score in scored}
    return Radar(
        rings=tuple(_polygon([point(i, count, share) for i in range(count)]) for share in (*BORDERS, 1)),
        spokes=tuple(_line(CENTRE, point(i, count, 1)) for i in range(count)),
        ranges=tuple(
            _span(point(i, count, r.low), point(i, count, r.high), 2 * math.pi * i / count)
            for i, r in enumerate(readings)
            if r.low is not None and r.high is not None and r.is_applicable and r.low != r.high
        ),
        lines=tuple(_line(tips[i], tips[(i + 1) % count]) for i in tips if (i + 1) % count in tips and count > 1),
        area=_polygon(list(tips.values())) if len(tips) == count else "",
        dots=tuple((_number(x), _number(y)) for x, y in tips.values()),
        targets=tuple(
            _diamond(*point(i, count, r.target), _DIAMOND) for i, r in enumerate(readings) if r.is_applicable
        ),
        labels=tuple(_label(i, count) for i in range(count)),
        tips=tuple((_number(x), _number(y)) for x, y in (point(i, count, _BEYOND) for i in range(count))),
    )


def bars(readings: Sequence[Reading], pitch: int) -> Bars:
    """Return the shapes of the bars, one row every `pitch` units."""
    return Bars(
        height=str(pitch * len(readings)),
        borders=tuple(_number(border * BAR_WIDTH) for border in BORDERS),
        rows=tuple(_bar(reading, row * pitch, pitch) for row, reading in enumerate(readings)),
    )


def strip(met: Sequence[bool]) -> Strip:
    """Return one cell for each row, from left to right, filled where its target is met."""
    width, space = STRIP
    cell = math.floor(10 * ((width + space) / max(len(met), 1) - space)) / 10
    cells = tuple(Cell(_number((cell + space) * place), is_met) for place, is_met in enumerate(met))
    return Strip(_number(width), _number(cell), cells)


def _bar(reading: Reading, top: float, pitch: float) -> Bar:
    middle, half = top + pitch / 2, pitch * 0.19
    shown = reading if reading.is_applicable else Reading(reading.target)
    return Bar(
        top=_number(middle - half),
        thickness=_number(2 * half),
        score=_across(shown.score),
        low=_across(shown.low),
        high=_across(shown.high),
        range=_bar_range(shown, middle, half / 2),
        target=_diamond(reading.target * BAR_WIDTH, middle, pitch * 0.15) if reading.is_applicable else "",
    )


def _bar_range(reading: Reading, middle: float, half: float) -> str:
    if reading.low is None or reading.high is None or reading.low == reading.high:
        return ""
    low, high = reading.low * BAR_WIDTH, reading.high * BAR_WIDTH
    caps = "".join(_line((x, middle - half), (x, middle + half)) for x in (low, high))
    return _line((low, middle), (high, middle)) + caps


def _across(share: float | None) -> str | None:
    return None if share is None else _number(share * BAR_WIDTH)


def _label(index: int, count: int) -> Label:
    """Put a label's box beside the tip of its spoke, on the outer side of the web."""
    x, y = point(index, count, 1 + _CLEARANCE / RADIUS)
    width, height = LABEL
    across = (x - CENTRE[0]) / RADIUS
    if abs(across) < _NEARLY_VERTICAL:
        top = y - height if y < CENTRE[1] else y
        return Label(_number(x - width / 2), _number(top), _number(width), "center")
    room = min(width, STAGE[0] - x if across > 0 else x)
    left = x if across > 0 else x - room
    return Label(_number(left), _number(y - height / 2), _number(room), "left" if across > 0 else "right")


def _span(low: tuple[float, float], high: tuple[float, float], angle: float) -> str:
    """Return the path of a line with a crossbar at each end."""
    x, y = _CAP * math.cos(angle), _CAP * math.sin(angle)
    return _line(low, high) + "".join(_line((a - x, b - y), (a + x, b + y)) for a, b in (low, high))


def _diamond(x: float, y: float, half: float) -> str:
    return _polygon([(x, y - half), (x + half, y), (x, y + half), (x - half, y)])


def _polygon(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    return f"M{_number(start[0])} {_number(start[1])}L{_number(end[0])} {_number(end[1])}"


def _number(value: float) -> str:
    """Return a coordinate with at most two decimals; never a negative nought."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
