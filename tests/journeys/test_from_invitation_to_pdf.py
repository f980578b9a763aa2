"""The whole way of an organisation, from an invitation to the PDF it takes home, in a real browser on a real server."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pikepdf
import pytest
from playwright.sync_api import expect

from assessment.domain.access import Person
from assessment.services import invitations
from assessment.services.mail import Letter
from tests.conftest import LONG, let_go
from tests.journeys.people import PASSWORD, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.journeys.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]
# Every combination and every language in the long run; in the short one the two that differ most.
REAL = [("fr", True), ("es", False), ("pt", True), ("ar", False)]
WAYS = [("en", True), ("ar-XB", False), *([("en", False), ("ar-XB", True), *REAL] if LONG else [])]


@pytest.fixture(params=WAYS, ids=lambda way: f"{way[0]}-{'script' if way[1] else 'no-script'}")
def person(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Visitor]:
    language, has_script = request.param
    context = browser.new_context(java_script_enabled=has_script, accept_downloads=True)
    context.add_cookies([{"name": "language", "value": language, "url": served.address}])
    yield Visitor(context.new_page(), served.address, has_script)
    context.close()


def invitation_code(served: Served) -> str:
    """Have the people who run the service make an invitation, as on paper: a code of eight characters."""
    app = served.app()
    with app.app_context():
        wish = invitations.Wish(None, "", "en")
        made = invitations.invite_by_operator(Person(), wish, lambda _: Letter("", ""), datetime.now(UTC))
    let_go(app)
    return made.code


def accepts(person: Visitor, code: str) -> None:
    person.goes_to("/code")
    person.types("code", code.lower())
    person.presses("#main form[action$='/code'] button")
    person.types("name", "ნინო Beridze")
    person.types("email", f"nino-{code.lower()}@hospital.example")
    person.types("new_password", PASSWORD)
    person.presses("#main form:has([name=new_password]) button.button")


def founds_an_organisation(person: Visitor) -> None:
    person.goes_to("/organisations/new")
    person.types("name", "Tbilisi Regional Hospital")
    person.chooses("country", "GE")
    person.page.locator("main select[name=activity]").select_option(index=8)
    person.chooses("size", "medium")
    person.presses("#main form button.button")


def starts_an_assessment(person: Visitor) -> str:
    person.types("name", "Chest X-ray triage")
    person.types("purpose", "Sorts chest images so that the most urgent are read first.")
    person.chooses("role", "deployer")
    person.page.locator("main [name=stage]").nth(2).check()
    person.presses("#main form button.button")
    # Other journeys publish versions of their own on the same server, and the newest would be chosen.
    if person.page.locator("main [name=edition]").count():
        person.chooses("edition", "altai 2020.2")
    person.chooses("depth", "core")
    person.presses("#main form button.button")
    return person.id("assessments")


def answers_a_section(person: Visitor, assessment: str) -> None:
    person.goes_to(f"/assessments/{assessment}/everything")
    person.goes_to(f"/assessments/{assessment}/sections/HAO")
    for question in (
        person.page.locator("article, section, fieldset").filter(has=person.page.locator("[type=radio]")).all()
    ):
        option = question.locator("[type=radio][value='in-place'], [type=radio][value='yes']")
        if option.count():
            option.first.check()
    person.presses(".save-bar button.button:not(.secondary)")
    expect(person.page.locator("#receipt")).not_to_be_empty()


def signs_and_submits(person: Visitor, assessment: str) -> None:
    person.goes_to(f"/assessments/{assessment}/review")
    person.page.locator("main [type=checkbox]").first.check()
    person.presses("#main form[action$='/send-for-review'] button")
    person.follows("/sign-off")
    for box in person.page.locator("main [type=checkbox]").all():
        box.check()
    function = person.page.locator("main [name=function]")
    if function.count():
        function.fill("Medical director")
    person.presses("#main form:has([name=agreed]) button.button")
    person.goes_to(f"/assessments/{assessment}/review")
    for box in person.page.locator("main [type=checkbox]").all():
        box.check()
    person.presses("#main form[action$='/submit'] button")


def takes_the_report_home(person: Visitor, assessment: str, folder: Path) -> pikepdf.Pdf:
    person.goes_to(f"/assessments/{assessment}/result")
    person.goes_to(f"/assessments/{assessment}/report")
    person.presses("#main form:has([name=extent]) button.button")
    link = person.page.locator("#main a[href$='/file']")
    # Without script the page asks again by itself.
    link.first.wait_for(timeout=120_000)
    person.looks()
    with person.page.expect_download() as download:
        link.first.click()
    target = folder / "report.pdf"
    download.value.save_as(target)
    return pikepdf.open(target)


def test_an_organisation_goes_from_an_invitation_to_its_report(person: Visitor, served: Served, tmp_path: Path) -> None:
    accepts(person, invitation_code(served))
    founds_an_organisation(person)
    assessment = starts_an_assessment(person)
    answers_a_section(person, assessment)
    signs_and_submits(person, assessment)

    with takes_the_report_home(person, assessment, tmp_path) as report:
        title = str(report.docinfo.get("/Title", ""))
        attached = set(report.attachments)

    assert re.search("Chest X-ray triage", title)
    assert {"answers.json", "score.json"} <= attached
