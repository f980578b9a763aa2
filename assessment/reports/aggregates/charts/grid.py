"""Two cuts as a picture: a grid whose cells carry their numbers, the darker the higher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.reports.aggregates.charts.canvas import INK, ON_STEPS, PAPER, SOFT, STEPS, Canvas, Type
from assessment.reports.aggregates.charts.lettering import width, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.reports.aggregates.charts.composing import Chart, Figure

_GAP = 4.0
_SIZES = (28.0, 25.0, 22.0, 19.0, 17.0)
_LOWEST = 34.0


def draw_grid(canvas: Canvas, chart: Chart, area: tuple[float, float, float, float]) -> float:
    """Draw a grid between its left edge, top, width and bottom; return where it ends."""
    left, top, room, bottom = area
    count = max(len(chart.series), 1)
    label = min(max((width(row.label, 24) for row in chart.rows), default=0), room * 0.3) + 16
    breadth = (room - label) / count
    size = next((one for one in _SIZES if _fits(chart.series, one, breadth)), 0.0)
    heads = _heads(canvas, chart, (left + label, top, breadth), size)
    height = max(min((bottom - heads) / max(len(chart.rows), 1), 84.0), _LOWEST)
    y = heads
    for row in chart.rows:
        letters = min(24.0, height * 0.55)
        lines = wrapped(row.label, letters, label - 16)
        start = y + height / 2 - (len(lines) - 1) * letters * 0.6 + letters * 0.36
        for line in lines:
            canvas.words(left, start, line, Type(letters))
            start += letters * 1.2
        for place, figure in enumerate(row.figures):
            x = canvas.block(left + label + place * breadth, breadth)
            _cell(canvas, figure, (x, y), (breadth - _GAP, height - _GAP))
        y += height
    return y


def _fits(names: Sequence[str], size: float, breadth: float) -> bool:
    return all(width(word, size) <= breadth - 12 for name in names for word in name.split())


def _heads(canvas: Canvas, chart: Chart, where: tuple[float, float, float], size: float) -> float:
    """Write the names of the columns over them, upwards where they are too wide; return where they end."""
    left, top, breadth = where
    if not size:
        longest = max(width(name, 20) for name in chart.series)
        for place, name in enumerate(chart.series):
            x = canvas.block(left + place * breadth, breadth) + breadth / 2 + 7
            foot = top + longest if not canvas.is_mirrored else top
            canvas.upright(x, foot, name, Type(20, INK))
        return top + longest + 14
    lines = [wrapped(name, size, breadth - 12) for name in chart.series]
    deepest = max((len(one) for one in lines), default=0)
    for place, one in enumerate(lines):
        y = top + (deepest - len(one)) * size * 1.2 + size
        for line in one:
            middle = canvas.block(left + place * breadth, breadth) + (breadth - _GAP) / 2
            canvas.number(middle, y, line, Type(size, INK, anchor="middle"))
            y += size * 1.2
    return top + deepest * size * 1.2 + 18


def _cell(canvas: Canvas, figure: Figure, place: tuple[float, float], size: tuple[float, float]) -> None:
    x, y = place
    letters = min(30.0, size[1] * 0.5, size[0] * 0.3)
    middle = (x + size[0] / 2, y + size[1] / 2 + letters * 0.36)
    if figure.cell is None:
        canvas.number(*middle, figure.words, Type(min(letters, 20), SOFT, anchor="middle"))
        return
    if figure.value is None:
        outline = f' stroke="{SOFT}" stroke-width="1.5" stroke-dasharray="6 5"'
        canvas.rect(x + 1, y + 1, (size[0] - 2, size[1] - 2), PAPER, outline)
        words = figure.words if width(figure.words, 20) <= size[0] - 8 else "…"
        canvas.number(middle[0], middle[1], words, Type(min(letters, 20), SOFT, anchor="middle"))
        return
    canvas.rect(x, y, size, STEPS[figure.step])
    canvas.number(*middle, figure.words, Type(letters, ON_STEPS[figure.step], is_bold=True, anchor="middle"))
