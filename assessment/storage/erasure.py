"""What goes when an organisation is deleted or a person is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from assessment.domain.trail_proof import ANSWERING
from assessment.storage import sessions
from assessment.storage.tables import (
    Account,
    Assessment,
    Evidence,
    GuestLink,
    Invitation,
    Job,
    MailMessage,
    Membership,
    Mention,
    OfficialCountry,
    Organisation,
    Participant,
    Passkey,
    ReleaseContribution,
    SavedView,
    SectionAssignment,
    StoredDocument,
    Submission,
    System,
    TrailDetail,
    TrailLine,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession

_COUNTED = (System, Assessment, Submission, Evidence, StoredDocument)


def counts(session: DatabaseSession, organisation_id: str) -> tuple[int, ...]:
    """Return how many systems, assessments, submissions, pieces of evidence and documents an organisation has."""
    of = [
        select(func.count()).select_from(table).where(table.organisation_id == organisation_id).scalar_subquery()
        for table in _COUNTED
    ]
    return tuple(session.execute(select(*of)).one())


def files(session: DatabaseSession, organisation_id: str) -> set[str]:
    """Return the digests of all files of an organisation."""
    found: set[str] = set()
    for table in (Evidence, StoredDocument):
        query = select(table.digest).where(table.organisation_id == organisation_id, table.digest != "")
        found.update(session.scalars(query))
    return found


def subjects(session: DatabaseSession, organisation_id: str) -> list[str]:
    """Return the ids under which lines of the trail are about an organisation."""
    found = [organisation_id]
    for table in (System, Assessment, Submission, Evidence):
        found += session.scalars(select(table.id).where(table.organisation_id == organisation_id))
    return found


def members(session: DatabaseSession, organisation_id: str) -> Sequence[Row[str, str]]:
    """Return address and language of the members."""
    query = select(Account.email, Account.language).join(Membership, Membership.account_id == Account.id)
    return session.execute(query.where(Membership.organisation_id == organisation_id, Account.active)).all()


def delete_organisation(session: DatabaseSession, organisation_id: str) -> None:
    """Delete an organisation with everything that belongs to it, and work that is waiting for it.

    What it contributed to releases stays under a pseudonym, which nothing leads back to it any more.
    """
    own = ReleaseContribution.organisation_id == organisation_id
    session.execute(update(ReleaseContribution).where(own).values(organisation_id=""))
    session.execute(delete(Job).where(Job.payload.contains(f'"{organisation_id}"', autoescape=True)))
    session.execute(delete(Organisation).where(Organisation.id == organisation_id))


def sole_ownerships(session: DatabaseSession, account_id: str) -> Sequence[Row[str, str]]:
    """Return id and name of the organisations that nobody but this account owns and can sign in for."""
    other = (
        select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.organisation_id == Organisation.id, Membership.role == "owner",
            Membership.account_id != account_id, Account.active,
        )
        .exists()
    )  # fmt: skip
    query = select(Organisation.id, Organisation.name).join(Membership, Membership.organisation_id == Organisation.id)
    own = query.where(Membership.account_id == account_id, Membership.role == "owner", ~other)
    return session.execute(own.order_by(Organisation.name)).all()


def find_account(session: DatabaseSession, account_id: str) -> Account | None:
    """Return an account that has not been erased."""
    return session.scalars(
        select(Account)
        .where(Account.id == account_id, Account.erased_at.is_(None))
        .execution_options(populate_existing=True)
    ).one_or_none()


def erase_account(session: DatabaseSession, account: Account, identity: str, at: datetime) -> None:
    """Empty an account's row and remove what names the person anywhere; `identity` is a new one that nobody has."""
    id_, email = account.id, account.email
    sessions.end_all(session, account.fs_uniquifier)
    session.execute(delete(Passkey).where(Passkey.user_id == id_))
    for table in (Membership, SectionAssignment, Mention, SavedView, OfficialCountry):
        session.execute(delete(table).where(table.account_id == id_))
    session.execute(delete(MailMessage).where(MailMessage.recipient == email))
    own = (Invitation.email == email) | (Invitation.accepted_by == id_)
    session.execute(update(Invitation).where(own).values(email=""))
    # The id stands in for the digest of the address, which somebody could guess.
    unnamed = {"contact": "", "email": "", "key": Participant.id}
    session.execute(update(Participant).where(Participant.email == email).values(unnamed))
    ended = {"name": "", "email": "", "revoked_at": func.coalesce(GuestLink.revoked_at, at)}
    session.execute(update(GuestLink).where(GuestLink.email == email).values(**ended))
    session.execute(update(Account).where(Account.id == id_).values(**_nobody(id_, identity, at)))
    _erase_acts(session, id_)


def _nobody(id_: str, identity: str, at: datetime) -> dict[str, object]:
    kept = {"id", "created_at"}
    emptied: dict[str, object] = {
        column.name: None for column in Account.__table__.columns if column.nullable and column.name not in kept
    }
    return emptied | {
        "email": f"{id_}@erased.invalid", "name": "", "language": "en", "time_zone": "UTC", "offices": [],
        "active": False, "fs_uniquifier": identity, "queue_key": "", "erased_at": at,
    }  # fmt: skip


def _erase_acts(session: DatabaseSession, account_id: str) -> None:
    """Empty who and what of the lines that an account caused, except those that prove answers.

    These name the account by an id that stands for nobody any more, and answers by digests: without them nobody could
    show that the organisation's answers are what was written.
    """
    answering = select(TrailLine.number).where(TrailLine.event.in_(ANSWERING))
    session.execute(
        update(TrailDetail)
        .where(TrailDetail.actor == account_id, TrailDetail.number.not_in(answering))
        .values(salt="", actor="", content="")
    )
