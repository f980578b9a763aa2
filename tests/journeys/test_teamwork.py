"""Colleagues share the work in a real browser, with script and without: ask, link, code, evidence, comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from assessment import storage
from assessment.domain.access import Role
from tests import factories
from tests.journeys.conftest import until
from tests.services import files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, FilePayload, Page

    from assessment.storage.tables import Account
    from tests.journeys.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OVERFLOW = """direction => {
    const root = document.documentElement;
    root.dir = direction;
    return root.scrollWidth - root.clientWidth;
}"""


class Team:
    """An organisation on the server, with an owner, an editor and one assessment."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.app = served.app()
        with self.app.app_context():
            organisation = factories.organisation("Hôpital de Kisumu")
            self.assessment = factories.assessment(factories.system(organisation)).id
            self.owner = factories.member(organisation)
            self.editor = factories.member(organisation, Role.EDITOR, factories.account("Łukasz Nowak"))

    def browse(
        self, browser: Browser, who: Account | None, *, script: bool = True, width: int = 1280
    ) -> BrowserContext:
        """Open a browser that is signed in as somebody."""
        context = browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 900})
        if who:
            client = self.app.test_client()
            factories.sign_in(self.app, client, who)
            cookie = client.get_cookie("session")
            assert cookie
            context.add_cookies([{"name": "session", "value": cookie.value, "url": self.served.address}])
        return context

    def address(self, rest: str) -> str:
        return f"{self.served.address}/assessments/{self.assessment}{rest}"


@pytest.fixture(scope="module")
def team(served: Served) -> Team:
    made = Team(served)
    with made.app.app_context():
        storage.db.session.remove()
    return made


@pytest.mark.parametrize("script", ["on", ""], ids=["with script", "without script"])
def test_a_guest_is_asked_comes_in_adds_evidence_and_the_owner_downloads_it(
    browser: Browser, team: Team, script: str
) -> None:
    email = f"guest-{script}@example.org".lower()
    owners, guests = (team.browse(browser, who, script=bool(script)) for who in (team.owner, None))
    owner, guest = owners.new_page(), guests.new_page()

    link = _make_link(owner, team, email)
    _come_in(guest, team, link, email)
    guest.get_by_role("link", name="Add evidence or a comment").first.click()
    _add_file(guest)
    owner.goto(guest.url)
    with owner.expect_download() as download:
        owner.get_by_role("link", name="Prüfbericht Abschaltung.pdf", exact=True).click()

    assert download.value.suggested_filename == "Prüfbericht Abschaltung.pdf"
    assert download.value.path().read_bytes() == files.GOOD["report.pdf"]
    expect(owner.get_by_text("Fatima Al-Sayed").first).to_be_visible()
    owners.close()
    guests.close()


def _make_link(page: Page, team: Team, email: str) -> str:
    page.goto(team.address("/assigning"))
    page.get_by_role("link", name=re.compile("Ask somebody.*Human agency")).click()
    page.get_by_label("Name", exact=True).fill("Fatima Al-Sayed")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Make and send the link").click()
    return page.locator(".secret").inner_text()


def _come_in(page: Page, team: Team, link: str, email: str) -> None:
    # The address that people are given is the public one; here it is the server itself.
    page.goto(team.served.address + link[link.index("/guest/") :])
    page.get_by_role("button", name="Send me the code").click()
    page.get_by_label("Code").fill(_code(team, email))
    page.get_by_role("button", name="Go to the questions").click()
    page.wait_for_url("**/sections/HAO")


def _code(team: Team, email: str) -> str:
    """Read the code from the mails; the mail with the link came first, so having mail is not yet having the code."""

    def codes() -> list[str]:
        return re.findall(r"^([2-9A-Z]{8})\s*$", "\n".join(team.served.mail_to(email)), re.MULTILINE)

    until(lambda: bool(codes()), "a mail with the code")
    return codes()[-1]


def _add_file(page: Page) -> None:
    page.get_by_text("Add a file").click()
    upload: FilePayload = {
        "name": "Prüfbericht Abschaltung.pdf",
        "mimeType": "application/pdf",
        "buffer": files.GOOD["report.pdf"],
    }
    page.get_by_label("File", exact=True).set_input_files(upload)
    page.get_by_role("button", name="Add the file").click()
    page.get_by_text("The file was added.").wait_for()


def test_a_colleague_is_asked_and_mentioned(browser: Browser, team: Team) -> None:
    owners, editors = (team.browse(browser, who, script=False) for who in (team.owner, team.editor))
    owner, editor = owners.new_page(), editors.new_page()

    owner.goto(team.address("/assigning/TRA"))
    owner.get_by_label("Łukasz Nowak").check()
    owner.get_by_role("button", name="Ask them").click()
    owner.wait_for_url(team.address("/assigning**"))
    expect(owner.locator("main")).to_contain_text("Łukasz Nowak")
    owner.goto(team.address("/sections/TRA/questions/TRA-A1"))
    owner.get_by_label("Comment", exact=True).fill("Bitte prüfen <b>bald</b>")
    owner.get_by_text("@ Mention somebody").click()
    owner.get_by_label("@Łukasz Nowak").check()
    owner.get_by_role("button", name="Add the comment").click()
    expect(owner.locator("main .comment, main article, main li").filter(has_text="Bitte prüfen").first).to_be_visible()
    editor.goto(f"{team.served.address}/mentions")

    expect(editor.get_by_text("Bitte prüfen <b>bald</b>")).to_be_visible()
    assert len(team.served.mail_to(team.editor.email)) >= 1
    owners.close()
    editors.close()


PAGES = ["/assigning", "/assigning/HAO", "/sections/HAO/questions/HAO-B4"]


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways_in_either_direction(
    browser: Browser, team: Team, width: int
) -> None:
    context = team.browse(browser, team.owner, width=width)
    page = context.new_page()
    link = _make_link(page, team, f"wide-{width}@example.org")
    made = (Axe().run(page).response["violations"], page.evaluate(OVERFLOW, "ltr"))
    addresses = [*(team.address(path) for path in PAGES), f"{team.served.address}/mentions"]
    found = [_look(page, address) for address in addresses]
    context.close()
    guests = team.browse(browser, None, width=width)
    page, path = guests.new_page(), team.served.address + link[link.index("/guest/") :]
    found += [_look(page, address) for address in (path, f"{path}/code", f"{path}x")]
    guests.close()

    assert made == ([], 0)
    assert [one for one in found if one != ([], [0, 0])] == []


def _look(page: Page, address: str) -> tuple[list[tuple[str, str]], list[int]]:
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    wide = [int(page.evaluate(OVERFLOW, direction)) for direction in ("ltr", "rtl")]
    violations = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:120]) for v in violations], wide
