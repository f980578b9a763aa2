"""Asking for the report on all systems of an organisation."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Role
from assessment.services import joint, reporting
from assessment.services.joint import JointWish
from assessment.services.places import Place
from assessment.storage import db
from assessment.storage.tables import Job, StoredDocument
from tests import factories, results

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

    from assessment.reports.joint import JointReport

WISH = {"extent": "comparison", "language": "en"}


@pytest.fixture
def place(app: Flask) -> Place:
    with app.app_context():
        first = results.stored()
        results.submit(first, results.example())
        results.stored_for(first.organisation, results.example("municipal-chatbot"))
        return first


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[JointReport]:
    """Collect what is reported instead of setting it: how it is set is tested elsewhere."""
    found: list[JointReport] = []

    def note(reports: Mapping[str, JointReport], **_: object) -> bytes:
        found.extend(reports.values())
        return b"%PDF joint"

    monkeypatch.setattr(reporting, "make_joint_report", note)
    monkeypatch.setattr(reporting, "make_report", lambda *_, **__: b"%PDF one")
    return found


def address(place: Place) -> str:
    assert place.organisation is not None
    return f"/organisations/{place.organisation.id}/report"


def test_it_holds_what_was_submitted_and_on_request_the_drafts(
    app: Flask, place: Place, made: list[JointReport]
) -> None:
    client = results.member_of(app, place)
    client.post(address(place), WISH)
    client.post(address(place), WISH | {"with_drafts": "y"})
    results.do_jobs(app)

    assert [[s.report.options.is_draft for s in report.systems] for report in made] == [[False], [False, True]]


def test_an_equal_wish_is_one_document_and_a_change_makes_another(
    app: Flask, place: Place, made: list[JointReport]
) -> None:
    client = results.member_of(app, place)
    first = client.post(address(place), WISH).address
    results.do_jobs(app)
    again = client.post(address(place), WISH).address
    with app.app_context():
        results.submit(place, results.example(), 2, factories.NOW + timedelta(days=90))
    later = client.post(address(place), WISH).address
    results.do_jobs(app)

    assert (again == first, later == first, len(made)) == (True, False, 2)
    assert [len(system.history) for system in made[1].systems] == [2]


def test_a_voided_submission_is_no_longer_in_it(app: Flask, made: list[JointReport]) -> None:
    with app.app_context():
        place = results.stored()
        results.submit(place, results.example(), voided_at=factories.NOW)
    client = results.member_of(app, place)

    assert client.post(address(place), WISH).status == 422
    client.post(address(place), WISH | {"with_drafts": "y"})
    results.do_jobs(app)
    assert made[0].systems[0].report.options.is_draft


@pytest.mark.usefixtures("made")
def test_the_zip_holds_the_comparison_and_a_file_for_each_system_that_is_stored_too(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    watched = client.post(address(place), WISH | {"extent": "files", "with_drafts": "y"}).address
    results.do_jobs(app)
    response = client.client.get(f"{watched}/file", buffered=True)

    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        names = archive.namelist()
        contents = {archive.read(name) for name in names[1:]}
    assert names[1:] == ["1-triage-helper-at-reception.pdf", "2-vilcaresponde.pdf"]
    assert contents == {b"%PDF one"}
    with app.app_context():
        assert sorted(row.kind for row in db.session.query(StoredDocument)) == [
            "draft-report",
            "joint-report",
            "report",
        ]


def test_it_is_offered_in_two_languages_and_made_of_the_report_in_each(
    app: Flask, place: Place, made: list[JointReport]
) -> None:
    client = results.member_of(app, place)
    offered = [one.get("value") for one in client.get(address(place)).all("input") if one.get("name") == "language"]
    client.post(address(place), WISH | {"language": "ar+en"})
    results.do_jobs(app)

    assert {"en", "ar", "ar+en"} <= {*offered}
    assert [report.systems[0].report.questionnaire.language for report in made] == ["ar", "en"]


def test_more_systems_than_fit_into_one_file_in_two_languages_are_offered_as_files(
    app: Flask, place: Place, made: list[JointReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joint, "MOST_CHAPTERS", 3)
    client = results.member_of(app, place)
    wish = WISH | {"language": "fr+en", "with_drafts": "y", "extent": "chapters"}
    refused = client.post(address(place), wish)
    client.post(address(place), wish | {"extent": "comparison"})
    results.do_jobs(app)

    assert refused.status == 422
    assert "With more than 1 systems" in refused.text
    assert len(made) == 2


def test_an_organisation_without_assessments_is_told_how_to_begin(app: Flask) -> None:
    with app.app_context():
        place = Place(organisation=factories.organisation())

    assert "There is nothing to report yet" in results.member_of(app, place).get(address(place)).text


def asked(app: Flask, place: Place, wish: JointWish) -> int:
    """Return how many statements asking takes."""
    with app.app_context(), results.statements(app) as seen:
        joint.request_joint(Place(organisation=place.organisation), wish, "", factories.NOW)
    return len(seen)


def test_asking_takes_the_same_statements_for_two_systems_and_for_six(app: Flask, place: Place) -> None:
    asked(app, place, JointWish(with_answers=True))
    few = asked(app, place, JointWish())
    with app.app_context():
        for name in results.EXAMPLES + results.EXAMPLES[:1]:
            other = results.stored_for(place.organisation, results.example(name))
            results.submit(other, results.example(name))

    assert asked(app, place, JointWish()) == few


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 200), (Role.CONTRIBUTOR, 403)])
def test_who_may_see_results_may_have_it(app: Flask, place: Place, role: Role, status: int) -> None:
    assert results.member_of(app, place, role).get(address(place)).status == status


def test_another_organisation_finds_neither_file_nor_progress(app: Flask, place: Place) -> None:
    watched = results.member_of(app, place).post(address(place), WISH).address
    with app.app_context():
        other = results.stored("credit-scoring")
        assert db.session.query(Job).count() == 1
    key = watched.rsplit("/", 1)[1]
    stranger = results.member_of(app, other)

    assert [stranger.client.get(f"{start}/{key}").status_code for start in (address(place), address(other))] == [
        404,
        404,
    ]
