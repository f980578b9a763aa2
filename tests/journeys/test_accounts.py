"""People in a real browser: invited, with passkey, locked out of nothing, and without a script."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.conftest import free_port, until, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PASSWORD = "three little herons wade"  # noqa: S105 - of nobody
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Serve a fresh installation; give its address and what it prints about the first operator."""
    port, folder = free_port(), tmp_path_factory.mktemp("fresh")
    address = f"http://localhost:{port}"
    environment = os.environ | {
        "INSTANCE": str(folder), "PORT": str(port), "PUBLIC_URL": address, "PSEUDO_LANGUAGE": "1",
    }  # fmt: skip
    said = folder / "said"
    with said.open("w") as output:
        command = [sys.executable, "-m", "assessment", "serve", "--workers", "1"]
        server = subprocess.Popen(command, env=environment, stdout=output)
    try:
        wait_for(f"{address}/")
        yield address, _link(said)
    finally:
        server.terminate()
        server.wait(60)


def _link(said: Path) -> str:
    def links() -> list[str]:
        return re.findall(r"http://\S+/invitation/\S+\n", said.read_text("utf-8"))

    until(lambda: bool(links()), "the link for the first operator, which the first start prints")
    return links()[0].strip()


def check(page: Page) -> None:
    """Assert that the page has no fault of accessibility, and no sideways scroll at 320 px."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    if size:
        page.set_viewport_size(size)


def accept(page: Page, link: str, email: str) -> None:
    page.goto(link)
    check(page)
    page.fill("#name", "Ada Operator")
    page.fill("#email", email)
    page.fill("#new_password", PASSWORD)
    page.click("button:has-text('Accept the invitation')")


@pytest.fixture(scope="module")
def operator(fresh: tuple[str, str], browser: Browser) -> Iterator[BrowserContext]:
    """Give the browser of the first operator, who came by the printed link and has a passkey as second step."""
    address, link = fresh
    context = browser.new_context(base_url=address)
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    accept(page, link, "ada@example.org")
    page.wait_for_url("**/account/second-step")
    check(page)
    page.click("text=Add a passkey")
    check(page)
    page.fill("#name", "my laptop")
    page.click("button:has-text('Make the passkey')")
    page.wait_for_url("**/account")
    check(page)
    yield context
    context.close()


def test_the_first_operator_comes_by_the_printed_link_and_signs_in_by_passkey(operator: BrowserContext) -> None:
    page = operator.pages[0]
    page.click("text=Sign out")
    page.wait_for_url(lambda address: "/account" not in address)
    page.goto("/sign-in")
    check(page)
    page.click("button:has-text('Sign in with a passkey')")
    page.wait_for_url("**/operator/")

    expect(page.locator("header")).to_contain_text("Ada Operator")


def found_organisation(page: Page) -> str:
    """Found an organisation; return its address."""
    page.goto("/organisations/new")
    page.fill("#name", "Kisumu Health Network")
    page.select_option("#country", "KE")
    page.select_option("#activity", index=2)
    page.check("input[name=size] >> nth=0")
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(r"/organisations/[a-z2-7]{26}"))
    found = re.search(r"/organisations/[a-z2-7]{26}", page.url)
    assert found
    return found.group()


def test_a_printed_code_brings_a_colleague_in_without_a_script(
    fresh: tuple[str, str], operator: BrowserContext, browser: Browser
) -> None:
    page = operator.pages[0]
    place = found_organisation(page)
    page.goto(f"{place}/invitations/new")
    check(page)
    page.click("main form button[type=submit]")
    check(page)
    code = page.inner_text(".big-code")
    page.goto(f"{place}/members")
    check(page)

    plain = browser.new_context(base_url=fresh[0], java_script_enabled=False)
    visitor = plain.new_page()
    visitor.goto("/code")
    visitor.fill("#code", code.lower().replace("-", " "))
    visitor.click("main form button[type=submit]")
    visitor.fill("#name", "Wanjiru Kamau")
    visitor.fill("#email", "wanjiru@example.org")
    visitor.fill("#new_password", PASSWORD)
    visitor.click("button:has-text('Accept the invitation')")

    expect(visitor.locator("main")).to_contain_text("You are now a member of Kisumu Health Network")
    plain.close()


def test_a_login_that_expires_while_typing_loses_nothing_without_a_script(
    fresh: tuple[str, str], browser: Browser
) -> None:
    plain = browser.new_context(base_url=fresh[0], java_script_enabled=False)
    page = plain.new_page()
    page.goto("/sign-in")
    page.fill("#email", "wanjiru@example.org")
    page.fill("#password", PASSWORD)
    page.click("button:has-text('Sign in')")
    page.wait_for_url(lambda address: "/sign-in" not in address)
    page.goto("/account")
    page.fill("#name", "Wanjiru Achieng Kamau")
    plain.clear_cookies()
    page.click("button:has-text('Save')")

    expect(page.locator("h1")).to_have_text("Please sign in again")
    page.fill("#email", "wanjiru@example.org")
    page.fill("#password", PASSWORD)
    page.click("button:has-text('Sign in')")
    expect(page.locator("main")).to_contain_text("Wanjiru Achieng Kamau")
    page.click("button:has-text('Send what you typed')")

    expect(page.locator("#name")).to_have_value("Wanjiru Achieng Kamau")
    plain.close()


@pytest.mark.parametrize(
    "where", ["/sign-in", "/code", "/forgotten-password", "/invitation/none", "/new-password/none"]
)
def test_public_pages_are_accessible_in_both_directions(fresh: tuple[str, str], browser: Browser, where: str) -> None:
    for language in ("en", "ar-XB"):
        context = browser.new_context(base_url=fresh[0])
        context.add_cookies([{"name": "language", "value": language, "url": fresh[0]}])
        page = context.new_page()
        page.goto(where)
        check(page)
        context.close()
