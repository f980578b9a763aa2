"""The process that reads a spreadsheet: the file on standard input, the cells of its first sheet as JSON on output.

``python -m assessment.services.uploads.sheet_worker --memory BYTES --seconds S --output BYTES --nice N``

Cells are taken as values: what a formula last came to, never the formula. It reads one row more than are taken, so that
the one who asks can tell a sheet that is too long. What goes wrong ends as one coded line, without text of the file.
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from assessment.reports import confinement
from assessment.reports.errors import ReportFailed, ReportTooLarge

if TYPE_CHECKING:
    from collections.abc import Callable

# With room for a heading and the titles above two thousand rows, and one that is too many.
MOST_ROWS = 2_021
MOST_COLUMNS = 60
LONGEST_CELL = 2_000


def main() -> None:
    """Read the first sheet."""
    run(read)


def run(read: Callable[[Any, bytes], object]) -> None:
    """Read with this function, write what it returns as JSON; or say in one line why not."""
    options = _options()
    confinement.limit(options.memory, options.seconds, options.output, options.nice)
    try:
        # Loaded under the limits, and before the doors are closed.
        calamine = importlib.import_module("python_calamine")
        content = sys.stdin.buffer.read()
        confinement.confine()
        rows = read(calamine, content)
        sys.stdout.write(json.dumps(rows, ensure_ascii=True))
        sys.stdout.flush()
    except (MemoryError, OSError):
        _fail(ReportTooLarge.code, "memory")
    except BaseException as failure:  # noqa: BLE001 - the library ends a strange file in many ways
        _fail(ReportFailed.code, type(failure).__name__)


def read(calamine: Any, content: bytes) -> list[list[str]]:  # noqa: ANN401 - a module that is loaded late
    """Return the rows of the first sheet from its first row on, each cell as a text."""
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    if not book.sheet_names:
        return []
    sheet = book.get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
    return [[text_of(cell, LONGEST_CELL) for cell in row[:MOST_COLUMNS]] for row in rows]


def text_of(cell: object, longest: int) -> str:
    """Return a cell as a text."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() | date():
            return cell.isoformat()
        case _:
            return str(cell)[:longest]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="assessment.services.uploads.sheet_worker", description=__doc__)
    for name in ("memory", "seconds", "output", "nice"):
        parser.add_argument(f"--{name}", type=int, required=True)
    return parser.parse_args()


def _fail(code: str, reason: str) -> NoReturn:
    sys.stderr.write(json.dumps({"error": code, "reason": reason}) + "\n")
    sys.stderr.flush()
    sys.exit(1)


if __name__ == "__main__":
    main()
