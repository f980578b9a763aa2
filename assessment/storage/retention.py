"""What is due to be deleted: each rule's rows as one condition, counted and removed by the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, or_, select, update

from assessment.domain.trail_proof import ANSWERING
from assessment.storage import affected
from assessment.storage.tables import (
    Account,
    Assessment,
    Comment,
    Evidence,
    GuestLink,
    Invitation,
    Job,
    MailMessage,
    Membership,
    Organisation,
    Participant,
    ReleaseFile,
    Round,
    SessionRow,
    StoredDocument,
    System,
    TrailDetail,
    TrailLine,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

    from assessment.storage import Base, DatabaseSession

    Condition = Callable[[datetime], ColumnElement[bool]]

EXPORT = "export"


def _trail_details(before: datetime) -> ColumnElement[bool]:
    """Details older than a time, without those that prove answers, and those that are empty already."""
    stamp = before.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    old = select(TrailLine.number).where(TrailLine.at < stamp, TrailLine.event.not_in(ANSWERING))
    return and_(TrailDetail.salt != "", TrailDetail.number.in_(old))


def _ended_guests(before: datetime) -> ColumnElement[bool]:
    named = or_(GuestLink.name != "", GuestLink.email != "")
    return and_(named, or_(GuestLink.expires_at < before, GuestLink.revoked_at < before))


def _past_contacts(before: datetime) -> ColumnElement[bool]:
    """Participants with a contact whose own last day, and that of their round, are over since long."""
    named = or_(Participant.contact != "", Participant.email != "")
    over = select(Round.id).where(Round.closes_on < before.date())
    has_no_time = or_(Participant.extended_to.is_(None), Participant.extended_to < before.date())
    return and_(named, has_no_time, Participant.round_id.in_(over))


# Rows of these rules are deleted.
DELETED: dict[str, tuple[type[Base], Condition]] = {
    "sessions": (SessionRow, lambda before: SessionRow.expires_at < before),
    "sent-mail": (MailMessage, lambda before: MailMessage.sent_at < before),
    "failed-mail": (
        MailMessage,
        lambda before: and_(
            MailMessage.sent_at.is_(None), MailMessage.next_attempt_at.is_(None), MailMessage.created_at < before
        ),
    ),
    "jobs": (Job, lambda before: Job.finished_at < before),
    "exports": (StoredDocument, lambda before: and_(StoredDocument.kind == EXPORT, StoredDocument.made_at < before)),
    "documents": (StoredDocument, lambda before: and_(StoredDocument.kind != EXPORT, StoredDocument.made_at < before)),
    # Made again when somebody asks for them: a release never goes.
    "release-files": (ReleaseFile, lambda before: ReleaseFile.made_at < before),
    "invitations": (
        Invitation,
        lambda before: or_(
            Invitation.expires_at < before, Invitation.accepted_at < before, Invitation.revoked_at < before
        ),
    ),
    "removed-evidence": (Evidence, lambda before: Evidence.removed_at < before),
    "deleted-comments": (Comment, lambda before: Comment.deleted_at < before),
}
# Rows of these rules stay, and what they say about people is emptied.
EMPTIED: dict[str, tuple[type[Base], Condition, dict[str, object]]] = {
    "guests": (GuestLink, _ended_guests, {"name": "", "email": ""}),
    # The key is a digest of the address: who knows an address could tell whether it was there.
    "round-contacts": (Participant, _past_contacts, {"contact": "", "email": "", "key": Participant.id}),
    "trail-details": (TrailDetail, _trail_details, {"salt": "", "actor": "", "content": ""}),
}


def count(session: DatabaseSession, rule: str, before: datetime) -> int:
    """Return how many rows a rule would touch."""
    table, condition = DELETED[rule] if rule in DELETED else EMPTIED[rule][:2]
    return session.scalar(select(func.count()).select_from(table).where(condition(before))) or 0


def apply(session: DatabaseSession, rule: str, before: datetime) -> int:
    """Delete or empty the rows of a rule; return how many."""
    if rule in DELETED:
        table, condition = DELETED[rule]
        return affected(session.execute(delete(table).where(condition(before))))
    table, condition, emptied = EMPTIED[rule]
    return affected(session.execute(update(table).where(condition(before)).values(**emptied)))


def idle(
    session: DatabaseSession, *, submitted: bool, quiet_since: datetime, warnings: int, warned_before: datetime | None
) -> Sequence[Row[str, str, str, str]]:
    """Return (id, organisation's id, system's name, organisation's name) of assessments that nobody has worked on.

    Only warnings after the last change count. `warned_before` asks for those whose last warning is that old.
    """
    is_submitted = Assessment.state == "submitted"
    counts = and_(Assessment.warned_at.is_not(None), Assessment.warned_at >= Assessment.changed_at)
    query = (
        select(Assessment.id, Assessment.organisation_id, System.name, Organisation.name)
        .join(System, System.id == Assessment.system_id)
        .join(Organisation, Organisation.id == Assessment.organisation_id)
        .where(Assessment.changed_at < quiet_since, is_submitted if submitted else ~is_submitted)
    )
    if warnings == 0:
        query = query.where(or_(~counts, Assessment.warnings == 0, Assessment.warned_at.is_(None)))
    else:
        query = query.where(counts, Assessment.warnings >= warnings, Assessment.warned_at < warned_before)
    if warnings == 1:
        query = query.where(Assessment.warnings == 1)
    return session.execute(query.order_by(Assessment.id)).all()


def is_quiet(session: DatabaseSession, assessment_id: str, since: datetime) -> bool:
    """Whether there is this assessment and nobody has worked on it since."""
    query = select(Assessment.id).where(Assessment.id == assessment_id, Assessment.changed_at < since)
    return session.scalar(query) is not None


def note_warning(session: DatabaseSession, assessment_id: str, number: int, at: datetime) -> None:
    """Remember that the members were warned."""
    session.execute(update(Assessment).where(Assessment.id == assessment_id).values(warnings=number, warned_at=at))


def editors(session: DatabaseSession, organisation_id: str) -> Sequence[Row[str, str]]:
    """Return address and language of those who can keep an assessment alive: owners and editors."""
    query = select(Account.email, Account.language).join(Membership, Membership.account_id == Account.id)
    return session.execute(
        query.where(
            Membership.organisation_id == organisation_id, Membership.role.in_(("owner", "editor")), Account.active
        )
    ).all()


def evidence_of(session: DatabaseSession, assessment_id: str) -> Sequence[Row[str, str]]:
    """Return id and digest of all evidence of an assessment."""
    return session.execute(select(Evidence.id, Evidence.digest).where(Evidence.assessment_id == assessment_id)).all()


def delete_assessment(session: DatabaseSession, assessment_id: str) -> int:
    """Delete an assessment with everything that belongs to it; return how many there were."""
    return affected(session.execute(delete(Assessment).where(Assessment.id == assessment_id)))
