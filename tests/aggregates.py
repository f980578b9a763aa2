"""Released cells of every kind for tests of writers: shown, withheld, two-way, carried over, trends, many scripts."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.content import files
from assessment.domain.disclosure.cells import Cell, Measure, Reason, Status
from assessment.domain.disclosure.publishable import PublishableTable, digest_of, read_frozen
from assessment.reports.aggregates.given import Former, Given, Imprint
from assessment.reports.aggregates.words import Words
from assessment.reports.language import ReportLanguage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROWS = ("HAO", "TRS", "PDG", "TRA", "DNF", "SEW", "ACC", "FR")
PARTS = ("HAO-A", "HAO-B", "TRA-C")
REGIONS = {"north": "The North", "south": "الجنوب", "east": "=2+5 東部"}
SIZES = ("micro", "small", "medium", "large")


def table(cells: Iterable[Cell]) -> PublishableTable:
    """Return cells as the table of an approved release."""
    kept = tuple(cells)
    return read_frozen(kept, digest_of(kept))


def shown(place: tuple[str, str, str], kind: tuple[Measure, str, str], value: int, count: int, as_of: int = 0) -> Cell:
    return Cell(*place, *kind, value, count, as_of=as_of)


def withheld(place: tuple[str, str, str], kind: tuple[Measure, str, str], reason: Reason = Reason.FEW) -> Cell:
    status = Status.PROTECTS if reason is Reason.PROTECTS else Status.CONFIDENTIAL
    return Cell(*place, *kind, None, None if reason is Reason.FEW else 10, status, reason)


def cells() -> Iterator[Cell]:
    """Yield what a small release holds."""
    yield from _counts("all", ("",), 85)
    yield from _scores(("all", "", ""), 85, 40)
    yield from _quartiles(("all", "", ""))
    yield from _bands(("all", "", ""))
    for number, item in enumerate(PARTS):
        yield shown(("all", "", ""), (Measure.SCORE, item, "mean"), 30 + number, 85)
    for number, item in enumerate(("HAO-A1", "TRA-A1")):
        yield shown(("all", "", ""), (Measure.GAP, item, "share"), 60 - number, 85)
        yield shown(("all", "", ""), (Measure.ACTION, item, "share"), 20 + number, 85)
    yield from _counts("country", ("KE", "XK", "PS", "CI"), 20)
    yield from _scores(("country", "KE", ""), 20, 35)
    yield from _scores(("country", "XK", ""), 0, 0)
    yield from _scores(("country", "CI", ""), 10, 55, as_of=2)
    for number, region in enumerate(REGIONS):
        yield from _scores(("region", region, ""), 25, 30 + 5 * number)
        for size in SIZES[number:]:
            yield shown(("region-size", region, size), (Measure.ORGANISATIONS, "", "count"), 10, 10)
            yield shown(("region-size", region, size), (Measure.SCORE, "HAO", "mean"), 44 + number, 10)
    yield withheld(("region-size", "south", "micro"), (Measure.SCORE, "HAO", "mean"), Reason.PROTECTS)
    for sector in ("J", "Q"):
        yield shown(("country-sector", "KE", sector), (Measure.ORGANISATIONS, "", "count"), 10, 10)
        yield from _scores(("sector", sector, ""), 40, 51)
    yield from _trend(("trend-all", "", "2"))
    yield from _trend(("trend-region", "north", "2"))
    yield withheld(("trend-region", "south", "2"), (Measure.TREND, "HAO", "change"), Reason.FEW)


def _counts(name: str, places: tuple[str, ...], number: int) -> Iterator[Cell]:
    measures = (Measure.INVITED, Measure.STARTED, Measure.SUBMITTED, Measure.ORGANISATIONS)
    for position, place in enumerate(places):
        for fewer, measure in enumerate(measures):
            count = number - 5 * (position + fewer)
            kind = (measure, "", "count")
            yield shown((name, place, ""), kind, count, count) if count > 0 else withheld((name, place, ""), kind)


def _scores(place: tuple[str, str, str], count: int, mean: int, as_of: int = 0) -> Iterator[Cell]:
    for number, row in enumerate(ROWS):
        kind = (Measure.SCORE, row, "mean")
        yield shown(place, kind, mean + number, count, as_of) if count else withheld(place, kind)


def _quartiles(place: tuple[str, str, str]) -> Iterator[Cell]:
    for row in ROWS:
        for statistic, value in (("lower-quartile", 20), ("median", 40), ("upper-quartile", 60)):
            yield shown(place, (Measure.SCORE, row, statistic), value, 85)


def _bands(place: tuple[str, str, str]) -> Iterator[Cell]:
    for number, row in enumerate(ROWS):
        for band, value in (("not-yet", 20 + number), ("started", 50 - 2 * number), ("in-place", 30 + number)):
            yield shown(place, (Measure.BAND, row, band), value, 85)


def _trend(place: tuple[str, str, str]) -> Iterator[Cell]:
    for number, row in enumerate(ROWS):
        for statistic, value in (("before", 40), ("after", 44 - number), ("change", 4 - number)):
            yield shown(place, (Measure.TREND, row, statistic), value, 60)


@lru_cache
def words(language: str = "en") -> Words:
    return Words(ReportLanguage.of(language), files.load("altai", "2020.1"), REGIONS)


def imprint(number: int = 3, **changes: object) -> Imprint:
    made = Imprint(
        number=number, title="Autumn 2026, القاهرة و Côte d’Ivoire", period="2026-Q4", cutoff="2026-12-31",
        approved="2027-01-12", questionnaire="altai", questionnaire_title="Trustworthy AI", versions=("2020.1",),
        depth="core", scoring_model="1.0", policy=1, policy_fingerprint="f" * 64, software="0.1.0", basis="consent",
        digest=table(cells()).digest, licence="CC-BY-4.0", languages=("en", "ar"), service="Programme office",
        stages={"invited": 120, "submitted": 90, "contributed": 85, "consented": None}, address="https://example.org/figures/3",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type] # fields of the imprint by name


def given(language: str = "en", **changes: object) -> Given:
    """Return a release for a writer."""
    former = Former(2, "2026-Q3", table(_scores(("country", "KE", ""), 15, 30)))
    made = Given(imprint(), table(cells()), words(language), {"KE": 25, "XK": 10, "CI": 0}, former)
    return replace(made, **changes)  # type: ignore[arg-type] # fields by name
