"""A chart as a picture for a slide: head, plot, legend, notes and the line that says where the figures come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.exploring import Shape
from assessment.reports.aggregates.charts import marks
from assessment.reports.aggregates.charts.canvas import BLUE, INK, LINE, PANEL, SOFT, Canvas, Type
from assessment.reports.aggregates.charts.grid import draw_grid
from assessment.reports.aggregates.charts.lettering import width, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.reports.aggregates.charts.composing import Chart, Row
    from assessment.reports.language import ReportLanguage

WIDTH, HEIGHT = 1920.0, 1080.0
_MARGIN, _GAP = 80.0, 28.0
_HEAD = Type(54, INK, is_bold=True)
_UNDER = Type(30, SOFT)
_NOTE = Type(25, SOFT)
_WARNING = Type(25, INK, is_bold=True)
_SOURCE = Type(25, INK)
# From these sizes of letters the largest is taken with which all lines fit on a slide; then the picture grows.
_SIZES = (36.0, 33.0, 30.0, 27.0, 24.0, 21.0, 19.0)
_LEADING = 1.28


@dataclass(frozen=True, slots=True)
class Column:
    """One column of lines: where its labels begin, how wide they are, where the plot and the figures are."""

    left: float
    label: float
    plot: float
    breadth: float
    size: float


def draw(chart: Chart, language: ReportLanguage) -> str:
    """Return a chart as SVG at the size of a slide; one with very many lines becomes taller than that."""
    canvas = Canvas(language, WIDTH, HEIGHT)
    canvas.rect(0, 0, (WIDTH, 14), BLUE)
    top = _heading(canvas, chart)
    foot = _foot_height(chart)
    if chart.shape is Shape.GRID:
        bottom = draw_grid(canvas, chart, (_MARGIN, top, WIDTH - 2 * _MARGIN, HEIGHT - foot))
    else:
        top = marks.legend(canvas, chart, (_MARGIN, top))
        bottom = _lines(canvas, chart, top, HEIGHT - foot)
    canvas.height = max(HEIGHT, bottom + foot)
    _foot(canvas, chart, canvas.height - foot + 44)
    return canvas.svg(chart.title, description(chart))


def description(chart: Chart) -> str:
    """Return every figure of a chart as sentences, for those who do not see it."""
    lines = (
        f"{row.label}: {'; '.join(_said(chart, row))}{f' ({row.count})' if row.count else ''}." for row in chart.rows
    )
    return " ".join([f"{chart.subtitle}.", *lines, *_notes(chart), chart.source])


def _said(chart: Chart, row: Row) -> list[str]:
    if row.why:
        return [row.why.rstrip(".")]
    named = len(row.figures) > 1
    return [
        f"{name} {figure.words}" if named else figure.words
        for name, figure in zip(chart.series, row.figures, strict=True)
    ]


def _heading(canvas: Canvas, chart: Chart) -> float:
    y = 104.0
    room = WIDTH - 2 * _MARGIN
    size = next((s for s in (54.0, 46.0, 40.0) if len(wrapped(chart.title, s, room, is_bold=True)) == 1), 40.0)
    for line in wrapped(chart.title, size, room, is_bold=True):
        canvas.words(_MARGIN, y, line, Type(size, _HEAD.fill, is_bold=True))
        y += size * 1.2
    for line in wrapped(chart.subtitle, _UNDER.size, room):
        canvas.words(_MARGIN, y, line, _UNDER)
        y += _UNDER.size * 1.3
    return y + 18


def _notes(chart: Chart) -> list[str]:
    return [chart.warning, *chart.notes] if chart.warning else list(chart.notes)


def _foot_lines(chart: Chart) -> list[tuple[str, Type]]:
    """Return the notes line by line, a warning first and in bold."""
    room = WIDTH - 2 * _MARGIN
    return [
        (line, _WARNING if note == chart.warning else _NOTE)
        for note in _notes(chart)
        for line in wrapped(note, _NOTE.size, room, is_bold=note == chart.warning)
    ]


def _foot_height(chart: Chart) -> float:
    sources = wrapped(chart.source, _SOURCE.size, WIDTH - 2 * _MARGIN)
    return 66 + 34 * (len(_foot_lines(chart)) + len(sources))


def _foot(canvas: Canvas, chart: Chart, y: float) -> None:
    canvas.line((_MARGIN, y - 34), (WIDTH - _MARGIN, y - 34), LINE)
    for line, type_ in _foot_lines(chart):
        canvas.words(_MARGIN, y, line, type_)
        y += 34
    for line in wrapped(chart.source, _SOURCE.size, WIDTH - 2 * _MARGIN):
        canvas.words(_MARGIN, y, line, _SOURCE)
        y += 34


def _lines(canvas: Canvas, chart: Chart, top: float, bottom: float) -> float:
    """Draw all lines in one column or two, whichever lets the letters be larger; return where they end."""
    room = bottom - top - 44
    fits = [
        (size, count)
        for size in _SIZES
        for count in (1, 2)
        if max(_height(chart, part, size, count) for part in _parts(chart.rows, count)) <= room
    ]
    size, count = fits[0] if fits else (_SIZES[-1], 2)
    ends = []
    for place, part in enumerate(_parts(chart.rows, count)):
        column = _column(chart, size, count, place)
        ends.append(_draw_column(canvas, chart, part, (column, top, room)))
    return max(ends, default=top)


def _parts(rows: Sequence[Row], count: int) -> list[Sequence[Row]]:
    half = -(-len(rows) // count)
    return [rows[start : start + half] for start in range(0, len(rows), max(half, 1))] or [()]


def _column(chart: Chart, size: float, count: int, place: int) -> Column:
    breadth = (WIDTH - 2 * _MARGIN - _GAP * 2 * (count - 1)) / count
    left = _MARGIN + place * (breadth + 2 * _GAP)
    longest = max((width(row.label, size) for row in chart.rows), default=0.0)
    label = min(longest, breadth * (0.5 if longest > breadth * 0.6 else 0.36)) + 4
    figures = marks.figures_width(chart, size)
    plot = left + label + _GAP
    return Column(left, label, plot, breadth - label - figures - 2 * _GAP, size)


def _height(chart: Chart, rows: Sequence[Row], size: float, count: int) -> float:
    column = _column(chart, size, count, 0)
    return sum(_row_height(row, column) for row in rows)


def _row_height(row: Row, column: Column) -> float:
    lines = len(wrapped(row.label, column.size, column.label))
    return max(lines, 1) * column.size * _LEADING + column.size * 0.55


def _draw_column(canvas: Canvas, chart: Chart, rows: Sequence[Row], where: tuple[Column, float, float]) -> float:
    column, top, room = where
    needed = sum(_row_height(row, column) for row in rows)
    # What is left of the slide is shared out, but never so much that lines fall apart.
    stretch = min(max((room - needed) / max(len(rows), 1), 0), column.size * 2.4)
    bottom = top + needed + stretch * len(rows)
    left = canvas.block(column.plot, column.breadth)
    marks.axis(canvas, chart, (left, column.breadth, top, bottom), column.size)
    for place, row in enumerate(rows):
        height = _row_height(row, column) + stretch
        if place % 2:
            canvas.rect(*_stripe(canvas, column, top, chart), (_stripe_width(column, chart), height), PANEL, "")
        top += height
    top -= sum(_row_height(row, column) + stretch for row in rows)
    marks.axis(canvas, chart, (left, column.breadth, top, bottom), column.size)
    for row in rows:
        height = _row_height(row, column) + stretch
        _draw_row(canvas, chart, row, (column, top + height / 2, height))
        top += height
    return bottom + 44


def _stripe_width(column: Column, chart: Chart) -> float:
    return column.label + column.breadth + marks.figures_width(chart, column.size) + 2 * _GAP


def _stripe(canvas: Canvas, column: Column, top: float, chart: Chart) -> tuple[float, float]:
    return canvas.block(column.left, _stripe_width(column, chart)), top


def _draw_row(canvas: Canvas, chart: Chart, row: Row, where: tuple[Column, float, float]) -> None:
    column, middle, height = where
    lines = wrapped(row.label, column.size, column.label)
    y = middle - (len(lines) - 1) * column.size * _LEADING / 2 + column.size * 0.36
    for line in lines:
        canvas.words(column.left, y, line, Type(column.size))
        y += column.size * _LEADING
    left = canvas.block(column.plot, column.breadth)
    # Marks are as thick in lines with long names as in others.
    half = min((height - (len(lines) - 1) * column.size * _LEADING) * 0.3, column.size * 0.9)
    marks.draw(canvas, chart, row, marks.Plot(left, column.breadth, middle, half, column.size))
    end = column.plot + column.breadth + _GAP + marks.figures_width(chart, column.size)
    marks.figures(canvas, chart, row, (end, middle + column.size * 0.36, column.size))
