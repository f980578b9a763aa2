"""Which facilitator helps which participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.trail import Event
from assessment.services.places import NotFound
from assessment.services.rounds import reach
from assessment.storage import acts, db, participants_followed, round_board, team

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from assessment.domain.access import Person


def facilitators() -> dict[str, str]:
    """Return the names of those who can help, by id and in the order of names."""
    return round_board.facilitators(db.session)


def known_facilitators() -> dict[str, str]:
    """Return the facilitators by their address and their name, as they can stand in a list."""
    names = facilitators()
    found = {name.casefold(): id_ for id_, name in names.items() if name}
    return found | {email.casefold(): id_ for id_, email in team.addresses(db.session, names).items()}


def bind(person: Person, round_id: str, participants: Collection[str], facilitator: str, at: datetime) -> int:
    """Bind participants of a round to a facilitator, or to nobody; return how many were not before.

    Raises NotFound when the round is out of reach, or nobody with this id is a facilitator.
    """
    reach.find_round(person, round_id)
    if facilitator and facilitator not in facilitators():
        raise NotFound
    with acts.act(Event.PARTICIPANT_CHANGED, by=person.id, at=at, subject=round_id) as done:
        changed = participants_followed.bind(done.session, round_id, participants, facilitator)
        done.content |= {"participants": sorted(participants), "facilitator": facilitator}
        done.is_void = not changed
    return changed
