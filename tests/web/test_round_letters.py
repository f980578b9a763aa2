"""Letters of a round as an officer asks for them: choosing whose, watching, downloading, deleting."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from assessment.services import work
from tests.web import desk as desks

if TYPE_CHECKING:
    from flask import Flask

    from tests.web.desk import Desk


@pytest.fixture
def desk(app: Flask) -> Desk:
    return desks.desk(app)


def do_work(desk: Desk) -> None:
    with desk.app.app_context():
        while work.work_once(lambda: datetime.now(UTC)):
            pass


def test_those_without_an_address_are_offered_first(desk: Desk) -> None:
    round_id = desk.make(is_open=True)
    desk.code(round_id)
    desk.code(round_id, name="Lake Bank", email="a@lake.example")

    page = desk.client.get(f"/programme/rounds/{round_id}/letters")
    everybody = desk.client.get(f"/programme/rounds/{round_id}/letters?who=all&country=KE")

    assert "does not work any more" in page.text
    assert ("Mercy Clinic" in page.text, "Lake Bank" in page.text) == (True, False)
    assert "Lake Bank" in everybody.text


def test_nobody_chosen_is_said(desk: Desk) -> None:
    round_id = desk.make(is_open=True)
    desk.code(round_id)

    page = desk.client.post(f"/programme/rounds/{round_id}/letters")

    assert page.status == 422
    assert "Choose at least one organisation" in page.text


@pytest.mark.slow
def test_letters_are_made_downloaded_and_deleted(desk: Desk) -> None:
    round_id = desk.make(is_open=True)
    code = desk.code(round_id)
    address = f"/programme/rounds/{round_id}/letters"
    ids = re.findall(r'name="participant" value="([^"]+)"', desk.client.get(address).text)

    waiting = desk.client.post(address, data={"participant": ids})
    assert "The letters are being made" in waiting.text
    assert desk.client.client.get(waiting.address).headers["Refresh"] == "3"
    do_work(desk)
    ready = desk.client.get(waiting.address)

    assert "1 of 1 letters are made." in ready.text
    link = next(e.get("href", "") for e in ready.all("a") if e.get("href", "").endswith(".pdf"))
    got = desk.client.client.get(link)
    assert got.data.startswith(b"%PDF-")
    assert got.headers["Cache-Control"] == "private, no-store"
    got.close()
    dead = desk.client.post("/code", data={"code": code})
    assert "There is no open invitation with this code." in dead.text
    gone = desk.client.post(f"{waiting.address}/deletion", on=waiting.address)
    assert "The files are deleted." in gone.text
    assert desk.client.client.get(link).status_code == 404
