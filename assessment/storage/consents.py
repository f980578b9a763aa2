"""Decisions about consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from assessment.storage.tables import Account, Consent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession


def of(session: DatabaseSession, organisation_id: str) -> Sequence[Row[Consent, str | None]]:
    """Return an organisation's decisions, the newest first, each with the name of who took it."""
    query = (
        select(Consent, Account.name)
        .outerjoin(Account, Account.id == Consent.decided_by)
        .where(Consent.organisation_id == organisation_id)
        .order_by(Consent.id.desc())
    )
    return session.execute(query).all()


def add(session: DatabaseSession, values: dict[str, object]) -> None:
    """Keep a decision."""
    session.execute(insert(Consent).values(**values))
