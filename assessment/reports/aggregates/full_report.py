"""The report of a release: all that it tells in one PDF, with what it withholds and how it came about."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from assessment.domain.disclosure.cells import Measure, Reason
from assessment.reports import charts
from assessment.reports.aggregates import crossed, method_words, methodology, printing, shapes, sheets
from assessment.reports.aggregates.figures import Figures, mark_of
from assessment.reports.typed import clipped, isolated

if TYPE_CHECKING:
    from assessment.reports.aggregates.given import Given
    from assessment.reports.aggregates.sheets import Sheet

CUTS = ("region", "sector", "size", "role", "version", "country")
TRENDS = ("trend-all", "trend-region", "trend-sector", "trend-size", "trend-country")
_STATISTICS = ("mean", "lower-quartile", "median", "upper-quartile")
# How many figures have room: with more the worker would need more memory than it may have.
ROOM = 12_000
_NAME, _LONG, _LONGER = 160, 42, 90


def write(given: Given) -> bytes:
    """Return the report as PDF."""
    return printing.pdf(given, "report/release.html", context(given))


def context(given: Given) -> dict[str, Any]:
    """Return everything the templates print; they calculate nothing."""
    figures, words = Figures(given), given.words
    title = clipped(given.imprint.title, _NAME)
    running = words.gettext("Release %(number)s: %(title)s")
    kept, left = _with_room(figures)
    parts = [(cut, words.table(cut), _cut(figures, cut)) for cut in CUTS if cut in kept]
    parts += [(pair, words.table(pair), crossed.sheets(figures, pair)) for pair in crossed.TABLES if pair in kept]
    return {
        "title": title,
        "size": "longer" if len(title.text) > _LONGER else "long" if len(title.text) > _LONG else "",
        "running": running % {"number": given.imprint.number, "title": isolated(clipped(title.text, 60).text)},
        "service": clipped(given.imprint.service, _NAME).text,
        "period": words.period(given.imprint.period),
        "cutoff": words.language.date(given.imprint.cutoff),
        "approved": words.language.date(given.imprint.approved),
        "stages": _stages(given),
        "web": charts.radar([charts.Reading(0, score=(one or 0) / 100) for one in _means(figures)]),
        "chart": _chart(figures),
        "profile": sheets.of_all(figures, _STATISTICS),
        "all_sheets": _all(figures),
        "parts": parts,
        "trends": [sheet for trend in TRENDS if trend in kept for sheet in sheets.changes(figures, trend)],
        "withheld": _withheld(given),
        "left_out": words.language.joined([words.table(table) for table in left]),
        "reasons": [(mark_of(reason), words.reason(reason)) for reason in Reason],
        "note": methodology.note(given),
    }


def _with_room(figures: Figures) -> tuple[frozenset[str], list[str]]:
    """Return the tables that the report tells, and those that it leaves to the other files because it has no room."""
    room, kept, left = ROOM, set(), []
    for table in (*CUTS, *TRENDS, *crossed.TABLES):
        if 0 < len(figures.of_table(table)) <= room:
            room -= len(figures.of_table(table))
            kept.add(table)
        elif figures.of_table(table):
            left.append(table)
    return frozenset(kept), left


def _means(figures: Figures) -> list[int | None]:
    return [figures.at(("all", "", ""), (Measure.SCORE, row, "mean")).value for row in figures.rows]


def _chart(figures: Figures) -> shapes.Bars:
    """Return the means of all as bars with the range between the quartiles."""
    rows = []
    for row, mean in zip(figures.rows, _means(figures), strict=True):
        low, high = (
            figures.at(("all", "", ""), (Measure.SCORE, row, name)).value
            for name in ("lower-quartile", "upper-quartile")
        )
        rows.append(shapes.Compared(mean, range=None if low is None or high is None else (low, high)))
    return shapes.bars(rows)


def _all(figures: Figures) -> list[Sheet]:
    both = [crossed.shares(figures, "all", measure) for measure in (Measure.GAP, Measure.ACTION)]
    found = [sheets.bands(figures, "all"), crossed.subsections(figures, "all"), *both]
    return [sheet for sheet in found if sheet]


def _cut(figures: Figures, cut: str) -> list[Sheet]:
    both = [crossed.shares(figures, cut, measure) for measure in (Measure.GAP, Measure.ACTION)]
    about = (sheets.participation, sheets.means, sheets.bands, crossed.subsections)
    found = [*(make(figures, cut) for make in about), *both]
    return [sheet for sheet in found if sheet]


def _stages(given: Given) -> list[tuple[str, str]]:
    """Return the number of organisations at each stage in words."""
    names = method_words.stages(given.words.gettext)
    few, number = given.words.gettext("fewer than five"), given.words.language.number
    return [
        (names[stage], few if count is None else number(count))
        for stage, count in given.imprint.stages.items()
        if stage in names
    ]


def _withheld(given: Given) -> list[tuple[str, str, str]]:
    """Return for each table its name, the number of its figures and of those withheld."""
    every = Counter(cell.table for cell in given.table.cells)
    held = Counter(cell.table for cell in given.table.cells if cell.value is None)
    number = given.words.language.number
    return [(given.words.table(table), number(count), number(held[table])) for table, count in every.items()]
