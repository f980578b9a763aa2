"""Signing in through another service, tried against a real OpenID Connect server."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from assessment import storage
from assessment.app import create_app
from assessment.config import Settings
from assessment.domain.access import Role
from assessment.services import invitations, sessions
from assessment.services.invitations import Invited, Wish
from assessment.services.mail import Letter
from assessment.storage import accounts, db
from assessment.storage.tables import Account
from assessment.web.account import other_service
from tests import factories
from tests.journeys.conftest import wait_for
from tests.pages import PageClient, check, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

pytestmark = pytest.mark.slow
PEOPLE = [
    {"sub": "amina-1", "email": "amina@example.org", "email_verified": True, "name": "Amina Otieno"},
    {"sub": "mallory-1", "email": "amina@example.org", "email_verified": False, "name": "Mallory"},
]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    people = [word for person in PEOPLE for word in ("--user-claims", json.dumps(person))]
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--require-nonce",
        "true",
    ]
    server = subprocess.Popen([*command, *people], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    wait_for(f"{address}/.well-known/openid-configuration")
    yield address
    server.terminate()
    server.wait(60)


@pytest.fixture
def sso(app: Flask, issuer: str, tmp_path: Path) -> Iterator[Flask]:
    """Give an application beside which the other service runs."""
    secret = tmp_path / "secret"
    secret.write_text("a secret between two services\n")
    environment = {
        "INSTANCE": app.instance_path, "OIDC_ISSUER": issuer, "OIDC_CLIENT_ID": "assessment",
        "OIDC_CLIENT_SECRET_FILE": str(secret),
    }  # fmt: skip
    made = create_app(Settings.from_env(environment))
    made.testing = True
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def begin(client: FlaskClient, wanted: str = "") -> str:
    """Ask for the other service; return where the browser is sent."""
    return client.get("/sign-in/other", query_string={"next": wanted}).headers["Location"]


def agree(there: str, subject: str) -> str:
    """Sign in at the other service; return where it sends the browser back."""
    back = requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=60).headers["Location"]
    parts = urlsplit(back)
    return f"{parts.path}?{parts.query}"


def go(client: FlaskClient, subject: str, wanted: str = "") -> TestResponse:
    response = client.get(agree(begin(client, wanted), subject), follow_redirects=True)
    check(parse(response.text, response.status_code))
    return response


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def amina(app: Flask, **values: str) -> Account:
    with app.app_context():
        made = factories.account("Amina Otieno", email="amina@example.org", **values)
    factories.set_password(app, made)
    return made


def test_the_request_carries_state_nonce_and_a_code_challenge(sso: Flask) -> None:
    asked = parse_qs(urlsplit(begin(sso.test_client())).query)

    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert asked["code_challenge_method"] == ["S256"]


def test_a_known_identity_signs_in(sso: Flask, issuer: str) -> None:
    amina(sso, oidc_subject=f"{issuer} amina-1")
    client = sso.test_client()
    go(client, "amina-1")

    assert is_signed_in(client)


def test_a_second_step_is_still_asked_for(sso: Flask, issuer: str) -> None:
    amina(sso, oidc_subject=f"{issuer} amina-1", tf_primary_method="authenticator")
    client = sso.test_client()
    response = go(client, "amina-1")

    assert "Second step" in response.text
    assert not is_signed_in(client)


def test_an_unknown_identity_gets_no_account(sso: Flask) -> None:
    client = sso.test_client()
    response = go(client, "amina-1")

    assert "We do not know this identity yet" in response.text
    with sso.app_context():
        assert db.session.query(Account).count() == 0


def test_the_same_verified_address_is_tied_after_the_password(sso: Flask, issuer: str) -> None:
    person = amina(sso)
    client = sso.test_client()
    go(client, "amina-1")
    PageClient(client).post("/sign-in", {"email": person.email, "password": factories.PASSWORD})
    with sso.app_context():
        tied = accounts.by_subject(db.session, f"{issuer} amina-1")

    assert tied is not None
    assert tied.id == person.id


def test_an_address_that_is_not_verified_is_tied_to_nothing(sso: Flask) -> None:
    person = amina(sso)
    client = sso.test_client()
    go(client, "mallory-1")
    PageClient(client).post("/sign-in", {"email": person.email, "password": factories.PASSWORD})
    with sso.app_context():
        assert db.session.query(Account.oidc_subject).scalar() is None


def test_an_identity_is_not_tied_to_an_account_with_another_address(sso: Flask) -> None:
    with sso.app_context():
        other = factories.account()
    factories.set_password(sso, other)
    client = sso.test_client()
    go(client, "amina-1")
    PageClient(client).post("/sign-in", {"email": other.email, "password": factories.PASSWORD})
    with sso.app_context():
        assert db.session.query(Account.oidc_subject).scalar() is None


def test_an_invitation_makes_an_account_without_a_password(sso: Flask, issuer: str) -> None:
    def letter(invited: Invited) -> Letter:
        return Letter("You are invited", invited.dictated)

    with sso.app_context():
        place = factories.organisation()
        owner = sessions.person_of(factories.member(place))
        made = invitations.invite_member(owner, place.id, Wish(Role.READER, "", "en"), letter, datetime.now(UTC))
    client = sso.test_client()
    address = f"/invitation/{made.token}"
    page = go(client, "amina-1", address)
    PageClient(client).post(address, {"name": "Amina Otieno", "email": "amina@example.org", "language": "en"})

    assert "no password is needed here" in page.text
    assert is_signed_in(client)
    with sso.app_context():
        account = accounts.by_subject(db.session, f"{issuer} amina-1")
        assert account is not None
        assert account.password is None


def test_an_answer_without_the_session_that_asked_is_refused(sso: Flask, issuer: str) -> None:
    amina(sso, oidc_subject=f"{issuer} amina-1")
    answer = agree(begin(sso.test_client()), "amina-1")
    victim = sso.test_client()
    victim.get(answer)

    assert not is_signed_in(victim)


def test_only_this_issuer_proves_anybody(sso: Flask, issuer: str) -> None:
    with sso.test_request_context():
        assert other_service.claims_options()["iss"] == {"essential": True, "values": [issuer]}


def test_an_answer_works_once(sso: Flask, issuer: str) -> None:
    amina(sso, oidc_subject=f"{issuer} amina-1")
    client = sso.test_client()
    answer = agree(begin(client), "amina-1")
    client.get(answer)
    PageClient(client).post("/sign-out", on="/account")
    client.get(answer)

    assert not is_signed_in(client)


def test_a_forged_state_is_refused(sso: Flask, issuer: str) -> None:
    amina(sso, oidc_subject=f"{issuer} amina-1")
    client = sso.test_client()
    answer = agree(begin(client), "amina-1").replace("state=", "state=x")
    client.get(answer)

    assert not is_signed_in(client)


def test_it_never_leads_elsewhere(sso: Flask, issuer: str) -> None:
    amina(sso, oidc_subject=f"{issuer} amina-1")
    client = sso.test_client()
    response = client.get(agree(begin(client, "https://evil.example"), "amina-1"))

    assert response.headers["Location"].startswith("/")


def test_a_service_that_is_down_leaves_the_password(app: Flask, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    environment = {
        "INSTANCE": app.instance_path, "OIDC_ISSUER": "http://127.0.0.1:9", "OIDC_CLIENT_ID": "assessment",
        "OIDC_CLIENT_SECRET_FILE": str(secret),
    }  # fmt: skip
    made = create_app(Settings.from_env(environment))

    assert made.test_client().get("/sign-in/other").status_code == 502
    assert made.test_client().get("/sign-in").status_code == 200
    with made.app_context():
        storage.db.engine.dispose()


def test_without_the_setting_there_is_no_such_page(app: Flask) -> None:
    assert app.test_client().get("/sign-in/other").status_code == 404
    assert "organisation’s service" not in app.test_client().get("/sign-in").text


def test_the_service_starts_without_authlib(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['authlib'] = None; sys.modules['authlib.integrations'] = None\n"
        "from assessment.app import create_app; from assessment.config import Settings\n"
        f"create_app(Settings.from_env({{'INSTANCE': {str(tmp_path)!r}}})); print('started')"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout.strip() == "started"


def test_particulars_of_another_issuer_are_refused(sso: Flask) -> None:
    client = sso.extensions["other-service"]
    client.load_server_metadata()["issuer"] = "https://evil.example"

    assert sso.test_client().get("/sign-in/other").status_code == 502


def test_an_answer_that_another_issuer_signed_is_refused(sso: Flask) -> None:
    client = sso.test_client()
    back = agree(begin(client), "amina-1")
    particulars = sso.extensions["other-service"].load_server_metadata()
    particulars["id_token_signing_alg_values_supported"] = ["none", "HS256"]
    client.get(back)

    assert not is_signed_in(client)
    assert particulars["id_token_signing_alg_values_supported"] == []


def test_the_other_service_leads_nowhere_else(sso: Flask) -> None:
    with sso.app_context():
        session = sso.extensions["other-service"].client_cls()

    assert session.max_redirects == 0
