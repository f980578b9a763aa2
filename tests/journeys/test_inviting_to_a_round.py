"""An officer makes a round and invites twenty from a sheet; one who is invited comes in with the code and starts."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest
from playwright.sync_api import expect

from assessment.domain.access import Role
from assessment.storage import db
from assessment.storage.tables import Assessment, Participant
from tests import factories
from tests.journeys.people import PASSWORD, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

    from tests.journeys.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
ROUND = "Round of the journey"
GOOD = 17


def sheet(tmp_path: Path) -> Path:
    """Write a sheet of twenty organisations, three of which cannot be taken."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Company", "Country code", "Contact person", "E-Mail", "Sector"])
    for number in range(GOOD):
        page.append([f"Journey Clinic {number}", "Kenya", "Achieng", "", "health"])
    page.append(["Nowhere Ltd", "Atlantis", "", "", ""])
    page.append(["No Mail Ltd", "KE", "", "somewhere", ""])
    page.append(["", "KE", "", "", ""])
    path = tmp_path / "partners.xlsx"
    content = io.BytesIO()
    book.save(content)
    path.write_bytes(content.getvalue())
    return path


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def contexts(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[BrowserContext, BrowserContext, bool]]:
    made = [browser.new_context(java_script_enabled=request.param) for _ in range(2)]
    yield made[0], made[1], bool(request.param)
    for one in made:
        one.close()


def officer_at(served: Served, context: BrowserContext, *, has_script: bool) -> Visitor:
    app = served.app()
    with app.app_context():
        person = factories.account("Odile Officer", Role.PROGRAMME_OFFICER)
    client = app.test_client()
    factories.sign_in(app, client, person)
    cookie = client.get_cookie("session")
    assert cookie
    context.add_cookies([{"name": "session", "value": cookie.value, "url": served.address}])
    return Visitor(context.new_page(), served.address, has_script)


def makes_a_round(officer: Visitor) -> str:
    today = datetime.now(UTC).date()
    officer.goes_to("/programme/")
    officer.follows("/programme/rounds/new")
    officer.types("name", ROUND)
    officer.types("opens_on", today.isoformat())
    officer.types("closes_on", (today + timedelta(days=30)).isoformat())
    officer.types("country", "Kenya")
    officer.types("target", "12")
    officer.presses("main form .buttons button")
    officer.follows("/steps/open")
    officer.presses("main button.button")
    return officer.id("rounds")


def invites(officer: Visitor, path: Path) -> None:
    officer.follows("/invite")
    officer.page.locator("input[type=file]").set_input_files(path)
    officer.presses("main form .buttons button")
    expect(officer.page.locator("main tbody tr")).to_have_count(3)
    officer.presses("main form.action button")
    expect(officer.page.locator("[role=status]")).to_contain_text(f"{GOOD} organisations are invited.")


def code_of(officer: Visitor, round_id: str) -> str:
    officer.goes_to(f"/programme/rounds/{round_id}/participants?q=Clinic 16")
    officer.presses("main tbody form button")
    return officer.page.locator(".big-code").inner_text()


def comes_in(invitee: Visitor, code: str, email: str) -> None:
    invitee.goes_to("/code")
    invitee.types("code", code.lower())
    invitee.presses("main form button")
    expect(invitee.page.locator("main")).to_contain_text(ROUND)
    invitee.types("name", "Achieng Owuor")
    invitee.types("email", email)
    invitee.types("new_password", PASSWORD)
    invitee.presses("main form button")
    expect(invitee.page.locator("main [name=name]")).to_have_value("Journey Clinic 16")
    invitee.chooses("size", "small")
    invitee.presses("main form .buttons button")


def starts(invitee: Visitor) -> None:
    invitee.types("name", "Triage helper")
    invitee.types("purpose", "Suggests who is seen first.")
    invitee.chooses("role", "deployer")
    invitee.chooses("stage", "pilot")
    invitee.presses("main form button")
    invitee.follows("/rounds/")
    invitee.presses("main form .buttons button")


def test_an_officer_invites_from_a_sheet_and_an_invitee_starts_with_the_code(
    served: Served, contexts: tuple[BrowserContext, BrowserContext, bool], tmp_path: Path
) -> None:
    officer = officer_at(served, contexts[0], has_script=contexts[2])
    invitee = Visitor(contexts[1].new_page(), served.address, contexts[2])

    round_id = makes_a_round(officer)
    invites(officer, sheet(tmp_path))
    comes_in(invitee, code_of(officer, round_id), f"achieng-{round_id[:6]}@journey.example")
    starts(invitee)

    with served.app().app_context():
        row = db.session.get_one(Assessment, invitee.id("assessments"))
        taking = db.session.query(Participant).filter_by(round_id=round_id, organisation_id=row.organisation_id).one()
    assert (row.round_id, taking.name) == (round_id, "Journey Clinic 16")
    officer.goes_to(f"/programme/rounds/{round_id}")
    expect(officer.page.locator(".numbers")).to_contain_text("17")
