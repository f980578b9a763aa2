"""Cells of a release as large as that of 400 organisations in 40 countries: every table of the policy, every row."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from assessment.content import files
from assessment.domain.disclosure.cells import Cell, Measure, Reason, Status
from assessment.domain.regions import region_of
from tests.releases import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Place = tuple[str, str, str]

COUNTRIES = (
    "AR", "BA", "BD", "BJ", "BO", "BR", "CI", "CL", "CO", "EC", "EG", "ET", "GE", "GH", "ID", "IN", "JO", "KE",
    "KH", "LK", "MA", "MD", "ME", "MK", "MN", "MX", "NG", "NP", "PE", "PH", "RS", "RW", "SN", "TG", "TN", "TZ",
    "UA", "UG", "VN", "ZA",
)  # fmt: skip
SECTORS = tuple("ABCDEFGHIJKLMNOPQRSTU")
SIZES, ROLES = ("micro", "small", "medium", "large"), ("provider", "deployer", "both")
_BANDS, _TREND = ("not-yet", "started", "in-place"), ("before", "after", "change")
_QUARTILES = ("lower-quartile", "median", "upper-quartile")
_WITH_PARTS = frozenset({"all", "region", "sector", "size"})
_CODES: dict[str, Sequence[str]] = {
    "country": COUNTRIES, "region": tuple(dict.fromkeys(map(region_of, COUNTRIES))), "sector": SECTORS, "size": SIZES,
    "role": ROLES, "version": ("2020.1", "2019.1"),
}  # fmt: skip
_ONE_WAY = ("all", *_CODES)
_TWO_WAY = ("region-sector", "region-size", "sector-size", "country-sector")
_TRENDS = ("trend-all", "trend-region", "trend-sector", "trend-size", "trend-country")


@lru_cache
def cells() -> tuple[Cell, ...]:
    """Return about 9,000 cells, a fifth of them withheld."""
    return tuple(cell for table in (*_ONE_WAY, *_TWO_WAY, *_TRENDS) for cell in _of_table(table))


def _of_table(table: str) -> Iterator[Cell]:
    cuts = [_CODES[cut] for cut in table.split("-") if cut in _CODES]
    every = 250 if table.startswith("trend") else 400 if len(cuts) < 2 else 1200
    usual = max(6, every // prod(len(codes) for codes in cuts))
    for number, place in enumerate(product(*cuts)):
        # Some have too few, whatever the table.
        n = every if not place else max(2, usual * (3 + 5 * (number + number // 7) % 7) // 6)
        if table.startswith("trend"):
            yield from _trend((table, place[0] if place else "", "2"), n)
            continue
        first, second = (*place, "", "")[:2]
        for show in _SHOWS:
            yield from show((table, first, second), n)


def _numbers(place: Place, n: int) -> Iterator[Cell]:
    if place[0] in {"all", "country"}:
        for more, measure in enumerate((Measure.SUBMITTED, Measure.STARTED, Measure.INVITED)):
            yield _cell(place, (measure, "", "count"), 5 * (n // 5 + more + 1), 400)
    yield _cell(place, (Measure.ORGANISATIONS, "", "count"), 5 * (n // 5), n)


def _scores(place: Place, n: int) -> Iterator[Cell]:
    items = (*ROWS, *(_parts() if place[0] in _WITH_PARTS else ()))
    for number, item in enumerate(items if place[0] != "country-sector" else ()):
        yield _cell(place, (Measure.SCORE, item, "mean"), 30 + (7 * number + 3 * n) % 40, n)


def _spread(place: Place, n: int) -> Iterator[Cell]:
    for number, row in enumerate(ROWS if place[0] in _ONE_WAY else ()):
        for band, share in zip(_BANDS, (25 + number, 35 - 2 * number, 40 + number), strict=True):
            yield _cell(place, (Measure.BAND, row, band), share, n, least=10)
        for statistic, value in zip(_QUARTILES if place[0] == "all" else (), (30, 50, 70), strict=False):
            yield _cell(place, (Measure.SCORE, row, statistic), value, n, least=20)


def _commonest(place: Place, n: int) -> Iterator[Cell]:
    for measure in (Measure.GAP, Measure.ACTION) if place[0] in {*_WITH_PARTS, "role"} else ():
        for number, question in enumerate(_questions(n)):
            yield _cell(place, (measure, question, "share"), 70 - 5 * number, n, least=20)


def _trend(place: Place, n: int) -> Iterator[Cell]:
    for number, row in enumerate(ROWS):
        for statistic, value in zip(_TREND, (40 + number, 43, 3 - number), strict=True):
            yield _cell(place, (Measure.TREND, row, statistic), value, n)


def _cell(place: Place, kind: tuple[Measure, str, str], value: int, n: int, least: int = 5) -> Cell:
    if n < least:
        return Cell(*place, *kind, None, None, Status.CONFIDENTIAL, Reason.FEW)
    if n % 13 == 0:
        return Cell(*place, *kind, None, 5 * (n // 5), Status.PROTECTS, Reason.PROTECTS)
    return Cell(*place, *kind, value, 5 * (n // 5), as_of=2 if n % 11 == 0 else 0)


def _parts() -> tuple[str, ...]:
    sections = files.load("altai", "2020.1").sections
    return tuple(part.id for section in sections if section.id in ROWS for part in section.subsections)


def _questions(n: int) -> tuple[str, ...]:
    """Return ten questions, not the same in every place."""
    every = [one.id for one in files.load("altai", "2020.1").questions if one.id[:3] in ROWS]
    return tuple(every[(number * 11 + n % 3) % len(every)] for number in range(10))


_SHOWS = (_numbers, _scores, _spread, _commonest)
