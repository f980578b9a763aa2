"""Tables of the report of a release: categories down the side, requirements along the top."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from assessment.domain.disclosure.cells import Measure
from assessment.reports.aggregates.figures import Figure, has_star
from assessment.reports.aggregates.words import categories, dimensions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from assessment.reports.aggregates.figures import Figures, Kind, Place
    from assessment.reports.aggregates.words import Words

    Told = tuple[Figure, ...]

Thing = TypeVar("Thing")
BANDS = ("not-yet", "started", "in-place")
STAGES = (Measure.INVITED, Measure.STARTED, Measure.SUBMITTED, Measure.ORGANISATIONS)
_COUNT: Kind = (Measure.ORGANISATIONS, "", "count")
_ALL: Place = ("all", "", "")
# More columns than these have a letter each, whose meaning stands below.
_COLUMNS = 8
# A word of more letters than this does not fit over a column of a requirement in the usual size.
_LETTERS = 14


@dataclass(frozen=True, slots=True)
class Line:
    """One line; each field holds the figures that stand in it. A line without fields is a heading within the table."""

    label: str
    fields: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: what it is, what stands over the names and the figures, and its lines; `form` is its class.

    `group` is the category that all of it is about, `key` says what the letters over its columns mean.
    """

    title: str
    first: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    form: str = ""
    group: str = ""
    key: tuple[str, ...] = ()

    def _figures(self) -> Iterator[Figure]:
        return (figure for line in self.lines for field in line.fields for figure in field)

    @property
    def has_star(self) -> bool:
        """Whether a figure still stands from an earlier release."""
        return has_star(self._figures())

    @property
    def has_dash(self) -> bool:
        """Whether a field has no figure, which is not the same as one that is withheld."""
        return any(not figure.key and figure.text == "–" for figure in self._figures())

    @property
    def marks(self) -> frozenset[str]:
        """The letters for reasons that stand in it."""
        return frozenset(figure.mark for figure in self._figures() if figure.mark)


def places(figures: Figures, table: str) -> list[tuple[str, Place]]:
    """Return the names and places of a table; countries by their names, everything else in the table's order."""
    words = figures.given.words
    found: dict[Place, str] = {}
    for cell in figures.of_table(table):
        place = (table, cell.first, cell.second)
        if place not in found:
            found[place] = words.language.comma.join(
                words.category(*one) for one in categories(cell).items() if one[0] != "base"
            )
    pairs = [(name, place) for place, name in found.items()]
    return sorted_by_name(pairs, lambda pair: pair[0]) if table.endswith("country") else pairs


def sorted_by_name(things: Iterable[Thing], name: Callable[[Thing], str]) -> list[Thing]:
    """Return things in the order of their names, without regard to accents and capitals."""
    return sorted(things, key=lambda thing: _plain(name(thing)))


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()


def with_key(words: Words, dimension: str, codes: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what stands over columns of categories, and what it means where only codes have room there."""
    names = tuple(words.category(dimension, code) for code in codes)
    return (names, ()) if len(codes) <= _COLUMNS else (tuple(codes), names)


def _wide(heads: Iterable[str], *more: str) -> str:
    is_long = any(len(word) > _LETTERS for head in heads for word in re.split(r"[\s-]", head))
    return " ".join(("wide", *more, *(["tiny"] if is_long else [])))


def participation(figures: Figures, table: str) -> Sheet | None:
    """Return how many organisations came how far, all of them first; None where the table does not tell."""
    words = figures.given.words
    told = {cell.measure for cell in figures.of_table(table)}
    if Measure.INVITED not in told:
        return None
    lines = [
        Line(name, tuple((figures.at(place, (measure, "", "count")),) for measure in STAGES))
        for name, place in [(words.gettext("All"), _ALL), *places(figures, table)]
    ]
    heads = tuple(map(words.measure, STAGES))
    return Sheet(words.gettext("Organisations at each stage"), words.dimension(table), heads, tuple(lines), "stages")


def means(figures: Figures, table: str) -> Sheet:
    """Return the number of organisations and the mean of each requirement, for each category and for all."""
    all_of_them = (figures.given.words.gettext("All"), _ALL)
    return scores(figures, figures.given.words.dimension(table), [all_of_them, *places(figures, table)])


def scores(figures: Figures, first: str, lines: Iterable[tuple[str, Place]], group: str = "") -> Sheet:
    """Return the number of organisations and the mean of each requirement, for each name and place."""
    words, rows = figures.given.words, figures.rows
    kinds = (_COUNT, *((Measure.SCORE, row, "mean") for row in rows))
    told = tuple(Line(name, tuple((figures.at(place, kind),) for kind in kinds)) for name, place in lines)
    heads = (words.gettext("n"), *(words.item(row) for row in rows))
    return Sheet(words.gettext("Mean scores, 0 to 100 points"), first, heads, told, _wide(heads, "counted"), group)


def bands(figures: Figures, table: str) -> Sheet:
    """Return the shares of the bands of each requirement, for each category."""
    words, rows = figures.given.words, figures.rows
    lines = [
        Line(name, tuple(_starred(tuple(_share(figures, place, row, band) for band in BANDS)) for row in rows))
        for name, place in places(figures, table)
    ]
    title = words.gettext("Per cent of organisations: not yet, started, mostly or wholly in place")
    first = "" if table == "all" else words.dimension(table)
    heads = tuple(map(words.item, rows))
    return Sheet(title, first, heads, tuple(lines), _wide(heads, "threes"))


def _share(figures: Figures, place: Place, row: str, band: str) -> Figure:
    return bare(figures.at(place, (Measure.BAND, row, band)))


def bare(share: Figure) -> Figure:
    """Return a share without the sign for per cent, which the title has already."""
    return share if share.value is None else replace(share, text=f"{share.value}{'*' * share.text.endswith('*')}")


def changes(figures: Figures, table: str) -> list[Sheet]:
    """Return mean before, mean now and change of each requirement: a sheet for each release to compare with."""
    words, rows = figures.given.words, figures.rows
    by_base: dict[str, list[tuple[str, Place]]] = {}
    for name, place in places(figures, table):
        by_base.setdefault(place[2], []).append((name, place))
    heads = (words.gettext("n"), *map(words.item, rows))
    dimension = dimensions(table)[0]
    found = []
    for base, named in by_base.items():
        lines = [
            Line(name, ((Figure(figures.count(place, Measure.TREND)),), *(_moved(figures, place, row) for row in rows)))
            for name, place in named
        ]
        first = "" if dimension == "base" else words.dimension(dimension)
        group = f"{words.dimension('base')} {base}"
        found.append(Sheet(words.table(table), first, heads, tuple(lines), _wide(heads, "counted threes"), group))
    return found


def _moved(figures: Figures, place: Place, row: str) -> Told:
    cells = [figures.cell(place, (Measure.TREND, row, word)) for word in ("before", "after", "change")]
    told = [figures.told(cell, with_sign=cell.statistic == "change") for cell in cells if cell is not None]
    return _starred(tuple(told)) or (Figure("–"),)


def _starred(told: Told) -> Told:
    """Return the figures of one field with a star after the last alone where all of them have one."""
    if not all(figure.text.endswith("*") for figure in told):
        return told
    return (*(replace(figure, text=figure.text.removesuffix("*")) for figure in told[:-1]), *told[-1:])


def of_all(figures: Figures, statistics: Iterable[str]) -> Sheet:
    """Return mean and quartiles of each requirement of all organisations."""
    words, names = figures.given.words, tuple(statistics)
    lines = [
        Line(words.item(row), tuple((figures.at(_ALL, (Measure.SCORE, row, name)),) for name in names))
        for row in figures.rows
    ]
    heads = tuple(words.short_statistic(name) for name in names)
    return Sheet(words.gettext("Figures of the profile"), words.gettext("Requirement"), heads, tuple(lines))
