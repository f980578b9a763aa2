"""What taking released figures costs: all releases as one table beside a bare csv.writer, each kind of file once."""

from __future__ import annotations

import csv
import sqlite3
import statistics
import tempfile
import time
import tracemalloc
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from assessment import storage
from assessment.app import create_app
from assessment.config import Settings
from assessment.domain.disclosure.cells import Cell, Measure
from assessment.services.releases import files, kinds, taking
from assessment.storage.tables import ReleaseFile
from tests import factories, releases
from tests.bench.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RELEASES, CELLS = 8, 12_500
_CHUNK = 1000
_REPEATED = 5


def run() -> Iterator[Row]:
    """Give the rows one by one."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_env({"INSTANCE": folder}))
        with app.app_context():
            storage.migrate()
            for _number in range(RELEASES):
                releases.release(_cells())
            yield from _series(Path(folder) / "assessment.sqlite3")
            yield from _files()
            storage.db.session.remove()
            storage.db.engine.dispose()


def _cells() -> list[Cell]:
    """Return as many cells as a large release has: the example's, and copies of one in other places."""
    found = list(releases.cells())
    number = 0
    while len(found) < CELLS:
        sector, item = f"S{number // 400}", f"TRA-{number % 400}"
        place = (f"region-{number % 9}", sector)
        found.append(Cell("region-sector", *place, Measure.SCORE, item, "mean", number % 101, 5 + number % 40 * 5))
        number += 1
    return [replace(cell) for cell in found]


def _series(database: Path) -> Iterator[Row]:
    begun_first, begun = _streamed()
    timed = [_streamed() for _ in range(_REPEATED)]
    first, whole = (statistics.median(one) for one in zip(*timed, strict=True))
    bare = statistics.median(_bare(database) for _ in range(_REPEATED))
    name = f"all releases as one table, {RELEASES * CELLS:,} rows"
    yield Row(f"{name}: first figures", first * 1000, "ms", 100)
    yield Row(f"{name}: all", whole * 1000, "ms")
    yield Row("  beside: a bare csv.writer over a cursor of the same cells", bare * 1000, "ms")
    yield Row("  ratio", whole / bare, "times", 1.5)
    yield Row("  extra memory at its peak", _peak(), "MiB", 30)
    yield Row(
        "  the very first time, when each release is read and checked: first figures", begun_first * 1000, "ms", 100
    )
    yield Row("  the same: ratio of all", begun / bare, "times")


def _peak() -> float:
    """Return how much memory the very first streaming takes at its peak, in MiB."""
    storage.db.session.query(ReleaseFile).delete()
    storage.db.session.commit()
    tracemalloc.start()
    _streamed()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024**2


def _streamed() -> tuple[float, float]:
    """Return the CPU seconds until the first byte and until the last."""
    start = time.process_time()
    pieces = taking.series("en", frozenset(), factories.NOW)
    # After the head of the table, the first figures.
    next(pieces)
    next(pieces)
    first = time.process_time() - start
    for _piece in pieces:
        pass
    return first, time.process_time() - start


def _bare(database: Path) -> float:
    connection = sqlite3.connect(database)
    start = time.process_time()
    cursor = connection.execute(
        "SELECT table_id, first, second, measure, item, statistic, value, count, status, reason, as_of"
        " FROM release_cell ORDER BY release_id, position"
    )
    while chunk := cursor.fetchmany(_CHUNK):
        _encoded(chunk)
    taken = time.process_time() - start
    connection.close()
    return taken


def _encoded(rows: Iterable[Iterable[object]]) -> bytes:
    made = StringIO(newline="")
    csv.writer(made).writerows(rows)
    return made.getvalue().encode()


def _files() -> Iterator[Row]:
    """Time each kind of file of a large release, read and made anew."""
    for kind in kinds.KINDS.values():
        if kind.is_long or kind.needs_country:
            continue
        start = time.process_time()
        ready = files.make(files.identify(files.Wish(RELEASES, kind.id)), factories.NOW)
        yield Row(f"file of {CELLS:,} cells: {kind.id}", (time.process_time() - start) * 1000, "ms")
        yield Row("  its size", ready.size / 1024, "kB")
