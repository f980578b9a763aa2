"""Tables that people send: CSV in the encodings that spreadsheets write, pasted cells, XLSX and ODS; as rows of texts.

Nothing of a spreadsheet is opened in this process: a confined one reads it, after its archive was checked.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import sys
from enum import Enum
from typing import IO, Final

from assessment.reports import process
from assessment.reports.errors import ReportError, ReportTooLarge, ReportTooSlow
from assessment.services.uploads import names, sheet_worker
from assessment.services.uploads.checking import LARGEST_FILE, check_upload
from assessment.services.uploads.refusals import Refusal, Refused

MOST_ROWS: Final = 2_000
_ALLOWED: Final = sheet_worker.MOST_ROWS - 1
ENDINGS: Final = frozenset({"csv", "tsv", "txt", "xlsx", "ods"})
_BOOKS: Final = frozenset({"xlsx", "ods"})
_WORKER: Final = (sys.executable, "-s", "-m", "assessment.services.uploads.sheet_worker")
_LIMITS: Final = process.Limits(seconds=20, memory=512 * 1024**2, input=LARGEST_FILE, output=64 * 1024**2, niceness=5)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_SEPARATORS: Final = ("\t", ";", ",", "|")
_LONGEST: Final = sheet_worker.LONGEST_CELL
Rows = list[list[str]]


class Trouble(Enum):
    """Why a table cannot be read, beside what `Refusal` names."""

    ENCODING = "encoding"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_LONG = "too-long"
    NO_ROWS = "no-rows"
    QUOTES = "quotes"
    BROKEN = "broken"
    KIND = "kind"


class Unreadable(ValueError):
    """The table cannot be read; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def read_file(stream: IO[bytes], given_name: str) -> Rows:
    """Return the rows of a file; raise Refused or Unreadable. The stream is read to its end."""
    ending = names.ending(names.safe_name(given_name))
    if ending not in ENDINGS:
        raise Unreadable(Trouble.KIND) if ending not in {"zip", "xls", "xlsm", "xlsb"} else _refused(ending)
    if ending in _BOOKS:
        check_upload(stream, given_name)
        return _checked(_read_book(stream.read()))
    content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Refused(Refusal.TOO_LARGE)
    if not content.strip():
        raise Refused(Refusal.EMPTY)
    return read_text(_decoded(content))


def read_text(text: str) -> Rows:
    """Return the rows of pasted or decoded text, whichever separator it uses; raise Unreadable."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=lambda one: (head.count(one), -_SEPARATORS.index(one)))
    found: Rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            found.append([_unescaped(cell[:_LONGEST]) for cell in row[: sheet_worker.MOST_COLUMNS]])
            if len(found) > _ALLOWED:
                break
    except csv.Error as error:
        raise Unreadable(Trouble.TOO_LONG if "field larger" in str(error) else Trouble.QUOTES) from None
    return _checked(found)


def _decoded(content: bytes) -> str:
    """Return the text of a file; what is neither UTF-8 nor marked as UTF-16 is not guessed at."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(Trouble.ENCODING) from None
    if "\x00" in text:
        raise Unreadable(Trouble.ENCODING)
    return text


def _read_book(content: bytes) -> Rows:
    try:
        made = process.work(content, _WORKER, _LIMITS)
    except (ReportTooLarge, ReportTooSlow):
        raise Refused(Refusal.UNPACKS_TOO_LARGE) from None
    except ReportError:
        raise Refused(Refusal.DAMAGED) from None
    try:
        rows = json.loads(made)
        return [[str(cell) for cell in row] for row in rows]
    except (ValueError, TypeError):
        raise Unreadable(Trouble.BROKEN) from None


def _checked(rows: Rows) -> Rows:
    if not any(cell.strip() for row in rows for cell in row):
        raise Unreadable(Trouble.NO_ROWS)
    if len(rows) > _ALLOWED:
        raise Unreadable(Trouble.TOO_MANY_ROWS)
    return rows


def _unescaped(cell: str) -> str:
    """Take back the apostrophe that our own files put before what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


def _refused(ending: str) -> Refused:
    return Refused(Refusal.ARCHIVE if ending == "zip" else Refusal.OLD_OFFICE)
