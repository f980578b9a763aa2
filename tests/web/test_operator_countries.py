"""Operators limit officials to countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Person, Role
from assessment.services.releases import rights
from tests import factories
from tests.pages import PageClient

if TYPE_CHECKING:
    from flask import Flask

    from assessment.storage.tables import Account


@pytest.fixture
def operator(app: Flask) -> PageClient:
    """Give a client that is signed in as an operator."""
    with app.app_context():
        person = factories.account("Olga Petrova", Role.OPERATOR)
    client = app.test_client()
    factories.sign_in(app, client, person)
    return PageClient(client)


@pytest.fixture
def official(app: Flask) -> Account:
    """Give an official."""
    with app.app_context():
        return factories.account("Jan Kowalski", Role.OFFICIAL)


def limits(app: Flask, official: Account) -> frozenset[str]:
    with app.app_context():
        return rights.countries_of(Person(official.id))


def test_an_official_is_limited_to_the_ticked_countries(app: Flask, operator: PageClient, official: Account) -> None:
    address = f"/operator/accounts/{official.id}/countries"

    page = operator.post(address, {"reach": "some", "countries": ["KE", "XK"]})

    assert limits(app, official) == {"KE", "XK"}
    assert "now sees only the figures of the chosen countries" in page.text
    ticked = [e.get("value") for e in operator.get(address).all("input") if e.get("checked") is not None]
    assert ticked == ["some", "XK", "KE"]


def test_the_limit_is_lifted_by_choosing_all(app: Flask, operator: PageClient, official: Account) -> None:
    address = f"/operator/accounts/{official.id}/countries"
    operator.post(address, {"reach": "some", "countries": ["KE"]})

    operator.post(address, {"reach": "all", "countries": ["KE"]})

    assert limits(app, official) == frozenset()


def test_no_country_at_all_is_refused_for_it_would_mean_every_country(
    app: Flask, operator: PageClient, official: Account
) -> None:
    page = operator.post(f"/operator/accounts/{official.id}/countries", {"reach": "some"})

    assert page.status == 422
    assert "Tick at least one country." in page.text
    assert limits(app, official) == frozenset()


@pytest.mark.parametrize("form", [{"reach": "some", "countries": ["QQ"]}, {"reach": "none"}, {}])
def test_what_is_no_choice_is_refused(
    app: Flask, operator: PageClient, official: Account, form: dict[str, object]
) -> None:
    assert operator.post(f"/operator/accounts/{official.id}/countries", form).status == 422
    assert limits(app, official) == frozenset()


def test_only_officials_have_this_page(app: Flask, operator: PageClient) -> None:
    with app.app_context():
        other = factories.account("Nobody Special")

    assert operator.get(f"/operator/accounts/{other.id}/countries").status == 404
    assert operator.get("/operator/accounts/nobody/countries").status == 404


def test_the_page_of_an_officials_account_leads_here(operator: PageClient, official: Account) -> None:
    assert f"/operator/accounts/{official.id}/countries" in operator.get(f"/operator/accounts/{official.id}").text
