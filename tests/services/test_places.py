"""Finding whose something is refuses whatever finding the thing itself refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from assessment import storage
from assessment.domain.access import Person, Role
from assessment.services import places
from assessment.storage import db
from assessment.storage.tables import Assessment, GuestLink, Membership, Organisation
from tests import factories
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from flask import Flask

    Finder = Callable[[Person, Mapping[str, str], datetime], places.Place]


def told(find: Finder, person: Person, assessment: str) -> tuple[object, str] | None:
    """Return the scope and whose the place is, None when it does not exist for this person."""
    try:
        found = find(person, {"assessment_id": assessment}, NOW)
    except places.NotFound:
        return None
    return found.scope, found.organisation_id


def both(person: Person, assessment: str) -> tuple[object, str] | None:
    """Return what both ways of finding a place tell, which must be the same."""
    whole, owner = (told(find, person, assessment) for find in (places.find_place, places.find_owner))
    assert whole == owner
    return owner


@pytest.fixture
def built(app: Flask) -> tuple[Organisation, Assessment]:
    with app.app_context():
        organisation = factories.organisation()
        return organisation, factories.assessment(factories.system(organisation))


@pytest.mark.parametrize("role", [Role.OWNER, Role.EDITOR, Role.CONTRIBUTOR, Role.APPROVER, Role.READER])
def test_a_member_finds_the_same_scope_either_way(
    app: Flask, built: tuple[Organisation, Assessment], role: Role
) -> None:
    organisation, assessment = built
    with app.app_context():
        person = factories.member(organisation, role)
        if role is Role.CONTRIBUTOR:
            factories.assign(assessment, person, "HAO")
        found = both(Person(person.id), assessment.id)

    assert found is not None
    assert found[1] == organisation.id


def test_who_was_removed_finds_nothing(app: Flask, built: tuple[Organisation, Assessment]) -> None:
    organisation, assessment = built
    with app.app_context():
        person = factories.member(organisation)
        assert both(Person(person.id), assessment.id) is not None
        with storage.transaction() as session:
            session.delete(session.get(Membership, (organisation.id, person.id)))

        assert both(Person(person.id), assessment.id) is None


@pytest.mark.parametrize("offices", [frozenset(), frozenset({Role.OPERATOR}), frozenset({Role.OFFICIAL})])
def test_a_stranger_finds_nothing(app: Flask, built: tuple[Organisation, Assessment], offices: frozenset[Role]) -> None:
    with app.app_context():
        person = factories.member(factories.organisation("Another"))

        assert both(Person(person.id, offices=offices), built[1].id) is None


def test_nothing_is_found_that_does_not_exist_or_is_suspended(
    app: Flask, built: tuple[Organisation, Assessment]
) -> None:
    organisation, assessment = built
    with app.app_context():
        person = Person(factories.member(organisation).id)
        assert both(person, "a" * 26) is None
        with storage.transaction() as session:
            session.get_one(Organisation, organisation.id).suspended_at = NOW

        assert both(person, assessment.id) is None


def test_a_guest_finds_only_what_their_link_opens(app: Flask, built: tuple[Organisation, Assessment]) -> None:
    organisation, assessment = built
    with app.app_context():
        other = factories.assessment(factories.system(organisation, "Another"))
        db.session.add(
            GuestLink(
                id="g" * 26, token_hash="t" * 64, assessment_id=assessment.id, section_id="HAO",
                email="guest@example.org",
                language="en", created_by="o" * 26, created_at=NOW, confirmed_at=NOW, expires_at=NOW + timedelta(1),
            )
        )  # fmt: skip
        db.session.commit()
        guest = Person("g" * 26, is_guest=True)

        assert both(guest, assessment.id) is not None
        assert both(guest, other.id) is None
