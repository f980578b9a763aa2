"""Helping one participant: what has happened so far, another address, a new invitation, more time; no answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.rounds import end_of, invitations_last_until
from assessment.domain.states import AssessmentState
from assessment.domain.trail import Event
from assessment.mail.message import is_address
from assessment.services import mail
from assessment.services.accounts import as_address
from assessment.services.identifiers import hashed, new_code, new_id, new_token
from assessment.services.invitations import Invited, Used
from assessment.services.rounds import board, participants, past, reach, reading, submitting
from assessment.services.rounds.inviting import INVITATION, Invitee
from assessment.storage import acts, db, invitations, participants_followed, round_board

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Row

    from assessment.domain.access import Person
    from assessment.services.rounds.board import Line
    from assessment.services.rounds.inviting import Writer
    from assessment.services.rounds.past import Past
    from assessment.services.rounds.reach import Found
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Assessment, Participant


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment of a participant, by its number instead of its system's name, with its standing submission."""

    number: int
    state: AssessmentState
    changed_at: datetime
    submission: str
    is_checked: bool


@dataclass(frozen=True, slots=True)
class Helped:
    """All that the help-desk sees of a participant."""

    found: Found
    line: Line
    last_day: date
    accepts: bool
    shares: bool
    can_be_invited: bool
    assessments: tuple[Assessed, ...]
    history: tuple[Past, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the programme writes to."""

    name: str
    email: str
    language: str


def show_participant(person: Person, participant_id: str, at: datetime) -> Helped:
    """Return what the help-desk sees of a participant; raise NotFound."""
    found = reach.find_participant(person, participant_id)
    row = found.participant
    (line,) = board.lines_of(found.round.id, None, row.id)
    rows = [one[0] for one in _assessments(found)]
    submitted = round_board.submissions(db.session, [one.id for one in rows])
    return Helped(
        found, line, submitting.last_day(found.round, row), submitting.accepts(found.round, row, at),
        reach.reads_answers(person, row),
        row.withdrawn_at is None and not line.facts.is_accepted,
        tuple(
            Assessed(
                number, AssessmentState(one.state), one.changed_at, submitted.get(one.id, ("",))[0],
                submitted.get(one.id, ("", None, None))[2] is not None,
            )
            for number, one in enumerate(rows, 1)
        ),
        past.history(row, [(one.id, one.created_at) for one in rows]),
        round_board.problems(db.session, [row.email]).get(row.email, "") if row.email else "",
    )  # fmt: skip


def change_contact(person: Person, participant_id: str, contact: Contact, at: datetime) -> None:
    """Write to somebody else from now on; an invitation that nobody has used goes with it. Raises NotFound.

    Raises ValueError for what is no mail address.
    """
    email = as_address(contact.email)
    if email and not is_address(email):
        raise ValueError(email)
    with acts.act(Event.PARTICIPANT_CHANGED, by=person.id, at=at, subject=participant_id) as done:
        row = reach.find_participant(person, participant_id, done.session).participant
        values = {"contact": contact.name, "email": email, "language": contact.language}
        done.is_void = all(getattr(row, name) == value for name, value in values.items())
        if row.invitation_id:
            invitations.renew(done.session, row.invitation_id, {"email": email, "language": contact.language})
        participants_followed.change(done.session, row.id, values)
        done.content["changed"] = "contact"


def extend(person: Person, participant_id: str, until: date | None, at: datetime) -> None:
    """Give one participant until another day, or the round's own day again. Raises NotFound."""
    with acts.act(Event.PARTICIPANT_CHANGED, by=person.id, at=at, subject=participant_id) as done:
        found = reach.find_participant(person, participant_id, done.session)
        row = found.participant
        done.is_void = row.extended_to == until
        participants_followed.change(done.session, row.id, {"extended_to": until})
        if row.invitation_id and until is not None and until > found.round.closes_on:
            invitations.renew(done.session, row.invitation_id, {"expires_at": invitations_last_until(until)})
        done.content["extended_to"] = until.isoformat() if until else ""


def invite_again(person: Person, participant_id: str, writer: Writer, at: datetime) -> Invitee:
    """Give a participant who has not accepted yet a new link and a new code, and send them; the former ones are dead.

    Without an address nothing is sent: what is returned is told once, to be printed or read out. Raises NotFound, or
    Used when somebody has accepted already or the participant was withdrawn.
    """
    with acts.act(Event.INVITED, by=person.id, at=at, subject=participant_id) as done:
        found = reach.find_participant(person, participant_id, done.session)
        row = found.participant
        if row.withdrawn_at is not None or _has_accepted(done.session, row):
            raise Used
        expires_at = max(invitations_last_until(submitting.last_day(found.round, row)), end_of(at.date()))
        made = Invited(
            row.invitation_id or new_id(), new_token(), new_code(), expires_at, row.email, None, row.language
        )
        made = _keep(done.session, row, made, person, at)
        invitee = Invitee(row.id, participants.entry_of(row), made)
        if made.email:
            letter = writer.invitation(invitee, reading.terms_of(done.session, found.round))
            mail.post(done.session, INVITATION, made.email, letter, at)
        done.content |= {"invitation": made.id, "again": True}
    return invitee


def _has_accepted(session: DatabaseSession, row: Participant) -> bool:
    found = round_board.participant(session, row.id, None)
    return row.organisation_id is not None or (found is not None and found[2] is not None)


def _keep(session: DatabaseSession, row: Participant, made: Invited, person: Person, at: datetime) -> Invited:
    """Write the new secrets to the invitation, or to a new one where the former cannot be used any more."""
    secrets: dict[str, object] = {
        "token_hash": hashed(made.token), "code_hash": hashed(made.code), "expires_at": made.expires_at,
        "email": made.email, "language": made.language,
    }  # fmt: skip
    if row.invitation_id and invitations.renew(session, row.invitation_id, secrets):
        return made
    anew = Invited(new_id(), made.token, made.code, made.expires_at, made.email, None, made.language)
    invitations.add(session, secrets | {"id": anew.id, "role": "", "created_by": person.id, "created_at": at})
    participants_followed.change(session, row.id, {"invitation_id": anew.id})
    return anew


def undelivered(person: Person, round_id: str) -> tuple[tuple[Line, str], ...]:
    """Return those of a round whom mail did not reach, or who have no address, with what the mail server said."""
    reach.find_round(person, round_id)
    lines = board.lines_of(round_id, reach.facilitator_of(person))
    lost = [line for line in lines if board.is_unreached(line)]
    problems = round_board.problems(db.session, [line.email for line in lost if line.email])
    return tuple((line, problems.get(line.email, "")) for line in lost)


def _assessments(found: Found) -> Sequence[Row[Assessment, str]]:
    organisation = found.participant.organisation_id
    return round_board.assessments(db.session, found.round.id, organisation) if organisation else ()
