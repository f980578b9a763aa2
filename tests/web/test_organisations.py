"""From no organisation to a started assessment, in the browser's requests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from assessment import storage
from assessment.content import files
from assessment.domain.access import Role
from assessment.domain.answers import Answer
from assessment.services.identifiers import new_id
from assessment.storage import db
from assessment.storage.tables import Organisation, PlanAction, System, TrailLine
from tests import factories
from tests.counting import statements
from tests.pages import NAMESPACE
from tests.web import rooms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from tests.pages import Page, PageClient

ALTAI = files.load("altai", "2020.1")
FOUNDED = {"name": "Kisumu Clinic", "country": "KE", "activity": "health", "size": "small", "language": "en"}
SYSTEM = {"name": "Triage helper", "purpose": "Suggests who is seen first.", "role": "deployer", "stage": "pilot"}


@pytest.fixture
def person(app: Flask, client: PageClient) -> Iterator[str]:
    with app.app_context():
        made = factories.account()
        factories.sign_in(app, client.client, made)
        yield made.id


@pytest.fixture
def owned(app: Flask, client: PageClient) -> Iterator[Organisation]:
    with app.app_context():
        organisation = factories.organisation()
        factories.sign_in(app, client.client, factories.member(organisation))
        yield organisation


@pytest.mark.usefixtures("person")
def test_who_has_no_organisation_learns_how_to_get_one(client: PageClient) -> None:
    page = client.get("/organisations")

    assert "You do not belong to an organisation yet" in page.words("h2")
    assert "/organisations/new" in page.text


@pytest.mark.usefixtures("person")
def test_founding_leads_to_the_first_system_and_on_to_its_assessment(client: PageClient) -> None:
    founded = client.post("/organisations/new", FOUNDED)
    described = client.post(founded.address, SYSTEM)
    started = client.post(described.address, {"edition": "altai 2020.1", "language": "en", "depth": "core"})

    assert founded.words("h1") == ["Add an AI system"]
    assert described.words("h1") == ["Start an assessment: Triage helper"]
    assert started.words("h1") == ["Progress: Triage helper"]
    organisation = db.session.query(Organisation).one()
    assert (organisation.sector, organisation.activity, organisation.time_zone) == ("Q", "health", "Africa/Nairobi")
    assert [line.event for line in db.session.query(TrailLine).order_by(TrailLine.number)] == [
        "organisation-created", "system-described", "assessment-started",
    ]  # fmt: skip


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("missing", FOUNDED)
def test_what_is_missing_is_asked_for_and_the_rest_is_kept(client: PageClient, missing: str) -> None:
    page = client.post("/organisations/new", {key: value for key, value in FOUNDED.items() if key != missing})

    assert page.status == 422
    assert "Please check what you entered" in page.words("h2")
    assert db.session.query(Organisation).count() == 0
    assert missing == "name" or 'value="Kisumu Clinic"' in page.text


@pytest.mark.usefixtures("person")
def test_countries_have_the_names_and_notes_of_eu_texts(client: PageClient) -> None:
    page = client.get("/organisations/new")

    words = page.words("option")
    assert {"Kosovo*", "Palestine*", "Myanmar/Burma", "Taiwan"} <= set(words)
    assert not {"European Union", "Palestinian Territories", "Pseudo-Bidi"} & set(words)
    assert words.index("Åland Islands") < words.index("Albania")
    assert "UNSCR 1244/1999" in page.text


@pytest.mark.usefixtures("person")
def test_a_country_that_is_not_offered_is_refused(client: PageClient) -> None:
    assert client.post("/organisations/new", FOUNDED | {"country": "EU"}).status == 422


def test_a_description_can_be_changed_and_the_zone_fits_the_country(client: PageClient, owned: Organisation) -> None:
    address = f"/organisations/{owned.id}/description"
    before = client.get(address)

    client.post(address, FOUNDED | {"country": "US", "zone": "Africa/Nairobi"})

    assert [o.get("value") for o in before.all("option") if o.get("selected") is not None][-1] == "Africa/Nairobi"
    changed = db.session.get(Organisation, owned.id, populate_existing=True)
    assert changed is not None
    assert (changed.name, changed.country, changed.time_zone) == ("Kisumu Clinic", "US", "America/New_York")


def test_a_system_goes_to_the_archive_and_comes_back(client: PageClient, owned: Organisation) -> None:
    system = factories.system(owned)
    home = f"/organisations/{owned.id}"

    archived = client.post(f"/systems/{system.id}/archive", on=home)
    refused = client.post(
        f"/systems/{system.id}/assessments/new", {"edition": "altai 2020.1", "language": "en", "depth": "full"}
    )
    back = client.post(f"/systems/{system.id}/take-back", on=home)

    assert "1 system in the archive" in archived.text
    assert refused.status == 409
    assert "Triage helper" in back.words("h2")


def test_a_system_can_be_described_anew(client: PageClient, owned: Organisation) -> None:
    system = factories.system(owned)

    refused = client.post(f"/systems/{system.id}/description", SYSTEM | {"purpose": " "})
    client.post(f"/systems/{system.id}/description", SYSTEM | {"name": "Queue helper"})

    assert refused.status == 422
    assert "Say in a sentence or two" in refused.text
    found = db.session.get(System, system.id, populate_existing=True)
    assert found is not None
    assert found.name == "Queue helper"


def _links(page: Page) -> list[str]:
    return [word for word in page.words("a") if word.endswith(": Triage helper")]


@pytest.mark.parametrize(
    ("role", "state", "link"),
    [
        (Role.EDITOR, "draft", "Answer questions: Triage helper"),
        (Role.APPROVER, "draft", "Look at it: Triage helper"),
        (Role.APPROVER, "in-review", "Review and decide: Triage helper"),
        (Role.EDITOR, "returned", "Deal with the remarks: Triage helper"),
        (Role.OWNER, "signed", "Submit: Triage helper"),
        (Role.READER, "submitted", "See the result: Triage helper"),
    ],
)
def test_the_overview_offers_the_next_step_of_this_person(
    app: Flask, client: PageClient, role: Role, state: str, link: str
) -> None:
    with app.app_context():
        organisation = factories.organisation()
        factories.assessment(factories.system(organisation), state=state)
        factories.sign_in(app, client.client, factories.member(organisation, role))

    assert link in _links(client.get(f"/organisations/{organisation.id}"))
    assert link in _links(client.get("/organisations"))


def test_what_is_answered_in_full_leads_to_the_review(client: PageClient, owned: Organisation) -> None:
    made = factories.assessment(factories.system(owned))
    factories.answers(made, factories.every_answer(ALTAI))

    page = client.get("/organisations")

    [link] = [a for a in page.all("a") if "Send for review" in "".join(a.itertext())]
    assert link.get("href") == f"/assessments/{made.id}/review"
    assert "It is your turn in 1 assessment." in page.words("p")


def test_what_is_submitted_has_no_day_to_be_done_by(client: PageClient, owned: Organisation) -> None:
    for state in ("signed", "submitted"):
        factories.assessment(factories.system(owned), state=state, due_on=date(2090, 1, 31))

    assert client.get("/organisations").text.count("To be done by 31 January 2090") == 1


def test_the_overview_names_the_actions_that_come_next(client: PageClient, owned: Organisation) -> None:
    made = factories.assessment(factories.system(owned))
    for title, due in (("Train the nurses", date(2020, 1, 31)), ("Write it down", date(2090, 1, 31))):
        values = {"title": title, "due_on": due, "created_by": "x", "created_at": factories.NOW}
        with storage.transaction() as session:
            session.add(
                PlanAction(
                    id=new_id(), organisation_id=owned.id, system_id=made.system_id, assessment_id=made.id,
                    changed_at=factories.NOW, **values,
                )
            )  # fmt: skip

    page = client.get(f"/organisations/{owned.id}")

    assert "Actions that come next" in page.words("h2")
    assert "Was to be done by 31 January 2020" in page.words("span")
    assert "To be done by 31 January 2090" in page.words("span")


def test_overviews_cost_the_same_queries_however_much_there_is(client: PageClient, owned: Organisation) -> None:
    addresses = ("/organisations", f"/organisations/{owned.id}")
    counts = []
    for _ in range(2):
        for number in range(3):
            system = factories.system(owned, f"System {number}")
            factories.answers(factories.assessment(system), {"SYS-PERSONAL-DATA": Answer(options=("yes",))})
            factories.assessment(system)
        for address in addresses:
            client.get(address)  # the first page of a session writes its token for forms
        counts.append([_statements(client, address) for address in addresses])

    assert counts[0] == counts[1]
    # The last two ask for rounds: where it takes part, and what it may start in them.
    assert max(counts[0]) <= 8


def _statements(client: PageClient, address: str) -> int:
    with statements() as seen:
        client.get(address)
    return len(seen)


@pytest.mark.parametrize("page", ["/organisations/{organisation}", "/assessments/{assessment}/sections/HAO"])
@pytest.mark.parametrize("is_demo", [True, False])
def test_pages_of_an_invented_organisation_say_so(app: Flask, page: str, is_demo: bool) -> None:  # noqa: FBT001 - the case
    here = rooms.room(app, Role.OWNER)
    with app.app_context(), storage.transaction() as session:
        session.execute(update(Organisation).values(is_demo=is_demo))
    address = page.format(organisation=here.organisation.id, assessment=here.assessment.id)

    assert ("Demonstration: everything here is invented." in here.client().get(address).text) is is_demo


def test_a_start_offers_the_newest_version_first_and_the_older_ones_in_a_group(
    owned: Organisation, client: PageClient
) -> None:
    page = client.get(f"/systems/{factories.system(owned).id}/assessments/new")
    versions = next(field for field in page.all("select") if field.get("name") == "edition")

    assert "".join(versions[0].itertext()).endswith("2020.2")
    assert [group.get("label") for group in versions.iter(f"{NAMESPACE}optgroup")] == ["Older versions"]
