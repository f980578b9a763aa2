"""Who works on an assessment: members with their sections, guests with theirs, and who has which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from assessment.storage import affected
from assessment.storage.tables import Account, GuestLink, Membership, SectionAssignment

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row

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


def members_with_roles(session: DatabaseSession, organisation_id: str) -> Sequence[Row[Account, str]]:
    """Return (account, role) of the active members of an organisation, by name."""
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


def ask(session: DatabaseSession, where: tuple[str, str], accounts: Collection[str], by: str, at: datetime) -> None:
    """Note that members are asked to answer an (assessment, section)."""
    given = {"assessment_id": where[0], "section_id": where[1], "assigned_by": by, "assigned_at": at}
    rows = [given | {"account_id": account} for account in accounts]
    if rows:
        session.execute(insert(SectionAssignment), rows)


def release(session: DatabaseSession, where: tuple[str, str], account: str) -> bool:
    """Note that a member is no longer asked; return whether they were."""
    done = session.execute(
        delete(SectionAssignment).where(
            SectionAssignment.assessment_id == where[0],
            SectionAssignment.section_id == where[1],
            SectionAssignment.account_id == account,
        )
    )
    return bool(affected(done))


def names(session: DatabaseSession, ids: Collection[str]) -> dict[str, str]:
    """Return the names of accounts and guests by id, in two queries; erased ones have none."""
    accounts = select(Account.id, Account.name, Account.email, Account.erased_at).where(Account.id.in_(ids))
    guests = select(GuestLink.id, GuestLink.name, GuestLink.email).where(GuestLink.id.in_(ids))
    found = {id_: "" if erased else name or email for id_, name, email, erased in session.execute(accounts)}
    return found | {id_: name or email for id_, name, email in session.execute(guests)}


def addresses(session: DatabaseSession, ids: Collection[str]) -> dict[str, str]:
    """Return the mail addresses of accounts by id."""
    query = select(Account.id, Account.email).where(Account.id.in_(ids), Account.active)
    return {row[0]: row[1] for row in session.execute(query)}
