"""Pages about releases: asking, watching, previewing, approving by another person, discarding; what others see."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from assessment import storage
from assessment.domain.access import Role
from assessment.services.releases import asking, reading
from assessment.storage import db
from assessment.storage.tables import Consent, Download, Job, Release
from tests import factories, releases, results
from tests.pages import PageClient
from tests.services.releases import scene

if TYPE_CHECKING:
    from flask import Flask

    from assessment.storage.tables import Account


SURE = {"looked": "y", "current_password": factories.PASSWORD}


def client_of(app: Flask, *offices: Role, name: str = "Ola Officer") -> tuple[PageClient, Account]:
    client = app.test_client()
    with app.app_context():
        person = factories.account(name, *offices)
    factories.sign_in(app, client, person)
    return PageClient(client), person


def population(app: Flask, count: int, *, consent: bool = True) -> scene.Population:
    with app.app_context():
        return scene.population(count, consent=consent, at=datetime.now(UTC) - timedelta(days=3))


def asked(client: PageClient, round_id: str) -> str:
    return client.post("/programme/releases/new", {"what": round_id}).address


def text(client: PageClient, address: str) -> str:
    return re.sub(r"\s+", " ", client.get(address).text)


def test_an_officer_releases_a_round_and_a_colleague_approves_it(app: Flask) -> None:
    people = population(app, 30)
    maker, _ = client_of(app, Role.PROGRAMME_OFFICER)
    address = asked(maker, people.round_id)
    assert maker.client.get(address).headers["Refresh"] == "3"
    results.do_jobs(app)

    assert "a colleague has to look at it" in text(maker, address)
    assert "You have made this release" in text(maker, f"{address}/approval")
    second, other = client_of(app, Role.PROGRAMME_OFFICER, name="Otto Other")
    factories.set_password(app, other)
    assert "<strong>30</strong>" in text(second, address)
    assert "Release 1 is approved" in second.post(f"{address}/approval", SURE).text
    with app.app_context():
        assert [head.title for head in reading.released()] == ["Round of spring"]
    official, _ = client_of(app, Role.OFFICIAL)
    assert "about 30 organisations" in text(official, "/figures/")
    assert "Round of spring" in text(official, "/figures/1")


def test_the_maker_cannot_approve_by_a_form_of_their_own(app: Flask) -> None:
    people = population(app, 6)
    maker, person = client_of(app, Role.PROGRAMME_OFFICER)
    factories.set_password(app, person)
    address = asked(maker, people.round_id)
    results.do_jobs(app)
    app.config["WTF_CSRF_ENABLED"] = False

    assert maker.client.post(f"{address}/approval", data=SURE).status_code == 409


def test_nobody_approves_without_having_looked(app: Flask) -> None:
    with app.app_context():
        ready = releases.release(state="ready", number=None).id
    client, _ = client_of(app, Role.PROGRAMME_OFFICER)

    assert client.post(f"/programme/releases/{ready}/approval", {}).status == 422


def test_every_table_of_a_release_can_be_opened(app: Flask) -> None:
    with app.app_context():
        releases.release()
        ready = releases.release(releases.cells(former=1), state="ready", number=None).id
    client, _ = client_of(app, Role.PROGRAMME_OFFICER)
    page = client.get(f"/programme/releases/{ready}").text
    tables = re.findall(rf"/programme/releases/{ready}/tables/([a-z-]+)", page)

    assert tables == [*releases.CUTS, "trend-all", "trend-region", "trend-country"]
    for table in tables:
        assert client.get(f"/programme/releases/{ready}/tables/{table}").status == 200
    assert "Withheld: fewer organisations" in text(client, f"/programme/releases/{ready}/tables/country")
    assert client.get(f"/programme/releases/{ready}/tables/nothing").status == 404


def test_what_was_refused_says_why_and_can_only_be_discarded(app: Flask) -> None:
    people = population(app, 6, consent=False)
    client, _ = client_of(app, Role.PROGRAMME_OFFICER)
    address = asked(client, people.round_id)
    results.do_jobs(app)

    page = text(client, address)
    assert "No organisation can be counted." in page
    assert f"{address}/approval" not in page
    assert client.get(f"{address}/approval").status == 404
    assert client.post(f"{address}/discarding").address == "/programme/releases"
    assert client.get(f"{address}/discarding").status == 404


def test_a_release_whose_job_was_given_up_says_so(app: Flask) -> None:
    people = population(app, 6)
    client, _ = client_of(app, Role.PROGRAMME_OFFICER)
    address = asked(client, people.round_id)
    with app.app_context(), storage.transaction() as session:
        session.execute(update(Job).values(state="failed", problem="gave-up"))

    assert "The computation broke off" in text(client, address)


def test_two_releases_are_not_made_at_once(app: Flask) -> None:
    people = population(app, 6)
    client, _ = client_of(app, Role.PROGRAMME_OFFICER)
    with app.app_context():
        releases.release(state="ready", number=None)

    assert client.post("/programme/releases/new", {"what": people.round_id}).status == 409


def test_consent_withdrawn_before_the_approval_stops_it(app: Flask) -> None:
    people = population(app, 6)
    maker, _ = client_of(app, Role.PROGRAMME_OFFICER)
    address = asked(maker, people.round_id)
    results.do_jobs(app)
    with app.app_context(), storage.transaction() as session:
        session.execute(update(Consent).values(given=False))
    second, other = client_of(app, Role.PROGRAMME_OFFICER, name="Otto Other")
    factories.set_password(app, other)

    response = second.post(f"{address}/approval", SURE)
    assert response.status == 409
    assert "has withdrawn its consent" in response.text


def test_who_left_a_session_open_proves_who_they_are_before_approving(app: Flask) -> None:
    with app.app_context():
        ready = releases.release(state="ready", number=None).id
    client, person = client_of(app, Role.PROGRAMME_OFFICER)
    factories.set_password(app, person)
    factories.sign_in(app, client.client, person, left_open=True)
    address = f"/programme/releases/{ready}/approval"

    assert client.post(address, {"looked": "y", "current_password": "a guess"}).status == 422
    assert client.post(address, SURE).status == 200


@pytest.mark.parametrize("office", [Role.FACILITATOR, Role.OFFICIAL, Role.OPERATOR])
def test_only_programme_officers_see_what_is_not_approved(app: Flask, office: Role) -> None:
    with app.app_context():
        ready = releases.release(state="ready", number=None).id
    client, _ = client_of(app, office)

    assert client.get(f"/programme/releases/{ready}").status == 404
    assert client.get("/figures/1").status == 404


def test_an_organisation_sees_which_releases_contain_it_and_who_took_them(app: Flask) -> None:
    with app.app_context():
        organisation = factories.organisation()
        owner = factories.member(organisation)
        official = factories.account("Jan Official", Role.OFFICIAL)
        made = releases.release(organisations=[organisation.id])
        other = releases.release()
        with storage.transaction():
            for release in (made, other):
                db.session.add(
                    Download(
                        release_id=release.id, kind="tidy-csv", name="a.csv", purpose=f"Briefing {release.number}",
                        taken_by=official.id, taken_at=factories.NOW,
                    )
                )  # fmt: skip
    client = app.test_client()
    factories.sign_in(app, client, owner)

    page = text(PageClient(client), f"/organisations/{organisation.id}/data")
    assert "Jan Official" in page
    assert "Briefing 1" in page
    assert "Briefing 2" not in page


def test_an_operator_says_whom_an_organisation_belongs_to(app: Flask) -> None:
    with app.app_context():
        organisation = factories.organisation()
    client, _ = client_of(app, Role.OPERATOR)

    page = f"/operator/organisations/{organisation.id}"
    client.post(f"{page}/holding", {"holding": "Ministry of Health"}, on=page)
    assert 'value="Ministry of Health"' in client.get(page).text


def test_without_anything_over_there_is_nothing_to_release(app: Flask) -> None:
    client, _ = client_of(app, Role.PROGRAMME_OFFICER)

    assert "Nothing can be released now" in text(client, "/programme/releases/new")
    with app.app_context():
        assert asking.possible(factories.NOW) == ()
        assert db.session.query(Release).count() == 0
