"""Workbooks that people send: every sheet as rows of texts, read in a confined process."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import Final

from assessment.reports import process
from assessment.reports.errors import ReportError, ReportTooLarge, ReportTooSlow
from assessment.services.uploads.checking import LARGEST_FILE, check_upload
from assessment.services.uploads.refusals import Refusal, Refused

_WORKER: Final = (sys.executable, "-s", "-m", "assessment.services.uploads.book_worker")
_LIMITS: Final = process.Limits(seconds=30, memory=768 * 1024**2, input=LARGEST_FILE, output=64 * 1024**2, niceness=5)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: the rows of each sheet by its name, and where formulas stand."""

    sheets: dict[str, list[list[str]]]
    formulas: tuple[tuple[str, str], ...]


def read_book(content: bytes) -> Book:
    """Return what a workbook (XLSX) holds; raise Refused."""
    check_upload(io.BytesIO(content), "workbook.xlsx")
    try:
        made = json.loads(process.work(content, _WORKER, _LIMITS))
    except (ReportTooLarge, ReportTooSlow):
        raise Refused(Refusal.UNPACKS_TOO_LARGE) from None
    except (ReportError, ValueError):
        raise Refused(Refusal.DAMAGED) from None
    sheets = {str(name): [[str(cell) for cell in row] for row in rows] for name, rows in made["sheets"].items()}
    return Book(sheets, tuple((str(sheet), str(cell)) for sheet, cell in made["formulas"]))
