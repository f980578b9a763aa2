"""Who works on an assessment: members with their sections, guests with theirs, and who has which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from assessment.storage.tables import Account, GuestLink, Membership, SectionAssignment

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from assessment.storage import DatabaseSession


def assigned(session: DatabaseSession, assessment_id: str) -> list[tuple[str, str]]:
    """Return (section, name) of every member who is asked to answer a section; the address stands in for no name."""
    query = (
        select(SectionAssignment.section_id, Account.name, Account.email)
        .join(Account, Account.id == SectionAssignment.account_id)
        .where(SectionAssignment.assessment_id == assessment_id)
        .order_by(Account.name)
    )
    return [(section, name or email) for section, name, email in session.execute(query)]


def guests(session: DatabaseSession, assessment_id: str, at: datetime) -> list[tuple[str, str]]:
    """Return (section, name) of every guest whose link still works."""
    query = select(GuestLink.section_id, GuestLink.name, GuestLink.email).where(
        GuestLink.assessment_id == assessment_id, GuestLink.revoked_at.is_(None), GuestLink.expires_at > at
    )
    return [(section, name or email) for section, name, email in session.execute(query)]


def members(session: DatabaseSession, organisation_id: str, roles: Collection[str]) -> Sequence[Account]:
    """Return the active members who have one of these roles."""
    query = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.organisation_id == organisation_id, Membership.role.in_(roles), Account.active.is_(True))
        .order_by(Account.name, Account.id)
    )
    return session.scalars(query).all()


def names(session: DatabaseSession, ids: Collection[str]) -> dict[str, str]:
    """Return the names of accounts and guests by id, in two queries; erased ones have none."""
    accounts = select(Account.id, Account.name, Account.email, Account.erased_at).where(Account.id.in_(ids))
    guests = select(GuestLink.id, GuestLink.name, GuestLink.email).where(GuestLink.id.in_(ids))
    found = {id_: "" if erased else name or email for id_, name, email, erased in session.execute(accounts)}
    return found | {id_: name or email for id_, name, email in session.execute(guests)}
