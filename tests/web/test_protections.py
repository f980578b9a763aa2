"""Against guessing, forged hosts and forged forms; and never against the person who is attacked."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import pytest
from itsdangerous import URLSafeTimedSerializer

from assessment.app import create_app
from assessment.config import Settings
from assessment.domain.access import Permission
from assessment.storage import db
from assessment.web.guards import PUBLIC, guard_of
from tests import factories
from tests.pages import PageClient
from tests.web.test_sign_in import enter, is_signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from assessment.storage.tables import Account


@pytest.fixture
def person(app: Flask) -> Account:
    with app.app_context():
        made = factories.account()
    factories.set_password(app, made)
    return made


@pytest.fixture
def secure(app: Flask) -> Iterator[Flask]:
    """Give an application that people reach through TLS under one name."""
    made = create_app(Settings.from_env({"INSTANCE": app.instance_path, "PUBLIC_URL": "https://assess.example.org"}))
    made.testing = True
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def at(app: Flask, place: str) -> PageClient:
    """Give a client that comes from an address of its own."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = place
    return PageClient(client)


def guess(client: PageClient, person: Account, times: int) -> list[int]:
    token = client.token("/sign-in")
    values = {"email": person.email, "password": "a wrong password", "csrf_token": token}
    return [client.client.post("/sign-in", data=values).status_code for _ in range(times)]


def test_guesses_at_one_account_are_slowed_down(app: Flask, person: Account) -> None:
    assert guess(at(app, "203.0.113.9"), person, 12)[-2:] == [429, 429]


def test_a_slowed_page_says_when_to_come_back(app: Flask, person: Account) -> None:
    client = at(app, "203.0.113.9")
    guess(client, person, 10)
    response = client.client.post(
        "/sign-in", data={"email": person.email, "password": "x", "csrf_token": client.token("/sign-in")}
    )

    assert 0 < int(response.headers["Retry-After"]) <= 900
    assert "Too many attempts" in response.text


def test_guesses_at_one_account_from_many_places_are_slowed_down_too(app: Flask, person: Account) -> None:
    statuses = [guess(at(app, f"203.0.113.{n}"), person, 1)[0] for n in range(12)]

    assert statuses[-1] == 429


@pytest.mark.slow
def test_guesses_at_many_accounts_from_one_place_are_slowed_down(app: Flask) -> None:
    client = at(app, "203.0.113.9")
    token = client.token("/sign-in")
    statuses = [
        client.client.post(
            "/sign-in", data={"email": f"p{n}@example.org", "password": "a wrong password", "csrf_token": token}
        ).status_code
        for n in range(61)
    ]

    assert statuses[59:] == [422, 429]


def test_a_stranger_who_guesses_does_not_shut_the_person_out(app: Flask, person: Account) -> None:
    home = at(app, "198.51.100.7")
    enter(home, person)
    home.post("/sign-out", on="/account")
    guess(at(app, "203.0.113.9"), person, 12)
    enter(home, person)

    assert is_signed_in(home.client)


def test_a_link_by_mail_opens_the_way_from_a_new_place_during_an_attack(app: Flask, person: Account) -> None:
    from tests.web.test_credentials import NEW, link  # noqa: PLC0415 - a fixture of the same name lives there

    guess(at(app, "203.0.113.9"), person, 12)
    travelling = at(app, "198.51.100.7")
    travelling.post("/forgotten-password", {"email": person.email})
    travelling.post(link(app), {"new_password": NEW})
    enter(travelling, person, NEW)

    assert is_signed_in(travelling.client)


@pytest.mark.slow
def test_signing_in_often_is_no_attempt_too_many(app: Flask, person: Account) -> None:
    client = at(app, "198.51.100.7")
    for _ in range(13):
        enter(client, person)
        client.post("/sign-out", on="/account")
    enter(client, person)

    assert is_signed_in(client.client)


def test_one_ipv6_customer_is_one_place(app: Flask, person: Account) -> None:
    statuses = [guess(at(app, f"2001:db8:1:2::{n}"), person, 1)[0] for n in range(3)]
    with app.test_request_context(environ_base={"REMOTE_ADDR": "2001:db8:1:2::5"}):
        from assessment.web.limits import place  # noqa: PLC0415 - needs the request

        assert place() == "2001:db8:1:2::/64"
    assert statuses == [422, 422, 422]


def test_the_counters_hold_no_address_of_anybody(app: Flask, person: Account) -> None:
    guess(at(app, "203.0.113.9"), person, 3)
    with open(f"{app.instance_path}/rates.sqlite3", "rb") as file:  # noqa: PTH123 - bytes as they are
        content = file.read()
    with open(f"{app.instance_path}/rates.sqlite3-wal", "ab+") as file:  # noqa: PTH123 - may not exist
        file.seek(0)
        content += file.read()

    assert person.email.encode() not in content
    assert b"203.0.113.9" not in content


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "evil.example:80"]
)
def test_another_host_gets_no_page(app: Flask, host: str) -> None:
    response = app.test_client().get("/sign-in", headers={"Host": host})

    assert response.status_code == 400
    assert "evil" not in response.text


def test_the_public_host_is_the_only_one_behind_tls(secure: Flask) -> None:
    client = secure.test_client()

    assert client.get("/", base_url="https://assess.example.org").status_code == 200
    assert client.get("/", base_url="https://localhost").status_code == 400


def test_the_cookie_insists_on_tls_and_on_this_host(secure: Flask) -> None:
    response = secure.test_client().get("/sign-in", base_url="https://assess.example.org")
    cookie = response.headers["Set-Cookie"]

    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie


def test_pages_of_a_session_are_kept_by_no_cache(app: Flask, person: Account) -> None:
    client = app.test_client()
    factories.sign_in(app, client, person)

    assert client.get("/account").headers["Cache-Control"] == "no-store"


@pytest.mark.slow
def test_no_form_is_taken_without_its_token(app: Flask, person: Account) -> None:
    client = app.test_client()
    factories.sign_in(app, client, person)
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    taken = [rule.endpoint for rule in rules if _is_taken(client, app, rule.endpoint)]

    assert len(rules) > 20
    assert taken == []


def _is_taken(client: FlaskClient, app: Flask, endpoint: str) -> bool:
    """Whether a POST without a token does anything but begin again or offer to send it."""
    rule = next(rule for rule in app.url_map.iter_rules(endpoint) if "POST" in (rule.methods or ()))
    address = re.sub(r"<int:\w+>", "1", rule.rule)
    address = re.sub(r"<(?:\w+:)?\w+>", "abc", address)
    response = client.post(address, data={"name": "x"})
    began_again = response.status_code == 303 and response.headers["Location"].startswith(address)
    return not (began_again or response.status_code in {400, 401, 405})


def test_every_page_about_one_s_account_is_for_its_owner(app: Flask) -> None:
    guards = {e: guard_of(app, e) for e in app.view_functions if e.startswith("account.")}
    own = {e for e, rule in guards.items() if rule is Permission.USE_OWN_ACCOUNT}

    assert set(guards.values()) == {PUBLIC, Permission.USE_OWN_ACCOUNT}
    assert {"account.profile", "account.password", "account.end_session", "account.remove_passkey"} <= own


def test_every_cookie_is_bound_to_tls_and_to_this_host(secure: Flask) -> None:
    client = secure.test_client()
    given = [
        client.get(address, base_url="https://assess.example.org").headers.get("Set-Cookie", "")
        for address in ("/sign-in", "/language/en")
    ]

    for cookie in given:
        assert cookie.startswith("__Host-")
        assert all(word in cookie for word in ("; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"))


def test_headers_of_a_proxy_are_not_believed_unless_the_settings_say_so(app: Flask) -> None:
    from assessment.web.limits import place  # noqa: PLC0415 - needs the request

    forged = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "evil.example"}
    seen = []
    app.before_request(lambda: seen.append(place()))
    answer = app.test_client().get("/", headers=forged)

    assert answer.status_code == 200
    assert seen == ["127.0.0.1"]


def test_form_tokens_are_signed_with_sha_256(client: PageClient, app: Flask) -> None:
    token = client.token("/sign-in")
    signature = token.rpartition(".")[2]

    assert len(base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))) == 32
    assert URLSafeTimedSerializer(
        str(app.config["SECRET_KEY"]), salt="wtf-csrf-token", signer_kwargs={"digest_method": hashlib.sha256}
    ).loads(token)
