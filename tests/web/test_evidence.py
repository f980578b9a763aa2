"""Evidence on the pages: added, downloaded as it was, never shown by the browser, removed, put back."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, select, update

from assessment import storage
from assessment.domain.access import Role
from assessment.storage.tables import Evidence
from tests.services import files
from tests.web.rooms import OTHER, QUESTION, Room, room

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.pages import Page, PageClient

PDF = files.GOOD["report.pdf"]


def upload(client: PageClient, here: Room, content: bytes = PDF, name: str = "report.pdf", dated: str = "") -> Page:
    data: dict[str, Any] = {"file-file": (io.BytesIO(content), name), "file-dated": dated}
    return client.post(f"{here.question()}/files", data, on=here.question(), content_type="multipart/form-data")


def kept(app: Flask) -> list[Evidence]:
    with app.app_context():
        return list(storage.db.session.scalars(select(Evidence)).all())


def download(client: PageClient, here: Room, id_: str) -> TestResponse:
    return client.client.get(f"{here.question()}/files/{id_}", buffered=True)


@pytest.mark.parametrize("name", files.GOOD)
def test_a_file_of_each_kind_comes_back_as_it_was(app: Flask, name: str) -> None:
    here = room(app)
    client = here.client()

    page = upload(client, here, files.GOOD[name], name, "2026-03-01")

    assert "The file was added." in page.text
    assert re.search(r"From [^<]*March[^<]*2026", page.text)
    assert download(client, here, kept(app)[0].id).get_data() == files.GOOD[name]


def test_a_download_is_never_shown_by_the_browser(app: Flask) -> None:
    here = room(app)
    client = here.client()
    upload(client, here, b"a,b\n1,2\n", "قائمة النتائج.csv")

    headers = download(client, here, kept(app)[0].id).headers

    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["X-Content-Type-Options"] == "nosniff"
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert policy.endswith("; sandbox")
    assert headers["Content-Disposition"].startswith("attachment; filename=\"file.csv\"; filename*=UTF-8''%D9%82")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.html", b"<script>alert(1)</script>", "Files of this kind are not taken"),
        ("photo.svg", b"<svg/>", "Files of this kind are not taken"),
        ("report.pdf", b"<script>alert(1)</script>", "does not fit the end of its name"),
        ("all.zip", files.archive({"a": b"b"}), "Archives are not taken"),
        ("invoice\u202efdp.exe", PDF, "Files of this kind are not taken"),
    ],
)
def test_a_file_that_is_not_taken_says_why_and_what_to_do(app: Flask, name: str, content: bytes, words: str) -> None:
    here = room(app)
    page = upload(here.client(), here, content, name)

    assert page.status == 422
    assert words in page.text
    assert kept(app) == []


def test_a_form_without_a_file_says_so(app: Flask) -> None:
    here = room(app)
    page = here.client().post(f"{here.question()}/files", {}, on=here.question())

    assert page.status == 422
    assert "Choose a file." in page.text


def test_only_the_upload_takes_large_requests(app: Flask) -> None:
    here = room(app)
    client = here.client()
    head = b'--x\r\nContent-Disposition: form-data; name="file-file"; filename="a.txt"\r\n\r\n'
    sent = {"data": head + b"a" * 3_000_000 + b"\r\n--x--\r\n", "content_type": "multipart/form-data; boundary=x"}

    found = [client.client.post(f"{here.question()}/{name}", **sent).status_code for name in ("links", "files")]

    # The upload is read to its end and then refused for what it lacks.
    assert found == [413, 400]


def test_who_is_not_signed_in_cannot_make_the_server_read_a_large_file(app: Flask) -> None:
    here = room(app)
    sent = {"data": b"a" * 3_000_000, "content_type": "multipart/form-data; boundary=x"}

    assert app.test_client().post(f"{here.question()}/files", **sent).status_code == 413


def test_a_name_is_shown_escaped_and_never_becomes_a_path(app: Flask) -> None:
    here = room(app)
    page = upload(here.client(), here, PDF, "../../'><img src=x>.pdf")

    assert "<img" not in page.text
    assert kept(app)[0].name == "'img src=x.pdf"


def test_the_quota_of_the_organisation_is_kept(app: Flask) -> None:
    here = room(app)
    client = here.client()
    upload(client, here)
    with app.app_context(), storage.transaction() as session:
        session.execute(update(Evidence).values(size=200_000_000 - len(PDF) + 1))

    page = upload(client, here, name="again.pdf")

    assert "used up its space" in page.text
    assert len(kept(app)) == 1


@pytest.mark.parametrize("filled", ["bytes", "files"])
def test_one_person_fills_no_more_than_their_own_space_in_all_organisations(app: Flask, filled: str) -> None:
    here, elsewhere = room(app), room(app)
    client = here.client()
    upload(client, here)
    with app.app_context(), storage.transaction() as session:
        [first] = session.scalars(select(Evidence)).all()
        values = {c.name: getattr(first, c.name) for c in Evidence.__table__.columns}
        there = {"organisation_id": elsewhere.organisation.id, "assessment_id": elsewhere.assessment.id}
        many = 3000 - 1 if filled == "files" else 1
        size = 1 if filled == "files" else 600_000_000 - 2 * len(PDF) + 1
        session.execute(insert(Evidence), [values | there | {"id": f"e{n:025}", "size": size} for n in range(many)])

    page = upload(client, here, name="again.pdf")

    assert "the space that one person has for files" in page.text
    assert len(kept(app)) == 1 + many


NOT_OF_THE_WEB = [
    "javascript:alert(1)", "data:text/html,x", "ftp://a.example/b", "https://", "//a", "https://a@b.example",
    'https://a.example/"x',
]  # fmt: skip


@pytest.mark.parametrize("url", NOT_OF_THE_WEB)
def test_a_link_leads_to_a_page_of_the_web_or_is_refused(app: Flask, url: str) -> None:
    here = room(app)
    page = here.client().post(f"{here.question()}/links", {"link-url": url}, on=here.question())

    assert page.status == 422
    assert kept(app) == []


def test_a_link_is_shown_with_its_name_and_address(app: Flask) -> None:
    here = room(app)
    data = {"link-url": "https://example.org/policy?a=1&b=2", "link-name": "Richtlinie", "link-dated": "2025-12-24"}

    page = here.client().post(f"{here.question()}/links", data, on=here.question())

    link = next(a for a in page.all("a") if a.get("href") == "https://example.org/policy?a=1&b=2")
    assert "noopener" in (link.get("rel") or "")
    assert re.search(r"From [^<]*December[^<]*2025", page.text)


def test_a_day_in_the_future_is_no_date_of_a_document(app: Flask) -> None:
    here = room(app)
    page = upload(here.client(), here, dated="2199-01-01")

    assert page.status == 422
    assert "not in the future" in page.text


def test_evidence_is_removed_after_a_question_and_can_be_put_back(app: Flask) -> None:
    here = room(app)
    client = here.client()
    upload(client, here)
    id_ = kept(app)[0].id

    asked = client.get(f"{here.question()}/evidence/{id_}/remove")
    client.post(f"{here.question()}/evidence/{id_}/remove")
    gone = download(client, here, id_).status_code
    client.post(f"{here.question()}/evidence/{id_}/put-back", on=here.question())

    assert "Remove this evidence?" in asked.text
    assert (gone, download(client, here, id_).status_code) == (404, 200)


def test_evidence_stays_as_it_is_while_the_assessment_is_in_review(app: Flask) -> None:
    here = room(app, state="in-review")

    page = here.client().get(here.question())

    assert "Add a file" not in page.text


def test_an_upload_that_comes_after_the_sign_off_is_not_kept(app: Flask) -> None:
    here = room(app, state="signed")
    client = here.client()
    # The form was opened before; its token is that of the session.
    page = client.post(
        f"{here.question()}/files",
        {"file-file": (io.BytesIO(PDF), "a.pdf")},
        on=here.question(),
        content_type="multipart/form-data",
    )

    assert "not open for answers" in page.text
    assert kept(app) == []


def test_a_question_of_another_section_does_not_exist_here(app: Flask) -> None:
    here = room(app)

    assert here.client().get(here.question(QUESTION, OTHER)).status == 404


def test_a_question_beyond_the_depth_does_not_exist(app: Flask) -> None:
    here = room(app, depth=1)

    assert here.client().get(here.question()).status == 404


def test_a_file_is_not_found_through_another_question_or_another_organisation(app: Flask) -> None:
    here, there = room(app), room(app)
    client = here.client()
    upload(client, here)
    id_ = kept(app)[0].id
    elsewhere = [f"{here.question('HAO-B3')}/files/{id_}", f"{there.question()}/files/{id_}"]

    found = [client.client.get(address).status_code for address in elsewhere]

    assert found == [404, 404]
    assert there.client().client.get(f"{there.question()}/files/{id_}").status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 403), (Role.APPROVER, 403), (Role.CONTRIBUTOR, 303)])
def test_evidence_is_added_by_who_may_answer(app: Flask, role: Role, status: int) -> None:
    here = room(app, role)
    app.config["WTF_CSRF_ENABLED"] = False
    data = {"link-url": "https://example.org/"}

    assert here.client(role).client.post(f"{here.question()}/links", data=data).status_code == status
