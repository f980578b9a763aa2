"""Lists of organisations that somebody has sent and is looking at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from assessment.storage import affected
from assessment.storage.tables import RoundSheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from assessment.storage import DatabaseSession


def add(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Keep a list."""
    session.execute(insert(RoundSheet).values(**values))


def find(session: DatabaseSession, id_: str, round_id: str, by: str) -> RoundSheet | None:
    """Return a list of a round, to who has sent it."""
    query = select(RoundSheet).where(
        RoundSheet.id == id_, RoundSheet.round_id == round_id, RoundSheet.created_by == by
    )  # fmt: skip
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def use_up(session: DatabaseSession, id_: str, imported: int, at: datetime) -> bool:
    """Note that a list was imported; of two who try at once one gets False. What stays are the rows to be mended."""
    query = update(RoundSheet).where(RoundSheet.id == id_, RoundSheet.imported_at.is_(None))
    return affected(session.execute(query.values(imported_at=at, imported=imported))) == 1


def sweep(session: DatabaseSession, before: datetime) -> int:
    """Forget the lists that came before a moment; return how many."""
    return affected(session.execute(delete(RoundSheet).where(RoundSheet.created_at < before)))
