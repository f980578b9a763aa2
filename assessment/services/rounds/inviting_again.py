"""Inviting a participant again, from wherever that is asked for: a new link and a new code, and the former are dead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.access import Permission, may
from assessment.domain.rounds import Phase, RoundState, accepts_submissions, invitations_last_until, phase_of
from assessment.domain.trail import Event
from assessment.services import mail
from assessment.services.identifiers import new_code, new_id, new_token
from assessment.services.invitations import Invited
from assessment.services.places import NotFound
from assessment.services.rounds import participants as listed
from assessment.services.rounds import reach, reading, submitting
from assessment.services.rounds.inviting import INVITATION, Invitee, NotInviting
from assessment.storage import acts, participants

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.domain.rounds import Terms
    from assessment.services.rounds.inviting import Writer
    from assessment.storage.tables import Participant, Round


class TakesPart(RuntimeError):
    """The invitation has done its work: an organisation takes part, and needs no code any more."""


def can_be_invited(person: Person, row: Participant) -> bool:
    """Whether a new code would help; only who takes organisations out of a round lets them in again."""
    return row.organisation_id is None and (row.withdrawn_at is None or may(person, Permission.RUN_ROUNDS))


def invite_again(person: Person, participant_id: str, writer: Writer, at: datetime) -> Invitee:
    """Give a participant a new link and a new code, and send them; who was withdrawn takes part again.

    Without an address nothing is sent: what is returned is told once, to be printed or read out. Raises NotFound for
    what is out of reach, NotInviting when the time is over for this participant, or TakesPart.
    """
    with acts.act(Event.INVITED, by=person.id, at=at, subject=participant_id) as done:
        found = reach.find_participant(person, participant_id, done.session)
        stored = participants.with_invitation(done.session, participant_id)
        if stored is None:
            raise NotFound
        row, former = stored
        if row.organisation_id:
            raise TakesPart
        if not can_be_invited(person, row):
            raise NotFound
        terms = reading.terms_of(done.session, found.round)
        until = submitting.last_day(found.round, row)
        _require_time(found.round, row, terms, at)
        secret = Invited(
            new_id(), new_token(), new_code(), invitations_last_until(until), row.email, None, row.language
        )
        listed.put_in_place(done.session, row, former, secret, (person.id, at))
        made = Invitee(row.id, listed.entry_of(row), secret)
        if secret.email:
            mail.post(done.session, INVITATION, secret.email, writer.invitation(made, terms), at)
        done.content |= {"invitation": secret.id, "again": True}
    return made


def _require_time(of: Round, row: Participant, terms: Terms, at: datetime) -> None:
    """Raise NotInviting unless the round goes on, or will, or the participant was given more time than the round."""
    if phase_of(RoundState(of.state), terms, at) in {Phase.AHEAD, Phase.RUNNING}:
        return
    if not accepts_submissions(RoundState(of.state), (of.opens_on, of.closes_on), row.extended_to, at):
        raise NotInviting
