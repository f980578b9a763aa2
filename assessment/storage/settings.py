"""Settings that were changed in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from assessment.storage.tables import Setting

if TYPE_CHECKING:
    from collections.abc import Collection

    from assessment.storage import DatabaseSession


def find(session: DatabaseSession, names: Collection[str] | None = None) -> dict[str, str]:
    """Return the changed settings, or those named, by name."""
    query = select(Setting.name, Setting.value)
    if names is not None:
        query = query.where(Setting.name.in_(names))
    return {row[0]: row[1] for row in session.execute(query)}


def put(session: DatabaseSession, values: dict[str, object]) -> None:
    """Keep a setting in place of the value before."""
    forget(session, str(values["name"]))
    session.execute(insert(Setting).values(**values))


def forget(session: DatabaseSession, name: str) -> None:
    """Go back to the default."""
    session.execute(delete(Setting).where(Setting.name == name))
