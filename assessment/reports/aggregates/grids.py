"""Released cells as grids for people: what is told down the side, categories or figures along the top."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment.reports.aggregates.words import categories, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessment.domain.disclosure.cells import Cell, Measure
    from assessment.reports.aggregates.words import Words

# Along the top of a table that is not cut by anything stand its figures.
STATISTIC = "statistic"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a grid; `figure` is empty where figures stand along the top, `other` without a third label."""

    item: str
    figure: str
    other: str
    cells: dict[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines about one measure; `columns` are the codes along the top."""

    measure: Measure
    unit: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One table. `top` is the dimension along the top (or `STATISTIC`), `side` the further one of the lines, if any."""

    table: str
    top: str
    side: str
    groups: tuple[Group, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The codes along the top of all groups, in order of their first appearance."""
        return tuple(dict.fromkeys(code for group in self.groups for code in group.columns))


def grids(cells: Iterable[Cell]) -> tuple[Grid, ...]:
    """Return a grid for each table, in the order in which the tables come."""
    tables: dict[str, list[Cell]] = {}
    for cell in cells:
        tables.setdefault(cell.table, []).append(cell)
    return tuple(_grid(table, found) for table, found in tables.items())


def _grid(table: str, cells: Sequence[Cell]) -> Grid:
    names = tuple(categories(cells[0]))
    cuts = [name for name in names if name != "base"]
    top = cuts[-1] if cuts else STATISTIC
    side = "base" if "base" in names else cuts[0] if len(cuts) > 1 else ""
    measures: dict[tuple[Measure, str], list[Cell]] = {}
    for cell in cells:
        measures.setdefault((cell.measure, unit_of(cell)), []).append(cell)
    groups = tuple(_group(measure, unit, found, (top, side)) for (measure, unit), found in measures.items())
    return Grid(table, top, side, groups)


def _group(measure: Measure, unit: str, cells: Sequence[Cell], axes: tuple[str, str]) -> Group:
    top, side = axes
    lines: dict[tuple[str, str, str], Line] = {}
    columns: dict[str, None] = {}
    for cell in cells:
        places = categories(cell)
        column = cell.statistic if top == STATISTIC else places[top]
        key = (cell.item, "" if top == STATISTIC else cell.statistic, places.get(side, ""))
        lines.setdefault(key, Line(*key)).cells[column] = cell
        columns.setdefault(column)
    return Group(measure, unit, tuple(columns), tuple(lines.values()))


def column_title(words: Words, grid: Grid, code: str) -> str:
    """Return what stands over a column."""
    return words.statistic(code) if grid.top == STATISTIC else words.category(grid.top, code)
