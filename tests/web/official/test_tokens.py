"""Officials make tokens for their programs, see them, and end them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Role
from tests import factories
from tests.pages import PageClient

if TYPE_CHECKING:
    from flask import Flask

FORM = {"name": "Yearly report", "purpose": "A briefing", "lasts": "90"}


@pytest.fixture
def official(app: Flask) -> PageClient:
    client = app.test_client()
    with app.app_context():
        person = factories.account("Office Person", Role.OFFICIAL)
    factories.sign_in(app, client, person)
    return PageClient(client)


def test_there_is_a_page_before_there_is_a_token(official: PageClient) -> None:
    assert "You have no token yet" in official.get("/figures/programs").text


def test_the_secret_is_shown_once_and_opens_the_interface(official: PageClient) -> None:
    made = official.post("/figures/programs", FORM)
    secret = re.search(r"tai_[A-Za-z0-9_-]{43}", made.text)

    assert secret
    assert secret.group() not in official.get("/figures/programs").text
    headers = {"Authorization": f"Bearer {secret.group()}"}
    assert official.client.get("/api/v1/releases", headers=headers).status_code == 200


@pytest.mark.parametrize("missing", ["name", "purpose"])
def test_a_token_needs_a_name_and_a_purpose(official: PageClient, missing: str) -> None:
    page = official.post("/figures/programs", FORM | {missing: " "})

    assert (page.status, "Please fill this in." in page.text) == (422, True)


def test_ending_a_token_is_asked_first_and_then_it_opens_nothing(official: PageClient) -> None:
    made = official.post("/figures/programs", FORM)
    secret = re.search(r"tai_[A-Za-z0-9_-]{43}", made.text)
    address = re.search(r"/figures/programs/[a-z0-9]+/end", official.get("/figures/programs").text)
    assert secret
    assert address

    page = official.post(address.group())

    assert "does not work any more" in page.text
    headers = {"Authorization": f"Bearer {secret.group()}"}
    assert official.client.get("/api/v1/releases", headers=headers).status_code == 401


def test_a_token_of_somebody_else_does_not_exist(app: Flask, official: PageClient) -> None:
    official.post("/figures/programs", FORM)
    address = re.search(r"/figures/programs/[a-z0-9]+/end", official.get("/figures/programs").text)
    other = app.test_client()
    with app.app_context():
        person = factories.account("Other Person", Role.OFFICIAL)
    factories.sign_in(app, other, person)

    assert address
    assert other.get(address.group()).status_code == 404


def test_nobody_has_more_than_twenty_tokens_in_force(official: PageClient) -> None:
    for _ in range(20):
        official.post("/figures/programs", FORM)

    assert official.post("/figures/programs", FORM).status == 409
