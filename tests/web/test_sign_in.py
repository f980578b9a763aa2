"""Signing in and out: what it needs, what it tells, and what a cookie is worth before and after."""

from __future__ import annotations

import cProfile
import pstats
import re
from typing import TYPE_CHECKING

import pytest
from passlib.totp import TOTP
from sqlalchemy import event

from assessment.domain.access import Person, Role
from assessment.domain.settings import Group
from assessment.services import factors, sealed, settings
from assessment.storage import db
from assessment.storage.tables import Account, SessionRow, TrailLine
from tests import factories

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.pages import PageClient


@pytest.fixture
def person(app: Flask) -> Account:
    with app.app_context():
        made = factories.account()
    factories.set_password(app, made)
    return made


def enter(client: PageClient, person: Account, password: str = factories.PASSWORD, **more: str) -> str:
    """Sign in by the form; return the words of the page that follows."""
    page = client.post("/sign-in", {"email": person.email, "password": password, **more})
    return page.text


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie("session")
    return found.value if found else ""


def test_the_right_password_signs_in(client: PageClient, person: Account) -> None:
    assert person.name in enter(client, person)


def test_the_address_is_the_same_in_capitals_and_with_spaces(client: PageClient, person: Account) -> None:
    client.post("/sign-in", {"email": f" {person.email.upper()} ", "password": factories.PASSWORD})

    assert is_signed_in(client.client)


def test_the_password_counts_exactly_as_typed(client: PageClient, person: Account) -> None:
    enter(client, person, f"{factories.PASSWORD} ")

    assert not is_signed_in(client.client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(client: PageClient, person: Account) -> None:
    wrong = enter(client, person, "not the right password")
    unknown = client.post("/sign-in", {"email": "nobody@example.org", "password": "not the right password"}).text

    def without_what_was_typed(text: str) -> str:
        return re.sub(r'value="[^"]*"', "", text)

    assert without_what_was_typed(wrong) == without_what_was_typed(unknown)


def hashes(client: PageClient, email: str) -> int:
    """Return how many passwords are hashed while somebody fails to sign in."""
    token = client.token("/sign-in")
    profile = cProfile.Profile()
    with profile:
        client.client.post("/sign-in", data={"email": email, "password": "a wrong password", "csrf_token": token})
    calls = {key[2]: entry[1] for key, entry in pstats.Stats(profile).stats.items()}  # type: ignore[attr-defined] # it has
    return int(sum(count for name, count in calls.items() if name in {"verify_secret", "hash_secret"}))


def test_an_unknown_address_costs_the_same_hash(client: PageClient, person: Account) -> None:
    hashes(client, person.email)

    assert hashes(client, person.email) == hashes(client, "nobody@example.org") == 1


def test_a_closed_account_cannot_sign_in(app: Flask, client: PageClient, person: Account) -> None:
    with app.app_context():
        db.session.merge(person).active = False
        db.session.commit()

    enter(client, person)

    assert not is_signed_in(client.client)


def test_signing_in_gives_a_new_cookie_and_ends_the_visitor_s(client: PageClient, person: Account, app: Flask) -> None:
    client.get("/sign-in")
    before = cookie(client.client)
    enter(client, person)

    stranger = app.test_client()
    stranger.set_cookie("session", before)

    assert cookie(client.client) != before
    assert not is_signed_in(stranger)


def test_a_copied_cookie_is_dead_after_signing_out(client: PageClient, person: Account, app: Flask) -> None:
    enter(client, person)
    copied = cookie(client.client)
    client.post("/sign-out", on="/account")
    thief = app.test_client()
    thief.set_cookie("session", copied)

    assert not is_signed_in(thief)


def test_signing_in_and_out_is_written_down_without_an_address(client: PageClient, person: Account, app: Flask) -> None:
    enter(client, person)
    client.post("/sign-out", on="/account")

    with app.app_context():
        assert [line.event for line in db.session.query(TrailLine)] == ["signed-in", "signed-out"]


def test_nothing_in_a_session_tells_where_somebody_is(client: PageClient, person: Account, app: Flask) -> None:
    enter(client, person)

    with app.app_context():
        row = db.session.query(SessionRow).one()
    assert "127.0.0.1" not in row.data
    assert '"_id":""' in row.data


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\t//evil.example"],
)
def test_signing_in_never_leads_elsewhere(client: PageClient, person: Account, elsewhere: str) -> None:
    values = {"email": person.email, "password": factories.PASSWORD, "next": elsewhere}
    values["csrf_token"] = client.token("/sign-in")
    response = client.client.post("/sign-in", data=values)

    assert response.headers["Location"].startswith("/")
    assert "evil" not in response.headers["Location"]


def test_signing_in_leads_to_where_one_wanted_to_go(client: PageClient, person: Account) -> None:
    page = client.post("/sign-in", {"email": person.email, "password": factories.PASSWORD, "next": "/account/password"})

    assert page.address == "/account/password"


def test_a_form_from_elsewhere_cannot_sign_anybody_in(app: Flask, person: Account) -> None:
    client = app.test_client()
    client.post("/sign-in", data={"email": person.email, "password": factories.PASSWORD})

    assert not is_signed_in(client)


def test_fields_that_nobody_asked_for_are_ignored(client: PageClient, person: Account, app: Flask) -> None:
    enter(client, person)
    values = {"name": "New Name", "language": "en", "time_zone": "UTC", "offices": "operator", "active": "", "id": "1"}
    client.post("/account", values)

    with app.app_context():
        changed = db.session.merge(person)
        db.session.refresh(changed)
        assert (changed.name, [one for one in changed.offices if one]) == ("New Name", [])


def test_a_page_of_a_signed_in_person_asks_who_they_are_once(client: PageClient, person: Account, app: Flask) -> None:
    enter(client, person)
    with app.app_context():
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        client.get("/method")

    assert len([statement for statement in asked if "account" in statement.lower()]) == 1


def test_an_operator_sets_up_a_second_step_before_anything_else(app: Flask, client: PageClient) -> None:
    with app.app_context():
        operator = factories.account("Op", Role.OPERATOR, tf_primary_method=None)
    factories.sign_in(app, client.client, operator)

    assert client.get("/operator/").address == "/account/second-step"
    assert client.get("/account").address == "/account/second-step"


def ask_everybody(app: Flask) -> None:
    with app.app_context():
        wrong = settings.change_settings(
            Group.SAFEGUARDS, {"second-step": "everybody", "signer": "anybody"}, Person(id="o" * 26), factories.NOW
        )
    assert wrong == {}


def test_where_everybody_needs_a_second_step_nobody_goes_on_without_one(
    app: Flask, client: PageClient, person: Account
) -> None:
    ask_everybody(app)

    assert "Nobody signs in to this service with a password alone" in enter(client, person)
    assert client.get("/account").address == "/account/second-step"
    assert client.get("/organisations/new").address == "/account/second-step"
    assert client.client.post("/organisations/new").status_code in {303, 400}


def test_where_everybody_needs_a_second_step_who_has_one_goes_on(
    app: Flask, client: PageClient, person: Account
) -> None:
    ask_everybody(app)
    enter(client, person)
    with app.app_context():
        secret = factors.new_secret(person.id)
        key = sealed.unseal(secret, person.id, app.config["TOTP_KEY"])
    with client.client.session_transaction() as session:
        session["new_authenticator"] = secret
    client.post("/account/authenticator", {"code": TOTP(key).generate().token})

    assert client.get("/account").address == "/account"
    client.post("/account/authenticator/removal", {"current_password": factories.PASSWORD})
    with app.app_context():
        assert factors.factors_of(db.session.get_one(Account, person.id)).has_authenticator


@pytest.mark.parametrize(
    ("office", "place"),
    [(Role.OFFICIAL, "/figures"), (Role.PROGRAMME_OFFICER, "/programme"), (Role.FACILITATOR, "/programme")],
)
def test_who_holds_an_office_begins_where_its_work_is(app: Flask, office: Role, place: str) -> None:
    client = app.test_client()
    with app.app_context():
        factories.sign_in(app, client, factories.account("Olga Office", office))

    assert client.get("/sign-in").headers["Location"].startswith(place)
