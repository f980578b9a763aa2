"""Whole tables as rows of plain values, the same for SQLite and PostgreSQL, in the schema the database has now.

Tables are reflected instead of taken from the models: a backup made just before an upgrade holds what is there, and an
old backup is read into the schema it was made with, which is then migrated.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Date, DateTime, Integer, LargeBinary, MetaData, func, insert, select, text

from assessment.storage import db, is_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Column, Table

    from assessment.storage import DatabaseSession

Plain = str | int | float | bool | None
Row = dict[str, Plain]
# Alembic's own table says which schema this is and is written by migrating; the other is filled at every start.
REVISION_TABLE = "alembic_version"
REFILLED = "published_version"
_AT_ONCE = 500


def tables(session: DatabaseSession) -> dict[str, Table]:
    """Return the tables there are, those that others refer to first."""
    found = MetaData()
    found.reflect(bind=session.connection())
    return {table.name: table for table in found.sorted_tables if table.name != REVISION_TABLE}


def rows(session: DatabaseSession, table: Table) -> Iterator[Row]:
    """Give a table's rows in the order of its key, some hundred at a time."""
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_AT_ONCE)
    for row in session.execute(query):
        yield {name: plain(value) for name, value in row._mapping.items()}  # noqa: SLF001 - public in spite of its name


def load(session: DatabaseSession, table: Table, given: Iterable[Row]) -> int:
    """Insert rows that `rows` gave and return how many; the numbers that a database hands out go on behind them."""
    count, left = 0, iter(given)
    while batch := list(islice(left, _AT_ONCE)):
        read = [{name: _read(table.columns[name], value) for name, value in row.items()} for row in batch]
        session.execute(insert(table), read)
        count += len(batch)
    if count and not is_sqlite():
        _continue_numbers(session, table)
    return count


def empty(session: DatabaseSession, table: Table) -> bool:
    """Whether a table has no row."""
    return session.execute(select(text("1")).select_from(table).limit(1)).first() is None


def is_empty() -> bool:
    """Whether the database holds nothing that anybody would miss."""
    found = tables(db.session)
    return all(empty(db.session, table) for name, table in found.items() if name != REFILLED)


def clear(session: DatabaseSession, name: str) -> None:
    """Empty the table that is filled at every start, so that a backup's own rows take its place."""
    table = tables(session).get(name)
    if table is not None:
        session.execute(table.delete())


def plain(value: object) -> Plain:
    """Return a value as JSON holds it: times in UTC and days in ISO form, bytes in Base64, lists of words by commas."""
    match value:
        case datetime():
            aware = value if value.tzinfo else value.replace(tzinfo=UTC)
            return aware.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return b64encode(bytes(value)).decode("ascii")
        case list():
            return ",".join(map(str, value))
        case str() | int() | float() | None:
            return value
    raise TypeError(f"a backup cannot hold a {type(value).__name__}")


def _read(column: Column[object], value: Plain) -> object:
    if value is None or not isinstance(value, str):
        return value
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return b64decode(value) if isinstance(column.type, LargeBinary) else value


def _continue_numbers(session: DatabaseSession, table: Table) -> None:
    for column in table.primary_key.columns:
        sequence = (
            session.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
            if isinstance(column.type, Integer)
            else None
        )
        if sequence:
            session.execute(select(func.setval(sequence, select(func.max(column)).scalar_subquery())))
