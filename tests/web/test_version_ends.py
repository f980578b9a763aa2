"""The pages on which editors and operators end a version, and where everybody reads about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Person, Role
from assessment.services import publications, version_ends
from tests import factories
from tests.pages import PageClient
from tests.web import rooms

if TYPE_CHECKING:
    from datetime import date

    from flask import Flask

END = "/editing/versions/altai/2019.1/end"


def in_days(days: int) -> date:
    """Return a day from today, which may be another one than when the tests began."""
    return datetime.now(UTC).date() + timedelta(days=days)


def _client(app: Flask, office: Role = Role.QUESTIONNAIRE_EDITOR) -> PageClient:
    with app.app_context():
        person = factories.account("Edda", office)
        made = app.test_client()
        factories.sign_in(app, made, person)
    return PageClient(made)


def _last_day(app: Flask) -> date | None:
    with app.app_context():
        return version_ends.last_day_of("altai", "2019.1")


def _end(app: Flask, last_day: date) -> None:
    """End a version as if it had been announced before its last day."""
    at = datetime.combine(last_day, datetime.min.time(), UTC) - timedelta(days=1)
    with app.app_context():
        version_ends.end_version("altai", "2019.1", last_day, Person("editor"), at)


@pytest.mark.parametrize("office", [Role.QUESTIONNAIRE_EDITOR, Role.OPERATOR], ids=lambda role: role.value)
def test_editors_and_operators_announce_a_last_day(app: Flask, office: Role) -> None:
    page = _client(app, office).post(END, {"last_day": in_days(30).isoformat()})

    assert "This is announced from now on." in page.text
    assert "Announced" in page.text
    assert _last_day(app) == in_days(30)


@pytest.mark.parametrize(("typed", "told"), [("", "Enter a day."), ("2026-11-26", "Enter today or a later day.")])
def test_a_day_that_cannot_be_is_asked_for_again(app: Flask, typed: str, told: str) -> None:
    page = _client(app).post(END, {"last_day": typed})

    assert (page.status, told in page.text, _last_day(app)) == (422, True, None)


def test_a_last_day_can_be_taken_back(app: Flask) -> None:
    client = _client(app)
    client.post(END, {"last_day": in_days(30).isoformat()})

    page = client.post(f"{END}/undo", on=END)

    assert "has no last day any more" in page.text
    assert _last_day(app) is None


def test_what_has_ended_cannot_be_changed(app: Flask) -> None:
    _end(app, in_days(-2))

    page = _client(app).get(END)

    assert "A version that has ended does not come back." in page.text
    assert [field for field in page.all("input") if field.get("name") == "last_day"] == []


def test_a_version_that_is_not_there_has_no_page(app: Flask) -> None:
    assert _client(app).get("/editing/versions/altai/1999.1/end").status == 404


@pytest.mark.parametrize(
    ("days", "words"), [(30, "can be started with this version until"), (-2, "Nothing new is started")]
)
def test_everybody_reads_about_the_end(app: Flask, days: int, words: str) -> None:
    _end(app, in_days(days))

    assert words in PageClient(app.test_client()).get("/questionnaires/altai/2019.1").text


def test_everybody_reads_since_when_a_version_is_published(app: Flask) -> None:
    with app.app_context():
        publications.register_published(datetime(2026, 3, 1, tzinfo=UTC))

    assert "Published here since 1 March 2026" in PageClient(app.test_client()).get("/questionnaires/altai/2019.1").text


@pytest.mark.parametrize(("days", "word"), [(30, "Ends"), (-2, "Ended")])
def test_editors_see_in_their_list_which_version_ends(app: Flask, days: int, word: str) -> None:
    _end(app, in_days(days))

    states = [line for line in _client(app).get("/editing/").words("tr") if " 2019.1 " in line]

    assert [word in line for line in states] == [True]


@pytest.mark.parametrize(("days", "is_offered"), [(0, True), (-1, False)], ids=["last-day", "day-after"])
def test_nothing_is_started_with_a_version_that_has_ended(app: Flask, days: int, *, is_offered: bool) -> None:
    room = rooms.room(app)
    _end(app, in_days(days))

    page = room.client().get(f"/systems/{room.system.id}/assessments/new")

    assert ("altai 2019.1" in [option.get("value") for option in page.all("option")]) is is_offered


def test_the_last_day_is_announced_where_an_assessment_is_started(app: Flask) -> None:
    room = rooms.room(app)
    _end(app, in_days(30))

    page = room.client().get(f"/systems/{room.system.id}/assessments/new?edition=altai+2019.1")

    assert "Assessments can be started with version 2019.1 until" in page.text


def test_a_round_is_not_made_with_a_version_that_has_ended(app: Flask) -> None:
    _end(app, in_days(-1))

    page = _client(app, Role.PROGRAMME_OFFICER).get("/programme/rounds/new")

    offered = [option.get("value") for option in page.all("option")]
    assert ("altai 2020.1" in offered, "altai 2019.1" in offered) == (True, False)
