"""An official at a browser: from the releases to a chart in a slide, without script and without a mouse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from assessment.domain.access import Role
from tests import factories, releases
from tests.conftest import let_go
from tests.journeys.test_every_page import signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.journeys.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """Give a page without script, signed in as an official; there is a release."""
    app = served.app()
    with app.app_context():
        releases.release(releases.cells(former=1))
        official = factories.account("Mei Tanaka", Role.OFFICIAL)
    context = signed_in(app, browser, served, official, "en", java_script_enabled=False, accept_downloads=True)
    opened = context.new_page()
    opened.goto(f"{served.address}/figures/")
    yield opened
    context.close()
    let_go(app)


def test_an_official_takes_a_chart_and_keeps_its_view(page: Page) -> None:
    page.get_by_role("link", name=re.compile(r"Explore the figures")).first.click()
    page.get_by_label("Cut").select_option("sector")
    page.get_by_role("button", name="Show").press("Enter")
    page.get_by_label("Figure", exact=True).select_option("band")
    page.get_by_role("button", name="Show").press("Enter")
    expect(page.get_by_role("img").first).to_have_accessible_name(
        "Human agency and oversight. How far measures are in place · By sector. The table has the same figures."
    )

    page.get_by_label("Keep this view under a name").fill("Bands of sectors")
    page.get_by_role("button", name="Save the view").click()
    expect(page.get_by_text("The view is kept as Bands of sectors.")).to_be_visible()

    page.get_by_role("link", name="Take the chart for a slide").click()
    page.get_by_label("What do you need the figures for?").fill("Briefing in Nairobi")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    assert waiting.value.suggested_filename.endswith("-sector-band-in-place-HAO.png")


def test_every_number_leads_to_what_stands_behind_it(page: Page) -> None:
    page.get_by_role("link", name="The profile of a country").first.click()
    page.get_by_label("Whose").select_option("KE")
    page.get_by_role("button", name="Show").press("Enter")
    page.get_by_role("table").get_by_role("link", name="62").first.press("Enter")

    expect(page.get_by_role("heading", name="One figure")).to_be_visible()
    expect(page.get_by_text("n ≈ 25").first).to_be_visible()


def test_a_view_fits_on_paper(page: Page) -> None:
    page.get_by_role("link", name=re.compile(r"Explore the figures")).first.click()
    page.emulate_media(media="print")

    expect(page.get_by_role("button", name="Show")).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()
