"""The operator's settings pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Role
from assessment.domain.settings import Group
from assessment.services import settings
from tests import factories

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import PageClient


@pytest.fixture
def operator(app: Flask, client: PageClient) -> PageClient:
    with app.app_context():
        person = factories.account("Ola Operator", Role.OPERATOR)
    factories.sign_in(app, client.client, person)
    return client


@pytest.mark.parametrize("group", list(Group))
def test_each_group_of_settings_has_a_page(operator: PageClient, group: Group) -> None:
    assert operator.get(f"/operator/settings/{group.value}").status == 200


def test_a_setting_is_changed_on_its_page(app: Flask, operator: PageClient) -> None:
    page = operator.post("/operator/settings/operator", {"operator-name": "Ministry of Health"})

    assert "The settings were saved." in page.text
    with app.app_context():
        assert settings.text("operator-name") == "Ministry of Health"


def test_a_wrong_value_is_named_and_what_was_typed_is_kept(operator: PageClient) -> None:
    page = operator.post("/operator/settings/operator", {"operator-name": "Ministry", "contact-email": "nobody"})

    assert page.status == 422
    assert "This is no e-mail address." in page.text
    assert 'value="Ministry"' in page.text


def test_an_unknown_group_does_not_exist(operator: PageClient) -> None:
    assert operator.get("/operator/settings/secrets").status == 404


@pytest.mark.parametrize("office", [None, Role.PROGRAMME_OFFICER, Role.OFFICIAL, Role.FACILITATOR])
def test_the_operators_pages_do_not_exist_for_others(app: Flask, client: PageClient, office: Role | None) -> None:
    with app.app_context():
        person = factories.account("Somebody", *([office] if office else []))
    factories.sign_in(app, client.client, person)

    assert client.get("/operator/settings").status == 404
