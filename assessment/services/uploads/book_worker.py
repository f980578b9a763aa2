"""The process that reads a whole workbook: the file on standard input, all sheets and the places of formulas on output.

``python -m assessment.services.uploads.book_worker --memory BYTES --seconds S --output BYTES --nice N``

Cells are taken as values. A formula is no value that somebody typed, so its place is told, and the book is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

from assessment.services.uploads import sheet_worker

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, LONGEST_CELL, MOST_FORMULAS = 40, 20_000, 80, 32_767, 20
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3}[0-9]{1,7})\"")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(calamine: Any, content: bytes) -> dict[str, Any]:  # noqa: ANN401 - a module that is loaded late
    """Return the rows of every sheet by its name, and the first formulas as (sheet, cell).

    Raises MemoryError when there is more than any questionnaire needs.
    """
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets: dict[str, Any] = {}
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if len(sheets) >= MOST_SHEETS or sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
            # Nothing is cut off in silence: who sends too much is told so.
            raise MemoryError
        rows = sheet.to_python(skip_empty_area=False)
        sheets[name] = [[sheet_worker.text_of(cell, LONGEST_CELL) for cell in row] for row in rows]
    return {"sheets": sheets, "formulas": formulas(content)}


def formulas(content: bytes) -> list[tuple[str, str]]:
    """Return where formulas stand."""
    found: list[tuple[str, str]] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name, path in _paths(archive):
            sheet = archive.read(path)
            for formula in _FORMULA.finditer(sheet):
                cells = _CELL.findall(sheet, max(0, formula.start() - 2_000), formula.start())
                found.append((name, cells[-1].decode() if cells else ""))
                if len(found) >= MOST_FORMULAS:
                    return found
    return found


def _paths(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return the sheets with their places in the archive."""
    # The archive was checked before and this process is confined, so that a hostile document harms nobody.
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - see above
    targets = {one.get("Id"): (one.get("Target") or "").removeprefix("/xl/") for one in relations}
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - see above
    named = [(one.get("name") or "", targets.get(one.get(_RELATION), "")) for one in book.iter() if one.get(_RELATION)]
    known = set(archive.namelist())
    return [(name, f"xl/{target}") for name, target in named if f"xl/{target}" in known]


if __name__ == "__main__":
    sheet_worker.run(read)
