"""Released cells as CSV (RFC 4180): one row for each cell, in columns that statistical programs know, as a stream."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from assessment.reports.aggregates import columns
from assessment.reports.aggregates.formulas import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assessment.reports.aggregates.columns import Row
    from assessment.reports.aggregates.given import Given

# Programs that do not expect UTF-8 recognise it by this.
MARK = b"\xef\xbb\xbf"
_CHUNK = 1000


def stream(releases: Iterable[Given], *, mark: bool = False) -> Iterator[bytes]:
    """Yield a CSV file of one or several releases in pieces; the head of the table comes at once."""
    yield (MARK if mark else b"") + HEAD
    for given in releases:
        waiting = _lines(given)
        while chunk := "".join(islice(waiting, _CHUNK)):
            yield chunk.encode()


def write(given: Given, *, mark: bool = False) -> bytes:
    """Return the CSV file of one release."""
    return b"".join(stream([given], mark=mark))


def written(rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as lines of CSV; numbers stay numbers, and no text is one that a spreadsheet would run."""
    made = StringIO(newline="")
    safe = ([guarded(field) if isinstance(field, str) else field for field in row] for row in rows)
    csv.writer(made, lineterminator="\r\n").writerows(safe)
    return made.getvalue().encode()


def _lines(given: Given) -> Iterator[str]:
    """Yield the line of each cell, put together from parts that were written once: few codes stand in many cells."""
    for cell, parts in columns.parts(given, _part):
        head, place, kind, unit, end = parts
        value = "" if cell.value is None else cell.value
        count = "" if cell.count is None else cell.count
        yield f"{head},{place},{kind},{value},{unit},{count},{end}\r\n"


def _part(fields: Row) -> str:
    return written([fields]).decode().rstrip("\r\n")


# The line of column names, the same in every file.
HEAD = written([columns.COLUMNS])
