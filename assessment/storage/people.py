"""Names of those who did something: accounts and guests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from assessment.storage.tables import Account, GuestLink, Membership, SectionAssignment

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession


def accounts(session: DatabaseSession, ids: Collection[str]) -> Sequence[Row[str, str, str]]:
    """Return (id, name, e-mail address) of accounts that were not erased."""
    query = select(Account.id, Account.name, Account.email).where(Account.id.in_(ids), Account.erased_at.is_(None))
    return session.execute(query).all()


def guests(session: DatabaseSession, ids: Collection[str]) -> Sequence[Row[str, str, str]]:
    """Return (id, name, e-mail address) of guests."""
    return session.execute(select(GuestLink.id, GuestLink.name, GuestLink.email).where(GuestLink.id.in_(ids))).all()


def members(session: DatabaseSession, organisation_id: str) -> Sequence[Row[Account, str]]:
    """Return (account, role) of the members of an organisation whose account is open, by name."""
    query = (
        select(Account, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.organisation_id == organisation_id, Account.active, Account.erased_at.is_(None))
        .order_by(Account.name, Account.email)
    )
    return session.execute(query).all()


def asked(session: DatabaseSession, assessment_id: str) -> Sequence[Row[str, str]]:
    """Return (section, account) of everybody who is asked to answer a section."""
    query = select(SectionAssignment.section_id, SectionAssignment.account_id)
    return session.execute(query.where(SectionAssignment.assessment_id == assessment_id)).all()
