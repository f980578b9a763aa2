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
    """What a page is about: an organisation, one of its systems, one of its assessments; and the person's scope.

    `owner` is the organisation's id where nothing more was read of it (`find_owner`).
    """

    scope: Scope = OUTSIDE
    organisation: Organisation | None = None
    system: System | None = None
    assessment: Assessment | None = None
    owner: str = ""

    @property
    def organisation_id(self) -> str:
        """Whose it is; empty outside organisations."""
        return self.organisation.id if self.organisation is not None else self.owner


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


def find_owner(person: Person, ids: Mapping[str, str], at: datetime) -> Place:
    """Return the place that `assessment_id` names as `find_place` does, but of what lies there only whose it is."""
    if person.is_guest:
        return find_place(person, ids, at)
    id_ = ids["assessment_id"]
    found = places.owner(db.session, id_, person.id)
    if found is None or found.suspended_at is not None or found.role is None:
        raise NotFound
    return Place(_scope_in(found.role, id_, person.id), owner=found.organisation_id)


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
    return Place(_scope_in(role, id_, account), organisation, system, assessment)


def _scope_in(role: str | None, assessment_id: str, account: str) -> Scope:
    if role == Role.CONTRIBUTOR.value:
        return Scope(Role.CONTRIBUTOR, frozenset(places.assigned_sections(db.session, assessment_id, account)))
    return _scope(role)


def _scope(role: str | None) -> Scope:
    return Scope(Role(role)) if role else OUTSIDE


def _as_guest(person: Person, place: Place, at: datetime) -> Place:
    link = places.guest_link(db.session, person.id, at)
    if link is None or place.assessment is None or link.assessment_id != place.assessment.id:
        raise NotFound
    return Place(Scope(Role.GUEST, frozenset({link.section_id})), place.organisation, place.system, place.assessment)
