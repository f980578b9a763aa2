"""What the explorer's pages cost beside an ordinary page, on releases of 30 and of 6,000 organisations.

Both releases lie in one database, with as many cells as the policy gives for so many organisations; pages are asked for
by turns. A page reads only the cells that it shows, so its cost must not grow with the release.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from assessment import storage
from assessment.content import files
from assessment.domain.disclosure.cells import Cell, Measure
from assessment.domain.regions import REGIONS, region_of
from tests import counting, factories, releases
from tests.bench import world
from tests.bench.bench_server import Kind, get, measure, served
from tests.bench.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.world import World

SMALL, LARGE = 30, 6000
SECTORS = "ABCDEFGHIJKLMNOPQRSTU"
SIZES, ROLES = ("micro", "small", "medium", "large"), ("provider", "deployer", "both")
# An explorer page costs no more than an ordinary page; the page of an organisation is one.
AIM = 1.0


def cells(organisations: int) -> tuple[Cell, ...]:
    """Return about as many cells as a release of so many organisations has."""
    questionnaire = files.load("altai", "2020.1")
    rows = [section.id for section in questionnaire.rows]
    parts = [part.id for section in questionnaire.rows for part in section.subsections]
    questions = [question.id for question in questionnaire.questions if question.section in rows]
    partners = {name: members for name, members in REGIONS.items() if name not in {"european-union", "antarctica"}}
    every = sorted(country for countries in partners.values() for country in countries)
    # As many as the programme can have partner countries, or those of a small round.
    countries = every[:: max(1, len(every) * 6 // organisations)][:144]
    regions = sorted({region_of(country) for country in countries})
    sectors = SECTORS[: max(3, min(len(SECTORS), organisations // 10))]
    one_way = {
        "all": [""], "country": countries, "region": regions, "sector": sectors, "size": SIZES, "role": ROLES,
        "version": ["2020.1"],
    }  # fmt: skip
    two_way = {"region-sector": (regions, sectors), "region-size": (regions, SIZES), "sector-size": (sectors, SIZES)}
    found: list[Cell] = []
    for table, categories in one_way.items():
        for first in categories:
            found += _cells((table, first, ""), (rows, parts, questions), max(5, organisations // len(categories)))
    for table, (firsts, seconds) in two_way.items():
        found += [cell for a in firsts for b in seconds for cell in _cells((table, a, b), (rows, [], []), 5)]
    return tuple(found)


def _cells(where: tuple[str, str, str], items: tuple[list[str], ...], n: int) -> Iterator[Cell]:
    rows, parts, questions = items
    for one in (Measure.ORGANISATIONS, Measure.INVITED, Measure.SUBMITTED):
        yield Cell(*where, one, "", "count", n, n)
    for item in (*rows, *parts):
        yield Cell(*where, Measure.SCORE, item, "mean", 50, n)
    for item in rows if n >= 10 else ():
        for word, value in (("not-yet", 20), ("started", 30), ("in-place", 50)):
            yield Cell(*where, Measure.BAND, item, word, value, n)
    for item in questions if n >= 20 else ():
        yield Cell(*where, Measure.GAP, item, "share", 30, n)
        yield Cell(*where, Measure.ACTION, item, "share", 20, n)


def build(folder: Path) -> World:
    """Fill a database with organisations and both releases; the person who looks is an official too."""
    built = world.build(folder, 60)
    with built.app.app_context():
        for number, organisations in enumerate((SMALL, LARGE), 1):
            releases.release(cells(organisations), number=number, title=f"{organisations} organisations")
        with storage.transaction() as session:
            query = "update account set offices = :offices, tf_primary_method = 'authenticator' where id = :id"
            session.execute(text(query), {"offices": "official", "id": built.owner.id})
    return built


def kinds(built: World) -> list[Kind]:
    """Return the pages that are measured; the first two are the yardsticks."""
    organisation = _organisation(built)
    pages = {
        "explorer, countries": "explore?table=country",
        "explorer, bands of sectors": "explore?table=sector&measure=band",
        "explorer, regions by sectors": "explore?table=region-sector",
        "profile of a country": "profile?table=country",
        "page of a figure": "figure?table=all&measure=score&item=HAO&statistic=mean",
    }
    return [
        Kind("empty Flask route", get("/bench/bare")),
        Kind("page of an organisation", get(f"/organisations/{organisation}")),
        *(
            Kind(f"{name}, {organisations} organisations", get(f"/figures/{number}/{page}"))
            for name, page in pages.items()
            for number, organisations in ((1, SMALL), (2, LARGE))
        ),
    ]


def _organisation(built: World) -> str:
    with built.app.app_context(), storage.db.engine.connect() as connection:
        query = text("select organisation_id from membership where account_id = :id")
        return str(connection.execute(query, {"id": built.owner.id}).scalar_one())


def run() -> Iterator[Row]:
    """Give the rows one by one."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        built = build(Path(folder) / "instance")
        yield Row("cells of the release of 6,000 organisations", len(cells(LARGE)), "")
        with served(built) as (server, writer):
            asked = kinds(built)
            measure(server, writer, asked)
        ordinary = asked[1].cpu_ms
        for kind in asked:
            yield Row(f"{kind.name}: CPU", kind.cpu_ms, "ms")
            yield Row(f"{kind.name}: p50", kind.p50, "ms")
        for kind in asked[2:]:
            yield Row(f"{kind.name}: CPU / page of an organisation", kind.cpu_ms / ordinary, "x", AIM)
        yield from counts(built)


def counts(built: World) -> Iterator[Row]:
    """Count calls and statements of the same pages in this process."""
    client = built.app.test_client()
    factories.sign_in(built.app, client, built.owner)
    for number, organisations in ((1, SMALL), (2, LARGE)):
        address = f"/figures/{number}/explore?table=sector"
        counting.cost(built.app, client, address)
        found = counting.cost(built.app, client, address)
        yield Row(f"explorer, sectors, {organisations} organisations: function calls", found.calls, "calls")
        yield Row(f"explorer, sectors, {organisations} organisations: SQL statements", found.statements, "")
        yield Row(f"explorer, sectors, {organisations} organisations: bytes, compressed", found.bytes, "B")
