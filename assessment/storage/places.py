"""What a page is about and what a person is to it, each in one query."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, select

from assessment.storage.tables import Assessment, GuestLink, Membership, Organisation, SectionAssignment, System

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession


class Owner(NamedTuple):
    """Whose an assessment is, and what an account is to them: None when it is no member."""

    organisation_id: str
    suspended_at: datetime | None
    role: str | None


def organisation(session: DatabaseSession, id_: str, account: str) -> Row[Organisation, str] | None:
    """Return an organisation and the account's role in it, None if the account is no member."""
    query = (
        select(Organisation, Membership.role)
        .outerjoin(Membership, _membership(account))
        .where(Organisation.id == id_)
    )  # fmt: skip
    return session.execute(query).one_or_none()


def system(session: DatabaseSession, id_: str, account: str) -> Row[System, Organisation, str] | None:
    """Return a system, its organisation and the account's role in it."""
    return session.execute(_SYSTEM, {"account": account, "id": id_}).one_or_none()


def assessment(session: DatabaseSession, id_: str, account: str) -> Row[Assessment, System, Organisation, str] | None:
    """Return an assessment, its system, its organisation and the account's role in it."""
    return session.execute(_ASSESSMENT, {"account": account, "id": id_}).one_or_none()


def _membership(account: object):  # type: ignore[no-untyped-def] # noqa: ANN202 - an SQL expression has no public type
    return (Membership.organisation_id == Organisation.id) & (Membership.account_id == account)


# Every page of a system or an assessment runs one of these: made once, it costs half.
_SYSTEM = (
    select(System, Organisation, Membership.role)
    .join(Organisation, Organisation.id == System.organisation_id)
    .outerjoin(Membership, _membership(bindparam("account")))
    .where(System.id == bindparam("id"))
)
_ASSESSMENT = (
    select(Assessment, System, Organisation, Membership.role)
    .join(System, System.id == Assessment.system_id)
    .join(Organisation, Organisation.id == Assessment.organisation_id)
    .outerjoin(Membership, _membership(bindparam("account")))
    .where(Assessment.id == bindparam("id"))
)


def owner(session: DatabaseSession, assessment_id: str, account: str) -> Owner | None:
    """Return whose an assessment is, without the assessment."""
    row = session.connection().execute(_OWNER, {"account": account, "id": assessment_id}).one_or_none()
    return None if row is None else Owner._make(row)


# Every download of a report runs it: three columns cost a third of three mapped objects.
_OWNER = (
    select(Organisation.id, Organisation.suspended_at, Membership.role)
    .join_from(Assessment, Organisation, Organisation.id == Assessment.organisation_id)
    .outerjoin(Membership, _membership(bindparam("account")))
    .where(Assessment.id == bindparam("id"))
)


def assigned_sections(session: DatabaseSession, assessment_id: str, account: str) -> Sequence[str]:
    """Return the sections of an assessment that a member is asked to answer."""
    query = select(SectionAssignment.section_id).where(
        SectionAssignment.assessment_id == assessment_id, SectionAssignment.account_id == account
    )
    return session.scalars(query).all()


def guest_link(session: DatabaseSession, id_: str, at: datetime) -> GuestLink | None:
    """Return a guest's link while it is confirmed, unexpired and not revoked."""
    query = select(GuestLink).where(
        GuestLink.id == id_,
        GuestLink.confirmed_at.is_not(None),
        GuestLink.revoked_at.is_(None),
        GuestLink.expires_at > at,
    )
    return session.scalars(query).one_or_none()
