"""Names whose letters run against the page: they keep their direction and leave that of the sentence alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import force_locale

from assessment.domain.access import Role
from assessment.storage import db
from assessment.storage.tables import MailMessage
from assessment.web import isolation
from tests import factories

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import PageClient

ARABIC = "شركة برمجيات الوادي"


def _address(app: Flask, client: PageClient, name: str) -> str:
    with app.app_context():
        organisation = factories.organisation(name)
        owner = factories.member(organisation, Role.OWNER)
        address = f"/organisations/{organisation.id}/data"
    factories.sign_in(app, client.client, owner)
    return address


def test_a_name_that_runs_against_the_page_is_isolated(app: Flask, client: PageClient) -> None:
    page = client.get(_address(app, client, ARABIC))

    assert f"with the data of \u2068{ARABIC}\u2069, and" in page.text


def test_a_name_in_the_direction_of_the_page_stands_as_it_is(app: Flask, client: PageClient) -> None:
    page = client.get(_address(app, client, "Hôpital Général"))

    assert "with the data of Hôpital Général, and" in page.text


def test_on_a_page_from_right_to_left_it_is_latin_that_is_isolated(app: Flask, client: PageClient) -> None:
    address = _address(app, client, "Wadi (Amman)")
    client.get("/language/ar")

    page = client.get(address)

    assert "\u2068Wadi (Amman)\u2069" in page.text


def test_an_address_that_somebody_clicks_has_no_marks(app: Flask) -> None:
    with app.test_request_context("/"), force_locale("ar"):
        put_in = isolation.isolated({"address": "https://example.org/code", "code": "K7MW-2QXD"})

    assert put_in == {"address": "https://example.org/code", "code": "\u2068K7MW-2QXD\u2069"}


def test_a_message_isolates_names_too(app: Flask, client: PageClient) -> None:
    address = _address(app, client, ARABIC)

    page = client.post(f"{address}/deletion", {"name": ARABIC}, on=f"{address}/deletion")

    assert f"\u2068{ARABIC}\u2069 is deleted." in page.text


def test_the_subject_of_a_mail_has_no_marks(app: Flask, client: PageClient) -> None:
    address = _address(app, client, ARABIC)

    client.post(f"{address}/deletion", {"name": ARABIC}, on=f"{address}/deletion")

    with app.app_context():
        mail = db.session.query(MailMessage).one()
    assert ARABIC in mail.subject
    assert not {"\u2068", "\u2069"} & set(mail.subject)


def test_a_name_copied_with_its_marks_is_the_name(app: Flask, client: PageClient) -> None:
    address = _address(app, client, ARABIC)

    page = client.post(f"{address}/deletion", {"name": f"\u2068{ARABIC}\u2069"}, on=f"{address}/deletion")

    assert page.status == 200
