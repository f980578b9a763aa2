"""An editor announces the last day of a version and takes it back; after it nothing starts, and what runs goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from assessment.domain.access import Person, Role
from assessment.services import version_ends
from tests import drafts, factories
from tests.conftest import let_go
from tests.journeys.people import Visitor
from tests.journeys.test_every_page import signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Browser, Locator

    from tests.journeys.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]


@dataclass(frozen=True)
class Scene:
    """An editor and the owner of a system, with a version that was published for them."""

    app: Flask
    editor: Visitor
    owner: Visitor
    version: str
    new: str

    @property
    def end(self) -> str:
        return f"/editing/versions/altai/{self.version}/end"

    @property
    def offer(self) -> Locator:
        """Return the version among those that an assessment can be started with."""
        self.owner.goes_to(self.new)
        return self.owner.page.locator(f"option[value='altai {self.version}']")

    def start(self) -> str:
        """Start an assessment and return its address."""
        self.owner.goes_to(self.new)
        self.owner.chooses("edition", f"altai {self.version}")
        self.owner.presses("#main form[method=post] button[type=submit]")
        return self.owner.page.url

    def is_told_at(self, address: str, place: str = "#main .callout") -> None:
        """Expect a page to tell the last day."""
        self.owner.goes_to(address)
        expect(self.owner.page.locator(place)).to_be_visible()


@pytest.fixture(params=[("en", True), ("ar", False)], ids=["with script", "Arabic without script"])
def scene(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Scene]:
    """Give a version, who ends it and who has an assessment with it."""
    language, has_script = request.param
    app = served.app()
    with app.app_context():
        whole = drafts.draft()
        drafts.published(whole)
        version = whole.row.version
        person = factories.account("Edda", Role.QUESTIONNAIRE_EDITOR)
        organisation = factories.organisation()
        member = factories.member(organisation)
        system = factories.system(organisation).id
    contexts = [
        signed_in(app, browser, served, one, language, java_script_enabled=has_script) for one in (person, member)
    ]
    editor, owner = (Visitor(one.new_page(), served.address, has_script=has_script) for one in contexts)
    yield Scene(app, editor, owner, version, f"/systems/{system}/assessments/new")
    for one in contexts:
        one.close()
    let_go(app)


def test_a_last_day_is_announced_and_taken_back(scene: Scene) -> None:
    running = scene.start()
    later = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    mine = scene.editor.page.locator(f"tr:has(a[href$='{scene.end}']) .state")

    scene.editor.goes_to("/editing/versions")
    scene.editor.follows(scene.end)
    scene.editor.types("last_day", later)
    scene.editor.presses("#main form button[type=submit]")
    expect(mine).to_have_count(1)
    scene.is_told_at(f"/questionnaires/altai/{scene.version}", "#main .facts + .callout")
    scene.is_told_at(running)
    assert scene.offer.count() == 1

    scene.editor.goes_to(scene.end)
    scene.editor.presses("#main form[action$=undo] button")
    expect(mine).to_have_count(0)
    scene.owner.goes_to(running)
    expect(scene.owner.page.locator("#main .callout")).to_have_count(0)


def test_after_the_last_day_nothing_starts_and_what_runs_goes_on(scene: Scene) -> None:
    running = scene.start()
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with scene.app.app_context():
        version_ends.end_version("altai", scene.version, yesterday.date(), Person("editor"), yesterday)

    scene.editor.goes_to("/editing/versions")
    expect(scene.editor.page.locator(f"a[href$='{scene.end}']")).to_have_count(0)
    assert scene.offer.count() == 0
    scene.is_told_at(running)

    section = f"{running}/sections/HAO"
    scene.owner.goes_to(section)
    scene.owner.page.locator("#HAO-A2 input[type=radio]").first.check()
    scene.owner.presses(".save-bar button.button:not(.secondary)")
    scene.owner.goes_to(section)
    expect(scene.owner.page.locator("#HAO-A2 input[type=radio]").first).to_be_checked()
