"""Whose participants somebody sees: an officer everybody's, a facilitator only those that are bound to them.

Every page about a round or a participant finds it here; what is out of reach does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.access import Permission, Role, may
from assessment.domain.purposes import Circle
from assessment.services import consents
from assessment.services.places import NotFound
from assessment.storage import db, round_board

if TYPE_CHECKING:
    from assessment.domain.access import Person
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Participant, Round


@dataclass(frozen=True, slots=True)
class Found:
    """A participant in reach with its round; `name` is the organisation's own once it has one."""

    participant: Participant
    round: Round
    name: str


def facilitator_of(person: Person) -> str | None:
    """Return to whom participants must be bound for this person to see them: None for an officer, who sees all.

    Raises NotFound for who follows no rounds.
    """
    if Role.PROGRAMME_OFFICER in person.offices and may(person, Permission.FOLLOW_ROUNDS):
        return None
    if Role.FACILITATOR in person.offices and person.id:
        return person.id
    raise NotFound


def reads_answers(person: Person, participant: Participant) -> bool:
    """Whether a participant's organisation lets somebody, in whose reach it is, read its answers."""
    match consents.circle(participant.organisation_id or ""):
        case Circle.NOBODY:
            return False
        case Circle.FACILITATOR:
            return participant.facilitator_id == person.id
        case Circle.PROGRAMME:
            return True


def rounds_in_reach(person: Person) -> frozenset[str] | None:
    """Return the rounds that a person sees; None for all of them."""
    facilitator = facilitator_of(person)
    return None if facilitator is None else round_board.rounds_of(db.session, facilitator)


def find_round(person: Person, round_id: str) -> Round:
    """Return a round of which the person sees something; raise NotFound."""
    found = round_board.round_with(db.session, round_id)
    visible = rounds_in_reach(person)
    if found is None or (visible is not None and round_id not in visible):
        raise NotFound
    return found


def find_participant(person: Person, participant_id: str, session: DatabaseSession | None = None) -> Found:
    """Return a participant that the person sees, as it is now; raise NotFound."""
    where = session or db.session
    row = round_board.participant(where, participant_id, facilitator_of(person))
    if row is None:
        raise NotFound
    found = round_board.round_with(where, row[0].round_id)
    if found is None:
        raise NotFound
    return Found(row[0], found, row[1] or row[0].name)
