"""Every response protects its reader: pages, files, errors, redirects and refusals alike."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assessment.app import create_app
from assessment.config import Settings
from assessment.web.guards import public
from tests import factories
from tests.counting import cost

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

ASSETS = Path(__file__).parent.parent.parent / "assessment" / "web" / "static"
# A page, what does not exist, a redirect to sign in, a style sheet, health, a refused form, a wrong method.
KINDS = [
    ("GET", "/"), ("GET", "/nowhere"), ("GET", "/organisations"), ("GET", "/assets/0/none.css"),
    ("GET", "/health"), ("POST", "/sign-in"), ("POST", "/organisations/new"), ("PUT", "/"),
]  # fmt: skip


@pytest.fixture
def behind_tls(app: Flask) -> FlaskClient:
    settings = {"INSTANCE": app.instance_path, "PUBLIC_URL": "https://localhost"}
    return create_app(Settings.from_env(settings)).test_client()


@pytest.mark.parametrize(("method", "address"), KINDS)
def test_every_kind_of_response_carries_the_headers(behind_tls: FlaskClient, method: str, address: str) -> None:
    headers = behind_tls.open(address, method=method, base_url="https://localhost").headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))

    assert {policy[name] for name in ("default-src", "object-src", "base-uri", "frame-ancestors")} == {"'none'"}
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert (policy["require-trusted-types-for"], policy["trusted-types"]) == ("'script'", "'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("script", sorted(ASSETS.glob("*.js")), ids=lambda path: path.name)
def test_no_script_makes_markup_or_code_of_a_text(script: Path) -> None:
    """Browsers that know trusted types refuse it; for the others it must not be there."""
    found = re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|srcdoc|document\.write|DOMParser|createContextualFragment|\beval\b"
        r"|\bFunction\(|setHTMLUnsafe|setTimeout\([\"'`]",
        script.read_text("utf-8"),
    )

    assert found == []


def test_the_script_writes_under_ids_only_into_objects_without_a_prototype() -> None:
    text = (ASSETS / "answering.js").read_text("utf-8")
    written = set(re.findall(r"([\w.]+)\[(?!\d)[^\]]+\] = ", text))
    made = {name for name in ("torn", "answers") if not re.search(rf"\b{name}(: | = )(?!bare\()\{{", text)}

    assert written == {"torn", "batch.answers"}
    assert made == {"torn", "answers"}


@pytest.mark.parametrize(("method", "address"), KINDS)
def test_no_response_lets_other_origins_read_it(app: Flask, method: str, address: str) -> None:
    response = app.test_client().open(address, method=method, headers={"Origin": "https://elsewhere.example"})

    assert [name for name in response.headers if name[0].startswith("Access-Control-")] == []


@pytest.mark.parametrize(("method", "address"), KINDS)
def test_texts_name_their_encoding(app: Flask, method: str, address: str) -> None:
    response = app.test_client().open(address, method=method)

    assert "charset=utf-8" in response.headers["Content-Type"]


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT"])
def test_methods_that_nobody_needs_are_refused(app: Flask, method: str) -> None:
    assert app.test_client().open("/", method=method).status_code == 405


def test_what_stands_before_every_page_costs_little(app: Flask) -> None:
    app.add_url_rule("/empty", "empty", public(lambda: "ok"))
    client = app.test_client()
    with app.app_context():
        person = factories.member(factories.organisation())
    factories.sign_in(app, client, person)
    cost(app, client, "/empty")

    spent = cost(app, client, "/empty")

    assert spent.response.text == "ok"
    assert spent.statements == 1
    assert spent.calls <= 1000


def test_a_response_with_a_session_is_kept_by_nobody_unless_its_view_says_otherwise(app: Flask) -> None:
    app.add_url_rule("/plain", "plain", public(lambda: "ok"))
    app.add_url_rule("/kept", "kept", public(lambda: ("ok", {"Cache-Control": "private, no-cache", "Vary": "Origin"})))
    client = app.test_client()
    with app.app_context():
        person = factories.member(factories.organisation())
    factories.sign_in(app, client, person)

    assert client.get("/plain").headers["Cache-Control"] == "no-store"
    assert "Cookie" in client.get("/plain").headers["Vary"]
    assert client.get("/kept").headers["Cache-Control"] == "private, no-cache"
    assert {"Origin", "Cookie"} <= set(client.get("/kept").headers["Vary"].split(", "))
