"""Accepting an invitation to a round, setting up the organisation, and starting assessments in the round."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from assessment import storage
from assessment.domain import access
from assessment.domain.access import Role
from assessment.domain.purposes import Purpose
from assessment.services import consents
from assessment.storage import db
from assessment.storage.tables import Account, Assessment, Organisation, Participant, Round
from tests import factories
from tests.factories import NOW
from tests.pages import PageClient
from tests.web import desk as desks
from tests.web.desk import TODAY, Desk

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Page

ACCOUNT = {
    "name": "Achieng Owuor", "email": "achieng@mercy.example", "language": "en",
    "new_password": "tin roof river lantern", "time_zone": "UTC",
}  # fmt: skip


@pytest.fixture
def desk(app: Flask) -> Desk:
    return desks.desk(app)


def visitor(desk: Desk, person: Account | None = None) -> PageClient:
    client = desk.app.test_client()
    if person is not None:
        factories.sign_in(desk.app, client, person)
    return PageClient(client)


def open_code(client: PageClient, code: str) -> Page:
    return client.post("/code", data={"code": code})


def participant(desk: Desk) -> Participant:
    with desk.app.app_context():
        return db.session.scalars(select(Participant)).one()


def end_round(desk: Desk) -> None:
    with desk.app.app_context(), storage.transaction() as session:
        session.execute(update(Round).values(opens_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=3)))


def set_up(client: PageClient, page: Page) -> Page:
    """Send the form that founds the organisation, as it was filled in."""
    fields = {e.get("name"): e.get("value") for e in page.all("input") if e.get("type") in {"text", "hidden"}}
    chosen = {"country": "KE", "activity": "health", "size": "small", "language": "en"}
    data = {k: v for k, v in fields.items() if k and k != "csrf_token"} | chosen
    return client.post("/organisations/new", data=data, on=page.address + f"?offer={fields['offer']}")


def come_in(desk: Desk, code: str) -> tuple[PageClient, Page]:
    """Accept with a new account and set up the organisation; the page asks for its first system."""
    client = visitor(desk)
    address = open_code(client, code).address
    founding = client.post(address, data=ACCOUNT)
    assert founding.status == 200, founding.text
    return client, set_up(client, founding)


def describe_system(client: PageClient, page: Page) -> Page:
    system = {"name": "Triage helper", "purpose": "Suggests who is seen first.", "role": "deployer", "stage": "pilot"}
    return client.post(page.address, data=system)


def test_looking_says_who_invites_to_what_how_long_and_until_when(desk: Desk) -> None:
    page = open_code(visitor(desk), desk.code(desk.make(is_open=True)))

    version = "Assessment List for Trustworthy AI 2020.1"
    for words in ("Odile Mbeki invites Mercy Clinic", "East Africa", version, "for one system", "Until when"):
        assert words in page.text
    assert participant(desk).opened_at is not None
    assert participant(desk).organisation_id is None


def test_an_invitee_comes_in_and_starts_in_the_round(desk: Desk) -> None:
    code = desk.code(desk.make(is_open=True), holding="Mercy Group")

    client, page = come_in(desk, code)
    start = describe_system(client, page)
    assert "You are invited to “East Africa”" in start.text
    link = next(e.get("href", "") for e in start.all("a") if "/rounds/" in e.get("href", ""))
    begun = client.post(link, data={"language": "en"})

    assert "The assessment has started." in begun.text
    with desk.app.app_context():
        row = db.session.scalars(select(Assessment)).one()
        home = db.session.scalars(select(Organisation)).one()
    assert (row.round_id, row.version, row.depth, row.due_on) == (
        participant(desk).round_id, "2020.1", 3, TODAY + timedelta(days=60),
    )  # fmt: skip
    assert (home.name, home.activity, home.size, home.holding) == ("Mercy Clinic", "health", "small", "Mercy Group")
    assert participant(desk).organisation_id == home.id
    assert desk.rounds()[0].counts.started == 1


def test_before_it_starts_one_reads_who_sees_what_and_what_is_allowed(desk: Desk) -> None:
    client, page = come_in(desk, desk.code(desk.make(is_open=True)))
    start = describe_system(client, page)
    address = next(e.get("href", "") for e in start.all("a") if "/rounds/" in e.get("href", ""))

    before = client.get(address)
    with desk.app.app_context():
        home, person = db.session.scalars(select(Organisation)).one(), db.session.scalars(select(Account)).all()[-1]
        by = access.Person(person.id, person.name)
        consents.decide_consent(home.id, Purpose.FACILITATOR, given=True, by=by, at=NOW)
    after = client.get(address)

    assert "but not what you answer" in before.text
    assert "Part of anonymous figures Not decided" in before.words("summary")
    assert "because you share it" in after.text
    assert "Share our answers with the programme Allowed" in after.words("summary")


def test_the_form_of_the_organisation_is_filled_in_with_what_the_officer_wrote(desk: Desk) -> None:
    client = visitor(desk)
    address = open_code(client, desk.code(desk.make(is_open=True))).address

    page = client.post(address, data=ACCOUNT)

    assert 'value="Mercy Clinic"' in page.text
    assert '<option value="KE" selected>' in page.text
    assert '<option value="health" selected>' in page.text


def test_who_leaves_before_naming_an_organisation_finds_the_invitation_again(desk: Desk) -> None:
    client = visitor(desk)
    client.post(open_code(client, desk.code(desk.make(is_open=True))).address, data=ACCOUNT)

    page = client.get("/organisations")

    assert "You are invited to “East Africa”" in page.text
    assert "Take part with Mercy Clinic" in page.text


def test_who_has_an_organisation_chooses_it(desk: Desk) -> None:
    code = desk.code(desk.make(is_open=True))
    with desk.app.app_context():
        home = factories.organisation("Lake Bank")
        owner = factories.member(home)
    client = visitor(desk, owner)

    page = client.post(open_code(client, code).address)
    assert "Which organisation takes part?" in page.text
    done = client.post(page.address, data={"organisation": home.id})

    assert "Lake Bank takes part in “East Africa”." in done.text
    assert participant(desk).organisation_id == home.id


def test_nobody_joins_with_an_organisation_that_is_not_theirs(desk: Desk) -> None:
    code = desk.code(desk.make(is_open=True))
    with desk.app.app_context():
        owner = factories.member(factories.organisation("Lake Bank"))
        foreign = factories.organisation("Foreign")
        reader_of = factories.organisation("Read only")
        factories.member(reader_of, Role.READER, owner)
    client = visitor(desk, owner)
    page = client.post(open_code(client, code).address)

    for id_ in (foreign.id, reader_of.id):
        assert client.post(page.address, data={"organisation": id_}).status == 400
    assert participant(desk).organisation_id is None


def test_an_accepted_invitation_is_nobody_elses(desk: Desk) -> None:
    client = visitor(desk)
    client.post(open_code(client, desk.code(desk.make(is_open=True))).address, data=ACCOUNT)
    with desk.app.app_context():
        other = factories.member(factories.organisation("Lake Bank"))

    stranger = visitor(desk, other)

    assert stranger.get(f"/invited/{participant(desk).id}").status == 404
    assert stranger.get(f"/organisations/new?offer={participant(desk).id}").status == 404


def test_a_round_that_is_over_says_so_kindly_and_takes_nobody_in(desk: Desk) -> None:
    code = desk.code(desk.make(is_open=True))
    client = visitor(desk)
    address = open_code(client, code).address
    end_round(desk)

    page = client.get(address)
    token = client.token("/code")
    answer = client.client.post(address, data=ACCOUNT | {"csrf_token": token})

    assert "This round has ended" in page.text
    assert answer.status_code == 410
    assert client.get("/organisations").address != "/organisations"


def test_nothing_starts_in_a_round_that_is_over(desk: Desk) -> None:
    client, page = come_in(desk, desk.code(desk.make(is_open=True)))
    start = describe_system(client, page)
    link = next(e.get("href", "") for e in start.all("a") if "/rounds/" in e.get("href", ""))
    token = client.token(link)
    end_round(desk)

    answer = client.client.post(link, data={"language": "en", "csrf_token": token})

    assert answer.status_code == 409
    assert "The round is over." in answer.text
    with desk.app.app_context():
        assert db.session.query(Assessment).count() == 0


def test_a_round_that_takes_nothing_any_more_stands_below_the_systems(desk: Desk) -> None:
    client, page = come_in(desk, desk.code(desk.make(is_open=True)))
    start = describe_system(client, page)
    client.post(next(e.get("href", "") for e in start.all("a") if "/rounds/" in e.get("href", "")), {"language": "en"})
    overview = page.address.removesuffix("/systems/new")
    before = client.get(overview)
    end_round(desk)
    after = client.get(overview)

    assert not any(title.startswith("Rounds") for title in before.words("h2"))
    assert after.words("h2")[-1] == "Rounds"
    assert "Nothing can be submitted into it now." in after.text


def test_a_round_that_has_not_begun_says_when_it_does(desk: Desk) -> None:
    later = {"opens_on": (TODAY + timedelta(days=9)).isoformat()}
    client, page = come_in(desk, desk.code(desk.make(is_open=True, **later)))
    describe_system(client, page)

    home = client.get(page.address.removesuffix("/systems/new"))

    assert "The round has not begun yet. It begins on" in home.text
    assert "Start in this round" not in home.text


def test_a_longer_term_of_its_own_lets_an_organisation_start(desk: Desk) -> None:
    client, page = come_in(desk, desk.code(desk.make(is_open=True)))
    start = describe_system(client, page)
    link = next(e.get("href", "") for e in start.all("a") if "/rounds/" in e.get("href", ""))
    end_round(desk)
    own = TODAY + timedelta(days=5)
    with desk.app.app_context(), storage.transaction() as session:
        session.execute(update(Participant).values(extended_to=own))

    client.post(link, data={"language": "en"})

    with desk.app.app_context():
        assert db.session.scalars(select(Assessment.due_on)).one() == own


def test_each_system_starts_once(desk: Desk) -> None:
    client, page = come_in(desk, desk.code(desk.make(is_open=True)))
    start = describe_system(client, page)
    link = next(e.get("href", "") for e in start.all("a") if "/rounds/" in e.get("href", ""))
    token = client.token(link)

    for _ in range(2):
        client.client.post(link, data={"language": "en", "csrf_token": token})
    client.client.get(link)

    with desk.app.app_context():
        assert db.session.query(Assessment).count() == 1


def test_in_a_round_nobody_changes_how_much_is_asked(desk: Desk) -> None:
    client, page = come_in(desk, desk.code(desk.make(is_open=True)))
    start = describe_system(client, page)
    link = next(e.get("href", "") for e in start.all("a") if "/rounds/" in e.get("href", ""))
    begun = client.post(link, data={"language": "en"})

    settings = client.get(f"{begun.address}/settings")

    assert "in which everybody answers the same questions" in settings.text
    assert 'name="depth"' not in settings.text


def test_a_withdrawn_participant_finds_nothing(desk: Desk) -> None:
    code = desk.code(desk.make(is_open=True))
    desk.client.post(f"/programme/participants/{participant(desk).id}/withdrawal")

    page = open_code(visitor(desk), code)

    assert "There is no open invitation with this code." in page.text


def test_the_landing_page_is_small(desk: Desk) -> None:
    client = visitor(desk)
    address = open_code(client, desk.code(desk.make(is_open=True))).address

    assert len(client.client.get(address).data) < 30_000
