"""A login that expires while somebody types loses nothing, without a script."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from flask import Flask, request

from assessment import storage
from assessment.domain.access import Permission
from assessment.services import passwords
from assessment.storage import accounts
from assessment.storage.tables import Account, SessionRow
from assessment.web.guards import guarded
from tests import factories
from tests.pages import check, parse

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

TYPED = 'The valve is checked by hand.\nEvery <Monday> & "Friday", بالعربية'


@pytest.fixture
def desk(app: Flask) -> Flask:
    """Add a page that takes what somebody types, and gives it back."""

    @guarded(Permission.USE_OWN_ACCOUNT)
    def take() -> str:
        return repr(sorted(request.form.items(multi=True)))

    app.add_url_rule("/desk", "desk", take, methods=["POST"])
    return app


@pytest.fixture
def person(desk: Flask) -> Account:
    with desk.app_context():
        made = factories.account()
    factories.set_password(desk, made)
    return made


def token(text: str) -> str:
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', text)
    assert found
    return found.group(1)


def fields(text: str, action: str) -> dict[str, list[str]]:
    """Return the fields of the form that is sent to an address."""
    form = text.split(f'action="{action}"', 1)[1].split("</form>", 1)[0]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="([^"]+)"[^>]*? value="([^"]*)"', form):
        found.setdefault(name, []).append(unescape(value))
    return found


def end_all_sessions(app: Flask) -> None:
    with app.app_context(), storage.transaction() as session:
        session.query(SessionRow).delete()


def type_and_expire(app: Flask, client: FlaskClient, person: Account) -> TestResponse:
    """Open a form, let the session end, and send what was typed."""
    factories.sign_in(app, client, person)
    form_token = token(client.get("/account").text)
    end_all_sessions(app)
    return client.post(
        "/desk?part=2", data={"csrf_token": form_token, "note": TYPED, "tick": ["a", "b"], "secret_password": "x"}
    )


def give_recovery_code(app: Flask, person: Account) -> str:
    """Give a person a second step, and return a code that takes it."""
    with app.app_context():
        stored = passwords.keep("ABCDEFGHJKMN")
    values: dict[str, object] = {"tf_primary_method": "authenticator", "mf_recovery_codes": [stored]}
    with app.app_context(), storage.transaction() as session:
        accounts.change(session, person.id, values)
    return "abcd-efgh-jkmn"


def enter(
    client: FlaskClient, asked: TestResponse, person: Account, password: str = factories.PASSWORD
) -> TestResponse:
    values = fields(asked.text, "/sign-in") | {"email": [person.email], "password": [password]}
    return client.post("/sign-in", data=values)


def test_the_answer_is_a_sign_in_page_that_carries_what_was_typed(desk: Flask, person: Account) -> None:
    asked = type_and_expire(desk, desk.test_client(), person)
    check(parse(asked.text, asked.status_code))

    assert asked.status_code == 401
    assert "<Monday>" not in asked.text
    assert "بالعربية" in fields(asked.text, "/sign-in")["held"][0]


def test_after_signing_in_one_button_sends_it_to_where_it_was_going(desk: Flask, person: Account) -> None:
    client = desk.test_client()
    offered = enter(client, type_and_expire(desk, client, person), person)
    check(parse(offered.text, offered.status_code))
    sent = client.post("/desk?part=2", data=fields(offered.text, "/desk?part=2"))

    normal = TYPED.replace("\n", "\r\n")
    assert "You are signed in again" in offered.text
    assert f"('note', {normal!r})" in sent.text or f"('note', {TYPED!r})" in sent.text
    assert "('tick', 'a'), ('tick', 'b')" in sent.text


def test_neither_the_old_token_nor_a_password_is_sent_again(desk: Flask, person: Account) -> None:
    client = desk.test_client()
    offered = enter(client, type_and_expire(desk, client, person), person)
    again = fields(offered.text, "/desk?part=2")

    assert len(again["csrf_token"]) == 1
    assert "secret_password" not in again


def test_a_wrong_password_in_between_loses_nothing(desk: Flask, person: Account) -> None:
    client = desk.test_client()
    refused = enter(client, type_and_expire(desk, client, person), person, "not the right password")
    offered = enter(client, refused, person)

    assert "You are signed in again" in offered.text


def test_a_second_step_in_between_loses_nothing(desk: Flask, person: Account) -> None:
    client = desk.test_client()
    asked = type_and_expire(desk, client, person)
    code = give_recovery_code(desk, person)
    second = enter(client, asked, person)
    values = fields(second.text, "/sign-in/second-step") | {"code": [code]}

    assert "You are signed in again" in client.post("/sign-in/second-step", data=values).text


def test_somebody_else_is_warned_and_can_send_nothing(desk: Flask, person: Account) -> None:
    with desk.app_context():
        other = factories.account("Somebody Else")
    factories.set_password(desk, other)
    client = desk.test_client()
    offered = enter(client, type_and_expire(desk, client, person), other)
    check(parse(offered.text, offered.status_code))

    assert "Somebody else began this" in offered.text
    assert "/desk" not in offered.text


def test_a_form_that_another_site_made_up_is_offered_to_nobody(desk: Flask, person: Account) -> None:
    client = desk.test_client()
    asked = client.post("/desk", data={"note": "made up elsewhere by somebody"})
    offered = enter(client, asked, person)

    assert asked.status_code == 401
    assert "/desk" not in offered.text.replace("/desktop", "")


def test_a_form_with_a_token_of_the_attacker_is_offered_to_nobody(desk: Flask, person: Account) -> None:
    with desk.app_context():
        attacker = factories.account("Attacker")
    theirs = desk.test_client()
    factories.sign_in(desk, theirs, attacker)
    stolen = token(theirs.get("/account").text)
    client = desk.test_client()
    asked = client.post("/desk", data={"note": "made up elsewhere by somebody", "csrf_token": stolen})

    assert "Somebody else began this" in enter(client, asked, person).text


def test_who_signed_in_again_in_another_tab_only_has_to_send_it(desk: Flask, person: Account) -> None:
    client = desk.test_client()
    factories.sign_in(desk, client, person)
    old = token(client.get("/account").text)
    end_all_sessions(desk)
    factories.sign_in(desk, client, person)
    offered = client.post("/desk", data={"csrf_token": old, "note": TYPED})

    assert offered.status_code == 400
    assert "Send what you typed" in offered.text


@pytest.mark.parametrize("held", ["[" * 90_000, '["/desk", [["a", "\\ud800"]], "", false]'])
def test_what_cannot_be_read_is_not_carried(desk: Flask, person: Account, held: str) -> None:
    client = desk.test_client()
    values = {"csrf_token": token(client.get("/sign-in").text), "email": person.email, "password": "wrong"}

    assert client.post("/sign-in", data=values | {"held": held}).status_code == 422


def test_what_was_typed_is_never_sent_to_another_site(desk: Flask, person: Account) -> None:
    client = desk.test_client()
    values = {"csrf_token": token(client.get("/sign-in").text), "email": person.email, "password": factories.PASSWORD}
    values["held"] = '["https://evil.example/", [["a", "b c"]], "", false]'

    assert "evil.example" not in client.post("/sign-in", data=values).text


def test_a_public_form_of_an_expired_visit_begins_again(desk: Flask) -> None:
    client = desk.test_client()
    old = token(client.get("/code").text)
    end_all_sessions(desk)
    page = client.post("/code", data={"csrf_token": old, "code": "23456789"}, follow_redirects=True)

    assert "The page was open too long" in page.text


def test_files_are_named_as_not_kept(desk: Flask) -> None:
    client = desk.test_client()
    asked = client.post("/desk", data={"note": "two words", "file": (io.BytesIO(b"x"), "a.pdf")})

    assert "Files cannot be kept" in asked.text
