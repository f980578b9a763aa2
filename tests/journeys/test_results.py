"""From the result to a plan and a PDF in a real browser, against a real server with its worker, also without script."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from assessment.app import create_app
from assessment.config import Settings
from assessment.services import sessions
from tests import factories, results

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.journeys.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def member(served: Served, browser: Browser) -> tuple[dict[str, str], str, str]:  # noqa: ARG001 - started with the server
    """Store an example and its owner; return the cookie, the assessment's and the organisation's address."""
    app = create_app(Settings.from_env({"INSTANCE": str(served.instance)}))
    with app.app_context():
        place = results.stored()
        assert place.organisation is not None
        assert place.assessment is not None
        person = factories.member(place.organisation)
        data = f'{{"_user_id": "{person.fs_uniquifier}", "_fresh": true}}'
        who = (person.fs_uniquifier, sessions.person_of(person))
        token = sessions.keep_session(None, data, who, "Chromium, Linux", datetime.now(UTC))
    assert token is not None
    cookie = {"name": "session", "value": token, "url": served.address}
    start = served.address
    return cookie, f"{start}/assessments/{place.assessment.id}", f"{start}/organisations/{place.organisation.id}"


def opened(browser: Browser, cookie: dict[str, str], **options: object) -> BrowserContext:
    context = browser.new_context(**options)  # type: ignore[arg-type] # handed on
    context.add_cookies([cookie])  # type: ignore[list-item] # a cookie
    return context


def check(page: Page) -> None:
    """Let axe look at the page in both directions; nothing may scroll sideways."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for direction in ("ltr", "rtl"):
        page.evaluate("direction => { document.documentElement.dir = direction }", direction)
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_pages_about_results(
    browser: Browser, member: tuple[dict[str, str], str, str], width: int
) -> None:
    cookie, assessment, organisation = member
    context = opened(browser, cookie, viewport={"width": width, "height": 900})
    page = context.new_page()
    for address in (
        f"{assessment}/result", f"{assessment}/what-if", f"{assessment}/report", f"{organisation}/plan",
        f"{organisation}/plan/new", f"{organisation}/report",
    ):  # fmt: skip
        page.goto(address)
        check(page)
    context.close()


def test_without_script_a_person_plans_and_takes_the_report_home(
    browser: Browser, member: tuple[dict[str, str], str, str]
) -> None:
    cookie, assessment, organisation = member
    context = opened(browser, cookie, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{assessment}/result")
    page.get_by_role("button", name="Add these to the improvement plan").click()
    page.wait_for_url(f"{organisation}/plan**")
    page.get_by_role("button", name="Mark as in progress").first.click()
    page.get_by_role("button", name="Take back the last change").click()
    expect(page.locator("main")).to_contain_text("Taken back.")

    page.goto(f"{assessment}/report")
    page.get_by_role("button", name="Make the report").click()
    # The page looks again by itself until the file is there.
    page.get_by_role("heading", name="Your file is ready").wait_for(timeout=120_000)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF-")
    assert taken.value.suggested_filename.endswith(".pdf")
    context.close()
