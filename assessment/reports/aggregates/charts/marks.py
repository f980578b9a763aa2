"""The marks of a line in a picture: bars, parts, ranges, before and after; the axis under them and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.exploring import Shape
from assessment.reports.aggregates.charts.canvas import (
    BLUE,
    INK,
    LINE,
    ON_PARTS,
    PAPER,
    PARTS,
    RUST,
    SOFT,
    Canvas,
    Type,
)
from assessment.reports.aggregates.charts.lettering import width

if TYPE_CHECKING:
    from assessment.reports.aggregates.charts.composing import Chart, Row

_TICKS = 5
# A part is labelled inside when it is at least this wide for its letters.
_ROOM = 1.25


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the marks of a line go: the area's left edge and width, the line's middle, half a mark's thickness."""

    left: float
    breadth: float
    middle: float
    half: float
    size: float

    def x(self, share: float) -> float:
        """Return where a share of the axis lies; axes run from left to right in every language."""
        return self.left + self.breadth * min(max(share, 0), 1)


def draw(canvas: Canvas, chart: Chart, row: Row, plot: Plot) -> None:
    """Draw the marks of a line; where figures are withheld, say so instead."""
    if row.why:
        _withheld(canvas, row, plot)
        return
    shares = [(figure.value or 0) / max(chart.maximum, 1) for figure in row.figures]
    match chart.shape:
        case Shape.PARTS:
            _parts(canvas, row, plot, shares)
        case Shape.RANGE:
            _range(canvas, plot, shares)
        case Shape.CHANGE:
            _change(canvas, plot, shares)
        case Shape.PROFILE:
            _profile(canvas, row, plot)
        case Shape.BARS | Shape.GRID:
            canvas.rect(plot.left, plot.middle - plot.half, (plot.breadth * min(shares[0], 1), 2 * plot.half), BLUE)


def figures(canvas: Canvas, chart: Chart, row: Row, where: tuple[float, float, float]) -> None:
    """Write the figures of a line at its end, with the number of organisations."""
    end, y, size = where
    if chart.shape is Shape.PARTS or row.why:
        canvas.words(end, y, row.count, Type(size * 0.8, SOFT, anchor="end"))
        return
    count_width = width("n ≈ 1000", size * 0.8) if any(one.count for one in chart.rows) else 0.0
    canvas.words(end, y, row.count, Type(size * 0.8, SOFT, anchor="end"))
    canvas.words(end - count_width, y, _told(chart, row), Type(size, INK, is_bold=True, anchor="end"))


def figures_width(chart: Chart, size: float) -> float:
    """Return how much room the figures at the end of lines need."""
    count = width("n ≈ 1000", size * 0.8) if any(row.count for row in chart.rows) else 0.0
    if chart.shape is Shape.PARTS:
        return count
    longest = max((width(_told(chart, row), size, is_bold=True) for row in chart.rows if not row.why), default=0.0)
    return count + longest + size * 0.4


def axis(canvas: Canvas, chart: Chart, area: tuple[float, float, float, float], size: float) -> None:
    """Draw the lines of the scale and its numbers below."""
    left, breadth, top, bottom = area
    for tick in range(_TICKS + 1):
        x = left + breadth * tick / _TICKS
        canvas.line((x, top), (x, bottom), LINE, 1.5 if tick else 3)
        canvas.number(x, bottom + 32, str(chart.maximum * tick // _TICKS), Type(min(size, 24), SOFT, anchor="middle"))


def legend(canvas: Canvas, chart: Chart, where: tuple[float, float]) -> float:
    """Draw what the marks mean, where a line has several; return where it ends."""
    x, y = where
    if chart.shape in {Shape.BARS, Shape.GRID}:
        return y
    size = 26.0
    names = chart.series if chart.shape is not Shape.CHANGE else chart.series[:2]
    for place, name in enumerate(names):
        left = canvas.block(x, 44)
        _sample(canvas, chart.shape, place, (left, y))
        canvas.words(x + 58, y + 9, name, Type(size, INK))
        x += 58 + width(name, size) + 56
    return y + 48


def _sample(canvas: Canvas, shape: Shape, place: int, where: tuple[float, float]) -> None:
    left, y = where
    plot = Plot(left, 44, y, 13, 26)
    match shape, place:
        case Shape.PROFILE, _:
            _mark(canvas, place, (plot.x(0.5), y), 14)
        case Shape.PARTS, _:
            canvas.rect(left, y - 15, (44, 30), PARTS[place])
        case (Shape.RANGE, 1) | (Shape.CHANGE, 1):
            canvas.circle(plot.x(0.5), y, 15, BLUE)
        case Shape.RANGE, _:
            canvas.line((left, y), (left + 44, y), SOFT, 6)
            edge = left if place == 0 else left + 44
            canvas.line((edge, y - 15), (edge, y + 15), SOFT, 6)
        case _:
            canvas.circle(plot.x(0.5), y, 13, PAPER, SOFT)


def _withheld(canvas: Canvas, row: Row, plot: Plot) -> None:
    outline = f' stroke="{SOFT}" stroke-width="2" stroke-dasharray="8 7"'
    canvas.rect(plot.left, plot.middle - plot.half, (plot.breadth, 2 * plot.half), PAPER, outline)
    words = next(figure.words for figure in row.figures if figure.value is None)
    size = min(plot.size * 0.85, 1.6 * plot.half)
    canvas.number(plot.x(0.5), plot.middle + size * 0.35, words, Type(size, SOFT, anchor="middle"))


def _parts(canvas: Canvas, row: Row, plot: Plot, shares: list[float]) -> None:
    total = max(sum(shares), 0.01)
    x = plot.left
    for place, (share, figure) in enumerate(zip(shares, row.figures, strict=True)):
        breadth = plot.breadth * share / total
        canvas.rect(x, plot.middle - plot.half, (breadth, 2 * plot.half), PARTS[place])
        if place:
            canvas.line((x, plot.middle - plot.half), (x, plot.middle + plot.half), PAPER, 4)
        size = min(plot.size, 1.6 * plot.half)
        if breadth > _ROOM * width(figure.words, size, is_bold=True):
            letters = Type(size, ON_PARTS[place], is_bold=True, anchor="middle")
            canvas.number(x + breadth / 2, plot.middle + size * 0.36, figure.words, letters)
        x += breadth


def _range(canvas: Canvas, plot: Plot, shares: list[float]) -> None:
    low, middle, high = (plot.x(share) for share in shares)
    canvas.line((low, plot.middle), (high, plot.middle), SOFT, 6)
    for edge in (low, high):
        canvas.line((edge, plot.middle - plot.half * 0.8), (edge, plot.middle + plot.half * 0.8), SOFT, 6)
    canvas.circle(middle, plot.middle, max(plot.half * 0.75, 9), BLUE)


def _change(canvas: Canvas, plot: Plot, shares: list[float]) -> None:
    before, after = plot.x(shares[0]), plot.x(shares[1])
    canvas.line((before, plot.middle), (after, plot.middle), BLUE, 6)
    canvas.circle(before, plot.middle, max(plot.half * 0.65, 8), PAPER, SOFT)
    canvas.circle(after, plot.middle, max(plot.half * 0.75, 9), BLUE)


def _profile(canvas: Canvas, row: Row, plot: Plot) -> None:
    """Draw those to compare with first, so that the one that the profile is about lies on top."""
    for place in reversed(range(len(row.figures))):
        value = row.figures[place].value
        if value is not None:
            _mark(canvas, place, (plot.x(value / 100), plot.middle), max(plot.half * 0.8, 9))


def _mark(canvas: Canvas, place: int, at: tuple[float, float], half: float) -> None:
    """Draw the mark of one of those side by side; they differ in form as well as in colour."""
    if place == 0:
        canvas.circle(*at, half, BLUE)
    elif place == 1:
        canvas.diamond(*at, half * 1.15, RUST)
    else:
        canvas.circle(*at, half * 0.85, PAPER, INK)


def _told(chart: Chart, row: Row) -> str:
    words = [figure.words for figure in row.figures]
    match chart.shape:
        case Shape.PROFILE:
            return " / ".join(one.words if one.value is not None else "–" for one in row.figures)
        case Shape.RANGE:
            return f"{words[1]} ({words[0]}–{words[2]})"
        case Shape.CHANGE:
            return f"{words[1]} ({words[2]})"
        case _:
            return words[0]
