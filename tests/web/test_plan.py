"""The improvement plan: from recommendations to actions, changed by several people, taken back, taken along."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING

import icalendar
import openpyxl
import pytest

from assessment.domain.access import Role
from assessment.storage import db
from assessment.storage.tables import PlanAction
from tests import results

if TYPE_CHECKING:
    from flask import Flask

    from assessment.services.places import Place
    from tests.pages import Page, PageClient

FORMULA = '=HYPERLINK("http://evil.example","Click")'


@pytest.fixture
def place(app: Flask) -> Place:
    with app.app_context():
        return results.stored()


def plan(place: Place, rest: str = "") -> str:
    assert place.organisation is not None
    return f"/organisations/{place.organisation.id}/plan{rest}"


def result(place: Place, rest: str = "result") -> str:
    assert place.assessment is not None
    return f"/assessments/{place.assessment.id}/{rest}"


def rows(app: Flask) -> list[PlanAction]:
    with app.app_context():
        return db.session.query(PlanAction).order_by(PlanAction.created_at, PlanAction.id).all()


def offered(client: PageClient, place: Place) -> list[str]:
    return re.findall(r'type="checkbox" name="question" value="([^"]+)"', client.get(result(place)).text)


def added(client: PageClient, place: Place, *questions: str) -> Page:
    return client.post(result(place, "plan"), {"question": list(questions)}, on=result(place))


def own(place: Place, **values: str) -> dict[str, str]:
    assert place.system is not None
    return {"title": "Write it down", "system": place.system.id, "state": "open", "effort": ""} | values


def test_recommendations_become_actions_with_lead_and_effort(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    chosen = offered(client, place)[:2]
    page = added(client, place, *chosen)

    assert "2 actions are now in the plan." in page.text
    assert {row.question_id for row in rows(app)} == set(chosen)
    assert all(row.title and row.lead and row.effort in {"S", "M", "L"} for row in rows(app))


def test_what_is_in_the_plan_is_not_added_again(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    first = offered(client, place)[0]
    added(client, place, first)
    page = added(client, place, first)

    assert "Nothing was added" in page.text
    assert len(rows(app)) == 1
    assert first not in offered(client, place)


def test_what_nobody_recommends_is_not_added(app: Flask, place: Place) -> None:
    added(results.member_of(app, place), place, "HAO-A1", "no-such-question")

    assert rows(app) == []


def test_adding_is_taken_back(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    added(client, place, *offered(client, place)[:3])
    client.post(plan(place, "/undo"), {}, on=plan(place))

    assert rows(app) == []


def test_a_change_is_taken_back(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    client.post(plan(place, "/new"), own(place, due_on="2027-01-31"))
    (row,) = rows(app)
    client.post(plan(place, f"/{row.id}/state"), {"state": "dropped", "version": "1"}, on=plan(place))
    assert rows(app)[0].state == "dropped"

    client.post(plan(place, "/undo"), {}, on=plan(place))

    (after,) = rows(app)
    assert (after.state, after.version, after.due_on) == ("open", 3, date(2027, 1, 31))


def test_taking_back_does_not_undo_what_somebody_else_did_since(app: Flask, place: Place) -> None:
    one, other = results.member_of(app, place), results.member_of(app, place, Role.EDITOR)
    one.post(plan(place, "/new"), own(place))
    (row,) = rows(app)
    one.post(plan(place, f"/{row.id}/state"), {"state": "done", "version": "1"}, on=plan(place))
    other.post(plan(place, f"/{row.id}"), own(place, title="Other words", state="done", version="2"))
    page = one.post(plan(place, "/undo"), {}, on=plan(place))

    assert "could not be taken back" in page.text
    assert rows(app)[0].title == "Other words"


def test_the_slower_of_two_people_sees_both_texts_and_decides(app: Flask, place: Place) -> None:
    one, other = results.member_of(app, place), results.member_of(app, place, Role.EDITOR)
    one.post(plan(place, "/new"), own(place))
    (row,) = rows(app)
    one.post(plan(place, f"/{row.id}"), own(place, title="First words", version="1"))
    page = other.post(
        plan(place, f"/{row.id}"), own(place, title="Slower words", version="1"), on=plan(place, f"/{row.id}")
    )

    assert page.status == 409
    assert "First words" in page.text
    assert "Slower words" in page.text
    assert rows(app)[0].title == "First words"
    assert 'name="version" value="2"' in page.text
    other.post(plan(place, f"/{row.id}"), own(place, title="Slower words", version="2"))
    assert rows(app)[0].title == "Slower words"


def test_a_button_of_an_old_page_changes_nothing(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    client.post(plan(place, "/new"), own(place))
    (row,) = rows(app)
    client.post(plan(place, f"/{row.id}/state"), {"state": "done", "version": "1"}, on=plan(place))
    page = client.post(plan(place, f"/{row.id}/state"), {"state": "dropped", "version": "1"}, on=plan(place))

    assert "Somebody else has just changed this action" in page.text
    assert rows(app)[0].state == "done"


def test_an_action_needs_a_title_and_says_so(app: Flask, place: Place) -> None:
    page = results.member_of(app, place).post(plan(place, "/new"), own(place, title="  "))

    assert page.status == 422
    assert "Say what is to be done." in page.text


def test_the_plan_of_one_system_leaves_out_the_others(app: Flask, place: Place) -> None:
    with app.app_context():
        other = results.stored_for(place.organisation, results.example("municipal-chatbot"))
    client = results.member_of(app, place)
    client.post(plan(place, "/new"), own(place, title="About triage"))
    client.post(plan(place, "/new"), own(other, title="About the chatbot"))
    assert other.system is not None

    page = client.get(plan(place, f"?system={other.system.id}"))
    assert ("About triage" in page.text, "About the chatbot" in page.text) == (False, True)


def test_another_organisation_s_action_does_not_exist(app: Flask, place: Place) -> None:
    results.member_of(app, place).post(plan(place, "/new"), own(place))
    (row,) = rows(app)
    with app.app_context():
        other = results.stored("municipal-chatbot")
    stranger = results.member_of(app, other)

    assert stranger.get(plan(other, f"/{row.id}")).status == 404
    moved = stranger.post(plan(other, f"/{row.id}/state"), {"state": "done", "version": "1"}, on=plan(other, "/new"))
    assert moved.status == 404
    assert stranger.post(plan(other, "/new"), own(place)).status == 422
    assert rows(app)[0].state == "open"


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 403), (Role.APPROVER, 403), (Role.EDITOR, 200)])
def test_who_may_plan_changes_the_plan(app: Flask, place: Place, role: Role, status: int) -> None:
    client = results.member_of(app, place, role)

    assert client.get(plan(place)).status == 200
    assert client.get(plan(place, "/new")).status == status


def test_the_spreadsheet_holds_the_plan_and_no_formula(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    client.post(plan(place, "/new"), own(place, title=FORMULA, lead="@SUM(1)", note="+1", due_on="2027-01-31"))
    sheet = openpyxl.load_workbook(io.BytesIO(client.client.get(plan(place, ".xlsx")).data)).active

    assert sheet is not None
    head, row = sheet.iter_rows(max_row=2)
    assert [cell.value for cell in head][:3] == ["What is to be done", "State", "To be done by"]
    assert (row[0].value, row[0].data_type, row[3].value, row[7].value) == (FORMULA, "s", "@SUM(1)", "+1")
    assert row[0].hyperlink is None
    assert str(row[2].value).startswith("2027-01-31")


def test_the_spreadsheet_of_a_language_from_right_to_left_is_one(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    client.client.set_cookie("language", "ar-XB")
    book = openpyxl.load_workbook(io.BytesIO(client.client.get(plan(place, ".xlsx")).data))

    assert book.active.sheet_view.rightToLeft  # type: ignore[union-attr] # a sheet


def test_the_calendar_holds_the_dates_of_what_is_ahead(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    client.post(plan(place, "/new"), own(place, title="Ahead, with a comma; and more", due_on="2027-01-31"))
    client.post(plan(place, "/new"), own(place, title="Without a date"))
    client.post(plan(place, "/new"), own(place, title="Over", due_on="2027-01-31", state="done"))
    found = icalendar.Calendar.from_ical(client.client.get(plan(place, ".ics")).data).walk("VEVENT")

    assert [(str(one["SUMMARY"]), one.decoded("DTSTART"), one.decoded("DTEND")) for one in found] == [
        ("Ahead, with a comma; and more", date(2027, 1, 31), date(2027, 2, 1))
    ]


def test_what_if_begins_with_the_plan(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    first = offered(client, place)[0]
    added(client, place, first)
    page = client.get(result(place, "what-if"))

    assert "With everything that is in the improvement plan." in page.text
    assert re.findall(r'value="([^"]+)" id="if-[^"]+" checked', page.text) == [first]


def test_what_if_shows_what_everything_together_would_give(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    everything = "&".join(f"question={name}" for name in offered(client, place))
    page = client.get(result(place, f"what-if?{everything}"))

    assert "7 of 7 targets would be met; today it is 2" in " ".join("".join(page.tree.itertext()).split())


def test_what_if_with_nothing_ticked_changes_nothing(app: Flask, place: Place) -> None:
    page = results.member_of(app, place).get(result(place, "what-if?chosen=1"))

    assert page.text.count("no change") == 8


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_spreadsheets_and_calendars_do_not_have_is_refused(app: Flask, place: Place, day: str) -> None:
    client = results.member_of(app, place)

    assert client.post(plan(place, "/new"), own(place, due_on=day)).status == 422


def test_a_line_end_in_a_title_begins_no_line_of_a_calendar(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    typed = "a\rATTACH:https://evil.example\u2028b"
    client.post(plan(place, "/new"), own(place, title=typed, lead=typed, note=typed, due_on="2027-01-31"))

    sent = client.client.get(plan(place, ".ics")).get_data(as_text=True)
    assert not [line for line in sent.splitlines() if line.startswith("ATTACH")]
