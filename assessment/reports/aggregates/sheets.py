"""Tables of the report of a release: categories down the side, requirements along the top."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Measure
from assessment.reports.aggregates.figures import Figure, has_star
from assessment.reports.aggregates.words import categories

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessment.domain.disclosure.cells import Cell
    from assessment.reports.aggregates.figures import Figures, Kind

    Told = tuple[Figure, ...]

BANDS = ("not-yet", "started", "in-place")
_COUNT: Kind = (Measure.ORGANISATIONS, "", "count")
_MOST = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One line; each field holds the figures that stand in it. A line without fields is a heading within the table."""

    label: str
    fields: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: what it is, what stands over the names and the figures, and its lines; `form` is its class."""

    title: str
    first: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    form: str = ""

    @property
    def has_star(self) -> bool:
        """Whether a figure still stands from an earlier release."""
        return has_star(figure for line in self.lines for field in line.fields for figure in field)


def places(figures: Figures, table: str) -> list[tuple[str, tuple[str, str, str]]]:
    """Return the names and places of a table; countries by their names, everything else in the table's order."""
    words = figures.given.words
    found: dict[tuple[str, str, str], str] = {}
    for cell in figures.of_table(table):
        names = [words.category(*one) for one in categories(cell).items()]
        found.setdefault((table, cell.first, cell.second), ", ".join(names))
    pairs = [(name, place) for place, name in found.items()]
    return sorted(pairs, key=lambda pair: _plain(pair[0])) if table.endswith("country") else pairs


def _plain(name: str) -> str:
    """Return a name without accents, to sort by."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    ).lower()


def means(figures: Figures, table: str) -> Sheet:
    """Return the number of organisations and the mean of each requirement, for each category."""
    words, rows = figures.given.words, figures.rows
    lines = [
        Line(
            name,
            (
                (figures.at(place, _COUNT),),
                *((figures.at(place, (Measure.SCORE, row, "mean")),) for row in rows),
            ),
        )
        for name, place in places(figures, table)
    ]
    heads = (words.gettext("n"), *(words.item(row) for row in rows))
    return Sheet(words.gettext("Mean scores, 0 to 100 points"), words.dimension(table), heads, tuple(lines), "wide")


def bands(figures: Figures, table: str) -> Sheet:
    """Return the shares of the bands of each requirement, for each category."""
    words, rows = figures.given.words, figures.rows
    lines = [
        Line(name, tuple(tuple(_share(figures, place, row, band) for band in BANDS) for row in rows))
        for name, place in places(figures, table)
    ]
    title = words.gettext("Per cent of organisations: not yet, started, mostly or wholly in place")
    return Sheet(
        title,
        "" if table == "all" else words.dimension(table),
        tuple(map(words.item, rows)),
        tuple(lines),
        "wide threes",
    )


def _share(figures: Figures, place: tuple[str, str, str], row: str, band: str) -> Figure:
    found = figures.at(place, (Measure.BAND, row, band))
    return (
        found
        if found.value is None
        else Figure(str(found.value) + "*" * found.text.endswith("*"), found.key, found.value)
    )


def shares(figures: Figures, table: str, measure: Measure) -> Sheet | None:
    """Return the commonest gaps or actions, the most common first, for each category that has some; None for none."""
    words, lines = figures.given.words, []
    for name, place in places(figures, table):
        cells = [cell for cell in figures.of_table(table) if _is_of(cell, place, measure)]
        cells.sort(key=lambda cell: -(cell.value or 0))
        if cells:
            lines += [Line(name)] if name else []
            most = cells if table == "all" else cells[:_MOST]
            lines += [Line(words.item(cell.item), ((figures.told(cell),),)) for cell in most]
    if not lines:
        return None
    return Sheet(words.measure(measure), words.gettext("Question"), (words.gettext("Share"),), tuple(lines), "shares")


def _is_of(cell: Cell, place: tuple[str, str, str], measure: Measure) -> bool:
    return (cell.table, cell.first, cell.second) == place and cell.measure is measure and cell.value is not None


def changes(figures: Figures, table: str) -> Sheet | None:
    """Return the change of the mean of each requirement; None where the release has no such table."""
    words, rows = figures.given.words, figures.rows
    lines = []
    for name, place in places(figures, table):
        cells = [figures.cell(place, (Measure.TREND, row, "change")) for row in rows]
        told = [(Figure("–") if cell is None else figures.told(cell, with_sign=True),) for cell in cells]
        lines.append(Line(name, tuple(told)))
    if not lines:
        return None
    return Sheet(words.table(table), "", tuple(map(words.item, rows)), tuple(lines), "wide")


def of_all(figures: Figures, statistics: Iterable[str]) -> Sheet:
    """Return mean and quartiles of each requirement of all organisations."""
    words, names = figures.given.words, tuple(statistics)
    lines = [
        Line(words.item(row), tuple((figures.at(("all", "", ""), (Measure.SCORE, row, name)),) for name in names))
        for row in figures.rows
    ]
    heads = tuple(words.statistic(name) for name in names)
    return Sheet(words.gettext("Figures of the profile"), words.gettext("Requirement"), heads, tuple(lines))
