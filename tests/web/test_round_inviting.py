"""Inviting from a list and one by one, as an officer sees it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from sqlalchemy import select

from assessment.domain.invitation_list import Column, Fault, Problem
from assessment.services import mail
from assessment.services.uploads.sheets import Trouble
from assessment.storage import db
from assessment.storage.tables import MailMessage, Participant
from assessment.web.programme import list_texts
from tests import factories
from tests.web import desk as desks

if TYPE_CHECKING:
    from flask import Flask

    from tests.web.desk import Desk

LIST = """Organisation;Country;E-mail;Size
Mercy Clinic;Kenya;a@mercy.example;40
Lake Bank;KE;nobody;small
=1+1;Kenya;;
Mercy Clinic;ke;b@mercy.example;
Old Town;Atlantis;;
Nile Hub;Uganda;;
"""


@pytest.fixture
def desk(app: Flask) -> Desk:
    return desks.desk(app)


def participants(desk: Desk) -> list[str]:
    with desk.app.app_context():
        return list(db.session.scalars(select(Participant.name).order_by(Participant.name)))


@pytest.mark.parametrize("problem", Problem)
def test_every_fault_has_words(app: Flask, problem: Problem) -> None:
    with app.test_request_context():
        assert list_texts.fault_text(Fault(problem, Column.NAME, "", 2)).endswith(".")


@pytest.mark.parametrize("trouble", Trouble)
def test_every_reason_not_to_read_a_list_has_words(app: Flask, trouble: Trouble) -> None:
    with app.test_request_context():
        assert list_texts.trouble_text(trouble).endswith(".")


def test_every_row_is_shown_with_what_to_mend_before_anybody_is_invited(desk: Desk) -> None:
    page = desk.paste(desk.make(is_open=True), LIST)

    for words in (
        "2 rows are in order.",
        "3 rows have to be mended.",
        "1 row names an organisation that is known already.",
        "This is no e-mail address",
        "It begins like a formula",
        "There is no country of this name",
        "Invite 2 organisations",
    ):
        assert words in page.text  # fmt: skip
    assert participants(desk) == []


def test_valid_rows_are_invited_and_the_others_can_be_downloaded_mended_and_sent_again(desk: Desk) -> None:
    round_id = desk.make(is_open=True)
    preview = desk.paste(round_id, LIST).address

    page = desk.client.post(preview)

    assert "2 organisations are invited." in page.text
    assert participants(desk) == ["Mercy Clinic", "Nile Hub"]
    got = desk.client.client.get(f"{preview}/rows-to-mend.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(got.data)).worksheets[0]
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows] == ["Organisation", "Lake Bank", "=1+1", "Old Town"]
    assert sheet["A3"].data_type == "s"
    csv = desk.client.client.get(f"{preview}/rows-to-mend.csv").data.decode("utf-8-sig")
    assert "'=1+1" in csv
    mended = csv.replace("nobody", "c@lake.example").replace("'=1+1", "Two").replace("Atlantis", "Uganda")
    again = desk.paste(round_id, mended)
    assert "3 rows are in order." in again.text
    desk.client.post(again.address)
    assert participants(desk) == ["Lake Bank", "Mercy Clinic", "Nile Hub", "Old Town", "Two"]


def test_a_list_that_is_sent_twice_invites_once(desk: Desk) -> None:
    round_id = desk.make(is_open=True)
    preview = desk.paste(round_id, LIST).address
    desk.client.post(preview)

    token = desk.client.token("/programme/rounds/new")
    again = desk.client.client.post(preview, data={"csrf_token": token}, follow_redirects=True)

    assert "2 organisations are invited." in again.text
    assert len(participants(desk)) == 2
    page = desk.paste(round_id, LIST)
    assert "3 rows name organisations that are known already." in page.text
    assert "Invite 2" not in page.text


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("Name;Country\nCôte;KE".encode("latin-1"), "list.csv", "CSV UTF-8"),
        (b"Kenya;Mercy\nUganda;Nile", "list.csv", "No row says what the columns are"),
        (b"", "list.csv", "The file is empty"),
        (b"Name,Country\n" + b"Mercy,KE\n" * 2021, "list.csv", "more than 2000 rows"),
        (b"not a workbook", "list.xlsx", "does not fit the end of its name"),
        (b"PK\x03\x04", "list.zip", "Unpack it"),
        (b"%PDF-1.7", "list.pdf", "Files of this kind are not read"),
        (b"\xd0\xcf\x11\xe0", "list.xls", "can hold programs"),
    ],
    ids=["encoding", "titles", "empty", "rows", "kind", "zip", "pdf", "old"],
)
def test_a_list_that_cannot_be_read_says_why_and_what_to_do(desk: Desk, content: bytes, name: str, words: str) -> None:
    round_id = desk.make(is_open=True)

    page = desk.client.post(f"/programme/rounds/{round_id}/invite", data={"file": (io.BytesIO(content), name)})

    assert page.status == 422
    assert words in page.text


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_template_is_read_as_a_list(desk: Desk, ending: str) -> None:
    round_id = desk.make(is_open=True)
    got = desk.client.client.get(f"/programme/rounds/{round_id}/invite/template.{ending}")

    page = desk.client.post(
        f"/programme/rounds/{round_id}/invite", data={"file": (io.BytesIO(got.data), f"t.{ending}")}
    )

    assert page.status == 200
    assert "There is no row below the titles." in page.text


def test_titles_and_words_are_known_in_the_readers_language_too(desk: Desk) -> None:
    round_id = desk.make(is_open=True)
    desk.client.client.set_cookie("language", "ar-XB")
    got = desk.client.client.get(f"/programme/rounds/{round_id}/invite/template.xlsx")
    sheets = openpyxl.load_workbook(io.BytesIO(got.data)).worksheets
    titles = [str(cell.value) for cell in sheets[0][1]]
    activity = str(sheets[1]["B13"].value)
    row = ["Mercy", "KE", activity]

    page = desk.paste(round_id, "\t".join(titles) + "\n" + "\t".join(row))

    assert titles[0] != "Organisation"
    assert 'class="fault"' not in page.text


def test_a_draft_shows_its_list_and_invites_nobody(desk: Desk) -> None:
    round_id = desk.make()
    page = desk.paste(round_id, LIST)

    assert "Open the round to invite them." in page.text
    token = desk.client.token("/programme/rounds/new")
    answer = desk.client.client.post(page.address, data={"csrf_token": token}, follow_redirects=True)

    assert "Nobody can be invited now." in answer.text
    assert participants(desk) == []


def test_one_organisation_is_invited_with_a_letter_to_print(desk: Desk) -> None:
    round_id = desk.make(is_open=True)
    page = desk.invite(round_id, email="a@mercy.example")

    assert "It is on its way to a@mercy.example." in page.text
    code = re.search(r'class="big-code"[^>]*>([^<]+)<', page.text)
    assert code
    with desk.app.app_context():
        (message,) = db.session.scalars(select(MailMessage))
    assert message.purpose == "round-invitation"
    assert code[1] in message.text
    assert "Dear Achieng," in message.text
    assert "Mercy Clinic is invited: East Africa" in message.subject


def test_a_participant_can_be_changed_withdrawn_and_invited_again(desk: Desk) -> None:
    round_id = desk.make(is_open=True)
    desk.code(round_id)
    with desk.app.app_context():
        id_ = db.session.scalars(select(Participant.id)).one()
    page = f"/programme/participants/{id_}"
    form = {"name": "Mercy Hospital", "country": "KE", "language": "en", "activity": "", "size": "", "facilitator": ""}
    assert "The participant has been changed." in desk.client.post(page, data=form).text
    assert "does not take part any more" in desk.client.post(f"{page}/withdrawal").text
    assert "This organisation was taken out of the round." in desk.client.get(page).text

    again = desk.client.post(f"{page}/invitation", {"list": "y"}, on=f"/programme/rounds/{round_id}/participants")

    assert "The invitation is ready" in again.text
    assert "Mercy Hospital" in again.text


def test_a_known_owner_is_told_and_takes_part_at_once(desk: Desk) -> None:
    round_id = desk.make(is_open=True)
    with desk.app.app_context():
        home = factories.organisation("Mercy Clinic Ltd")
        owner = factories.member(home)

    page = desk.invite(round_id, email=owner.email)

    assert "Mercy Clinic Ltd is in the service already and takes part with it" in page.text
    with desk.app.app_context():
        (message,) = db.session.scalars(select(MailMessage))
        assert mail.outbox_counts()[0] == 1
    assert message.recipient == owner.email
    assert f"/organisations/{home.id}" in message.text


def test_participants_can_be_searched_by_name_and_by_address(desk: Desk) -> None:
    round_id = desk.make(is_open=True)
    desk.client.post(desk.paste(round_id, LIST).address)

    for words, found in (("nile", "Nile Hub"), ("MERCY.example", "Mercy Clinic")):
        page = desk.client.get(f"/programme/rounds/{round_id}/participants?q={words}")
        assert found in page.text
        assert "1 organisation<" in page.text
