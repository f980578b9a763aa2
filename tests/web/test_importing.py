"""Importing an answers file: nothing is changed before it is confirmed, and nothing is lost."""

from __future__ import annotations

import html
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.content import answers_writer, files
from assessment.domain.access import Role
from assessment.domain.answers import Answer, Evidence, State, problems
from assessment.domain.answers import Assessment as Given
from assessment.domain.questionnaire import Depth, Kind
from assessment.services import answering, answers, importing, scoring
from assessment.storage import db
from assessment.storage.tables import Assessment
from tests import factories
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Page, PageClient

EXAMPLE = Path(__file__).parents[2] / "examples" / "clinic-triage.yaml"
QUESTIONNAIRE = files.load("altai", "2020.1")
SMALL = b"""questionnaire: altai
version: "2020.1"
answers:
  HAO-A1: {answer: "yes"}
  HAO-B4: {answer: in-place, evidence: E2, note: "Tested"}
"""


def _started(app: Flask, client: PageClient, role: Role = Role.OWNER, **values: object) -> str:
    with app.app_context():
        organisation = factories.organisation()
        person = factories.member(organisation, role)
        id_ = factories.assessment(factories.system(organisation), **values).id
        db.session.refresh(person)
    factories.sign_in(app, client.client, person)
    return f"/assessments/{id_}/import"


def _look(client: PageClient, address: str, content: bytes) -> Page:
    return client.post(address, {"file": (io.BytesIO(content), "answers.yaml")}, content_type="multipart/form-data")


def _confirm(client: PageClient, address: str, page: Page | str, **choice: str) -> Page:
    text = page if isinstance(page, str) else page.text
    hidden = {name: html.unescape(value) for name, value in re.findall(r'name="(save|answers)" value="([^"]*)"', text)}
    return client.post(f"{address}/confirmation", hidden | choice, on=address)


def _stored(app: Flask, address: str) -> dict[str, Answer]:
    with app.app_context():
        return answers.given_answers(address.split("/")[2])


def test_looking_at_a_file_changes_nothing_and_confirming_stores_it(app: Flask, client: PageClient) -> None:
    address = _started(app, client)

    page = _look(client, address, SMALL)
    before = _stored(app, address)
    done = _confirm(client, address, page)

    assert "2 new answers" in page.text
    assert before == {}
    assert "2 answers were imported." in done.text
    assert _stored(app, address)["HAO-B4"] == Answer(options=("in-place",), evidence=Evidence.E2, note="Tested")


def test_a_complete_example_is_imported_whole(app: Flask, client: PageClient) -> None:
    address = _started(app, client)

    page = _look(client, address, EXAMPLE.read_bytes())
    _confirm(client, address, page)

    assert "What does not fit" not in page.text
    read = scoring.score_file(EXAMPLE).assessment
    assert read is not None
    assert _as_json(_stored(app, address)) == _as_json(dict(read.answers))


def _as_json(answered: dict[str, Answer]) -> object:
    given_ = Given("altai", "2020.1", Depth.FULL, "en", "2026-11-25", answers=answered)
    return json.loads(answers_writer.to_json(given_, QUESTIONNAIRE))


def _look_at_large(client: PageClient, address: str, content: bytes) -> str:
    """Look at a file without the test client's own temporary file, which it leaves open; return the page."""
    head = b'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n' + client.token(address).encode()
    file = b'\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n' + content
    body = io.BytesIO(head + file + b"\r\n--x--\r\n")

    sent = client.client.post(
        address, input_stream=body, content_type="multipart/form-data; boundary=x", content_length=len(body.getvalue())
    )

    return sent.get_data(as_text=True)


def test_a_file_that_is_too_large_is_explained(app: Flask, client: PageClient) -> None:
    assert "at most 900 kB" in _look_at_large(client, _started(app, client), b"x" * 900_001)


def _differing(app: Flask, client: PageClient) -> tuple[str, Page]:
    address = _started(app, client)
    with app.app_context():
        save = answering.Save("HAO-A1", 0, Answer(options=("no",)))
        answering.save_answers(address.split("/")[2], [save], by="a", at=NOW, save_id="one")
    return address, _look(client, address, SMALL)


@pytest.mark.parametrize(("choice", "expected"), [("keep", "no"), ("replace", "yes")])
def test_an_answer_that_differs_is_shown_and_kept_or_replaced_as_chosen(
    app: Flask, client: PageClient, choice: str, expected: str
) -> None:
    address, page = _differing(app, client)

    _confirm(client, address, page, differing=choice)

    assert "Answers that differ" in page.words("h2")
    assert _stored(app, address)["HAO-A1"].options == (expected,)


def test_the_history_says_that_an_answer_was_imported(app: Flask, client: PageClient) -> None:
    address = _started(app, client)
    _confirm(client, address, _look(client, address, SMALL))

    page = client.get(f"{address.removesuffix('/import')}/sections/HAO/questions/HAO-B4/history")

    assert "imported from a file" in page.text


def test_an_import_is_taken_back_in_one_press(app: Flask, client: PageClient) -> None:
    address = _started(app, client)
    id_ = address.split("/")[2]
    done = _confirm(client, address, _look(client, address, SMALL))
    hidden = dict(re.findall(r'name="(undone|save_id)" value="([^"]*)"', done.text))

    page = client.post(f"{address}/undo", hidden, on=address)

    assert "Undone: 2 answers are as they were." in page.text
    with app.app_context():
        assert all(one.answer is None for one in answers.stored_answers(id_).values())


def test_undoing_an_import_that_never_was_says_so(app: Flask, client: PageClient) -> None:
    address = _started(app, client)

    page = client.post(f"{address}/undo", {"undone": "never-was", "save_id": "save-number-9"}, on=address)

    assert "There is nothing to undo." in page.text


def test_what_a_colleague_changed_meanwhile_is_left_alone_and_named(app: Flask, client: PageClient) -> None:
    address, page = _differing(app, client)
    with app.app_context():
        save = answering.Save("HAO-A1", 1, Answer(state=State.DONT_KNOW))
        answering.save_answers(address.split("/")[2], [save], by="b", at=NOW, save_id="two")

    done = _confirm(client, address, page, differing="replace")

    assert "Changed by somebody else meanwhile, so left alone: HAO-A1." in done.text
    assert _stored(app, address)["HAO-A1"].state is State.DONT_KNOW


def test_confirming_twice_stores_once(app: Flask, client: PageClient) -> None:
    address = _started(app, client)
    page = _look(client, address, SMALL)

    _confirm(client, address, page)
    _confirm(client, address, page, differing="replace")

    with app.app_context():
        assert answers.stored_answers(address.split("/")[2])["HAO-A1"].version == 1


def test_problems_are_listed_with_their_lines_and_the_rest_can_be_imported(app: Flask, client: PageClient) -> None:
    address = _started(app, client)
    wrong = SMALL + b'  HAO-A9: {answer: "yes"}\n  HAO-B1: {answer: [in-the-loob]}\n'

    page = _look(client, address, wrong)

    assert "What does not fit" in page.words("h2")
    assert "Line 6:" in page.text
    assert "Line 7:" in page.text
    _confirm(client, address, page)
    assert set(_stored(app, address)) == {"HAO-A1", "HAO-B4"}


def test_the_same_file_again_has_nothing_to_import(app: Flask, client: PageClient) -> None:
    address = _started(app, client)
    _confirm(client, address, _look(client, address, SMALL))

    assert "Everything in this file is stored already." in _look(client, address, SMALL).text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose a file."),
        (SMALL.replace(b"2020.1", b"1999.1"), "What does not fit"),
        (b"a: &a [x]\nb: [*a, *a]\n", "What does not fit"),
        (b"[" * 5000, "What does not fit"),
        (b"PK\x03\x04" + b"\x00" * 100, "What does not fit"),
        (b"\xff\xfe\x00", "What does not fit"),
        (b"<script>alert(1)</script>: 1", "What does not fit"),
    ],
)
def test_a_file_that_cannot_be_used_is_explained(app: Flask, client: PageClient, content: bytes, words: str) -> None:
    address = _started(app, client)

    page = _look(client, address, content)

    assert words in page.text
    assert "<script>alert" not in page.text


def test_a_file_for_another_version_is_not_offered(app: Flask, client: PageClient) -> None:
    page = _look(client, _started(app, client, version="2019.1"), SMALL)

    assert "This file answers another questionnaire" in page.text
    assert 'name="answers"' not in page.text


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "[]",
        "{",
        '{"HAO-A1": 1}',
        '{"XX": [0, "{}"]}',
        '{"HAO-A1": [0, "{\\"options\\": [\\"x\\"]}"]}',
        "[" * 9000,
        '{"HAO-A1": [Infinity, "{}"]}',
        '{"HAO-A1": [0, "{\\"note\\": 5}"]}',
        '{"HAO-A1": [-1, "{}"]}',
        '{"HAO-A1": [0, "{\\"state\\": \\"dont-know\\", \\"options\\": [\\"x\\"]}"]}',
    ],
)
def test_a_forged_confirmation_is_refused(app: Flask, client: PageClient, payload: str) -> None:
    address = _started(app, client)

    page = client.post(f"{address}/confirmation", {"answers": payload, "save": "one"}, on=address)

    assert page.status == 400
    assert _stored(app, address) == {}


def test_what_is_too_long_is_not_said_to_be_imported(app: Flask, client: PageClient) -> None:
    address = _started(app, client)
    value = json.dumps({"options": ["yes"], "note": "x" * 10_001})

    page = client.post(
        f"{address}/confirmation", {"answers": json.dumps({"HAO-A1": [0, value]}), "save": "one"}, on=address
    )

    assert "0 answers were imported." in page.text


def test_what_no_page_can_show_is_left_out(app: Flask, client: PageClient) -> None:
    address = _started(app, client)
    payload = json.dumps({"HAO-A1": [0, json.dumps({"options": ["yes"], "note": "a\x00b\ud800"})]})
    client.post(f"{address}/confirmation", {"answers": payload, "save": "one"}, on=address)

    assert _stored(app, address)["HAO-A1"].note == "ab"


def test_a_large_file_in_another_script_can_be_confirmed(app: Flask, client: PageClient) -> None:
    address = _started(app, client)
    chosen = [question for question in QUESTIONNAIRE.questions if question.kind is Kind.SINGLE][:40]
    given_ = {question.id: {"answer": question.options[0].id, "note": "ب" * 9_999} for question in chosen}
    file = json.dumps({"questionnaire": "altai", "version": "2020.1", "answers": given_}, ensure_ascii=False)

    done = _confirm(client, address, _look_at_large(client, address, file.encode()))

    assert "40 answers were imported." in done.text


def test_a_submitted_assessment_takes_no_import(app: Flask, client: PageClient) -> None:
    address = _started(app, client, state="submitted")
    app.config["WTF_CSRF_ENABLED"] = False

    sent = client.client.post(f"{address}/confirmation", data={"answers": '{"HAO-A1": [0, "{}"]}', "save": "one"})

    assert "open for answers" in client.get(address).text
    assert sent.status_code == 409


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.APPROVER, Role.READER])
def test_only_owners_and_editors_import(app: Flask, client: PageClient, role: Role) -> None:
    assert client.get(_started(app, client, role)).status == 403


@st.composite
def _answers(draw: st.DrawFn) -> dict[str, Answer]:
    found = {}
    for question in draw(st.lists(st.sampled_from(QUESTIONNAIRE.questions), max_size=12, unique=True)):
        note = draw(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=20)).strip()
        options = tuple(option.id for option in question.options)
        match question.kind:
            case Kind.SINGLE:
                answer = Answer(options=(draw(st.sampled_from(options)),), note=note)
            case Kind.MULTIPLE:
                answer = Answer(options=(draw(st.sampled_from(options)),), note=note)
            case Kind.MATRIX:
                cells = tuple((row.id, draw(st.sampled_from(options))) for row in question.rows)
                answer = Answer(cells=cells, note=note)
            case Kind.TEXT:
                answer = Answer(text=draw(st.sampled_from(["Ein Satz.", "نص", "two\nlines"])), note=note)
        if not list(problems(question, answer)):
            found[question.id] = answer
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=25)
@given(_answers())
def test_what_was_exported_is_imported_as_the_identical_assessment(app: Flask, answered: dict[str, Answer]) -> None:
    given_ = Given("altai", "2020.1", Depth.FULL, "en", "2026-11-25", answers=answered)
    file = answers_writer.to_json(given_, QUESTIONNAIRE)
    with app.app_context():
        id_ = factories.assessment(factories.system(factories.organisation())).id
        looked = importing.look(db.session.get_one(Assessment, id_), file.encode(), "file")
        importing.import_answers(id_, looked.payload, replace=True, by="a", at=NOW, save_id="one")
        again = answers.given_answers(id_)

    assert looked.findings == ()
    assert _as_json(again) == json.loads(file)
