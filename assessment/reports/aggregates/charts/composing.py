"""From a view over released cells to a chart in words: what a page shows and a picture draws are the same value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment.domain import exploring
from assessment.domain.disclosure.cells import Measure, Status
from assessment.domain.exploring import Shape
from assessment.reports.aggregates.words import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessment.domain.disclosure.cells import Cell
    from assessment.domain.exploring import Choice, Line, View
    from assessment.reports.aggregates.words import Words

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Origin:
    """Where figures come from, as a source line needs it; `count` organisations, None where that is withheld."""

    service: str
    number: int
    period: str
    count: int | None
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in words; `value` is None where it is withheld, and `why` says why. `step` shades a grid, 0 to 4."""

    cell: Cell | None
    value: int | None
    words: str
    why: str = ""
    remark: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a chart; `count` is the number of organisations in words, `why` why nothing is drawn.

    One that `is_part` tells of a part of the requirement above it.
    """

    key: str
    label: str
    figures: tuple[Figure, ...]
    count: str = ""
    why: str = ""
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in words: `series` name the figures of a line, in a grid the columns; the axis ends at `maximum`."""

    shape: Shape
    title: str
    subtitle: str
    rows: tuple[Row, ...]
    series: tuple[str, ...]
    maximum: int
    is_percent: bool
    head: str
    source: str
    notes: tuple[str, ...] = field(default=())
    warning: str = ""


def compose(view: View, words: Words, origin: Origin) -> Chart:
    """Return the chart of a view."""
    choice, cells = view.choice, view.cells
    is_percent = bool(cells) and unit_of(cells[0]) == "PT"
    maximum = HUNDRED if not cells or unit_of(cells[0]) != "NR" else end_of_axis(cell.value or 0 for cell in cells)
    rows = [_row(line, choice, words, maximum) for line in view.lines]
    series = _series(choice, words)
    head = _head(choice, words)
    if choice.shape is Shape.GRID:
        second = exploring.dimensions(choice.table)[1]
        series = tuple(words.category(second, column) for column in view.columns)
        if len(series) > len(rows):
            rows, series = _turned(rows, view.columns, series)
            head = words.dimension(second)
    return Chart(
        shape=choice.shape,
        title=title(choice, words),
        subtitle=subtitle(choice, words),
        rows=tuple(rows),
        series=series,
        maximum=maximum,
        is_percent=is_percent,
        head=head,
        source=source(words, origin),
        notes=_notes(view, words, origin),
        warning=ranking_warning(words) if choice.ranks_countries else "",
    )


def title(choice: Choice, words: Words) -> str:
    """Return what a view is about: its item or its category, else what is told."""
    if choice.is_of_items and exploring.dimensions(choice.table):
        return words.category(exploring.dimensions(choice.table)[0], choice.category)
    return words.item(choice.item) if choice.item and not choice.is_of_items else words.measure(choice.measure)


def subtitle(choice: Choice, words: Words) -> str:
    """Return what is told of it, which statistic and by what."""
    pieces = [words.measure(choice.measure), words.table(choice.table)]
    if choice.shape is Shape.RANGE:
        pieces.insert(1, words.gettext("Median and quartiles"))
    elif choice.shape in {Shape.BARS, Shape.GRID} and choice.statistic != "count":
        pieces.insert(1, words.statistic(choice.statistic))
    if choice.former:
        pieces[-1] = words.gettext("Compared with release %(number)s") % {"number": choice.former}
    found = [piece for piece in pieces if piece != title(choice, words)]
    return " · ".join(found)


def source(words: Words, origin: Origin) -> str:
    """Return the line that a slide has to carry: who, which release, how many organisations."""
    values = {
        "service": origin.service, "number": origin.number, "period": origin.period,
        "count": words.language.number(origin.count or 0),
    }  # fmt: skip
    if origin.count is None:
        return words.gettext("Source: %(service)s, release %(number)s (%(period)s)") % values
    return words.gettext("Source: %(service)s, release %(number)s (%(period)s), n ≈ %(count)s organisations") % values


def count_words(words: Words, count: int | None) -> str:
    """Return a number of organisations, which is rounded, as n; empty where it is withheld."""
    return "" if count is None else words.gettext("n ≈ %(count)s") % {"count": words.language.number(count)}


def figure(cell: Cell | None, words: Words, maximum: int = HUNDRED) -> Figure:
    """Return one figure in words; what the release does not have cannot be compared."""
    if cell is None:
        absent = words.gettext("Not in this release: there is nothing that could be compared.")
        return Figure(None, None, "–", absent)
    if cell.status is not Status.SHOWN or cell.value is None:
        return Figure(cell, None, words.gettext("withheld"), words.reason(cell.reason))
    step = min(4, 5 * cell.value // max(maximum, 1)) if cell.value > 0 else 0
    return Figure(cell, cell.value, value_words(cell, words), remark=words.comment(cell), step=step)


def value_words(cell: Cell, words: Words) -> str:
    """Return a value as it stands everywhere: a whole number, with its sign where it is a change."""
    number = str(cell.value)
    if unit_of(cell) == "NR" and cell.value is not None:
        return words.language.number(cell.value)
    if cell.measure is Measure.TREND and cell.statistic == "change" and cell.value is not None:
        number = words.language.signed(cell.value)
    return words.language.percent(number) if unit_of(cell) == "PT" else number


def end_of_axis(values: Iterable[int]) -> int:
    """Return a round number that is at least the largest value."""
    largest = max([*values, 10])
    magnitude = int(10 ** (len(str(largest)) - 1))
    return next(magnitude * step for step in (1, 2, 3, 4, 5, 6, 8, 10) if magnitude * step >= largest)


def _row(line: Line, choice: Choice, words: Words, maximum: int) -> Row:
    if choice.is_of_items:
        label = words.item(line.key)
    else:
        dimension = next(iter(exploring.dimensions(choice.table)), "")
        label = words.category(dimension, line.key) if dimension else words.table("all")
    figures = tuple(figure(cell, words, maximum) for cell in line.cells)
    if choice.shape is Shape.GRID:
        return Row(line.key, label, figures)
    why = next((one.why for one in figures if one.value is None), "")
    told = line.told
    is_count = told is not None and unit_of(told) == "NR"
    count = "" if is_count or told is None else count_words(words, told.count)
    is_part = choice.is_of_items and choice.measure is Measure.SCORE and choice.order is exploring.Order.GIVEN
    return Row(line.key, label, figures, count, why, is_part=is_part and bool(words.row(line.key)))


def _series(choice: Choice, words: Words) -> tuple[str, ...]:
    if choice.shape is Shape.RANGE:
        _ = words.gettext
        return (_("Lower quartile"), _("Median"), _("Upper quartile"))
    return tuple(words.statistic(one) for one in choice.statistics)


def _head(choice: Choice, words: Words) -> str:
    """Return what the lines are."""
    if not choice.is_of_items:
        cuts = exploring.dimensions(choice.table)
        return words.dimension(cuts[0]) if cuts else words.gettext("Organisations")
    is_question = choice.measure in {Measure.GAP, Measure.ACTION}
    return words.gettext("Question") if is_question else words.gettext("Requirement or part of it")


def _turned(rows: Sequence[Row], keys: Sequence[str], names: Sequence[str]) -> tuple[list[Row], tuple[str, ...]]:
    """Lay a grid on its side, so that it is rather long than wide."""
    turned = [
        Row(key, name, tuple(row.figures[place] for row in rows))
        for place, (key, name) in enumerate(zip(keys, names, strict=True))
    ]
    return turned, tuple(row.label for row in rows)


def _notes(view: View, words: Words, origin: Origin) -> tuple[str, ...]:
    _ = words.gettext
    notes = []
    if view.choice.order is exploring.Order.VALUE and not view.choice.ranks_countries:
        notes.append(_("Sorted by value. Organisations took part of their own accord: the order says little."))
    if view.withheld:
        notes.append(_("What is withheld protects organisations; it is not zero."))
    if view.choice.shape is Shape.RANGE:
        notes.append(_("Median and quartiles are the lower edges of ten-point bands."))
    if origin.is_demo:
        notes.append(_("Invented figures, for demonstration only."))
    return tuple(notes)


def ranking_warning(words: Words) -> str:
    """Return what has to stand wherever countries are sorted by their figures."""
    return words.gettext(
        "Countries are not to be ranked: organisations took part of their own accord, and stand for no country."
    )
