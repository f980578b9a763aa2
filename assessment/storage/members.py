"""Who belongs to an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from assessment.storage import affected
from assessment.storage.tables import Account, Assessment, Membership, SectionAssignment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession

_INSERT = insert(Membership)


def of_organisation(session: DatabaseSession, organisation: str) -> Sequence[Row[Account, str, datetime]]:
    """Return the members of an organisation with role and day of joining, by name."""
    query = (
        select(Account, Membership.role, Membership.joined_at)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.organisation_id == organisation)
        .order_by(func.lower(Account.name), Account.id)
    )
    return session.execute(query).all()


def role_of(session: DatabaseSession, organisation: str, account: str) -> str | None:
    """Return a member's role, None for a stranger."""
    query = select(Membership.role).where(Membership.organisation_id == organisation, Membership.account_id == account)
    return session.scalars(query).one_or_none()


def owners(session: DatabaseSession, organisation: str) -> int:
    """Return how many owners an organisation has who can sign in."""
    query = (
        select(func.count())
        .select_from(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.organisation_id == organisation, Membership.role == "owner", Account.active)
    )
    return session.scalar(query) or 0


def add(session: DatabaseSession, organisation: str, account: str, role: str, at: datetime) -> None:
    """Make somebody a member."""
    values = {"organisation_id": organisation, "account_id": account, "role": role, "joined_at": at}
    session.flush()
    session.connection().execute(_INSERT, values)


def change_role(session: DatabaseSession, organisation: str, account: str, role: str) -> bool:
    """Give a member another role; return whether there is one."""
    done = session.execute(
        update(Membership)
        .where(Membership.organisation_id == organisation, Membership.account_id == account)
        .values(role=role)
    )
    return bool(affected(done))


def remove(session: DatabaseSession, organisation: str, account: str) -> bool:
    """End a membership with its assigned sections; return whether there was one."""
    own = select(Assessment.id).where(Assessment.organisation_id == organisation)
    session.execute(
        delete(SectionAssignment).where(
            SectionAssignment.account_id == account, SectionAssignment.assessment_id.in_(own)
        )
    )
    done = session.execute(
        delete(Membership).where(Membership.organisation_id == organisation, Membership.account_id == account)
    )
    return bool(affected(done))
