"""People at a browser: what they do on our pages, named as they would say it; the page is checked at every stop."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

from tests.pages import check, parse

if TYPE_CHECKING:
    from playwright.sync_api import Page

PASSWORD = "walnut orbit candle rhythm"  # noqa: S105 - of people who live for one test
ATTEMPTS = 10
AWAY = re.compile("navigat|context was destroyed")
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visitor:
    """Somebody at a browser. Pages are found by their forms and addresses, so that the language does not matter."""

    page: Page
    address: str
    has_script: bool = True
    seen: list[str] = field(default_factory=list)

    def goes_to(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.address + path)
        self.looks()

    def presses(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state("load")
        self.looks()

    def types(self, name: str, text: str) -> None:
        self.page.locator(f"main [name='{name}']").first.fill(text)

    def chooses(self, name: str, value: str) -> None:
        field = self.page.locator(f"main [name='{name}'][value='{value}']")
        if field.count():
            field.first.check()
        else:
            self.page.locator(f"main select[name='{name}']").select_option(value)

    def follows(self, part: str) -> None:
        """Follow the first link of the page's main part whose address holds this."""
        self.presses(f"#main a[href*='{part}']")

    def looks(self) -> None:
        """Check the page as every reader would want it: valid, accessible, nothing sideways on a phone."""
        path = re.sub(r"[a-z2-7]{26}|[0-9a-f]{64}|[\w-]{43}", "…", self.page.url.split("?")[0])
        if path in self.seen:
            return
        self.seen.append(path)
        for attempt in range(ATTEMPTS):
            try:
                self._examines()
            except Error as error:
                # A page that waits for a report asks again by itself, perhaps in the middle of this.
                if attempt + 1 == ATTEMPTS or not AWAY.search(str(error)):
                    raise
                self.page.wait_for_load_state("load")
            else:
                return

    def _examines(self) -> None:
        check(parse(self.page.content()))
        for width in (320, 1280):
            self.page.set_viewport_size({"width": width, "height": 900})
            if self.has_script:
                violations = Axe().run(self.page).response["violations"]
                assert [(v["id"], v["nodes"][0]["html"][:160]) for v in violations] == [], self.page.url
                assert self.page.evaluate(OVERFLOW) == 0, self.page.url

    def id(self, kind: str) -> str:
        """Return the id that the page's address names, such as that of `assessments`."""
        found = re.search(rf"/{kind}/([a-z2-7]{{26}})", self.page.url)
        assert found, self.page.url
        return found.group(1)
