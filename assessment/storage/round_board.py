"""Where the participants of a round stand: a fixed number of queries, however many there are, and no answer leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from assessment.domain.states import AssessmentState
from assessment.storage.tables import (
    Account,
    Assessment,
    Invitation,
    MailMessage,
    Organisation,
    Participant,
    Round,
    RoundCountry,
    StateChange,
    Submission,
    SubmissionCheck,
    System,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row, Select

    from assessment.storage import DatabaseSession

    # A participant, the name of its organisation, and when somebody accepted: the last two may be missing.
    Standing = Row[Participant, str, datetime | None]

# Mails to the contact of a participant carry one of these purposes.
INVITATION, REMINDER = "round-invitation", "round-reminder"


def participants(session: DatabaseSession, round_id: str, facilitator: str | None) -> Sequence[Standing]:
    """Return participants with their organisation's own name and when they accepted; facilitator None: everybody."""
    query = _participants(facilitator).where(Participant.round_id == round_id)
    return session.execute(query.order_by(func.lower(Participant.name), Participant.id)).all()


def participant(session: DatabaseSession, id_: str, facilitator: str | None) -> Standing | None:
    """Return one participant, if it is bound to this facilitator; None: to whomever."""
    query = _participants(facilitator).where(Participant.id == id_)
    return session.execute(query.execution_options(populate_existing=True)).one_or_none()


def rounds_of(session: DatabaseSession, facilitator: str) -> frozenset[str]:
    """Return the rounds in which somebody is bound to a facilitator."""
    query = select(Participant.round_id).where(Participant.facilitator_id == facilitator).distinct()
    return frozenset(session.scalars(query))


def round_with(session: DatabaseSession, id_: str) -> Round | None:
    """Return a round as it is now."""
    query = select(Round).where(Round.id == id_).execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def targets(session: DatabaseSession, round_id: str) -> dict[str, int]:
    """Return how many submissions are aimed at by country."""
    query = select(RoundCountry.country, RoundCountry.target).where(RoundCountry.round_id == round_id)
    return {row[0]: row[1] for row in session.execute(query)}


def assessments(session: DatabaseSession, round_id: str, organisation: str = "") -> Sequence[Row[Assessment, str]]:
    """Return the assessments in a round with the names of their systems; only an organisation's, if one is named."""
    query = (
        select(Assessment, System.name)
        .join(System, System.id == Assessment.system_id)
        .where(Assessment.round_id == round_id)
        .order_by(Assessment.created_at, Assessment.id)
    )
    return session.execute(query.where(Assessment.organisation_id == organisation) if organisation else query).all()


def returns(session: DatabaseSession, assessments: Collection[str]) -> dict[str, datetime]:
    """Return when the last submission of each assessment was given back by the programme, if that is what came last.

    Reopening leads to a draft and submitting to a submission; only the programme returns what was submitted.
    """
    submitted, returned = AssessmentState.SUBMITTED.value, AssessmentState.RETURNED.value
    query = (
        select(StateChange.assessment_id, StateChange.before, StateChange.after, StateChange.changed_at)
        .where(
            StateChange.assessment_id.in_(assessments),
            (StateChange.before == submitted) | (StateChange.after == submitted),
        )
        .order_by(StateChange.id)
    )
    last = {row[0]: (row[1], row[2], row[3]) for row in session.execute(query)}
    return {id_: at for id_, (before, after, at) in last.items() if before == submitted and after == returned}


def submissions(
    session: DatabaseSession, assessments: Collection[str]
) -> dict[str, tuple[str, datetime, datetime | None]]:
    """Return (id, when it was submitted, when it was checked) of the standing submission of each assessment."""
    query = (
        select(Submission.assessment_id, Submission.id, Submission.submitted_at, SubmissionCheck.checked_at)
        .outerjoin(SubmissionCheck, SubmissionCheck.submission_id == Submission.id)
        .where(Submission.assessment_id.in_(assessments), Submission.voided_at.is_(None))
        .order_by(Submission.number)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in session.execute(query)}


def mails(
    session: DatabaseSession, addresses: Collection[str]
) -> Sequence[Row[str, str, datetime, datetime | None, bool]]:
    """Return (address, purpose, written, sent, given up) of invitations and reminders, the oldest first."""
    given_up = MailMessage.sent_at.is_(None) & MailMessage.next_attempt_at.is_(None)
    query = (
        select(MailMessage.recipient, MailMessage.purpose, MailMessage.created_at, MailMessage.sent_at, given_up)
        .where(MailMessage.recipient.in_(addresses), MailMessage.purpose.in_((INVITATION, REMINDER)))
        .order_by(MailMessage.created_at, MailMessage.id)
    )
    return session.execute(query).all()


def problems(session: DatabaseSession, addresses: Collection[str]) -> dict[str, str]:
    """Return what the mail server said about the last mail to each address that was given up."""
    given_up = MailMessage.sent_at.is_(None) & MailMessage.next_attempt_at.is_(None)
    query = (
        select(MailMessage.recipient, MailMessage.problem)
        .where(MailMessage.recipient.in_(addresses), given_up)
        .order_by(MailMessage.created_at, MailMessage.id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def facilitators(session: DatabaseSession) -> dict[str, str]:
    """Return the names of those who hold the office of a facilitator, by id and in the order of names."""
    held = session.execute(select(Account.id, Account.offices).where(Account.active, Account.erased_at.is_(None)))
    ids = [id_ for id_, offices in held if "facilitator" in (offices or ())]
    query = select(Account.id, Account.name, Account.email).where(Account.id.in_(ids))
    return {row[0]: row[1] or row[2] for row in session.execute(query.order_by(Account.name, Account.email))}


def names(session: DatabaseSession, accounts: Collection[str]) -> dict[str, str]:
    """Return the names of accounts by id; the address stands in for no name, and who was erased has none."""
    query = select(Account.id, Account.name, Account.email)
    rows = session.execute(query.where(Account.id.in_(accounts), Account.erased_at.is_(None)))
    return {row[0]: row[1] or row[2] for row in rows}


def _participants(facilitator: str | None) -> Select[Participant, str, datetime | None]:
    query = (
        select(Participant, Organisation.name, Invitation.accepted_at)
        .outerjoin(Organisation, Organisation.id == Participant.organisation_id)
        .outerjoin(Invitation, Invitation.id == Participant.invitation_id)
    )
    return query if facilitator is None else query.where(Participant.facilitator_id == facilitator)
