"""The download centre: every file for who says what for, nothing beyond what a reader may see, all in the log."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from assessment import storage
from assessment.domain.access import Person, Role
from assessment.domain.settings import Group, in_group
from assessment.services import settings, work
from assessment.services.releases import files, reading, taking
from assessment.services.releases.kinds import KINDS
from assessment.storage import db
from assessment.storage.tables import Job, OfficialCountry
from assessment.web.file_texts import FILES
from tests import cells_equal, factories, releases
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.pages import Page, PageClient

PURPOSE = "Briefing of the delegation in Nairobi"
DIRECT = [kind.id for kind in KINDS.values() if not kind.is_long and not kind.needs_country]


def official(app: Flask, client: PageClient, *countries: str, office: Role = Role.OFFICIAL) -> str:
    """Sign an official in who may be limited to countries, with one release there; return the account's id."""
    with app.app_context():
        person = factories.account("Olga Official", office)
        releases.release()
        for country in countries:
            db.session.add(OfficialCountry(account_id=person.id, country=country))
        db.session.commit()
        db.session.refresh(person)
        account = person.id
    factories.sign_in(app, client.client, person)
    return account


def state(client: PageClient, purpose: str = PURPOSE) -> Page:
    return client.post("/figures/1/downloads", {"purpose": purpose})


def taken(client: PageClient, address: str, **headers: str) -> TestResponse:
    return client.client.get(address, headers=headers, buffered=True)


def log(app: Flask) -> list[taking.Taken]:
    with app.app_context():
        return taking.log(50)


def test_every_kind_of_file_has_its_words() -> None:
    assert KINDS.keys() == FILES.keys()


def test_the_page_offers_every_kind_of_file(app: Flask, client: PageClient) -> None:
    official(app, client)
    links = {link.get("href", "") for link in client.get("/figures/1/downloads").all("a")}
    forms = {form.get("action", "") for form in client.get("/figures/1/downloads").all("form")}

    assert {f"/figures/1/files/{kind}" for kind in KINDS} <= links | forms


@pytest.mark.parametrize("address", ["/figures/1", "/figures/1/downloads", "/figures/1/method", "/api/v1/openapi.json"])
def test_the_licence_of_the_operator_stands_where_figures_are_given(
    app: Flask, client: PageClient, address: str
) -> None:
    official(app, client)
    with app.app_context():
        given = {setting.name: setting.default for setting in in_group(Group.DATA)} | {"figures-licence": "CC0 1.0"}
        settings.change_settings(Group.DATA, given, Person(id="o" * 26), NOW)

    assert "CC0 1.0" in taken(client, address).text


@pytest.mark.parametrize("kind", DIRECT)
def test_a_file_is_given_to_who_has_said_what_for(app: Flask, client: PageClient, kind: str) -> None:
    official(app, client)
    state(client)
    response = taken(client, f"/figures/1/files/{kind}")

    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith('attachment; filename="release-1')
    assert int(response.headers["Content-Length"]) == len(response.data)


def test_without_a_purpose_it_is_asked_for_first(app: Flask, client: PageClient) -> None:
    official(app, client)
    page = client.get("/figures/1/files/json")

    assert page.words("h1") == ["Before you take a file"]
    assert log(app) == []


def test_with_the_purpose_said_the_file_comes(app: Flask, client: PageClient) -> None:
    official(app, client)
    address = "/figures/1/downloads?next=/figures/1/files/json"
    values = {"csrf_token": client.token("/figures/1/files/json"), "purpose": PURPOSE}
    response = client.client.post(address, data=values, follow_redirects=True, buffered=True)

    assert json.loads(response.data)["release"]["number"] == 1


def test_a_purpose_does_not_lead_to_another_site(app: Flask, client: PageClient) -> None:
    official(app, client)
    values = {"csrf_token": client.token("/figures/1/downloads"), "purpose": PURPOSE}
    response = client.client.post("/figures/1/downloads?next=https://evil.example/", data=values)

    assert response.headers["Location"] == "/figures/1/downloads"


@pytest.mark.parametrize("purpose", ["", "   ", "abc", "x" * 301])
def test_a_purpose_that_says_nothing_or_too_much_is_refused(app: Flask, client: PageClient, purpose: str) -> None:
    official(app, client)

    assert state(client, purpose).status == 422


def test_each_download_is_in_the_log_with_its_purpose(app: Flask, client: PageClient) -> None:
    account = official(app, client)
    state(client)
    taken(client, "/figures/1/files/tidy")

    assert [(one.kind, one.purpose, one.account) for one in log(app)] == [("tidy", PURPOSE, account)]


def test_who_looks_without_taking_is_not_in_the_log(app: Flask, client: PageClient) -> None:
    official(app, client)
    state(client)
    client.client.head("/figures/1/files/tidy", buffered=True)

    assert log(app) == []


def test_a_file_that_the_browser_has_is_not_sent_again(app: Flask, client: PageClient) -> None:
    official(app, client)
    state(client)
    etag = taken(client, "/figures/1/files/tidy").headers["ETag"]

    assert taken(client, "/figures/1/files/tidy", **{"If-None-Match": etag}).status_code == 304


def test_a_permanent_address_gives_the_same_bytes(app: Flask, client: PageClient) -> None:
    official(app, client)
    state(client)

    assert taken(client, "/figures/1/files/workbook").data == taken(client, "/figures/1/files/workbook").data


@pytest.mark.parametrize(
    ("language", "countries"), [("en", ["BR", "GH", "KE", "SN", "TG"]), ("ar", ["BR", "SN", "TG", "GH", "KE"])]
)
def test_countries_to_choose_from_are_in_the_order_of_their_names(
    app: Flask, client: PageClient, language: str, countries: list[str]
) -> None:
    official(app, client)
    client.client.set_cookie("language", language)
    offered = [one.get("value") for one in client.get("/figures/1/downloads").all("option")]

    assert offered == countries


def test_who_is_limited_to_a_country_gets_only_its_cells(app: Flask, client: PageClient) -> None:
    official(app, client, "KE")
    state(client)
    found = cells_equal.from_csv(taken(client, "/figures/1/files/tidy").data)

    assert {key[1] for key in found if "country" in key[0]} == {"KE"}


def test_the_page_tells_who_is_limited(app: Flask, client: PageClient) -> None:
    official(app, client, "KE")

    assert "figures of these countries" in client.get("/figures/1/downloads").text


def test_a_file_that_takes_long_is_made_by_the_worker_and_then_given(app: Flask, client: PageClient) -> None:
    official(app, client)
    state(client)
    assert client.get("/figures/1/files/all").words("h1") == ["The file is being made"]
    with app.app_context():
        work.work_once(lambda: datetime.now(UTC))

    assert client.get("/figures/1/files/all/progress").words("h1") == ["The file is ready"]
    assert taken(client, "/figures/1/files/all").data.startswith(b"PK")


def test_a_file_that_was_waited_for_comes_by_itself(app: Flask, client: PageClient) -> None:
    official(app, client)
    state(client)
    client.get("/figures/1/files/all")
    with app.app_context():
        work.work_once(lambda: datetime.now(UTC))

    head = taken(client, "/figures/1/files/all/progress").headers["Refresh"]
    assert head == "1; url=/figures/1/files/all?language=en"


def test_a_file_that_failed_is_made_again_only_when_told_to(app: Flask, client: PageClient) -> None:
    official(app, client)
    state(client)
    client.get("/figures/1/files/all")
    with app.app_context(), storage.transaction() as session:
        session.execute(update(Job).values(state="failed", problem="gave-up"))

    assert client.get("/figures/1/files/all").words("h1") == ["The file could not be made"]
    assert client.post("/figures/1/files/all", on="/figures/1/files/all").words("h1") == ["The file is being made"]


def test_waiting_needs_no_script(app: Flask, client: PageClient) -> None:
    official(app, client)
    state(client)
    client.get("/figures/1/files/all")

    assert taken(client, "/figures/1/files/all/progress").headers["Refresh"] == "3"


@pytest.mark.parametrize("address", ["/figures/9/downloads", "/figures/9/files/json", "/figures/1/files/nothing"])
def test_what_there_is_not_is_not_found(app: Flask, client: PageClient, address: str) -> None:
    official(app, client)

    assert client.get(address).status == 404


def test_all_releases_come_as_one_table(app: Flask, client: PageClient) -> None:
    official(app, client)
    with app.app_context():
        releases.release()
        cells = len(reading.read(1).table.cells)
    state(client)
    lines = taken(client, "/figures/series").data.splitlines()

    assert len(lines) == 1 + 2 * cells
    assert {one.number for one in log(app)} == {1, 2}


def test_all_releases_are_limited_too(app: Flask, client: PageClient) -> None:
    official(app, client, "KE")
    state(client)
    found = cells_equal.from_csv(taken(client, "/figures/series").data)

    assert {key[1] for key in found if "country" in key[0]} == {"KE"}


def test_a_person_sees_what_they_have_taken(app: Flask, client: PageClient) -> None:
    official(app, client)
    state(client)
    taken(client, "/figures/1/files/opsys")

    assert PURPOSE in client.get("/figures/downloads").text


def test_an_officer_sees_who_took_what(app: Flask, client: PageClient) -> None:
    official(app, client, office=Role.PROGRAMME_OFFICER)
    state(client)
    taken(client, "/figures/1/files/opsys")
    page = client.get("/figures/downloads/everybody?release=1").text

    assert "Olga Official" in page
    assert PURPOSE in page


def test_an_official_does_not_see_what_others_take(app: Flask, client: PageClient) -> None:
    official(app, client)

    assert client.get("/figures/downloads/everybody").status == 404


def test_the_data_tell_where_their_method_is(app: Flask, client: PageClient) -> None:
    official(app, client)
    state(client)

    assert 'rel="describedby"' in taken(client, "/figures/1/files/tidy").headers["Link"]


def test_a_purpose_in_another_script_is_kept(app: Flask, client: PageClient) -> None:
    official(app, client)
    state(client, "إحاطة للوفد في القاهرة")
    taken(client, "/figures/1/files/method")

    assert log(app)[0].purpose == "إحاطة للوفد في القاهرة"


def test_a_language_that_there_is_not_is_that_of_the_page(app: Flask, client: PageClient) -> None:
    official(app, client)
    state(client)

    assert taken(client, "/figures/1/files/json?language=xx").get_json()["language"] == "en"


def test_a_file_made_for_one_country_list_is_not_given_to_another(app: Flask) -> None:
    with app.app_context():
        releases.release()
        keys = {
            files.identify(files.Wish(1, "json", countries=frozenset(limit))).key
            for limit in ((), ("KE",), ("SN",), ("KE", "SN"))
        }

    assert len(keys) == 4


def test_the_method_can_be_read_on_a_page(app: Flask, client: PageClient) -> None:
    official(app, client)
    page = client.get("/figures/1/method")

    assert page.words("h1") == ["How the figures of release 1 came about"]
    assert "What these figures do not say" in page.words("h2")
