"""Sessions on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from assessment.storage import affected
from assessment.storage.tables import Account, SessionRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assessment.storage import DatabaseSession


class Stored(NamedTuple):
    """A session and whom it belongs to; `account_id` and what follows it are None when that is nobody."""

    id: str
    data: str
    identity: str
    created_at: datetime
    seen_at: datetime
    account_id: str | None
    name: str
    email: str
    language: str
    time_zone: str
    offices: Sequence[str]
    tf_primary_method: str | None
    queue_key: str | None


# Every request runs it: made once, it costs half; and plain values cost a third of two mapped objects.
_SESSION = (SessionRow.id, SessionRow.data, SessionRow.identity, SessionRow.created_at, SessionRow.seen_at)
_ACCOUNT = (Account.id, Account.name, Account.email, Account.language, Account.time_zone, Account.offices)
_FIND = (
    select(*_SESSION, *_ACCOUNT, Account.tf_primary_method, Account.queue_key)
    .outerjoin(Account, (Account.fs_uniquifier == SessionRow.identity) & Account.active)
    .where(SessionRow.id == bindparam("id"), SessionRow.expires_at > bindparam("at"))
)


def find(session: DatabaseSession, id_: str, at: datetime) -> Stored | None:
    """Return an unexpired session with the active account that it belongs to, in one query."""
    row = session.connection().execute(_FIND, {"id": id_, "at": at}).one_or_none()
    return None if row is None else Stored._make(row)


def add(session: DatabaseSession, values: dict[str, object]) -> None:
    """Keep a new session."""
    session.execute(insert(SessionRow).values(**values))


def change(session: DatabaseSession, id_: str, values: dict[str, object]) -> bool:
    """Change a session; return whether it is still there: one that was ended meanwhile is not revived."""
    done = session.execute(update(SessionRow).where(SessionRow.id == id_).values(**values))
    return bool(affected(done))


def end(session: DatabaseSession, id_: str) -> None:
    """End one session."""
    session.execute(delete(SessionRow).where(SessionRow.id == id_))


def end_all(session: DatabaseSession, identity: str, but: str = "") -> int:
    """End all sessions of an account, but one if it is named; return how many."""
    done = session.execute(delete(SessionRow).where(SessionRow.identity == identity, SessionRow.id != but))
    return affected(done)


def of(session: DatabaseSession, identity: str, at: datetime) -> Sequence[SessionRow]:
    """Return an account's unexpired sessions, the last used first."""
    query = select(SessionRow).where(SessionRow.identity == identity, SessionRow.expires_at > at)
    return session.scalars(query.order_by(SessionRow.seen_at.desc())).all()


def sweep(session: DatabaseSession, at: datetime) -> int:
    """Forget expired sessions; return how many."""
    return affected(session.execute(delete(SessionRow).where(SessionRow.expires_at <= at)))
