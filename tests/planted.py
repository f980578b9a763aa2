"""One row in every table, made from the metadata: a table that somebody adds later cannot be forgotten."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Boolean, Date, DateTime, Integer, LargeBinary, insert

from assessment import storage
from assessment.services.identifiers import new_id
from assessment.storage import Base
from assessment.storage.tables.kinds import Moment
from tests.factories import NOW

if TYPE_CHECKING:
    from sqlalchemy import Column, Table

# The trail is written by acts only.
_TRAIL = {"trail_line", "trail_detail", "trail_head"}
# Columns whose planted value has to mean something to the program.
_MEANING: dict[str, object] = {
    "role": "reader", "offices": [], "state": "draft", "language": "en", "purpose": "named", "wording": 1,
    "questionnaire": "altai", "version": "2020.1", "time_zone": "UTC", "digest": "", "payload": "{}", "data": "{}",
    "scoring_model": "1.0", "size": 1, "number": 1, "depth": 3, "before": "draft", "after": "in-review",
}  # fmt: skip
_WHOLE_NUMBERS = {
    ("answer", "version"),
    ("answer_change", "version"),
    ("plan_action", "version"),
    ("draft_part", "version"),
    ("translated_text", "version"),
}


def tables() -> list[Table]:
    """Return every table that holds more than the trail, parents first."""
    return [table for table in Base.metadata.sorted_tables if table.name not in _TRAIL]


def plant(mark: str = "planted") -> dict[str, dict[str, object]]:
    """Put one row into each table, all of one organisation; texts contain the mark. Return the rows by table."""
    rows: dict[str, dict[str, object]] = {}
    with storage.transaction() as session:
        for table in tables():
            row = {
                column.name: _value(table, column, rows, mark) for column in table.columns if not _is_counted(column)
            }
            session.execute(insert(table).values(**row))
            rows[table.name] = row
    return rows


def _is_counted(column: Column[object]) -> bool:
    return column is column.table.autoincrement_column


def _value(table: Table, column: Column[object], rows: dict[str, dict[str, object]], mark: str) -> object:
    for key in column.foreign_keys:
        parent = rows[key.column.table.name]
        return parent.get(key.column.name)
    if column.name in _MEANING and (table.name, column.name) not in _WHOLE_NUMBERS:
        return _fitting(column)
    if isinstance(column.type, (Moment, DateTime)):
        return NOW
    if isinstance(column.type, Date):
        return date(2026, 11, 25)
    return _plain(column, mark)


def _fitting(column: Column[object]) -> object:
    value = _MEANING[column.name]
    if isinstance(column.type, Integer) or not isinstance(value, int):
        return value
    return "small" if column.name == "size" else str(value)


def _plain(column: Column[object], mark: str) -> object:
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer):
        return 1
    if isinstance(column.type, LargeBinary):
        return new_id().encode()
    if column.name == "value":
        return f'{{"note":"{mark}"}}'
    if column.name.endswith("_codes") or column.name == "transports":
        return []
    length = getattr(column.type, "length", None) or 60
    words = f"{mark}{new_id()}"
    return words[-length:] if length < len(words) else words
