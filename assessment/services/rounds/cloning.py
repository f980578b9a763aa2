"""The round of the next year: the terms of this one, and those who took part as organisations that are known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assessment.services.places import NotFound
from assessment.services.rounds import managing, reading
from assessment.storage import db, participants, rounds

if TYPE_CHECKING:
    from datetime import date, datetime

    from assessment.domain.access import Person


@dataclass(frozen=True, slots=True)
class Wish:
    """What differs from the round that is cloned; `with_participants` takes along the organisations in it."""

    name: str
    opens_on: date
    closes_on: date
    with_participants: bool = True


def clone_round(round_id: str, wish: Wish, by: Person, at: datetime) -> str:
    """Make the next round as a draft and return its id; raises NotFound or Unfit."""
    row = rounds.find(db.session, round_id)
    if row is None:
        raise NotFound
    former = reading.terms_of(db.session, row)
    terms = replace(former, name=wish.name, opens_on=wish.opens_on, closes_on=wish.closes_on)
    known = [one for one in participants.of_round(db.session, round_id) if one.organisation_id]
    return managing.make_round(terms, by, at, follows=round_id, along=known if wish.with_participants else ())
