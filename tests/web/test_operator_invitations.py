"""Operators invite to found organisations and to take offices; nobody else does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import OFFICES, Role
from assessment.storage import db
from assessment.storage.tables import Account, Invitation
from tests import factories
from tests.pages import PageClient

if TYPE_CHECKING:
    from flask import Flask

NEWCOMER = {
    "name": "Wanjiru Kamau", "language": "en", "email": "wanjiru@example.org",
    "new_password": "three little herons wade",
}  # fmt: skip


@pytest.fixture
def operator(app: Flask, client: PageClient) -> PageClient:
    with app.app_context():
        made = factories.account("Op", Role.OPERATOR)
    factories.sign_in(app, client.client, made)
    return client


def accept(app: Flask, operator: PageClient, purpose: str) -> Account:
    """Invite to something, and accept it by the code of the letter."""
    page = operator.post("/operator/invitations", {"what": purpose, "email": "", "language": "en"})
    code = re.search(r"(?<![\w.-])[2-9A-Z]{4}-[2-9A-Z]{4}(?![\w.-])", page.text)
    assert code
    newcomer = PageClient(app.test_client())
    newcomer.post("/code", {"code": code.group()})
    newcomer.post("/invitation/by-code", NEWCOMER)
    with app.app_context():
        return db.session.query(Account).filter_by(email="wanjiru@example.org").one()


@pytest.mark.parametrize("office", [office.value for office in OFFICES])
def test_whoever_accepts_takes_the_office(app: Flask, operator: PageClient, office: str) -> None:
    assert accept(app, operator, office).offices == [office]


def test_who_founds_an_organisation_gets_an_account_and_no_office(app: Flask, operator: PageClient) -> None:
    assert [office for office in accept(app, operator, "found").offices if office] == []


def test_a_role_inside_an_organisation_is_no_office(app: Flask, operator: PageClient) -> None:
    page = operator.post("/operator/invitations", {"what": "owner", "email": "", "language": "en"})

    assert page.status == 422
    with app.app_context():
        assert db.session.query(Invitation).count() == 0


def test_an_operator_takes_back_an_invitation(operator: PageClient) -> None:
    operator.post("/operator/invitations", {"what": "official", "email": "o@example.org", "language": "en"})
    page = operator.get("/operator/invitations")
    address = re.search(r'action="(/operator/invitations/\w+/revocation)"', page.text)
    assert address

    assert "o@example.org" not in operator.post(address.group(1), on="/operator/invitations").text


@pytest.mark.parametrize("role", [office for office in OFFICES if office is not Role.OPERATOR])
def test_other_offices_invite_nobody(app: Flask, client: PageClient, role: Role) -> None:
    with app.app_context():
        person = factories.account("Other", role)
    factories.sign_in(app, client.client, person)

    assert client.get("/operator/invitations").status == 404
