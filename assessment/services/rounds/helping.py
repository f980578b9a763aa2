"""Helping one participant: what has happened so far, another address, a new invitation, more time; no answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.rounds import invitations_last_until
from assessment.domain.states import AssessmentState
from assessment.domain.trail import Event
from assessment.mail.message import is_address
from assessment.services.accounts import as_address
from assessment.services.rounds import board, inviting_again, past, reach, submitting
from assessment.storage import acts, db, invitations, participants_followed, round_board

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Row

    from assessment.domain.access import Person
    from assessment.services.rounds.board import Line
    from assessment.services.rounds.past import Past
    from assessment.services.rounds.reach import Found
    from assessment.storage.tables import Assessment


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
        inviting_again.can_be_invited(person, row),
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
