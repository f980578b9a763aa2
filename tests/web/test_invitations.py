"""Invitations by link and by code: what they tell, how they are accepted, how they die."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Person, Role
from assessment.services import invitations, sessions
from assessment.services.invitations import Invited, Wish
from assessment.services.mail import Letter
from assessment.storage import db
from assessment.storage.tables import Account, Invitation, MailMessage, Membership, Organisation
from tests import factories
from tests.pages import PageClient

if TYPE_CHECKING:
    from flask import Flask

NEWCOMER = {
    "name": "Wanjiru Kamau", "language": "en", "time_zone": "Africa/Nairobi", "email": "wanjiru@example.org",
    "new_password": "three little herons wade",
}  # fmt: skip


def letter(invited: Invited) -> Letter:
    return Letter("You are invited", invited.dictated)


@pytest.fixture
def owner(app: Flask) -> Account:
    with app.app_context():
        return factories.member(factories.organisation())


def organisation_of(person: Account) -> str:
    return str(db.session.query(Membership.organisation_id).filter_by(account_id=person.id).scalar())


def invite(
    app: Flask, owner: Account, role: Role = Role.EDITOR, email: str = "", at: datetime | None = None
) -> Invited:
    with app.app_context():
        who = sessions.person_of(db.session.merge(owner))
        wish = Wish(role, email, "en")
        return invitations.invite_member(who, organisation_of(owner), wish, letter, at or datetime.now(UTC))


def roles(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(row[0] for row in db.session.query(Membership.role))


def test_the_landing_page_says_who_invites_to_what_before_there_is_an_account(
    app: Flask, client: PageClient, owner: Account
) -> None:
    page = client.get(f"/invitation/{invite(app, owner).token}")

    assert f"{owner.name} invites you to help Kisumu Health Network" in " ".join(page.text.split())
    assert {"What it is", "How long it takes", "Who sees what"} <= set(page.words("dt"))


def test_looking_does_not_use_the_link_up(app: Flask, client: PageClient, owner: Account) -> None:
    made = invite(app, owner)
    client.get(f"/invitation/{made.token}")

    assert client.get(f"/invitation/{made.token}").status == 200


def test_accepting_makes_an_account_and_a_member(app: Flask, client: PageClient, owner: Account) -> None:
    page = client.post(f"/invitation/{invite(app, owner).token}", NEWCOMER)

    assert "You are now a member of Kisumu Health Network" in page.text
    assert roles(app) == ["editor", "owner"]


def test_the_code_can_be_typed_as_people_do(app: Flask, client: PageClient, owner: Account) -> None:
    made = invite(app, owner)
    page = client.post("/code", {"code": f" {made.dictated.lower()} "})

    assert page.words("h1") == ["You are invited"]
    client.post("/invitation/by-code", NEWCOMER)
    assert roles(app) == ["editor", "owner"]


def test_an_invitation_works_once(app: Flask, client: PageClient, owner: Account) -> None:
    made = invite(app, owner)
    client.post(f"/invitation/{made.token}", NEWCOMER)

    second = PageClient(app.test_client())
    assert second.get(f"/invitation/{made.token}").status == 410
    assert second.post("/code", {"code": made.code}).status == 422


def test_an_invitation_expires_after_a_week(app: Flask, client: PageClient, owner: Account) -> None:
    made = invite(app, owner, at=datetime.now(UTC) - timedelta(days=7, minutes=1))

    assert client.get(f"/invitation/{made.token}").status == 410


def test_a_revoked_invitation_is_dead(app: Flask, client: PageClient, owner: Account) -> None:
    made = invite(app, owner)
    with app.app_context():
        invitations.revoke(Person(owner.id), organisation_of(owner), made.id, datetime.now(UTC))

    assert client.get(f"/invitation/{made.token}").status == 410


def test_sending_again_kills_the_former_link(app: Flask, client: PageClient, owner: Account) -> None:
    made = invite(app, owner)
    with app.app_context():
        again = invitations.renew(Person(owner.id), organisation_of(owner), made.id, letter, datetime.now(UTC))

    assert client.get(f"/invitation/{made.token}").status == 410
    assert client.get(f"/invitation/{again.token}").status == 200


def test_only_digests_of_the_secrets_are_kept(app: Flask, owner: Account) -> None:
    made = invite(app, owner)
    with app.app_context():
        row = db.session.query(Invitation).one()

    assert {made.token, made.code}.isdisjoint({row.token_hash, row.code_hash})
    assert len(made.token) >= 22


def test_a_signed_in_person_accepts_with_their_account(app: Flask, client: PageClient, owner: Account) -> None:
    with app.app_context():
        person = factories.account()
    factories.sign_in(app, client.client, person)
    client.post(f"/invitation/{invite(app, owner).token}")

    assert roles(app) == ["editor", "owner"]


def test_an_old_link_takes_no_role_away(app: Flask, client: PageClient, owner: Account) -> None:
    factories.sign_in(app, client.client, owner)
    client.post(f"/invitation/{invite(app, owner, Role.READER).token}")

    assert roles(app) == ["owner"]


def test_an_address_that_has_an_account_must_sign_in(app: Flask, client: PageClient, owner: Account) -> None:
    page = client.post(f"/invitation/{invite(app, owner).token}", NEWCOMER | {"email": owner.email})

    assert page.status == 422
    assert roles(app) == ["owner"]


def test_an_invited_address_cannot_be_exchanged(app: Flask, client: PageClient, owner: Account) -> None:
    made = invite(app, owner, email="wanjiru@example.org")
    client.post(f"/invitation/{made.token}", NEWCOMER | {"email": "somebody-else@example.org"})

    with app.app_context():
        assert db.session.query(Account).filter_by(email="wanjiru@example.org").count() == 1


def test_nobody_takes_an_office_by_adding_a_field(app: Flask, client: PageClient, owner: Account) -> None:
    more = {"role": "owner", "offices": "operator", "organisation_id": "x"}
    client.post(f"/invitation/{invite(app, owner, Role.READER).token}", NEWCOMER | more)

    with app.app_context():
        made = db.session.query(Account).filter_by(email="wanjiru@example.org").one()
        assert [office for office in made.offices if office] == []
    assert roles(app) == ["owner", "reader"]


def test_a_password_about_the_organisation_is_refused_with_a_reason(
    app: Flask, client: PageClient, owner: Account
) -> None:
    page = client.post(f"/invitation/{invite(app, owner).token}", NEWCOMER | {"new_password": "kisumuhealth2026"})

    assert "Much of this is about you, your organisation or this service" in page.text


def test_the_first_operator_comes_by_a_link_that_the_terminal_shows(app: Flask, client: PageClient) -> None:
    with app.app_context():
        made = invitations.make_operator_link(datetime.now(UTC))
    assert made is not None
    page = client.post(f"/invitation/{made.token}", NEWCOMER)

    assert page.words("h1") == ["Add a second step"]
    with app.app_context():
        assert invitations.make_operator_link(datetime.now(UTC)) is None


def test_a_new_operator_link_kills_the_former(app: Flask, client: PageClient) -> None:
    with app.app_context():
        first = invitations.make_operator_link(datetime.now(UTC))
        invitations.make_operator_link(datetime.now(UTC))
    assert first is not None

    assert client.get(f"/invitation/{first.token}").status == 410


def test_an_office_for_one_address_is_not_for_another_account(app: Flask, client: PageClient) -> None:
    with app.app_context():
        operator, other = factories.account("Op", Role.OPERATOR), factories.account()
        wish = Wish(Role.OFFICIAL, "official@example.org", "en")
        made = invitations.invite_by_operator(Person(operator.id), wish, letter, datetime.now(UTC))
    factories.sign_in(app, client.client, other)

    assert client.post(f"/invitation/{made.token}").status == 403


def test_guessing_codes_is_slowed_down(client: PageClient) -> None:
    statuses = [client.post("/code", {"code": f"2345678{digit % 8 + 2}"}).status for digit in range(32)]

    assert statuses.count(422) == 30
    assert statuses[-1] == 429


def test_a_code_is_no_link_where_nobody_counts_guesses(app: Flask, client: PageClient, owner: Account) -> None:
    assert client.get(f"/invitation/{invite(app, owner).code}").status == 410


def test_an_owner_invites_by_mail_and_gets_a_letter_to_print(app: Flask, client: PageClient, owner: Account) -> None:
    factories.sign_in(app, client.client, owner)
    with app.app_context():
        place = organisation_of(owner)
    page = client.post(
        f"/organisations/{place}/invitations/new",
        {"email": "New@Example.org", "role": "contributor", "language": "en"},
    )

    code = re.search(r"(?<![\w.-])[2-9A-Z]{4}-[2-9A-Z]{4}(?![\w.-])", page.text)
    with app.app_context():
        message = db.session.query(MailMessage).one()
    assert code
    assert code.group() in message.text
    assert "http://127.0.0.1:8000/invitation/" in message.text
    assert message.recipient == "new@example.org"


@pytest.mark.parametrize("role", ["editor", "contributor", "approver", "reader"])
def test_only_owners_invite(app: Flask, client: PageClient, owner: Account, role: str) -> None:
    with app.app_context():
        place = organisation_of(owner)
        db.session.rollback()
        other = factories.member(Organisation(id=place), Role(role))
    factories.sign_in(app, client.client, other)

    assert client.get(f"/organisations/{place}/invitations/new").status == 403
