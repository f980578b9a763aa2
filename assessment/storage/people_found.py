"""Finding accounts for those who run the service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from assessment.storage.tables import Account, Membership, Organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession

MOST = 50


@dataclass(frozen=True, slots=True)
class Found:
    """Accounts of one page, and how many there are in all."""

    rows: Sequence[Account]
    total: int


def holders(session: DatabaseSession, office: str) -> list[str]:
    """Return the ids of the active accounts that hold an office."""
    return [one.id for one in holding(session, office)]


def holding(session: DatabaseSession, office: str) -> list[Row[str, str, str, list[str]]]:
    """Return id, email, language and offices of the active accounts that hold an office."""
    rows = session.execute(select(Account.id, Account.email, Account.language, Account.offices).where(Account.active))
    return [row for row in rows if office in (row.offices or ())]


def search(session: DatabaseSession, words: str, start: int = 0) -> Found:
    """Return accounts whose name or address contains the words, by name; erased ones are not found."""
    query = select(Account).where(Account.erased_at.is_(None))
    if words:
        parts = (
            func.lower(column).contains(words.lower(), autoescape=True) for column in (Account.name, Account.email)
        )
        query = query.where(or_(*parts))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    ordered = query.order_by(func.lower(Account.name), Account.id).offset(start).limit(MOST)
    return Found(session.scalars(ordered).all(), total)


def memberships(session: DatabaseSession, account_id: str) -> Sequence[Row[str, str, str]]:
    """Return id and name of the organisations an account belongs to, and its role there."""
    query = select(Organisation.id, Organisation.name, Membership.role).join(
        Membership, Membership.organisation_id == Organisation.id
    )
    return session.execute(query.where(Membership.account_id == account_id).order_by(Organisation.name)).all()
