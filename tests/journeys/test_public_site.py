"""Readers of the public site in a real browser: phone and desktop, both directions, script off, axe with every rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ADDRESSES = [
    "/", "/requirements", "/questionnaires", "/questionnaires/altai/2020.1", "/questionnaires/altai/2020.1/HAO",
    "/questionnaires/altai/2020.1/glossary", "/questionnaires/altai-generative/2026.2/GAI", "/method", "/nothing",
]  # fmt: skip


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_either_direction(browser: Browser, address: str, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address + path)

    for direction in ("ltr", "rtl"):
        page.evaluate("direction => { document.documentElement.dir = direction }", direction)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []
    page.close()


@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_scrolls_sideways_on_a_small_phone(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto(address + path)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    wide = [page.evaluate(OVERFLOW, direction) for direction in ("ltr", "rtl")]

    assert wide == [0, 0]
    page.close()


OVERFLOW = """direction => {
    const root = document.documentElement;
    root.dir = direction;
    return root.scrollWidth - root.clientWidth;
}"""


def test_a_reader_without_script_finds_the_help_of_a_question(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    page.get_by_role("link", name="See all questions").click()
    page.get_by_role("link", name="Human agency and oversight").click()
    question = page.locator("#HAO-B4")
    question.get_by_text("Help and answers").click()

    expect(question.get_by_text("Who can usually answer")).to_be_visible()
    context.close()


def test_a_page_asks_no_third_party_and_runs_no_script(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(address + "/questionnaires/altai/2020.1/HAO")

    assert {url.split("/", 3)[2] for url in asked} == {address.split("/")[2]}
    assert page.locator("script").count() == 0
    page.close()


def test_the_keyboard_reaches_the_content_past_the_navigation(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "/questionnaires")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()
    page.close()
