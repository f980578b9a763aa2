"""Every page of the map in a real browser, as somebody who may see it: axe with every rule, and it fits a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from assessment.domain.access import Role
from tests import factories
from tests.conftest import LONG, let_go
from tests.journeys.people import OVERFLOW
from tests.web.rooms import SECTION
from tests.web.test_url_map import populate

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, BrowserContext, Page

    from assessment.storage.tables import Account
    from tests.journeys.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]
# The narrowest and mirrored is where layouts break; the long run looks at all, and in every language.
REAL = [("ar", 320), ("ar", 1280), ("fr", 320), ("es", 320), ("pt", 320)]
VIEWS = [("ar-XB", 320), *([("en", 320), ("ar-XB", 1280), ("en", 1280), *REAL] if LONG else [])]
SECRETS = {"secret": "none", "token": "none", "code": "NONE2345", "fingerprint": "none", "name": "none"}
FURTHER = {"questionnaire_id": "altai", "version": "2020.1", "section_id": SECTION}


def signed_in(
    app: Flask, browser: Browser, served: Served, person: Account | None, language: str, **options: bool
) -> BrowserContext:
    context = browser.new_context(**options)  # type: ignore[arg-type] # switches of the browser
    cookies = [{"name": "language", "value": language, "url": served.address}]
    if person is not None:
        client = app.test_client()
        factories.sign_in(app, client, person)
        found = client.get_cookie("session")
        assert found is not None
        cookies.append({"name": "session", "value": found.value, "url": served.address})
    context.add_cookies(cookies)  # type: ignore[arg-type] # plain dictionaries are what the library documents
    return context


def addresses(app: Flask, ids: dict[str, str]) -> list[tuple[str, str]]:
    """Return (endpoint, address) of every page that is shown on a GET."""
    values = SECRETS | FURTHER | ids
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or set()) and not rule.arguments - set(values):
                address = rule.rule
                for name in rule.arguments:
                    address = address.replace(f"<int:{name}>", values[name]).replace(f"<{name}>", values[name])
                found.append((rule.endpoint, address))
    return sorted(found)


def faults(page: Page, address: str, width: int) -> list[str]:
    """Return what is wrong with a page; files and pages that lead elsewhere are somebody else's."""
    answer = page.request.get(address, max_redirects=0, max_retries=3)
    if answer.status >= 500:
        return [f"{address}: {answer.status}"]
    if answer.status in range(300, 400) or "text/html" not in answer.headers.get("content-type", ""):
        return []
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    violations = Axe().run(page).response["violations"]
    found = [f"{address}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in violations]
    over = page.evaluate(OVERFLOW)
    return found + ([f"{address}: {over} px too wide"] if over > 0 else [])


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_every_page_is_accessible_and_fits_a_phone(browser: Browser, served: Served, language: str, width: int) -> None:
    app = served.app()
    room, ids = populate(app)
    with app.app_context():
        operator = factories.account("Olga Petrova", Role.OPERATOR)
        official = factories.account("Mei Tanaka", Role.OFFICIAL)
        officer = factories.account("Ola Officer", Role.PROGRAMME_OFFICER)
        editor = factories.account("Edna Editor", Role.QUESTIONNAIRE_EDITOR)
    found, seen = [], 0
    contexts = {
        "operator": signed_in(app, browser, served, operator, language),
        "official": signed_in(app, browser, served, official, language),
        "programme": signed_in(app, browser, served, officer, language),
        "editor": signed_in(app, browser, served, editor, language),
        "public": signed_in(app, browser, served, None, language),
        "": signed_in(app, browser, served, room.people[Role.OWNER], language),
    }
    pages = {name: context.new_page() for name, context in contexts.items()}
    for endpoint, path in addresses(app, ids):
        page = pages.get(endpoint.split(".")[0], pages[""])
        found += faults(page, served.address + path, width)
        seen += 1
    for context in contexts.values():
        context.close()
    let_go(app)

    assert found == []
    assert seen > 90
