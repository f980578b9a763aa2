"""One sheet of the workbook: a table as people read it, with its codes in rows and columns that are folded away."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from assessment.domain.disclosure.cells import Status
from assessment.reports.aggregates import grids
from assessment.reports.aggregates.grids import STATISTIC

if TYPE_CHECKING:
    from assessment.domain.disclosure.cells import Cell
    from assessment.reports.aggregates.book import Book
    from assessment.reports.aggregates.grids import Grid, Group, Line
    from assessment.reports.aggregates.words import Words

# Column A holds the code of each line and is folded away; labels stand in B to D, values from E on.
CODE, ITEM, FIGURE, OTHER, FIRST = range(5)
_TITLE, _SOURCE, _LEGEND, HEADS, CODES, _BODY = range(6)
_FEW_COLUMNS = 14
_ITEM_WIDTH, _FIGURE_WIDTH, _OTHER_WIDTH, _VALUE_WIDTH = 52, 38, 24, 14
_LINE_HEIGHT = 13.5


@dataclass
class Places:
    """Where things stand on a sheet: rows of lines, columns of codes; for charts, which read the sheet's own cells."""

    name: str
    rows: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    columns: dict[tuple[str, str], int] = field(default_factory=dict)


def legend(words: Words) -> tuple[str, ...]:
    """Return how to read the sheets."""
    _ = words.gettext
    return (
        _("“:c” is withheld for itself, “:d” is withheld to protect another figure; the sheet with the data says why."),
        _("A figure in italics still stands from a former release, because too few organisations have changed since."),
        _("Codes of lines and columns are folded away: open the outline at the edge of a sheet to see them."),
    )


def height(text: str, width: int) -> float:
    """Return how high a row must be for a text that wraps in a column, in points: not every program finds that out."""
    letters = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
    return max(1, -(-letters // (11 * width // 10))) * _LINE_HEIGHT


def add(book: Book, grid: Grid) -> Places:
    """Write a table as a sheet and return where its figures stand."""
    words, formats = book.given.words, book.formats
    sheet = book.sheet(words.short_table(grid.table))
    places = Places(sheet.get_name())
    sheet.write_string(_TITLE, ITEM, words.table(grid.table), formats["title"])
    # The workbook's own line of its source, then how to read it.
    sheet.write_string(_SOURCE, ITEM, book.line, formats["source"])
    sheet.write_string(_LEGEND, ITEM, " ".join(legend(words)[:2]), formats["source"])
    _widths(sheet, grid, formats)
    sheet.set_row(CODES, None, formats["code"], {"level": 1, "hidden": True})
    row = _BODY
    for group in grid.groups:
        row = _group(book, sheet, (grid, group, places), row)
    has_one_head = grid.top != STATISTIC
    if has_one_head:
        _heads(book, sheet, (grid, grid.columns), HEADS)
        sheet.repeat_rows(HEADS)
    sheet.freeze_panes(_BODY if has_one_head else HEADS, FIRST)
    sheet.repeat_columns(ITEM, OTHER)
    if len(grid.columns) <= _FEW_COLUMNS:
        sheet.fit_to_pages(1, 0)
    return places


def _widths(sheet: Any, grid: Grid, formats: dict[str, Any]) -> None:  # noqa: ANN401 - the library has no types
    has_figure = grid.top != STATISTIC
    sheet.set_column(CODE, CODE, 26, formats["code"], {"level": 1, "hidden": True})
    sheet.set_column(ITEM, ITEM, _ITEM_WIDTH)
    sheet.set_column(FIGURE, FIGURE, _FIGURE_WIDTH if has_figure else 1)
    sheet.set_column(OTHER, OTHER, _OTHER_WIDTH if grid.side else 1)
    sheet.set_column(FIRST, FIRST + len(grid.columns), _VALUE_WIDTH)


def _heads(book: Book, sheet: Any, shown: tuple[Grid, tuple[str, ...]], row: int) -> None:  # noqa: ANN401 - as above
    """Write what stands over the columns, and, once for a sheet, their codes below."""
    grid, codes = shown
    titles = [grids.column_title(book.given.words, grid, code) for code in codes]
    # Heads are bold, and break between words.
    sheet.set_row(row, max(height(title, _VALUE_WIDTH - 2) for title in titles))
    for position in range(ITEM, FIRST):
        sheet.write_string(row, position, "", book.formats["head"])
    if grid.side:
        sheet.write_string(row, OTHER, book.given.words.dimension(grid.side), book.formats["head"])
    for position, (code, title) in enumerate(zip(codes, titles, strict=True), FIRST):
        sheet.write_string(row, position, title, book.formats["head"])
        if row == HEADS:
            sheet.write_string(CODES, position, code, book.formats["code"])


def _group(book: Book, sheet: Any, what: tuple[Grid, Group, Places], row: int) -> int:  # noqa: ANN401 - as above
    grid, group, places = what
    words, formats = book.given.words, book.formats
    codes = group.columns if grid.top == STATISTIC else grid.columns
    title = f"{words.measure(group.measure)} · {words.unit(group.unit)}"
    for position in range(ITEM, FIRST + len(codes)):
        sheet.write_string(row, position, title if position == ITEM else "", formats["group"])
    row += 1
    if grid.top == STATISTIC:
        _heads(book, sheet, (grid, codes), row)
        sheet.write_string(row, CODE, f"{group.measure.value}:{':'.join(codes)}", formats["code"])
        row += 1
    for line in group.lines:
        _line(book, sheet, (grid, group, line), row)
        for position, code in enumerate(codes, FIRST):
            _figure(book, sheet, line.cells.get(code), (row, position))
            places.columns[group.measure.value, code] = position
        places.rows[group.measure.value, line.item, line.figure, line.other] = row
        row += 1
    return row + 1


def _line(book: Book, sheet: Any, what: tuple[Grid, Group, Line], row: int) -> None:  # noqa: ANN401 - as above
    grid, group, line = what
    words, label = book.given.words, book.formats["label"]
    code = f"{grid.table}|{group.measure.value}|{line.item}|{line.figure}|{line.other}"
    sheet.write_string(row, CODE, code, book.formats["code"])
    texts = (
        (ITEM, words.item(line.item) if line.item else words.measure(group.measure), _ITEM_WIDTH),
        (FIGURE, words.statistic(line.figure) if line.figure else "", _FIGURE_WIDTH),
        (OTHER, words.category(grid.side, line.other) if line.other else "", _OTHER_WIDTH),
    )
    sheet.set_row(row, max(height(text, width) for _, text, width in texts))
    for position, text, _ in texts:
        sheet.write_string(row, position, text, label)


def _figure(book: Book, sheet: Any, cell: Cell | None, at: tuple[int, int]) -> None:  # noqa: ANN401 - as above
    if cell is None:
        sheet.write_blank(*at, None, book.formats["empty"])
    elif cell.value is None:
        mark = ":d" if cell.status is Status.PROTECTS else ":c"
        sheet.write_string(*at, mark, book.formats["withheld"])
    else:
        sheet.write_number(*at, cell.value, book.formats["former" if cell.as_of else "value"])
