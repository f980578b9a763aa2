"""The page where an organisation decides what may be done with its data."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from assessment import storage
from assessment.domain.access import Role
from assessment.domain.purposes import Purpose
from assessment.services import consents, work
from assessment.services.identifiers import new_id
from assessment.services.releases import reading, taking
from assessment.storage import consents as stored
from assessment.storage import db
from assessment.storage.tables import Organisation
from tests import factories, releases
from tests.pages import PageClient

if TYPE_CHECKING:
    from flask import Flask


def _page(app: Flask, client: PageClient, role: Role = Role.OWNER) -> str:
    with app.app_context():
        organisation = factories.organisation()
        person = factories.member(organisation, role)
    factories.sign_in(app, client.client, person)
    return f"/organisations/{organisation.id}/data"


def test_giving_consent_is_said_with_who_and_when(app: Flask, client: PageClient) -> None:
    address = _page(app, client)

    page = client.post(f"{address}/consent", {"purpose": "named", "decision": "give", "edition": "1"}, on=address)

    assert "Consent given: Named in the list of participants." in page.text
    assert "Given by Owner" in page.text


@pytest.mark.parametrize("purpose", list(Purpose))
def test_each_purpose_says_what_withdrawing_does(app: Flask, client: PageClient, purpose: Purpose) -> None:
    page = client.get(_page(app, client))

    assert page.text.count("If you withdraw:") == len(Purpose)
    assert f'id="{purpose.value}"' in page.text


def test_consent_to_aggregates_says_that_released_figures_stay(app: Flask, client: PageClient) -> None:
    assert "Figures that were released before stay as they are" in client.get(_page(app, client)).text


def test_a_decision_on_words_that_changed_meanwhile_is_refused(app: Flask, client: PageClient) -> None:
    address = _page(app, client)

    page = client.post(f"{address}/consent", {"purpose": "named", "decision": "give", "edition": "0"}, on=address)

    assert page.status == 409


@pytest.mark.parametrize("values", [{"purpose": "sale"}, {"purpose": "named", "decision": "maybe"}, {}])
def test_what_is_no_decision_is_refused(app: Flask, client: PageClient, values: dict[str, str]) -> None:
    address = _page(app, client)

    assert client.post(f"{address}/consent", values, on=address).status == 400


def test_who_agreed_to_a_former_wording_is_asked_again_and_finds_the_former_decision(
    app: Flask, client: PageClient
) -> None:
    address = _page(app, client)
    with app.app_context(), storage.transaction() as session:
        former = {"organisation_id": address.split("/")[2], "purpose": "facilitator", "wording": 1, "given": True}
        stored.add(session, former | {"decided_by": new_id(), "decided_at": datetime(2026, 11, 1, tzinfo=UTC)})
    asked = client.get(address).text
    page = client.post(f"{address}/consent", {"purpose": "facilitator", "decision": "give", "edition": "2"}, on=address)

    assert ("Asked again" in asked, "Asked again" in page.text) == (True, False)
    decided = " ".join(page.words("td"))
    titles = ("Share our answers with the programme wording 2", "Share with our facilitator wording 1")
    assert [title for title in titles if title not in decided] == []


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CONTRIBUTOR, Role.APPROVER, Role.READER])
def test_only_owners_decide_and_the_others_see_what_was_decided(app: Flask, client: PageClient, role: Role) -> None:
    address = _page(app, client, role)

    page = client.get(address)

    assert page.status == 200
    assert "Give consent" not in page.text
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.client.post(f"{address}/consent").status_code == 403


def test_the_services_answer_follows_the_page(app: Flask, client: PageClient) -> None:
    address = _page(app, client)
    client.post(f"{address}/consent", {"purpose": "aggregate", "decision": "give", "edition": "1"}, on=address)

    with app.app_context():
        assert consents.allows(address.split("/")[2], Purpose.AGGREGATE)


def test_an_organisation_sees_which_releases_contain_it_and_who_took_them_for_what(
    app: Flask, client: PageClient
) -> None:
    address = _page(app, client)
    with app.app_context():
        releases.release(organisations=[address.split("/")[2]])
        official = factories.account("Olga Official", Role.OFFICIAL)
        chart = ("chart-svg", "gaps.svg")
        taking.note_picture(reading.head(1), chart, "Briefing in Nairobi", official.id, datetime.now(UTC))

    seen = client.get(address).words("td")

    assert seen[1:] == ["Olga Official Official", "Chart", "Briefing in Nairobi"]


def test_an_organisation_sees_nothing_of_a_release_without_it(app: Flask, client: PageClient) -> None:
    address = _page(app, client)
    with app.app_context():
        releases.release(organisations=[factories.organisation("Another").id])

    assert "Release 1" not in client.get(address).text


def _packed(app: Flask) -> None:
    with app.app_context():
        while work.work_once(lambda: datetime.now(UTC)):
            pass


def test_an_owner_packs_watches_and_downloads_everything(app: Flask, client: PageClient) -> None:
    address = _page(app, client)

    waiting = client.post(f"{address}/export", on=address)
    _packed(app)
    ready = client.get(waiting.address)
    file = client.client.get(next(a.get("href", "") for a in ready.all("a") if a.get("class") == "button"))

    assert waiting.words("h1") == ["Your data is being packed"]
    assert ready.words("h1") == ["Your data is ready"]
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        assert "README.txt" in archive.namelist()
    assert "attachment" in file.headers["Content-Disposition"]
    file.close()
    assert "Ready to download" in client.get(address).text


def test_who_may_see_results_cannot_download_everything(app: Flask, client: PageClient) -> None:
    address = _page(app, client)
    key = client.post(f"{address}/export", on=address).address.rpartition("/")[2]
    _packed(app)
    with app.app_context():
        organisation = db.session.get_one(Organisation, address.split("/")[2])
        assessment_id = factories.assessment(factories.system(organisation)).id
        reader = factories.member(organisation, Role.READER)
        db.session.refresh(reader)
    stranger = app.test_client()
    factories.sign_in(app, stranger, reader)

    statuses = [
        stranger.get(f"{address}/export/{key}").status_code,
        stranger.get(f"{address}/export/{key}/file").status_code,
        stranger.get(f"/assessments/{assessment_id}/report/{key}/file").status_code,
    ]

    assert statuses == [403, 403, 404]
    assert "Take everything with you" not in PageClient(stranger).get(address).text


def test_another_organisations_export_does_not_exist(app: Flask, client: PageClient) -> None:
    address = _page(app, client)
    key = client.post(f"{address}/export", on=address).address.rpartition("/")[2]
    _packed(app)
    other = _page(app, client)

    assert client.get(f"{other}/export/{key}").status == 404
    assert client.get(f"{other}/export/{key}/file").status == 404


def test_without_consent_to_its_own_report_none_is_made(app: Flask, client: PageClient) -> None:
    address = _page(app, client)
    with app.app_context():
        organisation = db.session.get_one(Organisation, address.split("/")[2])
        report = f"/assessments/{factories.assessment(factories.system(organisation)).id}/report"
    client.post(f"{address}/consent", {"purpose": "own-report", "decision": "withdraw", "edition": "1"}, on=address)

    page = client.post(report, {"subject": "0", "language": "en", "extent": "whole"})

    assert "has withdrawn its consent to reports" in page.text
