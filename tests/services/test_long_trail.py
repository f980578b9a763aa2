"""A long trail is verified in memory that does not grow with it."""

from __future__ import annotations

import time
import tracemalloc
from dataclasses import asdict, replace
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, insert, update

from assessment import storage
from assessment.domain.trail import START, Line, canonical, commit_to, seal
from assessment.domain.trail_proof import FaultKind
from assessment.services import trail as trails
from assessment.storage import trail
from assessment.storage.tables import TrailDetail, TrailHead, TrailLine
from tests.conftest import LONG
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

LINES = 200_000 if LONG else 10_000
BYTES = 12_000_000
SALT = "00" * 16


def written(key: bytes) -> Iterator[Line]:
    """Give lines as the program would have written them."""
    previous = START
    for number in range(1, LINES + 1):
        commitment = commit_to(SALT, "amina", canonical({"comment": number}))
        line = Line(number, "2026-11-25T09:30:00.000000Z", "commented", f"subject{number}", commitment, previous, "")
        previous = seal(key, line)
        yield replace(line, digest=previous)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_long_trail_is_verified_in_bounded_memory(any_app: Flask) -> None:
    with any_app.app_context():
        with storage.transaction() as session:
            given = written(trail.key())
            while lines := list(islice(given, 5000)):
                last = lines[-1]
                details = [
                    {
                        "number": line.number,
                        "salt": SALT,
                        "actor": "amina",
                        "content": canonical({"comment": line.number}),
                    }
                    for line in lines
                ]
                session.execute(insert(TrailLine), [asdict(line) for line in lines])
                session.execute(insert(TrailDetail), details)
            session.execute(insert(TrailHead).values(id=1, number=LINES, digest=last.digest))
            session.execute(update(TrailLine).where(TrailLine.number == LINES // 2).values(event="submitted"))
            session.execute(delete(TrailLine).where(TrailLine.number == LINES - 5))
        tracemalloc.start()
        begin = time.monotonic()
        report = trails.verify(NOW)
        seconds, peak = time.monotonic() - begin, tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert [(fault.kind, fault.number) for fault in report.faults] == [
        (FaultKind.CHANGED, LINES // 2),
        (FaultKind.REMOVED, LINES - 5),
    ]
    assert peak < BYTES, f"{peak / 1e6:.1f} MB after {seconds:.1f} s"
