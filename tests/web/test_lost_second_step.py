"""An operator turns a lost second step off: after a question, with a message to whom it concerns, never their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Role
from assessment.storage import db
from assessment.storage.tables import TrailDetail, TrailLine
from tests import factories
from tests.pages import PageClient
from tests.web.test_credentials import mails, pair, stored
from tests.web.test_sign_in import enter, is_signed_in

if TYPE_CHECKING:
    from flask import Flask

    from assessment.storage.tables import Account


@pytest.fixture
def person(app: Flask, client: PageClient) -> Account:
    """Give a person who is signed in with an authenticator app."""
    with app.app_context():
        made = factories.account()
    factories.set_password(app, made)
    enter(client, made)
    pair(app, client, made)
    return made


@pytest.fixture
def chief(app: Flask) -> Account:
    with app.app_context():
        made = factories.account("Ola Operator", Role.OPERATOR)
    factories.set_password(app, made)
    return made


@pytest.fixture
def operator(app: Flask, chief: Account) -> PageClient:
    """Give an operator whose session was left open for long."""
    client = PageClient(app.test_client())
    factories.sign_in(app, client.client, chief, left_open=True)
    return client


SURE = {"made_sure": "y", "current_password": factories.PASSWORD}


def test_an_operator_turns_a_lost_second_step_off(
    app: Flask, client: PageClient, operator: PageClient, person: Account
) -> None:
    way = re.search(r'href="([^"]+/second-step)"', operator.get(f"/operator/accounts/{person.id}").text)
    assert way
    page = operator.post(way.group(1), SURE)
    visitor = PageClient(app.test_client())
    enter(visitor, person)

    assert "is off, and they are signed out everywhere" in page.text
    assert not is_signed_in(client.client)
    assert is_signed_in(visitor.client)
    assert way.group(0) not in page.text


def test_the_person_is_told_and_the_trail_says_who_did_it(
    app: Flask, operator: PageClient, person: Account, chief: Account
) -> None:
    operator.post(f"/operator/accounts/{person.id}/second-step", SURE)

    purpose, recipient, words = mails(app)[-1]
    with app.app_context():
        line = db.session.query(TrailLine).order_by(TrailLine.number.desc()).first()
        detail = db.session.query(TrailDetail).order_by(TrailDetail.number.desc()).first()
    assert (purpose, recipient) == ("notice", person.email)
    assert "have turned the second step of your account off" in words
    assert line is not None
    assert detail is not None
    assert (line.event, line.subject, detail.actor) == ("credentials-changed", person.id, chief.id)


@pytest.mark.parametrize("missing", SURE)
def test_nothing_happens_without_having_made_sure_and_the_operator_s_own_password(
    app: Flask, operator: PageClient, person: Account, missing: str
) -> None:
    page = operator.post(f"/operator/accounts/{person.id}/second-step", SURE | {missing: ""})

    assert page.status == 422
    assert stored(app, person).tf_totp_secret is not None


def test_the_page_says_that_an_office_demands_a_new_second_step(app: Flask, operator: PageClient) -> None:
    with app.app_context():
        official = factories.account("Officer", Role.OFFICIAL)

    assert "set up a new second step" in operator.get(f"/operator/accounts/{official.id}/second-step").text


def test_operators_do_not_turn_their_own_off_here(app: Flask, operator: PageClient, chief: Account) -> None:
    assert operator.get(f"/operator/accounts/{chief.id}/second-step").status == 404
    assert "second-step" not in operator.get(f"/operator/accounts/{chief.id}").text
    assert stored(app, chief).tf_primary_method == "authenticator"


def test_where_there_is_no_second_step_there_is_nothing_to_turn_off(app: Flask, operator: PageClient) -> None:
    with app.app_context():
        somebody = factories.account()

    assert operator.get(f"/operator/accounts/{somebody.id}/second-step").status == 404
