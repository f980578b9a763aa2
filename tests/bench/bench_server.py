"""What pages and saves cost on the real server, beside an empty route and a bare commit on the same server.

Two processes serve a database of 2,000 organisations and 6,000 assessments; requests of all kinds are sent by turns.
What counts are the ratios of processor time, and the counts: of calls, SQL statements and bytes.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from assessment.content import files
from assessment.storage import db
from tests import counting, factories
from tests.bench import world
from tests.bench.row import Row
from tests.serving import Server, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.world import World

ROUNDS, PER_ROUND = 8, 40
WRITERS, SAVES = 16, 60
WSGI = "tests.bench.served:app"
# Nineteen questions are shown on one page; twenty are saved on another.
SECTION, LONGER = "HAO", "DNF"
MEBIBYTE = 1024 * 1024


@dataclass
class Kind:
    """One kind of request with what was measured of it."""

    name: str
    send: Callable[[Writer], tuple[int, int]]
    seconds: list[float] = field(default_factory=list)
    cpu: float = 0.0
    size: int = 0

    @property
    def cpu_ms(self) -> float:
        return self.cpu / len(self.seconds) * 1000

    @property
    def p50(self) -> float:
        return statistics.median(self.seconds) * 1000

    @property
    def p99(self) -> float:
        return percentile(self.seconds, 99)


def percentile(seconds: list[float], share: int) -> float:
    """Return a percentile in milliseconds."""
    return statistics.quantiles(seconds, n=100)[share - 1] * 1000


def cpu(pids: list[int]) -> float:
    """Return the processor seconds that processes have used, in all their threads."""
    tasks = [task for pid in pids for task in Path(f"/proc/{pid}/task").iterdir()]
    return sum(int((task / "schedstat").read_text("ascii").split()[0]) for task in tasks) / 1e9


def get(address: str) -> Callable[[Writer], tuple[int, int]]:
    def send(writer: Writer) -> tuple[int, int]:
        status, page = writer.request("GET", address)
        return status, len(page)

    return send


class Saver:
    """Saves other notes of the first questions of a section each time, from the version that it saw last."""

    def __init__(self, assessment: str, section: str, count: int) -> None:
        self.assessment, self.section, self.count = assessment, section, count
        self.versions: dict[str, int] = {}
        self.csrf = ""

    def __call__(self, writer: Writer) -> tuple[int, int]:
        own = replace(writer, assessment=self.assessment, section=self.section)
        if not self.versions:
            self.versions = dict(list(own.see().items())[-self.count :])
            self.csrf = own.csrf
        form = [("csrf_token", self.csrf), ("save_id", str(uuid.uuid4()))]
        for question in self.versions:
            form += [(f"{question}.version", str(self.versions[question])), (f"{question}.note", str(uuid.uuid4()))]
            self.versions[question] += 1
        status, page = own.request("POST", own.address, form, "application/json")
        writer.connection = own.connection
        return status, len(page)


def kinds(built: World) -> list[Kind]:
    """Return the kinds of requests; the first three are the yardsticks."""
    base = f"/assessments/{built.assessment}"
    return [
        Kind("empty Flask route", get("/bench/bare")),
        Kind("empty route of the application", get("/bench/empty")),
        Kind("bare commit of one row", get("/bench/commit")),
        Kind("section page", get(f"{base}/sections/{SECTION}")),
        Kind("save of 1 answer", Saver(built.assessment, SECTION, 1)),
        Kind("save of 20 answers", Saver(built.assessment, LONGER, 20)),
        Kind("progress page", get(base)),
        Kind("result page", get(f"{base}/result")),
        Kind("stored report", get(built.report)),
    ]


@contextmanager
def served(built: World, **options: int) -> Iterator[tuple[Server, Writer]]:
    """Serve a database and give a writer who is signed in."""
    server = Server(built.app, WSGI, **options)  # type: ignore[arg-type] # numbers and switches of the server
    server.start()
    writer = Writer(server, built.assessment, SECTION)
    try:
        with built.app.app_context():
            yield server, writer.sign_in(built.owner)
    finally:
        writer.close()
        server.stop()


def measure(server: Server, writer: Writer, asked: list[Kind]) -> None:
    """Send all kinds by turns, so that what else the machine does falls on all alike."""
    for kind in asked:
        for _ in range(8):
            assert kind.send(writer)[0] == 200, kind.name
    pids = server.pids()
    for _ in range(ROUNDS):
        for kind in asked:
            before = cpu(pids)
            for _ in range(PER_ROUND):
                start = time.monotonic()
                status, kind.size = kind.send(writer)
                kind.seconds.append(time.monotonic() - start)
                assert status == 200, kind.name
            kind.cpu += cpu(pids) - before


AIMS = {"section page": 7.0, "save of 1 answer": 10.0, "stored report": 3.0}
CALLS = {"section page": 6000, "save of 1 answer": 5000}


def rows_of(asked: list[Kind]) -> Iterator[Row]:
    empty = asked[0].cpu_ms
    for kind in asked:
        yield Row(f"{kind.name}: CPU", kind.cpu_ms, "ms")
        yield Row(f"{kind.name}: p50", kind.p50, "ms")
        yield Row(f"{kind.name}: p99", kind.p99, "ms")
        yield Row(
            f"{kind.name}: requests a second over one connection", 1000 / statistics.fmean(kind.seconds) / 1000, "/s"
        )
        yield Row(f"{kind.name}: CPU / empty Flask route", kind.cpu_ms / empty, "x", AIMS.get(kind.name))


def counts(built: World) -> Iterator[Row]:
    """Count calls, statements and bytes of the same requests in this process."""
    client = built.app.test_client()
    built.app.config["WTF_CSRF_ENABLED"] = False
    factories.sign_in(built.app, client, built.owner)
    base = f"/assessments/{built.assessment}"
    section = f"{base}/sections/{SECTION}"
    pages = {"section page": section, "progress page": base, "result page": f"{base}/result"}
    for name, address in (pages | {"stored report": built.report}).items():
        counting.cost(built.app, client, address)
        found = counting.cost(built.app, client, address)
        yield from _counted(name, found)
    for number, part in ((1, SECTION), (20, LONGER)):
        questions = [q.id for q in files.load("altai", "2020.1").questions if q.section == part][-number:]
        for attempt in (0, 1):
            form = {"save_id": str(uuid.uuid4())}
            with built.app.app_context():
                query = "select question_id, version from answer where assessment_id = :a"
                present = {row[0]: row[1] for row in db.session.execute(text(query), {"a": built.assessment})}
            for question in questions:
                form |= {f"{question}.version": str(present.get(question, 0)), f"{question}.note": f"{uuid.uuid4()}"}
            found = counting.cost(
                built.app, client, f"{base}/sections/{part}", data=form, headers={"Accept": "application/json"}
            )
            if attempt:
                yield from _counted(f"save of {number} answer{'s' * (number > 1)}", found)


def _counted(name: str, found: counting.Cost) -> Iterator[Row]:
    yield Row(f"{name}: function calls", found.calls, "calls", CALLS.get(name))
    yield Row(f"{name}: SQL statements", found.statements, "", 6 if name == "section page" else None)
    yield Row(f"{name}: bytes, compressed", found.bytes, "B")


def concurrent_writers(built: World, server: Server) -> Iterator[Row]:
    """Let sixteen people save at once, each in a section of their own."""
    seconds: list[float] = []
    places = [(a, s) for a in (built.assessment, *built.others) for s in ("TRA", "SEW", "ACC")][:WRITERS]
    start = threading.Barrier(WRITERS)

    def work(place: tuple[str, str]) -> list[float]:
        writer = Writer(server, place[0], SECTION).sign_in(built.owner)
        saver, own = Saver(*place, 1), []
        saver(writer)
        start.wait(60)
        for _ in range(SAVES):
            begin = time.monotonic()
            status, _ = saver(writer)
            own.append(time.monotonic() - begin)
            assert status == 200, status
        writer.close()
        return own

    with ThreadPoolExecutor(WRITERS) as pool:
        for own in pool.map(work, places):
            seconds += own
    p50, p99 = statistics.median(seconds) * 1000, percentile(seconds, 99)
    yield Row("16 writers at once: p50", p50, "ms")
    yield Row("16 writers at once: p99", p99, "ms")
    yield Row("16 writers at once: p99 / p50", p99 / p50, "x", 3.0)


def pss(server: Server) -> float:
    """Return the MiB of memory of everything that the server has started, shared pages counted once."""
    assert server.process is not None
    group = str(server.process.pid)
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            if status.read_text("ascii", "replace").rpartition(")")[2].split()[3] == group:
                rollup = (status.parent / "smaps_rollup").read_text("ascii")
                total += int(rollup.split("Pss:")[1].split()[0])
        except (OSError, IndexError):
            continue
    return total / 1024


def ask_for_reports(writer: Writer, built: World) -> None:
    writer.see()
    form = [("csrf_token", writer.csrf), ("subject", "0"), ("language", "en"), ("extent", "whole")]
    for assessment in built.others:
        status, _ = writer.request("POST", f"/assessments/{assessment}/report", form)
        assert status in {302, 303}, status


def while_reports_are_made(built: World, workers: int) -> tuple[list[float], list[float], float]:
    """Return the seconds of section pages before and while reports are made, and the most memory meanwhile."""
    page = f"/assessments/{built.assessment}/sections/{SECTION}"
    with served(built, workers=workers, jobs=1) as (server, writer):
        before = [_timed(writer, page) for _ in range(250)]
        ask_for_reports(writer, built)
        during, most, end = [], 0.0, time.monotonic() + 15
        while time.monotonic() < end:
            during += [_timed(writer, page) for _ in range(15)]
            most = max(most, pss(server))
    return before, during, most


def _timed(writer: Writer, page: str) -> float:
    time.sleep(0.005)
    start = time.monotonic()
    assert writer.request("GET", page)[0] == 200
    return time.monotonic() - start


def run() -> Iterator[Row]:
    """Give the rows one by one."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        small, large = world.build(Path(folder) / "small", 60), world.build(Path(folder) / "large", 6000)
        costs = {}
        for built in (small, large):
            with served(built) as (server, writer):
                asked = kinds(built)
                measure(server, writer, asked)
                costs[built.assessment] = asked
                if built is large:
                    yield from rows_of(asked)
                    yield Row("memory of two processes and their parent, at rest", pss(server), "MiB", 250)
                    yield from concurrent_writers(built, server)
        yield from counts(large)
        for few, many in zip(costs[small.assessment], costs[large.assessment], strict=True):
            yield Row(f"{few.name}: CPU with 6,000 / with 60 assessments", many.cpu_ms / few.cpu_ms, "x")
        before, during, most = while_reports_are_made(large, 1)
        yield Row(
            "section page p99 while reports are made / before",
            percentile(during, 99) / percentile(before, 99),
            "x",
            1.5,
        )
        yield Row("memory of one process, the worker and a report being made", most, "MiB", 512)
