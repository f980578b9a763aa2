"""Views over released cells: which figures stand beside each other, in an order that ranks nobody unless asked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Cell, Measure, Status
from assessment.domain.sectors import Size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    # The words by which the categories of a dimension are sorted, in the reader's language.
    Naming = Callable[[str, str], str]

# In the place of an item: all items, of one category.
ITEMS = "all"
COUNTRY = "country"
_TREND = "trend-"
# Statistics that are shown together; the one that names them, by which lines are sorted on request, comes first.
TOGETHER: dict[str, tuple[str, ...]] = {
    "median": ("lower-quartile", "median", "upper-quartile"),
    "in-place": ("not-yet", "started", "in-place"),
    "change": ("before", "after", "change"),
}
_FIXED: dict[str, tuple[str, ...]] = {
    "size": tuple(size.value for size in Size),
    "role": ("provider", "deployer", "both"),
}
# Rows of the profile in the order of the guidelines, fundamental rights last.
_ROWS = ("HAO", "TRS", "PDG", "TRA", "DNF", "SEW", "ACC", "FR")


class Shape(Enum):
    """What fits a view: bars, parts of a whole, ranges with a middle, before and after, a grid, a profile."""

    BARS = "bars"
    PARTS = "parts"
    RANGE = "range"
    CHANGE = "change"
    GRID = "grid"
    PROFILE = "profile"


class Order(Enum):
    """How lines follow each other: by name or in the order of their kind, or by value, which has to be asked for."""

    GIVEN = "given"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Choice:
    """One view: a table with one item in all its categories, or (`item` is ITEMS) one category in all its items.

    `former` is the number of the release that a trend starts from. `statistic` names those that are shown together.
    """

    table: str
    measure: Measure
    statistic: str
    item: str = ""
    category: str = ""
    former: str = ""
    order: Order = Order.GIVEN

    @property
    def is_of_items(self) -> bool:
        """Whether the lines are items."""
        return self.item == ITEMS

    @property
    def statistics(self) -> tuple[str, ...]:
        """The statistics of a line."""
        return (self.statistic,) if is_grid(self.table) else TOGETHER.get(self.statistic, (self.statistic,))

    @property
    def shape(self) -> Shape:
        """What fits the view."""
        if is_grid(self.table):
            return Shape.GRID
        shapes = {"median": Shape.RANGE, "in-place": Shape.PARTS, "change": Shape.CHANGE}
        return shapes.get(self.statistic, Shape.BARS)

    @property
    def ranks_countries(self) -> bool:
        """Whether countries stand in the order of their figures: then every page and file has to warn."""
        return self.order is Order.VALUE and not self.is_of_items and COUNTRY in dimensions(self.table)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a view: `key` is a category or an item; a figure that the release does not have is None."""

    key: str
    cells: tuple[Cell | None, ...]

    @property
    def is_withheld(self) -> bool:
        """Whether a figure of the line is missing or withheld, so that the line shows none."""
        return any(cell is None or cell.status is not Status.SHOWN for cell in self.cells)

    @property
    def told(self) -> Cell | None:
        """The figure that tells why the line is withheld, else the first."""
        hidden = (cell for cell in self.cells if cell is not None and cell.status is not Status.SHOWN)
        return next(hidden, next((cell for cell in self.cells if cell is not None), None))


@dataclass(frozen=True, slots=True)
class View:
    """A choice with its lines; a grid has `columns`, the categories of its second dimension."""

    choice: Choice
    lines: tuple[Line, ...]
    columns: tuple[str, ...] = field(default=())

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All figures, line by line."""
        return tuple(cell for line in self.lines for cell in line.cells if cell is not None)

    @property
    def withheld(self) -> int:
        """How many figures are withheld."""
        return sum(cell.status is not Status.SHOWN for cell in self.cells)

    @property
    def shown(self) -> int:
        """How many figures are shown."""
        return len(self.cells) - self.withheld


def dimensions(table: str) -> tuple[str, ...]:
    """Return the dimensions of a table, as its name says."""
    name = table.removeprefix(_TREND)
    return () if name == "all" else tuple(name.split("-"))


def is_trend(table: str) -> bool:
    """Whether a table compares with a former release."""
    return table.startswith(_TREND)


def is_grid(table: str) -> bool:
    """Whether a table has two dimensions."""
    return len(dimensions(table)) > 1


def view(cells: Iterable[Cell], choice: Choice, naming: Naming) -> View:
    """Return the lines of a choice from the cells of its table and measure; other cells among them are passed over."""
    found: dict[str, dict[str, Cell]] = defaultdict(dict)
    is_wanted = set(choice.statistics)
    for cell in cells:
        if cell.table != choice.table or cell.measure is not choice.measure or cell.statistic not in is_wanted:
            continue
        if choice.former and cell.second != choice.former:
            continue
        if choice.is_of_items:
            if cell.first == choice.category:
                found[cell.item][cell.statistic] = cell
        elif cell.item == choice.item:
            found[cell.first][cell.second if choice.shape is Shape.GRID else cell.statistic] = cell
    columns = _columns(found, choice, naming)
    lines = [Line(key, tuple(at.get(column) for column in columns or choice.statistics)) for key, at in found.items()]
    return View(choice, _ordered(lines, choice, naming), columns)


def in_order(categories: Iterable[str], dimension: str, naming: Naming) -> list[str]:
    """Return categories in the order of their dimension, else by their names."""
    fixed = _FIXED.get(dimension, ())

    return sorted(
        categories, key=lambda one: (fixed.index(one) if one in fixed else len(fixed), naming(dimension, one))
    )


def item_place(item: str) -> tuple[int, str]:
    """Return what sorts items: the requirements as the guidelines list them, each before its parts."""
    row = item.partition("-")[0]
    number = "".join(character for character in item if character.isdigit())
    text = f"{item.rstrip('0123456789')}{number.zfill(3) if number else ''}"
    return (_ROWS.index(row) if row in _ROWS else len(_ROWS), text)


def _columns(found: Mapping[str, Mapping[str, Cell]], choice: Choice, naming: Naming) -> tuple[str, ...]:
    if choice.shape is not Shape.GRID:
        return ()
    seconds = {second for at in found.values() for second in at}
    return tuple(in_order(seconds, dimensions(choice.table)[1], naming))


def _ordered(lines: Sequence[Line], choice: Choice, naming: Naming) -> tuple[Line, ...]:
    by_key = {line.key: line for line in lines}
    if choice.is_of_items:
        given = [by_key[key] for key in sorted(by_key, key=item_place)]
    else:
        first = next(iter(dimensions(choice.table)), "")
        given = [by_key[key] for key in in_order(by_key, first, naming)]
    if choice.order is Order.GIVEN:
        return tuple(given)
    deciding = choice.statistics.index(choice.statistic)
    return tuple(sorted(given, key=lambda line: _falling(line, deciding)))


def _falling(line: Line, deciding: int) -> tuple[int, int]:
    cell = line.cells[deciding]
    return (1, 0) if line.is_withheld or cell is None or cell.value is None else (0, -cell.value)
