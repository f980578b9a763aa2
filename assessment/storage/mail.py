"""The outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from assessment.storage import affected
from assessment.storage.tables import MailMessage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from assessment.storage import DatabaseSession

_AT_ONCE = 500


def add(session: DatabaseSession, values: dict[str, object]) -> None:
    """Put a message into the outbox."""
    session.execute(insert(MailMessage).values(**values))


def add_many(session: DatabaseSession, rows: Sequence[Mapping[str, object]]) -> None:
    """Put messages into the outbox together."""
    for start in range(0, len(rows), _AT_ONCE):
        session.execute(insert(MailMessage), [dict(row) for row in rows[start : start + _AT_ONCE]])


def due(session: DatabaseSession, at: datetime, limit: int) -> Sequence[MailMessage]:
    """Return messages whose turn has come, the oldest first."""
    query = select(MailMessage).where(MailMessage.sent_at.is_(None), MailMessage.next_attempt_at <= at)
    return session.scalars(query.order_by(MailMessage.created_at).limit(limit)).all()


def claim(session: DatabaseSession, id_: str, attempts: int, until: datetime) -> bool:
    """Take a message before it is sent; return False when another worker was faster."""
    done = session.execute(
        update(MailMessage)
        .where(MailMessage.id == id_, MailMessage.attempts == attempts, MailMessage.sent_at.is_(None))
        .values(attempts=attempts + 1, next_attempt_at=until)
    )
    return bool(affected(done))


def put_off(session: DatabaseSession, id_: str, attempts: int, until: datetime) -> None:
    """Let a message wait without counting an attempt, unless another worker has taken it."""
    session.execute(
        update(MailMessage)
        .where(MailMessage.id == id_, MailMessage.attempts == attempts, MailMessage.sent_at.is_(None))
        .values(next_attempt_at=until)
    )


def change(session: DatabaseSession, id_: str, values: dict[str, object]) -> None:
    """Note how sending went."""
    session.execute(update(MailMessage).where(MailMessage.id == id_).values(**values))


def counts(session: DatabaseSession) -> tuple[int, int]:
    """Return how many messages wait, and how many were given up."""
    unsent = MailMessage.sent_at.is_(None)
    query = select(
        func.count().filter(unsent & MailMessage.next_attempt_at.is_not(None)),
        func.count().filter(unsent & MailMessage.next_attempt_at.is_(None)),
    ).select_from(MailMessage)
    waiting, given_up = session.execute(query).one()
    return int(waiting), int(given_up)
