"""An officer at work on rounds, for tests of their pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from assessment.domain.access import Role
from assessment.services import sessions
from assessment.services.rounds import reading
from tests import factories
from tests.pages import PageClient

if TYPE_CHECKING:
    from flask import Flask

    from assessment.services.rounds.reading import Known
    from assessment.storage.tables import Account
    from tests.pages import Page

TODAY = datetime.now(UTC).date()
FORM: dict[str, Any] = {
    "name": "East Africa", "edition": "altai 2020.1", "depth": "full", "languages": "en",
    "opens_on": TODAY.isoformat(), "closes_on": (TODAY + timedelta(days=60)).isoformat(), "note": "",
    "country": ["Kenya", "ug"], "target": ["20", ""],
}  # fmt: skip


@dataclass
class Desk:
    """An officer at work."""

    app: Flask
    officer: Account
    client: PageClient

    def rounds(self) -> tuple[Known, ...]:
        with self.app.app_context():
            return reading.list_rounds(sessions.person_of(self.officer), datetime.now(UTC))

    def make(self, *, is_open: bool = False, **form: object) -> str:
        page = self.client.post("/programme/rounds/new", data=FORM | form)
        assert page.status == 200, page.text
        round_id = page.address.rsplit("/", 1)[1]
        if is_open:
            self.step(round_id, "open")
        return round_id

    def step(self, round_id: str, name: str, **form: str) -> str:
        page = self.client.get(f"/programme/rounds/{round_id}/steps/{name}").text
        found = re.search(r'name="revision" value="(\d+)"', page)
        assert found
        data = {"revision": found[1]} | form
        return self.client.post(f"/programme/rounds/{round_id}/steps/{name}", data=data).text

    def paste(self, round_id: str, rows: str) -> Page:
        return self.client.post(f"/programme/rounds/{round_id}/invite", data={"rows": rows})

    def invite(self, round_id: str, **entry: str) -> Page:
        """Invite one organisation; the page is its letter."""
        form = {
            "name": "Mercy Clinic", "country": "KE", "contact": "Achieng", "email": "", "language": "en",
            "activity": "health", "size": "small", "facilitator": "", "holding": "",
        }  # fmt: skip
        return self.client.post(f"/programme/rounds/{round_id}/participants/new", data=form | entry)

    def code(self, round_id: str, **entry: str) -> str:
        """Invite one organisation and return the code of its letter."""
        found = re.search(r'class="big-code"[^>]*>([^<]+)<', self.invite(round_id, **entry).text)
        assert found
        return found[1].strip()


def desk(app: Flask) -> Desk:
    with app.app_context():
        officer = factories.account("Odile Mbeki", Role.PROGRAMME_OFFICER)
    client = app.test_client()
    factories.sign_in(app, client, officer)
    return Desk(app, officer, PageClient(client))
