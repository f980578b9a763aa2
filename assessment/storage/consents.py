"""Decisions about consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select

from assessment.storage.tables import Account, Consent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession

# Every page asks for the consents of its organisation: made once, the query costs half.
_OF = (
    select(Consent, Account.name)
    .outerjoin(Account, Account.id == Consent.decided_by)
    .where(Consent.organisation_id == bindparam("organisation"))
    .order_by(Consent.id.desc())
)
_INSERT = insert(Consent)


def of(session: DatabaseSession, organisation_id: str) -> Sequence[Row[Consent, str | None]]:
    """Return an organisation's decisions, the newest first, each with the name of who took it."""
    return session.execute(_OF, {"organisation": organisation_id}).all()


def add(session: DatabaseSession, values: dict[str, object]) -> None:
    """Keep a decision."""
    session.flush()
    session.connection().execute(_INSERT, values)
