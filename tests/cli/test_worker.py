"""The worker as a real process beside the server: jobs survive its death, everything stops when it should."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assessment.cli.working import Brief
from assessment.services import documents, jobs
from assessment.services.documents import Wish
from assessment.storage import db
from assessment.storage import jobs as stored
from tests import results
from tests.journeys.conftest import free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from assessment.services.places import Place

pytestmark = pytest.mark.slow
WEB_AND_WORKER, ONE_OF_EACH = 250, 512


class Started(subprocess.Popen[bytes]):
    """A command of the program, with the address under which it would serve."""

    address = ""


@contextmanager
def started(app: Flask, *arguments: str) -> Iterator[Started]:
    """Run a command of the program on the test's data folder; it is stopped and waited for at the end."""
    environment = os.environ | {"INSTANCE": app.instance_path, "PORT": str(free_port())}
    command = [sys.executable, "-m", "assessment", *arguments]
    process = Started(command, env=environment, stdout=subprocess.DEVNULL)
    process.address = f"http://127.0.0.1:{environment['PORT']}/"
    try:
        yield process
    finally:
        process.terminate()
        process.wait(90)


def until(is_so: Callable[[], object], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def ask(app: Flask) -> tuple[Place, str]:

    with app.app_context():
        place = results.stored()
        return place, documents.request_report(place, Wish(), "", datetime.now(UTC))


def state(app: Flask, key: str) -> str:
    with app.app_context():
        found = jobs.progress(key)
        return found.state if found else ""


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def family(pid: int) -> list[int]:
    return [pid] + [one for child in children(pid) for one in family(child)]


def megabytes(pids: list[int]) -> float:
    """Return the proportional memory of processes, each shared page counted once in all."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def test_a_report_is_made_although_the_first_worker_is_killed_in_the_middle(app: Flask) -> None:
    _, key = ask(app)
    with started(app, "worker") as first:
        until(lambda: state(app, key) == "running" and children(first.pid))
        first.send_signal(signal.SIGKILL)
        first.wait(90)
    assert state(app, key) == "running"
    with app.app_context():
        job = stored.of_key(db.session, key)
        assert job is not None
        assert job.leased_until is not None
        # Nobody waits for the lease to end: it is set back instead.
        job.leased_until -= 2 * jobs.LEASE
        db.session.merge(job)
        db.session.commit()
    with started(app, "worker"):
        until(lambda: state(app, key) == "done")
    with app.app_context():
        job = stored.of_key(db.session, key)
    assert job is not None
    assert job.attempts == 2


def test_a_worker_that_is_told_to_stop_gives_its_job_back_at_once(app: Flask) -> None:
    _, key = ask(app)
    with started(app, "worker") as process:
        until(lambda: state(app, key) == "running" and children(process.pid))
        process.terminate()
        assert process.wait(90) == 0
    with app.app_context():
        job = stored.of_key(db.session, key)
    assert job is not None
    assert (job.state, job.attempts) == ("waiting", 0)


def test_the_server_keeps_one_worker_and_takes_it_along_when_it_stops(app: Flask) -> None:
    with started(app, "serve") as server:
        wait_for(server.address)
        until(lambda: len(children(server.pid)) == 3)
        _, first = ask(app)
        until(lambda: state(app, first) == "done")
        doing = [pid for pid in children(server.pid) if is_idle_listener(pid)]
        before = children(server.pid)
        for pid in doing or before[:1]:
            os.kill(pid, signal.SIGKILL)
        until(lambda: len(children(server.pid)) == len(before) and children(server.pid) != before)
        _, second = ask(app)
        until(lambda: state(app, second) == "done")
        everybody = family(server.pid)
        server.send_signal(signal.SIGINT)
        server.wait(90)
    until(lambda: not any(is_running(pid) for pid in everybody))


def is_running(pid: int) -> bool:
    """Whether a process is there and more than an entry that nobody has asked about yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def is_idle_listener(pid: int) -> bool:
    """Whether a process of the server has but one thread beside its heartbeat: the one that does the jobs."""
    return len(list(Path(f"/proc/{pid}/task").iterdir())) == 2


def test_two_processes_for_pages_and_the_worker_rest_below_250_megabytes(app: Flask) -> None:
    with started(app, "serve") as server:
        wait_for(server.address)
        for _ in range(8):
            wait_for(server.address)
        until(lambda: len(children(server.pid)) == 3)
        time.sleep(2)

        assert megabytes(family(server.pid)) < WEB_AND_WORKER


def test_with_one_process_for_pages_the_whole_stays_below_512_megabytes_while_a_report_is_made(app: Flask) -> None:
    with started(app, "serve", "--workers", "1") as server:
        wait_for(server.address)
        _, key = ask(app)
        peak = 0.0
        while state(app, key) != "done":
            peak = max(peak, megabytes(family(server.pid)))
            time.sleep(0.1)

    assert 0 < peak < ONE_OF_EACH


def test_the_log_of_a_worker_tells_no_text_of_an_exception() -> None:
    try:
        int("amina@example.org")
    except ValueError:
        record = logging.LogRecord("worker", logging.ERROR, "", 1, "a job failed", (), sys.exc_info())
    line = Brief("%(message)s").format(record)

    assert line.startswith("a job failed\nValueError\n")
    assert "amina" not in line
