"""A client that checks every page it fetches, so that each test guards the quality of pages for free."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import html5lib

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

NAMESPACE = "{http://www.w3.org/1999/xhtml}"


@dataclass
class Page:
    """A fetched page, parsed."""

    status: int
    text: str
    tree: Element
    address: str = ""

    def all(self, tag: str) -> list[Element]:
        return list(self.tree.iter(NAMESPACE + tag))

    def words(self, tag: str) -> list[str]:
        return [" ".join("".join(element.itertext()).split()) for element in self.all(tag)]


class PageClient:
    """Fetches pages and checks them."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, address: str, **options: Any) -> Page:  # noqa: ANN401 - handed on
        return self._checked(self.client.get(address, follow_redirects=True, **options))

    def post(self, address: str, data: dict[str, Any] | None = None, *, on: str = "", **options: Any) -> Page:  # noqa: ANN401 - handed on
        """Send a form with the CSRF token of the page it stands on (by default the address itself)."""
        values = {"csrf_token": self.token(on or address)} | (data or {})
        return self._checked(self.client.post(address, data=values, follow_redirects=True, **options))

    def token(self, address: str) -> str:
        """Return the CSRF token of a page."""
        text = self.client.get(address, follow_redirects=True).get_data(as_text=True)
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', text)
        assert found, f"{address} has no form"
        return found.group(1)

    def _checked(self, response: TestResponse) -> Page:
        page = parse(response.get_data(as_text=True), response.status_code)
        page.address = response.request.path
        check(page)
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        return page


def parse(text: str, status: int = 200) -> Page:
    tree = html5lib.HTMLParser(strict=True).parse(text)
    return Page(status, text, tree)


def check(page: Page) -> None:
    """Assert what every page owes its readers."""
    root = page.tree
    assert root.get("lang"), "the page does not say its language"
    assert root.get("dir") in {"ltr", "rtl"}, "the page does not say its direction"
    assert len(page.all("h1")) == 1, "a page has one h1"
    assert page.words("title")[0].startswith(page.words("h1")[0]), "the title starts with the h1"
    assert re.findall(r"<script(?! src=)|\sstyle=|<style|\son[a-z]+=", page.text) == [], "no inline script or style"
    repeated = [i for i, n in Counter(e.get("id") for e in root.iter() if e.get("id")).items() if n > 1]
    assert repeated == [], "ids are unique"
    check_headings(page)
    ids = {e.get("id") for e in root.iter()}
    anchors = [e.get("href", "")[1:] for e in page.all("a") if e.get("href", "").startswith("#")]
    assert [a for a in anchors if a not in ids] == [], "links within the page lead somewhere"
    assert all(e.get("scope") for e in page.all("th")), "header cells have a scope"
    check_fields(page)


def check_fields(page: Page) -> None:
    labelled = {e.get("for") for e in page.all("label")}
    fields = [e for tag in ("input", "select", "textarea") for e in page.all(tag)]
    asked = [e for e in fields if e.get("type") not in {"hidden", "submit"}]
    bare = [e.get("name") for e in asked if e.get("id") not in labelled and not e.get("aria-label")]
    assert bare == [], "every field has a label"
    ids = {e.get("id") for e in page.tree.iter()}
    described = [i for e in page.tree.iter() for i in (e.get("aria-describedby") or "").split()]
    assert [i for i in described if i not in ids] == [], "descriptions exist"
    posting = [f for f in page.all("form") if (f.get("method") or "get").lower() == "post"]
    tokens = [[e for e in f.iter(NAMESPACE + "input") if e.get("name") == "csrf_token"] for f in posting]
    assert all(tokens), "every form that changes something carries a CSRF token"


def check_headings(page: Page) -> None:
    levels = [int(e.tag[-1]) for e in page.tree.iter() if re.fullmatch(re.escape(NAMESPACE) + "h[1-6]", str(e.tag))]
    jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
    assert jumps == [], "headings skip no level"
