"""Sheets for inviting: an empty one to fill in with what can be written where, and one with rows to be mended."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTH, _WIDE = 26, 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the titles of its columns, its rows as texts; `wide` columns come last or have a title."""

    name: str
    titles: tuple[str, ...]
    rows: Sequence[Sequence[str]] = ()
    wide: int = 0
    wide_titles: frozenset[str] = frozenset()


def workbook(sheets: Sequence[Sheet], direction: str) -> bytes:
    """Return an XLSX workbook; what people typed stays text, also where it looks like a formula."""
    xlsxwriter: Any = import_module("xlsxwriter")
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options) as book:
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#0E2A6B", "font_color": "#FFFFFF"}
        )
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for one in sheets:
            _write(book.add_worksheet(one.name[:31]), one, direction, (head, plain))
    return made.getvalue()


def _write(sheet: Any, one: Sheet, direction: str, styles: tuple[Any, Any]) -> None:  # noqa: ANN401 - the library has no types
    head, plain = styles
    if direction == "rtl":
        sheet.right_to_left()
    sheet.set_row(0, 30)
    for column, title in enumerate(one.titles):
        is_wide = column >= len(one.titles) - one.wide or title.rpartition(".")[2] in one.wide_titles
        sheet.set_column(column, column, _WIDE if is_wide else _WIDTH)
        sheet.write_string(0, column, title, head)
    for number, row in enumerate(one.rows, 1):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, plain)
    sheet.freeze_panes(1, 0)


def comma_separated(sheet: Sheet) -> bytes:
    """Return a sheet as CSV in UTF-8 with its mark, which spreadsheets need; no cell can become a formula."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(sheet.titles)
    writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in sheet.rows)
    return made.getvalue().encode("utf-8-sig")
