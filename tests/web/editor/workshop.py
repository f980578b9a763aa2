"""Two editors at work in the browser, for tests of their pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.access import Role
from assessment.services.drafting import reading
from tests import drafts, factories
from tests.pages import PageClient

if TYPE_CHECKING:
    from flask import Flask

    from assessment.services.drafting.reading import Whole
    from tests.pages import Page


@dataclass
class Bench:
    """One editor with a draft; `colleague` is another one."""

    app: Flask
    client: PageClient
    colleague: PageClient
    draft_id: str

    def whole(self) -> Whole:
        with self.app.app_context():
            return reading.find(self.draft_id)

    def at(self, path: str = "") -> str:
        return f"/editing/drafts/{self.draft_id}{path}"

    def get(self, path: str = "") -> Page:
        return self.client.get(self.at(path))

    def post(self, path: str, data: dict[str, object] | None = None, *, by: PageClient | None = None) -> Page:
        return (by or self.client).post(self.at(path), data=data, on=self.at("/questions/HAO-A2"))

    def form(self, path: str, by: PageClient | None = None) -> dict[str, object]:
        """Return what a browser would send for the form with a version on a page."""
        page = (by or self.client).get(self.at(path))
        form = next(f for f in page.all("form") if any(e.get("name") == "version" for e in f.iter()))
        return fields(form)


def fields(form: object) -> dict[str, object]:
    """Return the names and values of a form's fields as they stand."""
    found: dict[str, object] = {}
    for element in form.iter():  # type: ignore[attr-defined]
        name, tag = element.get("name"), element.tag.rpartition("}")[2]
        if not name or tag == "button" or name == "csrf_token":
            continue
        if tag == "textarea":
            found[name] = re.sub(r"\A\n", "", "".join(element.itertext()))
        elif tag == "select":
            options = [o for o in element.iter() if o.tag.endswith("option")]
            found[name] = next(
                (o.get("value") for o in options if o.get("selected") is not None), options[0].get("value")
            )
        elif element.get("type") in {"checkbox", "radio"}:
            if element.get("checked") is not None:
                found.setdefault(name, [])
                found[name].append(element.get("value"))  # type: ignore[attr-defined]
        else:
            found[name] = element.get("value", "")
    return found


def editor(app: Flask, name: str = "Edna Editor") -> PageClient:
    with app.app_context():
        person = factories.account(name, Role.QUESTIONNAIRE_EDITOR)
        factories.set_password(app, person)
    client = app.test_client()
    factories.sign_in(app, client, person)
    return PageClient(client)


def bench(app: Flask) -> Bench:
    first, second = editor(app), editor(app, "Otto Other")
    page = first.post("/editing/versions/altai/2020.1/draft", data={"version": drafts.number()})
    assert page.status == 200, page.text
    return Bench(app, first, second, page.address.rsplit("/", 1)[1])
