"""A release as a workbook (XLSX): a sheet for each table, charts, every cell as a row, codebook and method."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assessment.reports.aggregates import codebook, columns, grid_sheets, grids, methodology, native_charts
from assessment.reports.aggregates.book import BLUE, GREY, LINE, PALE, Book

if TYPE_CHECKING:
    from assessment.reports.aggregates.given import Given

# A workbook is written from values alone: nothing becomes a formula, a link or a number because of how it looks.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# Widths of the columns of the data sheet by the longest usual content.
_DATA_WIDTHS = {"DATAFLOW": 26, "COMMENT": 60, "ITEM": 12, "MEASURE": 14, "STATISTIC": 15, "REGION": 22}


def write(given: Given) -> bytes:
    """Return the workbook; the same release gives the same bytes."""
    # Loaded when somebody asks for a file, so that processes which serve pages stay small.
    xlsxwriter: Any = import_module("xlsxwriter")
    made = BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as raw:
        book = Book(raw, given)
        book.formats = _formats(raw)
        raw.set_properties(_properties(given))
        _about(book)
        charts = book.sheet(given.words.gettext("Charts"))
        charts.set_portrait()
        charts.fit_to_pages(1, 1)
        found = [(grid, grid_sheets.add(book, grid)) for grid in grids.grids(given.table.cells)]
        native_charts.fill(book, charts, found)
        _data(book)
        _codebook(book)
    return made.getvalue()


def _properties(given: Given) -> dict[str, object]:
    return {
        "title": given.words.gettext("Release %(number)s") % {"number": given.imprint.number},
        "subject": given.imprint.title,
        "author": given.imprint.service,
        "comments": given.imprint.licence,
        "created": datetime.fromisoformat(f"{given.imprint.approved}T00:00:00"),
    }


def _formats(book: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    plain: dict[str, object] = {"font_size": 10, "valign": "top"}
    cell = {**plain, "bottom": 1, "bottom_color": LINE}
    wanted: dict[str, dict[str, object]] = {
        "title": {"font_size": 16, "bold": True, "font_color": BLUE},
        "source": {"font_size": 9, "font_color": GREY},
        "head": {**plain, "bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "bottom_color": BLUE},
        "code": {"font_size": 8, "font_color": GREY},
        "group": {**plain, "bold": True, "font_color": BLUE, "bg_color": PALE},
        "label": {**cell, "text_wrap": True},
        "value": {**cell, "num_format": "0", "align": "right"},
        "former": {**cell, "num_format": "0", "align": "right", "italic": True},
        "withheld": {**cell, "align": "right", "font_color": GREY},
        "empty": cell,
        "text": {**plain, "text_wrap": True},
        "strong": {**plain, "bold": True, "text_wrap": True},
        "plain": plain,
        "link": {**plain, "font_color": BLUE, "underline": 1},
    }
    return {name: book.add_format(values) for name, values in wanted.items()}


def _about(book: Book) -> None:
    """Write the first sheet: what this is, how it came about, how to read it."""
    given, formats = book.given, book.formats
    _ = given.words.gettext
    sheet = book.sheet(_("About"))
    sheet.set_portrait()
    names, texts = 30, 88
    sheet.set_column(0, 0, names)
    sheet.set_column(1, 1, texts)
    sheet.fit_to_pages(1, 0)
    note = methodology.note(given)
    sheet.write_string(0, 0, note.title, formats["title"])
    row = 2
    for name, value in note.facts:
        sheet.set_row(row, max(grid_sheets.height(name, names - 4), grid_sheets.height(value, texts)))
        sheet.write_string(row, 0, name, formats["strong"])
        sheet.write_string(row, 1, value, formats["text"])
        row += 1
    for heading, sentences in (*note.paragraphs, (_("How to read the sheets"), grid_sheets.legend(given.words))):
        row += 1
        for position, sentence in enumerate(sentences):
            beside = "" if position else heading
            sheet.set_row(row, max(grid_sheets.height(beside, names - 4), grid_sheets.height(sentence, texts)))
            sheet.write_string(row, 0, beside, formats["strong"])
            sheet.write_string(row, 1, sentence, formats["text"])
            row += 1


def _data(book: Book) -> None:
    """Write every cell as a row, in the columns of the tidy CSV file."""
    sheet = book.sheet(book.given.words.gettext("Data"))
    for position, name in enumerate(columns.COLUMNS):
        sheet.set_column(position, position, _DATA_WIDTHS.get(name, 13), book.formats["plain"])
        sheet.write_string(0, position, name, book.formats["head"])
    last = 0
    for last, row in enumerate(columns.rows(book.given), 1):
        for position, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(last, position, value)
            elif value:
                sheet.write_string(last, position, value)
    sheet.autofilter(0, 0, max(last, 1), len(columns.COLUMNS) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _codebook(book: Book) -> None:
    sheet = book.sheet(book.given.words.gettext("Codebook"))
    heads = [book.given.words.gettext("Column"), book.given.words.gettext("Code"), book.given.words.gettext("Meaning")]
    meaning = 96
    for position, (head, width) in enumerate(zip(heads, (18, 22, meaning), strict=True)):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, head, book.formats["head"])
    for row, entry in enumerate(codebook.entries(book.given), 1):
        look = book.formats["text" if entry.code else "group"]
        sheet.set_row(row, grid_sheets.height(entry.meaning, meaning))
        for position, text in enumerate((entry.column, entry.code, entry.meaning)):
            sheet.write_string(row, position, text, look)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
