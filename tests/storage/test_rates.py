"""Counters that several processes share."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from assessment.storage.rates import Rates

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def rates(tmp_path: Path) -> Rates:
    made = storage_from_string(f"rates://{tmp_path}/rates.sqlite3")
    assert isinstance(made, Rates)
    return made


def test_the_library_counts_with_it(rates: Rates) -> None:
    limiter = FixedWindowRateLimiter(rates)

    assert [limiter.hit(parse("2 per minute"), "somebody") for _ in range(3)] == [True, True, False]


def test_a_counter_begins_anew_when_its_time_is_over(rates: Rates) -> None:
    rates.incr("key", 1)
    rates.incr("key", 1)
    time.sleep(1.1)

    assert (rates.get("key"), rates.incr("key", 1)) == (0, 1)


def test_an_attempt_is_taken_back_but_never_below_none(rates: Rates) -> None:
    rates.incr("key", 60)

    assert [rates.incr("key", 60, -1), rates.incr("key", 60, -1)] == [0, 0]


def test_the_end_of_a_window_stays_where_it_was(rates: Rates) -> None:
    rates.incr("key", 60)
    before = rates.get_expiry("key")
    rates.incr("key", 60)

    assert rates.get_expiry("key") == before


def test_one_counter_or_all_are_forgotten(rates: Rates) -> None:
    for key in ("a", "b", "c"):
        rates.incr(key, 60)
    rates.clear("a")

    assert (rates.get("a"), rates.get("b"), rates.reset(), rates.get("b")) == (0, 1, 2, 0)


def test_a_broken_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "rates.sqlite3").write_bytes(b"this is no database, and long enough to be seen as none" * 40)
    made = storage_from_string(f"rates://{tmp_path}/rates.sqlite3")
    assert isinstance(made, Rates)

    assert not made.check()


@pytest.mark.slow
def test_no_attempt_is_lost_between_processes(tmp_path: Path, rates: Rates) -> None:
    code = (
        "import sys; from limits.storage import storage_from_string; import assessment.storage.rates\n"
        "store = storage_from_string(sys.argv[1])\nfor _ in range(100): store.incr('key', 600)"
    )
    command = [sys.executable, "-c", code, f"rates://{tmp_path}/rates.sqlite3"]
    running = [subprocess.Popen(command) for _ in range(4)]

    assert [process.wait(120) for process in running] == [0, 0, 0, 0]
    assert rates.get("key") == 400
