"""Asking for a report, watching it being made, and downloading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from sqlalchemy import delete

from assessment import storage
from assessment.domain.access import Role
from assessment.services import documents, jobs, reporting
from assessment.services.erasing.assessments import delete_assessment
from assessment.services.operating import work as operating
from assessment.storage import db
from assessment.storage.tables import Job, Membership, StoredAnswer, StoredDocument
from tests import factories, results
from tests.counting import cost

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from assessment.services.places import Place
    from tests.pages import PageClient


@pytest.fixture
def place(app: Flask) -> Place:
    with app.app_context():
        return results.stored()


def address(place: Place, rest: str = "") -> str:
    assert place.assessment is not None
    return f"/assessments/{place.assessment.id}/report{rest}"


DRAFT = {"subject": "0", "language": "en", "extent": "whole"}


def asked(app: Flask, place: Place, **wish: str) -> tuple[PageClient, str]:
    """Ask for a report; return the client and the address where it can be watched."""
    client = results.member_of(app, place)
    return client, client.post(address(place), DRAFT | wish).address


def stored(monkeypatch: pytest.MonkeyPatch, content: bytes = b"%PDF-1.7 test") -> None:
    """Let the worker store a small file at once: how a report is set is tested elsewhere."""
    monkeypatch.setattr(reporting, "make_report", lambda *_, **__: content)


def made(app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch) -> tuple[PageClient, str]:
    """Ask for a report and let the worker store a small file; return the client and where it can be watched."""
    stored(monkeypatch)
    client, watched = asked(app, place)
    results.do_jobs(app)
    return client, watched


def test_a_second_download_costs_little(app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    client, watched = made(app, place, monkeypatch)
    first, again = (cost(app, client.client, f"{watched}/file", buffered=True) for _ in range(2))

    assert first.response.data == again.response.data
    assert again.statements <= 3
    assert again.calls <= 1600


def test_a_report_is_no_longer_sent_to_who_was_removed(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, watched = made(app, place, monkeypatch)
    assert client.client.get(f"{watched}/file", buffered=True).status_code == 200
    with app.app_context(), storage.transaction() as session:
        session.execute(delete(Membership))

    assert client.client.get(f"{watched}/file", buffered=True).status_code == 404


def test_a_report_waits_until_the_worker_has_made_it(app: Flask, place: Place) -> None:
    client, watched = asked(app, place)
    response = client.client.get(watched)

    assert response.headers["Refresh"] == "3"
    assert "It is next in line." in client.get(watched).text


def test_the_same_report_asked_for_twice_is_made_once(app: Flask, place: Place) -> None:
    client, first = asked(app, place)
    second = client.post(address(place), DRAFT).address

    assert first == second
    with app.app_context():
        assert db.session.query(Job).count() == 1


def test_another_language_or_extent_is_another_report(app: Flask, place: Place) -> None:
    client, first = asked(app, place)

    found = {client.post(address(place), DRAFT | wish).address for wish in (
        {"extent": "without-answers"}, {"language": "fr"}, {"language": "fr+en"},
    )}  # fmt: skip
    assert len(found | {first}) == 4


def test_a_report_in_two_languages_is_offered_after_the_language_of_the_page(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    client.get("/language/fr")

    choices = client.get(address(place)).words("label")

    assert choices[choices.index("Français") + 1] == "Français + English"


def test_a_report_in_two_languages_is_made_like_any_other(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "make_report", lambda _, language, **__: f"%PDF-1.7 in {language}".encode())
    client, watched = asked(app, place, language="fr+en")
    results.do_jobs(app)

    assert client.client.get(f"{watched}/file", buffered=True).data == b"%PDF-1.7 in fr+en"


def test_a_change_of_either_language_makes_another_report() -> None:
    assert len({documents.code_version(code) for code in ("en", "fr+en", "es+en")}) == 3


@pytest.mark.slow
def test_a_draft_says_so_on_every_page_and_its_answers_are_gone_from_the_queue(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    client, watched = asked(app, place, extent="without-answers")
    results.do_jobs(app)
    response = client.client.get(f"{watched}/file", buffered=True)
    (tmp_path / "report.pdf").write_bytes(response.data)
    with app.app_context():
        job = db.session.query(Job).one()

    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        names = list(pdf.attachments)
        titles = [str(item.title) for item in pdf.open_outline().root]
    assert names == ["score.json"]
    assert "Annex A: Questions and answers" not in titles
    assert "frozen" not in job.payload
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_a_second_download_is_the_stored_file_and_an_unchanged_one_is_not_sent(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, watched = made(app, place, monkeypatch)
    first = client.client.get(f"{watched}/file", buffered=True)
    again = client.client.get(f"{watched}/file", buffered=True, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.data, first.content_length, again.status_code) == (b"%PDF-1.7 test", 13, 304)
    assert "Your file is ready" in client.get(watched).text


def test_a_download_that_was_cut_off_goes_on_where_it_stopped(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, watched = made(app, place, monkeypatch)
    first = client.client.get(f"{watched}/file", buffered=True)
    rest = {"Range": "bytes=5-", "If-Range": first.headers["ETag"]}
    again = client.client.get(f"{watched}/file", buffered=True, headers=rest)

    assert (first.headers["Accept-Ranges"], again.status_code, again.data) == ("bytes", 206, b"1.7 test")
    assert again.headers["Content-Range"] == "bytes 5-12/13"


def test_a_part_of_another_file_than_the_browser_has_is_never_sent(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, watched = made(app, place, monkeypatch)
    rest = {"Range": "bytes=5-", "If-Range": '"another"'}
    again = client.client.get(f"{watched}/file", buffered=True, headers=rest)

    assert (again.status_code, again.data) == (200, b"%PDF-1.7 test")


def test_what_is_too_large_for_the_memory_is_sent_in_pieces_and_in_parts(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessment.web.saving.AT_ONCE", 4)
    client, watched = made(app, place, monkeypatch)
    whole = client.client.get(f"{watched}/file", buffered=True)
    part = client.client.get(f"{watched}/file", buffered=True, headers={"Range": "bytes=5-6"})

    assert (whole.data, whole.content_length) == (b"%PDF-1.7 test", 13)
    assert (part.status_code, part.data, part.headers["Content-Range"]) == (206, b"1.", "bytes 5-6/13")


def test_a_report_that_could_not_be_made_says_why_and_can_be_asked_for_again(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise reporting.ReportError("no")

    monkeypatch.setattr(reporting, "make_report", refuse)
    client, watched = asked(app, place)
    results.do_jobs(app)
    page = client.get(watched)

    assert page.words("h1") == ["Your file could not be made"]
    stored(monkeypatch)
    client.post(address(place), DRAFT)
    results.do_jobs(app)
    assert client.get(watched).words("h1") == ["Your file is ready"]


def test_a_submission_is_reported_as_it_was_signed(app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(monkeypatch)
    with app.app_context():
        results.submit(place, results.example())
    client, _ = asked(app, place, subject="1")
    results.do_jobs(app)

    with app.app_context():
        assert db.session.query(StoredDocument).one().kind == documents.REPORT
    assert client.get(address(place)).text.count('name="subject"') == 2


def test_a_report_of_a_deleted_assessment_is_not_made(app: Flask, place: Place) -> None:
    client, watched = asked(app, place)
    with app.app_context():
        db.session.delete(db.session.merge(place.assessment))
        db.session.commit()
    results.do_jobs(app)

    with app.app_context():
        assert jobs.progress(watched.rsplit("/", 1)[1]).problem == "gone"  # type: ignore[union-attr] # it exists
    assert client.client.get(watched).status_code == 404


def test_nothing_is_kept_of_an_assessment_that_is_deleted_while_its_report_is_made(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(*_: object, **__: object) -> bytes:
        assert place.assessment is not None
        delete_assessment(place.assessment.id, "", factories.NOW)
        return b"%PDF-1.7 test"

    monkeypatch.setattr(reporting, "make_report", make)
    asked(app, place)
    results.do_jobs(app)

    with app.app_context():
        assert db.session.query(StoredDocument).count() == 0


@pytest.mark.parametrize(("is_changed", "kinds"), [(False, [documents.DRAFT]), (True, [])])
def test_a_draft_that_an_operator_tries_again_stays_a_draft_or_is_not_made(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch, kinds: list[str], *, is_changed: bool
) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise reporting.ReportError("no")

    monkeypatch.setattr(reporting, "make_report", refuse)
    client, watched = asked(app, place)
    results.do_jobs(app)
    stored(monkeypatch)
    with app.app_context():
        if is_changed:
            db.session.query(StoredAnswer).filter_by(assessment_id=place.assessment.id).delete()  # type: ignore[union-attr] # it has one
            db.session.commit()
        operating.retry_job(db.session.query(Job).one().id, "", factories.NOW)
    results.do_jobs(app)

    with app.app_context():
        assert [row.kind for row in db.session.query(StoredDocument)] == kinds
    assert ("The answers have changed" in client.get(watched).text) is is_changed


def test_another_organisation_finds_neither_the_file_nor_its_progress(app: Flask, place: Place) -> None:
    _, watched = asked(app, place)
    with app.app_context():
        other = results.stored("municipal-chatbot")
    stranger = results.member_of(app, other)
    key = watched.rsplit("/", 1)[1]

    found = [stranger.client.get(path).status_code for path in (watched, address(other, f"/{key}"))]
    assert found == [404, 404]


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 200), (Role.CONTRIBUTOR, 403)])
def test_who_may_see_results_may_have_reports(app: Flask, place: Place, role: Role, status: int) -> None:
    assert results.member_of(app, place, role).get(address(place)).status == status


def test_a_wish_that_is_not_offered_is_refused(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)

    assert client.post(address(place), DRAFT | {"language": "xx"}).status == 422
    assert client.post(address(place), DRAFT | {"language": "fr+es"}).status == 422


def test_asking_and_downloading_takes_few_statements(app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    client, watched = made(app, place, monkeypatch)

    with results.statements(app) as seen:
        client.client.get(f"{watched}/file", buffered=True)
    assert len(seen) <= 3
