"""Assessing again, progress over time, deleting, and messages to those whose turn it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from assessment.content import files
from assessment.domain.access import Role
from assessment.domain.answers import Answer
from assessment.storage import db
from assessment.storage.tables import Assessment, MailMessage, StoredAnswer
from tests import factories
from tests.web.test_review import Team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from tests.pages import Page, PageClient

ALTAI = files.load("altai", "2020.1")


@pytest.fixture
def team(app: Flask, client: PageClient) -> Iterator[Team]:
    with app.app_context():
        yield Team(app, client)


@pytest.fixture
def submitted(team: Team) -> Team:
    team.send()
    team.sign()
    team.submit()
    team.sign_in(Role.OWNER)
    return team


def _again(team: Team) -> tuple[Page, str]:
    page = team.client.post(f"{team.home}/again", {"edition": "altai 2020.1", "language": "en", "depth": "full"})
    found = re.search(r"/assessments/([a-z2-7]{26})/former", page.address)
    assert found
    return page, found.group(1)


def test_a_system_with_a_submission_offers_to_start_from_it(submitted: Team) -> None:
    page = submitted.client.get(f"/systems/{submitted.now().system_id}/assessments/new")

    assert f"{submitted.home}/again" in page.text


def test_every_former_answer_waits_to_be_confirmed(submitted: Team) -> None:
    page, id_ = _again(submitted)

    assert page.words("h1") == ["Confirm or change: Triage helper"]
    assert page.words("span").count("To confirm") > 100
    assert db.session.query(StoredAnswer).filter_by(assessment_id=id_).count() == 0


def test_what_is_ticked_is_confirmed(submitted: Team) -> None:
    _, id_ = _again(submitted)
    on = f"/assessments/{id_}/former"

    none = submitted.client.post(f"/assessments/{id_}/sections/FR/former", {"save_id": "save-number-1"}, on=on)
    one = submitted.client.post(
        f"/assessments/{id_}/sections/FR/former", {"save_id": "save-number-2", "confirm": ["FR1", "HAO-A1"]}, on=on
    )

    assert "Nothing was ticked" in none.text
    assert "1 answer confirmed." in one.text
    assert [row.question_id for row in db.session.query(StoredAnswer).filter_by(assessment_id=id_)] == ["FR1"]


def test_a_whole_section_can_be_confirmed_at_once(submitted: Team) -> None:
    _, id_ = _again(submitted)

    page = submitted.client.post(
        f"/assessments/{id_}/sections/SYS/former",
        {"save_id": "save-number-3", "all": "y"},
        on=f"/assessments/{id_}/former",
    )

    assert "7 answers confirmed." in page.text
    progress = submitted.client.get(f"/assessments/{id_}")
    assert "Answered: 7" in progress.words("li")
    assert "Unchanged: 7" in progress.words("span")


def test_what_was_confirmed_waits_again_after_one_press(submitted: Team) -> None:
    _, id_ = _again(submitted)
    on, sections = f"/assessments/{id_}/former", f"/assessments/{id_}/sections"
    done = submitted.client.post(f"{sections}/SYS/former", {"save_id": "save-number-3", "all": "y"}, on=on)
    hidden = dict(
        re.findall(r'name="(undone|save_id)" value="([^"]*)"', done.text.partition("Not what you wanted?")[0])
    )

    page = submitted.client.post(f"{sections}/SYS/former/undo", hidden, on=on)

    assert "Undone: 7 answers are as they were." in page.text
    assert page.words("span").count("To confirm") > 100
    assert "Not what you wanted?" not in page.text


def test_a_change_is_shown_and_its_reason_kept(submitted: Team) -> None:
    _, id_ = _again(submitted)
    made = db.session.get(Assessment, id_)
    assert made is not None
    factories.answers(made, {"FR1": Answer(options=("no",))})
    on = f"/assessments/{id_}/former"

    asked = submitted.client.get(on)
    kept = submitted.client.post(
        f"/assessments/{id_}/sections/FR/former",
        {"save_id": "save-number-4", "reason-FR1": "The model was replaced."},
        on=on,
    )

    assert 'id="reason-FR1"' in asked.text
    assert "1 reason kept." in kept.text
    assert "The model was replaced." in kept.text
    assert 'id="reason-FR1"' not in kept.text


def test_only_a_submission_that_stands_can_be_followed(team: Team) -> None:
    team.sign_in(Role.OWNER)

    assert team.client.get(f"{team.home}/again").status == 409
    assert team.client.get(f"{team.home}/former").status == 404


def test_the_page_of_a_system_shows_its_course(submitted: Team) -> None:
    page = submitted.client.get(f"/systems/{submitted.now().system_id}")

    assert "Progress over time" in page.words("h2")
    assert page.text.count("<polyline") == len(ALTAI.rows)
    assert "Human agency and oversight" in page.words("th")


def test_who_may_not_see_results_sees_no_course(submitted: Team) -> None:
    submitted.sign_in(Role.CONTRIBUTOR)

    page = submitted.client.get(f"/systems/{submitted.now().system_id}")

    assert page.status == 200
    assert "Progress over time" not in page.words("h2")


def test_deleting_says_what_goes_and_needs_the_name(submitted: Team) -> None:
    asked = submitted.client.get(f"{submitted.home}/deletion")
    wrong = submitted.client.post(f"{submitted.home}/deletion", {"name": "Another"})
    done = submitted.client.post(f"{submitted.home}/deletion", {"name": " triage  HELPER "})

    assert "1 submission with its signature" in asked.text
    assert wrong.status == 422
    assert "The assessment has been deleted." in done.text
    assert db.session.query(Assessment).count() == 0


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.READER])
def test_only_owners_delete(submitted: Team, role: Role) -> None:
    submitted.sign_in(role)

    assert submitted.client.get(f"{submitted.home}/deletion").status == 403


def test_those_whose_turn_it_is_get_a_message_and_nobody_else_does(team: Team) -> None:
    def written() -> list[tuple[str, str]]:
        rows = db.session.query(MailMessage).order_by(MailMessage.created_at, MailMessage.recipient).all()
        roles = {person.email: role for role, person in team.people.items()}
        return [(roles[row.recipient].value, row.subject) for row in rows]

    team.send()
    assert sorted(written()) == [
        ("approver", "Please review the self-assessment of Triage helper"),
        ("owner", "Please review the self-assessment of Triage helper"),
    ]
    team.sign()
    assert max(written()) == ("owner", "The self-assessment of Triage helper is signed off")
    assert len(written()) == 4
    team.submit()
    assert len(written()) == 4


def test_guessing_codes_is_slowed_down(app: Flask, client: PageClient) -> None:
    statuses = {client.client.get(f"/verify/{number}").status_code for number in range(61)}

    assert statuses == {404, 429}
    assert app.testing
