"""The progress page, everything first, and changing depth and date."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from flask import g
from flask_babel import force_locale

from assessment.content import files
from assessment.domain.access import Person, Role
from assessment.domain.answers import Answer, State
from assessment.storage import db
from assessment.storage.tables import Assessment, Organisation, StoredAnswer
from assessment.web import formats
from tests import factories
from tests.counting import statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from tests.pages import PageClient

ALTAI = files.load("altai", "2020.1")


@pytest.fixture
def begun(app: Flask, client: PageClient) -> Iterator[Assessment]:
    with app.app_context():
        organisation = factories.organisation()
        factories.sign_in(app, client.client, factories.member(organisation))
        yield factories.assessment(factories.system(organisation))


def _yes(*questions: str) -> dict[str, Answer]:
    return {question: Answer(options=("yes",)) for question in questions}


def test_progress_counts_what_is_answered_open_and_not_known(client: PageClient, begun: Assessment) -> None:
    given = _yes("SYS-PERSONAL-DATA", "SYS-INTERACTS") | {"FR1": Answer(State.DONT_KNOW)}
    factories.answers(begun, given)

    page = client.get(f"/assessments/{begun.id}")

    words = page.words("li")
    assert {"Answered: 2", "Don’t know: 1", "Not applicable: 0"} <= set(words)
    assert any(word.startswith("3 of ") for word in page.words("p"))


def test_contradictions_are_put_kindly(client: PageClient, begun: Assessment) -> None:
    factories.answers(begun, _yes("SYS-INTERACTS") | {"HAO-A1": Answer(options=("no",))})

    page = client.get(f"/assessments/{begun.id}")

    assert "Worth a second look" in page.words("h2")
    assert "Please look at both answers again" in page.text


def test_a_contributor_learns_no_contradiction_of_sections_that_are_not_theirs(
    app: Flask, client: PageClient, begun: Assessment
) -> None:
    factories.answers(begun, _yes("SYS-INTERACTS") | {"HAO-A1": Answer(options=("no",))})
    organisation = db.session.get(Organisation, begun.organisation_id)
    assert organisation
    person = factories.member(organisation, Role.CONTRIBUTOR)
    factories.assign(begun, person, "HAO")
    factories.sign_in(app, client.client, person)

    assert "Worth a second look" not in client.get(f"/assessments/{begun.id}").text


def test_a_draft_that_does_not_fit_needs_attention_and_is_open(client: PageClient, begun: Assessment) -> None:
    factories.answers(begun, {"FR1.1": Answer(State.NOT_APPLICABLE)}, is_valid=False)

    page = client.get(f"/assessments/{begun.id}")

    assert "Needs attention 1" in page.words("h2")
    assert "Answered: 0" in page.words("li")


def test_an_answer_that_was_taken_back_is_open(client: PageClient, begun: Assessment) -> None:
    factories.answers(begun, {"SYS-INTERACTS": None})

    assert "Answered: 0" in client.get(f"/assessments/{begun.id}").words("li")


def test_sections_name_the_people_who_are_asked(app: Flask, client: PageClient, begun: Assessment) -> None:
    with app.app_context():
        person = factories.account("Wanjiru Kamau")
        factories.assign(begun, person, "TRS")

    assert "With Wanjiru Kamau" in client.get(f"/assessments/{begun.id}").words("span")


def test_the_progress_page_costs_the_same_queries_with_every_answer(client: PageClient, begun: Assessment) -> None:
    address = f"/assessments/{begun.id}"
    # The first look finds the way to newer versions, which is kept.
    client.get(address)
    with statements() as before:
        client.get(address)
    factories.answers(begun, factories.every_answer(ALTAI))
    with statements() as after:
        client.get(address)

    assert len(before) == len(after) == 8


def test_going_less_deep_hides_and_keeps_every_answer(client: PageClient, begun: Assessment) -> None:
    factories.answers(begun, factories.every_answer(ALTAI))
    settings = f"/assessments/{begun.id}/settings"

    client.post(f"/assessments/{begun.id}/depth", {"depth": "screening"}, on=settings)
    shallow = client.get(f"/assessments/{begun.id}").words("p")
    client.post(f"/assessments/{begun.id}/depth", {"depth": "full"}, on=settings)

    assert any(word.startswith("29 of 29 done") for word in shallow)
    assert db.session.query(StoredAnswer).count() == len(ALTAI.questions)
    assert "Open: 0" in client.get(f"/assessments/{begun.id}").words("li")


def test_the_depth_of_what_is_in_review_stays(app: Flask, client: PageClient, begun: Assessment) -> None:
    settings = f"/assessments/{begun.id}/settings"
    token = {"csrf_token": client.token(settings), "depth": "core"}
    with app.app_context():
        begun.state = "in-review"
        db.session.merge(begun)
        db.session.commit()

    assert client.client.post(f"/assessments/{begun.id}/depth", data=token).status_code == 409


def test_a_due_date_can_be_set_and_taken_back(client: PageClient, begun: Assessment) -> None:
    settings, address = f"/assessments/{begun.id}/settings", f"/assessments/{begun.id}/due-date"

    late = client.post(address, {"due_on": "2020-01-31"}, on=settings)
    wrong = client.post(address, {"due_on": "31.1."}, on=settings)
    none = client.post(address, {"due_on": ""}, on=settings)

    assert "To be done by 31 January 2020" in late.words("span")
    assert wrong.status == 422
    assert "To be done by" not in none.text


@pytest.mark.parametrize("depth", ["screening", "core", "full"])
def test_everything_can_be_seen_before_and_after_the_start(client: PageClient, begun: Assessment, depth: str) -> None:
    before = client.get(f"/systems/{begun.system_id}/questions?edition=altai%202020.1&depth={depth}")
    after = client.get(f"/assessments/{begun.id}/everything?depth={depth}")

    questions = [question for question in ALTAI.questions if question.depth.word == depth]
    assert all(f'id="{question.id}"' in before.text for question in questions)
    assert len(before.all("article")) == len(after.all("article")) == {"screening": 29, "core": 69, "full": 145}[depth]


def test_conditions_stand_in_words(client: PageClient, begun: Assessment) -> None:
    page = client.get(f"/assessments/{begun.id}/everything")

    assert any(word.startswith("Only if ") for word in page.words("strong"))


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 200), (Role.CONTRIBUTOR, 200), (None, 404)])
def test_members_see_progress_and_strangers_do_not(
    app: Flask, client: PageClient, begun: Assessment, role: Role | None, status: int
) -> None:
    own = db.session.get(Organisation, begun.organisation_id)
    assert own is not None
    person = factories.member(own, role) if role else factories.member(factories.organisation("Another"))
    factories.sign_in(app, client.client, person)

    assert client.get(f"/assessments/{begun.id}").status == status


@pytest.mark.usefixtures("context")
def test_the_day_of_a_moment_is_that_of_the_reader(app: Flask) -> None:
    with app.test_request_context():
        g.person = Person(id="a", time_zone="Pacific/Auckland")

        assert formats.day(datetime(2026, 11, 25, 20, 0, tzinfo=UTC)) == "26 November 2026"
        assert formats.day(date(2026, 11, 25)) == "25 November 2026"


@pytest.mark.parametrize(
    ("code", "score", "said"),
    [("en", Fraction(1, 4), "25%"), ("en", Fraction(151, 1000), "15.1%"), ("fr", Fraction(151, 1000), "15,1\xa0%")],
)
def test_a_score_is_written_as_in_the_report(app: Flask, code: str, score: Fraction, said: str) -> None:
    with app.test_request_context(), force_locale(code):
        assert formats.points(score) == said
