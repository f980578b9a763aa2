"""Members: roles change, people go and leave, and somebody always owns the organisation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Person, Role
from assessment.services import guest_links, invitations
from assessment.services.guest_links import Invited
from assessment.services.invitations import Wish
from assessment.services.mail import Letter
from assessment.storage import db
from assessment.storage.tables import Membership, SectionAssignment, TrailLine
from tests import factories
from tests.pages import PageClient

if TYPE_CHECKING:
    from flask import Flask

    from assessment.storage.tables import Account, Organisation


@pytest.fixture
def place(app: Flask) -> Organisation:
    with app.app_context():
        return factories.organisation()


@pytest.fixture
def owner(app: Flask, place: Organisation, client: PageClient) -> Account:
    with app.app_context():
        made = factories.member(place)
    factories.sign_in(app, client.client, made)
    return made


def add(app: Flask, place: Organisation, role: Role) -> Account:
    with app.app_context():
        return factories.member(place, role)


def role_of(app: Flask, person: Account) -> str | None:
    with app.app_context():
        found: str | None = db.session.query(Membership.role).filter_by(account_id=person.id).scalar()
        return found


@pytest.mark.usefixtures("owner")
def test_an_owner_gives_another_role(app: Flask, client: PageClient, place: Organisation) -> None:
    person = add(app, place, Role.READER)
    client.post(f"/organisations/{place.id}/members/{person.id}/role", {"role": "approver"})

    assert role_of(app, person) == "approver"


@pytest.mark.usefixtures("owner")
def test_an_office_is_no_role_of_a_member(app: Flask, client: PageClient, place: Organisation) -> None:
    person = add(app, place, Role.READER)

    assert client.post(f"/organisations/{place.id}/members/{person.id}/role", {"role": "operator"}).status == 422


def test_a_removed_member_sees_nothing_from_then_on_with_the_same_cookie(
    app: Flask, client: PageClient, place: Organisation, owner: Account
) -> None:
    person = add(app, place, Role.EDITOR)
    theirs = app.test_client()
    factories.sign_in(app, theirs, person)
    assert theirs.get(f"/organisations/{place.id}").status_code == 200
    client.post(f"/organisations/{place.id}/members/{person.id}/removal")

    assert theirs.get(f"/organisations/{place.id}").status_code == 404
    assert role_of(app, owner) == "owner"


@pytest.mark.usefixtures("owner")
def test_a_removed_member_has_left_themselves_no_way_back(app: Flask, client: PageClient, place: Organisation) -> None:
    person, now = add(app, place, Role.OWNER), datetime.now(UTC)
    with app.app_context():
        made = factories.assessment(factories.system(place))
        who = Person(person.id)
        invitation = invitations.invite_member(
            who, place.id, Wish(Role.OWNER, "", "en"), lambda _: Letter("a", "b"), now
        )
        own = Invited("", person.email, "en", 90)
        link = guest_links.make_link((made.id, "HAO"), own, who, now, lambda _: Letter("a", "b"))
        other = Invited("", "colleague@example.org", "en", 90)
        kept = guest_links.make_link((made.id, "HAO"), other, who, now, lambda _: Letter("a", "b"))
    client.post(f"/organisations/{place.id}/members/{person.id}/removal")

    stranger = PageClient(app.test_client())
    addresses = (f"/invitation/{invitation.token}", f"/guest/{link.token}", f"/guest/{kept.token}")
    assert [stranger.get(address).status for address in addresses] == [410, 410, 200]


@pytest.mark.usefixtures("owner")
def test_the_sections_of_a_removed_member_are_free_again(app: Flask, client: PageClient, place: Organisation) -> None:
    person = add(app, place, Role.CONTRIBUTOR)
    with app.app_context():
        factories.assign(factories.assessment(factories.system(place)), person, "HAO")
    client.post(f"/organisations/{place.id}/members/{person.id}/removal")

    with app.app_context():
        assert db.session.query(SectionAssignment).count() == 0


def test_the_last_owner_cannot_leave(app: Flask, client: PageClient, place: Organisation, owner: Account) -> None:
    page = client.post(f"/organisations/{place.id}/leaving")

    assert "keeps at least one owner" in page.text
    assert role_of(app, owner) == "owner"


def test_the_last_owner_cannot_become_a_reader(
    app: Flask, client: PageClient, place: Organisation, owner: Account
) -> None:
    page = client.post(f"/organisations/{place.id}/members/{owner.id}/role", {"role": "reader"})

    assert page.status == 422
    assert role_of(app, owner) == "owner"


def test_one_of_two_owners_may_leave(app: Flask, client: PageClient, place: Organisation, owner: Account) -> None:
    add(app, place, Role.OWNER)
    page = client.post(f"/organisations/{place.id}/leaving")

    assert "You have left Kisumu Health Network" in page.text
    assert role_of(app, owner) is None


@pytest.mark.usefixtures("owner")
def test_a_member_of_another_organisation_is_out_of_reach(app: Flask, client: PageClient, place: Organisation) -> None:
    with app.app_context():
        stranger = factories.member(factories.organisation("Another"), Role.EDITOR)

    page = client.post(
        f"/organisations/{place.id}/members/{stranger.id}/role", {"role": "reader"}, on=f"/organisations/{place.id}"
    )
    assert page.status == 404
    assert role_of(app, stranger) == "editor"


def test_every_change_of_members_is_written_down(
    app: Flask, client: PageClient, place: Organisation, owner: Account
) -> None:
    person = add(app, place, Role.READER)
    client.post(f"/organisations/{place.id}/members/{person.id}/role", {"role": "editor"})
    client.post(f"/organisations/{place.id}/members/{person.id}/removal")

    with app.app_context():
        assert [line.event for line in db.session.query(TrailLine)] == ["member-role-changed", "member-removed"]
    assert owner.id


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CONTRIBUTOR, Role.APPROVER, Role.READER])
def test_members_see_each_other_and_change_nothing(
    app: Flask, client: PageClient, place: Organisation, role: Role
) -> None:
    person = add(app, place, role)
    factories.sign_in(app, client.client, person)
    page = client.get(f"/organisations/{place.id}/members")

    assert person.name in page.text
    assert "Invite somebody" not in page.text
