"""The status board of a round as files: CSV and a spreadsheet; states and days, never answers."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from assessment.reports.aggregates.formulas import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in a CSV, its head in a sheet and its width there."""

    name: str
    head: str
    width: int


def as_csv(columns: Sequence[Column], rows: Sequence[Sequence[str | int | datetime | None]]) -> bytes:
    """Return UTF-8 with a mark, which spreadsheets need; moments in ISO form, texts guarded against formulas."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in columns])
    writer.writerows([[_plain(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def as_sheet(
    title: str, columns: Sequence[Column], rows: Sequence[Sequence[str | int | datetime | None]], *, rtl: bool = False
) -> bytes:
    """Return an XLSX workbook with one sheet; what people typed stays text, moments are dates in UTC."""
    # Loaded when somebody asks for a file, so that processes which serve pages stay small.
    xlsxwriter: Any = import_module("xlsxwriter")
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet(_fit(title))
        if rtl:
            sheet.right_to_left()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(0, number, column.head, bold)
        for line, row in enumerate(rows, 1):
            for number, cell in enumerate(row):
                _write(sheet, (line, number), cell, day)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    return made.getvalue()


def _write(sheet: Any, place: tuple[int, int], cell: str | int | datetime | None, day: Any) -> None:  # noqa: ANN401 - the library has no types
    match cell:
        case None | "":
            return
        case str():
            sheet.write_string(*place, cell)
        case int():
            sheet.write_number(*place, cell)
        case _:
            sheet.write_datetime(*place, cell, day)


def _plain(cell: str | int | datetime | None) -> str | int:
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell)
        case int():
            return cell
        case _:
            return cell.strftime("%Y-%m-%dT%H:%M:%SZ")


def _fit(title: str) -> str:
    """Return a name that a sheet can have."""
    return "".join(" " if character in "[]:*?/\\'" else character for character in title)[:31].strip() or "Board"
