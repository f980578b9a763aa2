"""The pages of rounds, as an officer and as others see them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Role
from tests import factories
from tests.services.rounds.scene import scene
from tests.web import desk as desks
from tests.web.desk import FORM, TODAY, Desk

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def desk(app: Flask) -> Desk:
    return desks.desk(app)


def test_an_officer_makes_a_round_with_countries_by_name_and_by_code(desk: Desk) -> None:
    desk.make()

    (known,) = desk.rounds()
    assert known.terms.countries == {"KE": 20, "UG": 0}
    page = desk.client.get("/programme/").text
    assert "altai 2020.1" in page
    assert "0 of 20" in page


def test_a_round_states_its_version_on_each_of_its_pages(desk: Desk) -> None:
    round_id = desk.make()

    for path in ("", "/terms", "/steps/open", "/next"):
        assert "altai 2020.1" in desk.client.get(f"/programme/rounds/{round_id}{path}").text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"country": ["Atlantis"], "target": [""]}, "There is no country of this name"),
        ({"country": ["Kenya", "KEN"], "target": ["", ""]}, "stands here twice"),
        ({"country": ["Kenya"], "target": ["many"]}, "Enter a whole number"),
        ({"country": [""], "target": ["5"]}, "Enter the country"),
        ({"country": [""], "target": [""]}, "Name at least one country"),
        ({"closes_on": (TODAY - timedelta(days=3)).isoformat()}, "comes before the first one"),
        ({"name": ""}, "Give the round a name"),
    ],
)
def test_a_round_that_cannot_be_is_refused_at_its_field(desk: Desk, form: dict[str, object], words: str) -> None:
    data = FORM | form
    response = desk.client.post("/programme/rounds/new", data=data)

    assert response.status == 422
    assert words in response.text
    assert desk.rounds() == ()


def test_more_lines_come_without_losing_what_was_typed(desk: Desk) -> None:
    response = desk.client.post(
        "/programme/rounds/new", data=FORM | {"country": ["Atlantis"], "target": ["7"], "more": "y"}
    )

    assert response.status == 200
    assert 'value="Atlantis"' in response.text
    assert response.text.count('name="country"') == 6


def test_an_officer_opens_extends_closes_and_reopens_a_round(desk: Desk) -> None:
    round_id, later = desk.make(), (TODAY + timedelta(days=90)).isoformat()

    assert "The round is open." in desk.step(round_id, "open")
    assert "The last day has changed." in desk.step(round_id, "extend", closes_on=later)
    assert "The round is closed." in desk.step(round_id, "close")
    assert "The round is open again." in desk.step(round_id, "reopen", closes_on=later)


def test_a_page_that_is_old_says_so_and_changes_nothing(desk: Desk) -> None:
    round_id = desk.make()
    desk.step(round_id, "open")

    page = desk.client.post(f"/programme/rounds/{round_id}/steps/close", data={"revision": "1"})

    assert "Somebody else has changed this round meanwhile" in page.text
    assert desk.rounds()[0].state.value == "open"


def test_what_is_fixed_after_the_opening_is_said_and_refused(desk: Desk) -> None:
    round_id = desk.make()
    desk.step(round_id, "open")
    page = desk.client.get(f"/programme/rounds/{round_id}/terms").text
    data = FORM | {"country": ["Kenya"], "target": [""], "depth": "core", "revision": "2"}

    response = desk.client.post(f"/programme/rounds/{round_id}/terms", data=data)

    assert "Organisations rely on what the round was opened with" in page
    assert response.status == 422
    assert "cannot change any more: How much to answer" in response.text


def test_the_next_round_begins_a_year_later(desk: Desk) -> None:
    round_id = desk.make(opens_on="2028-02-29", closes_on="2028-12-31")
    page = desk.client.get(f"/programme/rounds/{round_id}/next").text

    assert 'value="2029-02-28"' in page
    form = {"name": "Next", "opens_on": "2029-02-28", "closes_on": "2029-12-31", "with_participants": "y"}
    desk.client.post(f"/programme/rounds/{round_id}/next", data=form)
    assert {known.terms.closes_on for known in desk.rounds()} == {date(2028, 12, 31), date(2029, 12, 31)}


def test_a_facilitator_sees_no_round_in_which_nobody_is_bound_to_them(desk: Desk) -> None:
    with desk.app.app_context():
        made = scene()
        person = factories.account("Felix", Role.FACILITATOR)
    client = desk.app.test_client()
    factories.sign_in(desk.app, client, person)

    assert "There is no round yet" in client.get("/programme/").text
    assert client.get(f"/programme/rounds/{made.round_id}").status_code == 404
