"""Secrets with which programs read releases: found by their digest, never by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from assessment.storage import affected
from assessment.storage.tables import Account, ApiToken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession


def add(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Write a token."""
    session.execute(insert(ApiToken).values(**values))


def of_account(session: DatabaseSession, account_id: str) -> Sequence[ApiToken]:
    """Return a person's tokens, the newest first."""
    query = select(ApiToken).where(ApiToken.account_id == account_id)
    return session.scalars(query.order_by(ApiToken.created_at.desc(), ApiToken.id)).all()


def find(session: DatabaseSession, token_hash: str, today: date) -> Row[ApiToken, Account] | None:
    """Return a token that is in force today, with the account it belongs to while that is active."""
    query = (
        select(ApiToken, Account)
        .join(Account, Account.id == ApiToken.account_id)
        .where(
            ApiToken.token_hash == token_hash, ApiToken.revoked_at.is_(None), ApiToken.expires_at >= today,
            Account.active.is_(True),
        )
    )  # fmt: skip
    return session.execute(query).one_or_none()


def revoke(session: DatabaseSession, account_id: str, id_: str, at: datetime) -> bool:
    """End a token of a person; tell whether there was one in force."""
    query = update(ApiToken).where(ApiToken.id == id_, ApiToken.account_id == account_id, ApiToken.revoked_at.is_(None))
    return affected(session.execute(query.values(revoked_at=at))) == 1


def use(session: DatabaseSession, id_: str, at: datetime) -> None:
    """Note when a token was last used."""
    session.execute(update(ApiToken).where(ApiToken.id == id_).values(used_at=at))
