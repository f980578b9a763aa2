"""Finding what a page is about, and refusing what is not the person's to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.access import OUTSIDE, Person, Role, Scope
from assessment.storage import db, places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from assessment.storage.tables import Assessment, Organisation, System


class NotFound(LookupError):
    """There is no such thing, or it is not the person's: which of the two is not told."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a page is about: an organisation, one of its systems, one of its assessments; and the person's scope."""

    scope: Scope = OUTSIDE
    organisation: Organisation | None = None
    system: System | None = None
    assessment: Assessment | None = None


NOWHERE = Place()


def find_place(person: Person, ids: Mapping[str, str], at: datetime) -> Place:
    """Return the place that an address names by `assessment_id`, `system_id` or `organisation_id`.

    Raises NotFound when it does not exist, when the person is not a member of its organisation, or when the
    organisation is suspended.
    """
    place = _find(person, ids)
    if place is NOWHERE:
        return place
    if place.organisation is None or place.organisation.suspended_at is not None:
        raise NotFound
    if person.is_guest:
        return _as_guest(person, place, at)
    if place.scope.role is None:
        raise NotFound
    return place


def guest_of(link_id: str, at: datetime) -> Person:
    """Return the guest that a confirmed link stands for; nobody when it was revoked or has expired."""
    link = places.guest_link(db.session, link_id, at) if link_id else None
    return Person(link.id, link.name or link.email, link.email, link.language, is_guest=True) if link else Person()


def _find(person: Person, ids: Mapping[str, str]) -> Place:
    account = "" if person.is_guest else person.id
    if "assessment_id" in ids:
        return _assessment(ids["assessment_id"], account)
    if "system_id" in ids:
        found = places.system(db.session, ids["system_id"], account)
        if found is None:
            raise NotFound
        return Place(_scope(found[2]), found[1], found[0])
    if "organisation_id" in ids:
        known = places.organisation(db.session, ids["organisation_id"], account)
        if known is None:
            raise NotFound
        return Place(_scope(known[1]), known[0])
    return NOWHERE


def _assessment(id_: str, account: str) -> Place:
    found = places.assessment(db.session, id_, account)
    if found is None:
        raise NotFound
    assessment, system, organisation, role = found
    sections: frozenset[str] = frozenset()
    if role == Role.CONTRIBUTOR.value:
        sections = frozenset(places.assigned_sections(db.session, id_, account))
    return Place(_scope(role, sections), organisation, system, assessment)


def _scope(role: str | None, sections: frozenset[str] = frozenset()) -> Scope:
    return Scope(Role(role), sections) if role else OUTSIDE


def _as_guest(person: Person, place: Place, at: datetime) -> Place:
    link = places.guest_link(db.session, person.id, at)
    if link is None or place.assessment is None or link.assessment_id != place.assessment.id:
        raise NotFound
    return Place(Scope(Role.GUEST, frozenset({link.section_id})), place.organisation, place.system, place.assessment)
