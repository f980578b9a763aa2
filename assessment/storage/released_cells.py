"""Parts of a release's cells, found by their index: what one page shows, whatever else the release holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from assessment.domain.disclosure.cells import Cell, Measure, Reason, Status
from assessment.storage.tables import ReleaseCell

if TYPE_CHECKING:
    from sqlalchemy import Select

    from assessment.storage import DatabaseSession

_COLUMNS = (
    ReleaseCell.table_id, ReleaseCell.first, ReleaseCell.second, ReleaseCell.measure, ReleaseCell.item,
    ReleaseCell.statistic, ReleaseCell.value, ReleaseCell.count, ReleaseCell.status, ReleaseCell.reason,
    ReleaseCell.as_of,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cells of a table are wanted: a measure with some items, in all categories or only in `firsts`."""

    table: str
    measure: Measure
    items: tuple[str, ...]
    firsts: tuple[str, ...] | None = None
    statistics: tuple[str, ...] = field(default=())


def part(session: DatabaseSession, release_id: str, wanted: Wanted) -> tuple[Cell, ...]:
    """Return the wanted cells in no order: to ask for the release's would lead past the index, to all its cells."""
    found = session.execute(query(release_id, wanted))
    return tuple(
        Cell(
            table, first, second, Measure(measure), item, statistic, value, count, Status(status),
            Reason(reason) if reason else None, as_of,
        )
        for table, first, second, measure, item, statistic, value, count, status, reason, as_of in found
    )  # fmt: skip


def query(release_id: str, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """Return the question that finds the wanted cells by the index."""
    asked = select(*_COLUMNS).where(
        ReleaseCell.release_id == release_id,
        ReleaseCell.table_id == wanted.table,
        ReleaseCell.measure == wanted.measure.value,
        ReleaseCell.item.in_(wanted.items),
    )
    if wanted.firsts is not None:
        asked = asked.where(ReleaseCell.first.in_(wanted.firsts))
    return asked.where(ReleaseCell.statistic.in_(wanted.statistics)) if wanted.statistics else asked
