"""One value per cell, wherever it is shown: reads cells back from files and compares them with the release.

To add a format, write a function that returns what it shows by key, and give that to `differences`. Values and numbers
behind them are compared as numbers; what is withheld has to be None.
"""

from __future__ import annotations

import csv
import json
import re
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from assessment.reports.aggregates.columns import COLUMNS, DIMENSIONS, NOT_APPLICABLE, TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessment.domain.disclosure.publishable import PublishableTable

Key = tuple[str, ...]
Shown = tuple[int | None, int | None]


def released(table: PublishableTable) -> dict[Key, Shown]:
    """Return value and number of organisations of every cell."""
    return {cell.key: (cell.value, cell.count) for cell in table.cells}


def differences(table: PublishableTable, found: Mapping[Key, Shown], *, whole: bool = True) -> list[str]:
    """Return every cell that a format shows differently, invents, or, where it should be `whole`, leaves out."""
    cells = released(table)
    wrong = [f"{key}: {shown}, not {cells.get(key)}" for key, shown in found.items() if shown != cells.get(key)]
    return wrong + [f"{key} is missing" for key in cells if whole and key not in found]


def from_csv(content: bytes) -> dict[Key, Shown]:
    """Return what a tidy CSV file shows, of one release."""
    return _by_key(list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""))))


def from_json(content: bytes) -> dict[Key, Shown]:
    """Return what a JSON file shows."""
    names = ("table", "first", "second", "measure", "item", "statistic")
    return {
        tuple(cell[name] for name in names): (cell["value"], cell["organisations"])
        for cell in json.loads(content)["cells"]
    }


def _by_key(rows: Iterable[Mapping[str, Any]]) -> dict[Key, Shown]:
    found: dict[Key, Shown] = {}
    for row in rows:
        key = _key(row)
        assert key not in found, key
        found[key] = (_number(row["OBS_VALUE"]), _number(row["N"]))
    return found


def _key(row: Mapping[str, Any]) -> Key:
    """Return a cell's key from the columns of its row."""
    cuts = {name: str(row[column]) for name, column in DIMENSIONS.items() if str(row[column]) not in {TOTAL, "_Z"}}
    is_trend = "base" in cuts
    base = [cuts.pop("base")] if is_trend else []
    names = list(cuts)
    # Regions stand before sectors and sizes in tables as in columns, countries before sectors.
    table = "-".join((["trend"] if is_trend else []) + (names or ["all"]))
    values = [*cuts.values(), *base] if names else ["", *base]
    first, second = [*values, "", ""][:2]
    item = "" if row["ITEM"] == NOT_APPLICABLE else str(row["ITEM"])
    return (table, first, second, str(row["MEASURE"]), item, str(row["STATISTIC"]))


def _number(value: object) -> int | None:
    return None if value in ("", None) else int(str(value))


def data_sheet(content: bytes) -> list[dict[str, Any]]:
    """Return the rows of the workbook's sheet with one row for each cell; its columns are those of the CSV file."""
    import openpyxl  # noqa: PLC0415 - slow to load

    book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    sheet = next(
        sheet for sheet in book if next(sheet.iter_rows(max_row=1, values_only=True))[: len(COLUMNS)] == COLUMNS
    )
    return [dict(zip(COLUMNS, row, strict=False)) for row in sheet.iter_rows(min_row=2, values_only=True)]


def from_data_sheet(content: bytes) -> dict[Key, Shown]:
    """Return what the workbook's sheet with one row for each cell shows."""
    return _by_key(data_sheet(content))


def from_sheets(content: bytes) -> dict[Key, int | None]:
    """Return the values that the workbook's formatted sheets show, read by the codes that are folded away."""
    import openpyxl  # noqa: PLC0415 - slow to load

    found: dict[Key, int | None] = {}
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        heads: list[Any] = [cell.value for cell in sheet[5]][4:] if sheet.max_row > 5 else []
        for row in sheet.iter_rows(min_row=6, values_only=True):
            code = str(row[0] or "")
            if code.count("|") == 4:
                _line(found, code.split("|"), dict(zip(heads, row[4:], strict=False)))
            elif ":" in code:
                heads = code.split(":")[1:]
    return found


def from_page(html: str) -> dict[Key, int | None]:
    """Return the values that a document shows; each figure names its cell. One shown twice has to be the same twice."""
    from tests import pages  # noqa: PLC0415 - slow to load

    found: dict[Key, int | None] = {}
    for element in pages.parse(html).tree.iter():
        if key := element.get("data-key"):
            told = "".join(element.itertext()).replace("\u2212", "-")
            number = re.search(r"-?\d+", _together(told))
            value = int(number[0]) if number else None
            assert found.setdefault(tuple(key.split("|")), value) == value, key
    return found


def from_pdf(content: bytes, html: str) -> dict[Key, int | None]:
    """Return the values that stand in the tables of a PDF; the page it is made from says which cell stands where.

    Only the places come from the page; every number is read from the PDF.
    """
    from tests import pages  # noqa: PLC0415 - slow to load
    from tests.reports import pdf_tables  # noqa: PLC0415 - as above

    found: dict[Key, int | None] = {}
    on_page = pages.parse(html).all("table")
    for table, read in zip(on_page, pdf_tables.pieces(content), strict=True):
        for row, fields in zip(table.iter(f"{pages.NAMESPACE}tr"), read, strict=True):
            for field, parts in zip(row, fields, strict=True):
                keys = [tuple(key.split("|")) for one in field.iter() if (key := one.get("data-key"))]
                for names, value in zip(keys, _numbers(parts, len(keys)), strict=True):
                    assert found.setdefault(names, value) == value, names
    return found


def _numbers(parts: Sequence[str], cells: int) -> list[int | None]:
    """Return what the pieces of a field tell of its cells: fewer pieces than cells are letters that hold for all."""
    plain = [_together(part.strip("·%*").replace("\u2212", "-")) for part in parts if cells]
    numbers = [int(part) if re.fullmatch(r"[+-]?\d+", part) else None for part in plain]
    if len(numbers) >= cells:
        return numbers
    assert not any(re.search(r"\d", part) for part in plain), parts
    return [None] * cells


def _together(told: str) -> str:
    """Return words with the groups of digits of their numbers put together, whatever stood between them."""
    return re.sub(r"(?<=\d)[.,’\s](?=\d{3}(?!\d))", "", told)


def _line(found: dict[Key, int | None], names: list[str], values: Mapping[Any, Any]) -> None:
    table, measure, item, figure, other = names
    for head, value in values.items():
        if head is None or value is None:
            continue
        places = [place for place in ("" if not figure or table == "all" else str(head),) if place]
        if table.startswith("trend"):
            places = [*(places or [""]), other]
        elif other:
            places = [other, *places]
        first, second = [*places, "", ""][:2]
        key = (table, first, second, measure, item, figure or str(head))
        assert key not in found, key
        found[key] = None if str(value).startswith(":") else int(value)
