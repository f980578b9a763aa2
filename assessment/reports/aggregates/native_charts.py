"""Charts of the workbook that its reader can change: they point at the figures of its sheets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assessment.domain.disclosure.cells import Measure
from assessment.reports.aggregates.grid_sheets import ITEM
from assessment.reports.aggregates.words import BANDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.reports.aggregates.book import Book
    from assessment.reports.aggregates.grid_sheets import Places
    from assessment.reports.aggregates.grids import Grid, Group, Line

# Dark to light for what is in place; told apart also without colour, by lightness and order.
_SHADES = ("#C9CEDA", "#7C9BEA", "#0E47CB")
_SERIES = ("#0E47CB", "#B4550A", "#2A7A3B", "#7A3E9D", "#5B6170", "#A0173C", "#0F7B8A", "#8A7A00")
_SIZE = {"width": 980, "height": 420}
_GAP = 23


def fill(book: Book, sheet: Any, found: Sequence[tuple[Grid, Places]]) -> None:  # noqa: ANN401 - the library has no types
    """Put a chart of each kind that the release has figures for onto a sheet, one below the other."""
    _ = book.given.words.gettext
    sheet.write_string(0, 0, _("Charts"), book.formats["title"])
    sheet.write_string(1, 0, book.line, book.formats["source"])
    row = 3
    for grid, places in found:
        for title, chart in _charts(book, grid, places):
            chart.set_title({"name": title, "name_font": {"size": 13, "bold": True}, "overlay": False})
            chart.set_size(_SIZE)
            chart.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
            sheet.insert_chart(row, 0, chart, {"description": title, "object_position": 2})
            row += _GAP
    if row == 3:  # noqa: PLR2004 - nothing was added
        sheet.write_string(row, 0, _("No figures that could be drawn are in this release."), book.formats["text"])


def _charts(book: Book, grid: Grid, places: Places) -> list[tuple[str, Any]]:
    words = book.given.words
    made: list[tuple[str, Any]] = []
    groups = {group.measure: group for group in grid.groups}
    if grid.table == "all" and Measure.SCORE in groups:
        made.append(
            (words.gettext("Mean score of each requirement, all organisations"), _profile(book, groups, places))
        )
    if grid.table == "all" and Measure.BAND in groups:
        title = words.gettext("How far measures are in place, per cent of all organisations")
        made.append((title, _bands(book, groups[Measure.BAND], places)))
    if grid.table == "region" and Measure.SCORE in groups:
        title = words.gettext("Mean score of each requirement, by region")
        made.append((title, _by_category(book, (grid, groups[Measure.SCORE]), places)))
    return [(title, chart) for title, chart in made if chart.series]


def _rows_shown(book: Book, group: Group, column: str, places: Places) -> list[int]:
    """Return the rows of requirements whose figure is shown: a chart would draw what is withheld as zero."""
    requirements = {section.id for section in book.given.words.questionnaire.rows}
    return [
        places.rows[group.measure.value, line.item, line.figure, line.other]
        for line in group.lines
        if line.item in requirements and _is_shown(line, column)
    ]


def _is_shown(line: Line, column: str) -> bool:
    return column in line.cells and line.cells[column].value is not None


def _profile(book: Book, groups: dict[Measure, Group], places: Places) -> Any:  # noqa: ANN401 - as above
    chart = _bars(book, "clustered")
    rows = _rows_shown(book, groups[Measure.SCORE], "mean", places)
    if rows:
        column = places.columns[Measure.SCORE.value, "mean"]
        chart.add_series(_series(places, rows, column, "mean", _SERIES[0]) | {"data_labels": {"value": True}})
    return chart


def _bands(book: Book, group: Group, places: Places) -> Any:  # noqa: ANN401 - as above
    chart = _bars(book, "percent_stacked")
    rows = [row for band in BANDS for row in _rows_shown(book, group, band, places)]
    whole = sorted(row for row in set(rows) if rows.count(row) == len(BANDS))
    for band, shade in zip(BANDS, _SHADES, strict=True) if whole else ():
        name = book.given.words.statistic(band)
        chart.add_series(_series(places, whole, places.columns[Measure.BAND.value, band], name, shade))
    return chart


def _by_category(book: Book, what: tuple[Grid, Group], places: Places) -> Any:  # noqa: ANN401 - as above
    """Return one series for each category of which as much is shown as of any; the order is that of the table."""
    grid, group = what
    chart = _bars(book, "clustered")
    means = replace(group, lines=tuple(line for line in group.lines if line.figure == "mean"))
    shown = {code: _rows_shown(book, means, code, places) for code in grid.columns}
    rows = max(shown.values(), key=len)
    for code, colour in zip((code for code in grid.columns if shown[code] == rows), _SERIES, strict=False):
        if rows:
            name = book.given.words.category(grid.top, code)
            chart.add_series(_series(places, rows, places.columns[group.measure.value, code], name, colour))
    return chart


def _bars(book: Book, kind: str) -> Any:  # noqa: ANN401 - as above
    chart = book.book.add_chart({"type": "bar", "subtype": kind} if kind != "clustered" else {"type": "bar"})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 10}})
    limits = {"min": 0, "max": 1} if kind == "percent_stacked" else {"min": 0, "max": 100}
    chart.set_x_axis({**limits, "major_gridlines": {"visible": True, "line": {"color": "#DDE1EA"}}})
    return chart


def _series(places: Places, rows: list[int], column: int, name: str, colour: str) -> dict[str, Any]:
    return {
        "name": name,
        "categories": _reference(places.name, rows, ITEM),
        "values": _reference(places.name, rows, column),
        "fill": {"color": colour},
        "gap": 60,
    }


def _reference(name: str, rows: list[int], column: int) -> str:
    """Return a reference to cells of one column, in pieces where some between them are left out."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    quoted = "'" + name.replace("'", "''") + "'"
    pieces: list[list[int]] = []
    for row in rows:
        if pieces and pieces[-1][1] == row - 1:
            pieces[-1][1] = row
        else:
            pieces.append([row, row])
    parts = [f"{quoted}!${letters}${first + 1}:${letters}${last + 1}" for first, last in pieces]
    return f"={parts[0]}" if len(parts) == 1 else f"=({','.join(parts)})"
