"""What a release costs: disclosure control of 400 and of 6,000 organisations, and tables of 100,000 beside bare SQL."""

from __future__ import annotations

import resource
import sqlite3
import time
from typing import TYPE_CHECKING

from assessment.content import policies
from assessment.domain.disclosure.drafting import Drafting
from assessment.domain.disclosure.history import History
from assessment.domain.disclosure.ledger import Ledger
from assessment.domain.disclosure.publishing import publish
from assessment.solver.highs import Highs
from tests.bench.row import Row
from tests.domain.disclosure.people import QUESTIONS, ROWS, population

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assessment.domain.disclosure.contribution import Contribution

SIZES = ((400, 30), (1500, 60), (6000, 120))
MANY = 100_000
CUTS = ("country", "region", "sector", "size", "role", "version")


def run() -> Iterator[Row]:
    """Give the rows one by one."""
    policy = policies.load(1)
    seconds = {}
    for size, countries in SIZES:
        people = population(size, countries)
        seconds[size] = _processor(lambda people=people: publish(people, [], policy, Highs(), lambda _: None, {}))  # type: ignore[misc] # a default keeps them
        yield Row(f"release of {size:,} organisations with all proofs", seconds[size], "s")
    yield Row(
        "  memory of the process after it", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB", 1024
    )
    yield Row("  growth for 15 times as many, per organisation", seconds[6000] / seconds[400] / 15, "times", 1.5)
    people = population(MANY, 144)
    drawn = _processor(lambda: _drawn(people))
    bare = _processor(lambda: _grouped(people))
    yield Row(f"tables of {MANY:,} submissions without proofs", drawn, "s")
    yield Row("  beside: means of the same scores grouped in SQLite", bare, "s")
    yield Row("  ratio", drawn / bare, "times")


def _drawn(people: Sequence[Contribution]) -> int:
    ledger = Ledger(policies.load(1), people, [])
    order = {question: number for number, question in enumerate(QUESTIONS)}
    return sum(1 for _ in Drafting(ledger, History([], 5), {}, order).cells())


def _grouped(people: Sequence[Contribution]) -> int:
    """Fill a table in memory and ask for number and mean of each row by each cut, one and two at a time."""
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE TABLE c ({', '.join((*CUTS, *ROWS))})")
    base.executemany(
        f"INSERT INTO c VALUES ({', '.join('?' * (len(CUTS) + len(ROWS)))})",  # noqa: S608 - question marks
        ([*(one.attributes[cut] for cut in CUTS), *(one.scores.get(row) for row in ROWS)] for one in people),
    )
    means = ", ".join(f"count({row}), avg({row})" for row in ROWS)
    pairs = ("region, sector", "region, size", "sector, size", "country, sector")
    found = sum(len(base.execute(f"SELECT {cut}, {means} FROM c GROUP BY {cut}").fetchall()) for cut in (*CUTS, *pairs))  # noqa: S608 - constants
    base.close()
    return found


def _processor(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start
