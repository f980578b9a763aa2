"""Every response protects its reader: pages, files, errors, redirects and refusals alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.app import create_app
from assessment.config import Settings

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

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
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


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
