"""The columns of a tidy table, named as SDMX names them, and the row that a released cell makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from assessment.domain.disclosure.cells import Status
from assessment.reports.aggregates.words import categories, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assessment.domain.disclosure.cells import Cell
    from assessment.reports.aggregates.given import Given

    Row = tuple[str | int | None, ...]

Part = TypeVar("Part")
DATAFLOW = "TAI:SELF_ASSESSMENT(1.0)"
# What each dimension of a table is called here; a table that is not cut by one has the total in it.
DIMENSIONS = {
    "country": "REF_AREA", "region": "REGION", "sector": "SECTOR", "size": "SIZE", "role": "ROLE", "version": "VERSION",
    "base": "BASE_RELEASE",
}  # fmt: skip
TOTAL, NOT_APPLICABLE = "_T", "_Z"
COLUMNS = (
    "DATAFLOW", "RELEASE", "TIME_PERIOD", *DIMENSIONS.values(), "MEASURE", "ITEM", "STATISTIC", "OBS_VALUE",
    "UNIT_MEASURE", "N", "OBS_STATUS", "CONF_STATUS", "AS_OF_RELEASE", "COMMENT",
)  # fmt: skip
# Columns that hold numbers or nothing.
NUMBERS = frozenset({"RELEASE", "OBS_VALUE", "N", "AS_OF_RELEASE"})


def statuses(cell: Cell) -> tuple[str, str]:
    """Return the SDMX codes of a cell's status and confidentiality: normal and free, or suppressed and why."""
    match cell.status:
        case Status.SHOWN:
            return ("A", "F")
        case Status.CONFIDENTIAL:
            return ("Q", "C")
        case Status.PROTECTS:
            return ("Q", "D")


def rows(given: Given) -> Iterator[Row]:
    """Yield the row of each cell. Codes are as they are: who writes a format guards it."""
    for cell, (head, place, kind, unit, end) in parts(given, lambda fields: fields):
        yield (*head, *place, *kind, cell.value, *unit, cell.count, *end)


def parts(given: Given, form: Callable[[Row], Part]) -> Iterator[tuple[Cell, tuple[Part, Part, Part, Part, Part]]]:
    """Yield each cell with the fields around its numbers in five parts, each put into a form once for all cells.

    Few different codes stand in many cells. Enums are told apart by their identity, for their own hash is slow.
    """
    head = form((DATAFLOW, given.imprint.number, given.imprint.period))
    places: dict[tuple[str, str, str], Part] = {}
    kinds: dict[tuple[int, str, str], tuple[Part, Part]] = {}
    ends: dict[tuple[int, int, int, bool], Part] = {}
    for cell in given.table.cells:
        where = (cell.table, cell.first, cell.second)
        place = places.get(where) or places.setdefault(where, form(_place(cell)))
        what = (id(cell.measure), cell.item, cell.statistic)
        kind = kinds.get(what) or kinds.setdefault(what, (form(_kind(cell)), form((unit_of(cell),))))
        state = (id(cell.status), id(cell.reason), cell.as_of, cell.value is None)
        end = ends.get(state) or ends.setdefault(state, form(_end(given, cell)))
        yield cell, (head, place, *kind, end)


def _place(cell: Cell) -> Row:
    """Return the category in each dimension; the total where the table is not cut by it."""
    without = dict.fromkeys(DIMENSIONS, TOTAL) | {"base": NOT_APPLICABLE}
    return tuple((without | categories(cell)).values())


def _kind(cell: Cell) -> Row:
    return (cell.measure.value, cell.item or NOT_APPLICABLE, cell.statistic)


def _end(given: Given, cell: Cell) -> Row:
    as_of = None if cell.value is None else cell.as_of or given.imprint.number
    return (*statuses(cell), as_of, given.words.comment(cell))
