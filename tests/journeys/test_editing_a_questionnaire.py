"""Two editors make a new version in the browser: draft, edit, mend, approve, publish; then somebody starts with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from assessment.domain.access import Role
from tests import drafts, factories
from tests.conftest import let_go
from tests.journeys.people import Visitor
from tests.journeys.test_every_page import signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.journeys.conftest import Served

    People = tuple[Visitor, Visitor, Visitor, str]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]
HELP = "Think of everybody who meets the system, at work or at home."


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def people(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[People]:
    """Give two editors, the owner of a system, and where they start an assessment of it."""
    app = served.app()
    with app.app_context():
        editors = [factories.account(name, Role.QUESTIONNAIRE_EDITOR) for name in ("Edna Editor", "Otto Other")]
        for person in editors:
            factories.set_password(app, person)
        organisation = factories.organisation()
        member = factories.member(organisation)
        system_id = factories.system(organisation).id
    contexts = [
        signed_in(app, browser, served, person, "en", java_script_enabled=bool(request.param))
        for person in (*editors, member)
    ]
    editor, second, owner = (
        Visitor(one.new_page(), served.address, has_script=bool(request.param)) for one in contexts
    )
    yield editor, second, owner, f"/systems/{system_id}/assessments/new"
    for one in contexts:
        one.close()
    let_go(app)


def test_a_new_version_from_the_first_draft_to_its_first_assessment(people: People) -> None:
    editor, second, owner, new = people
    version = drafts.number()

    editor.goes_to("/editing/")
    editor.follows("/versions/altai/2020.1/draft")
    editor.types("version", version)
    editor.presses("#main form button[type=submit]")
    overview = editor.page.url

    break_and_mend(editor)
    editor.goes_to(overview)
    editor.presses("#main form[action$=sending] button")
    expect(editor.page.get_by_text("waits for approval. Any other editor")).to_be_visible()

    second.goes_to(overview)
    second.follows("/differences")
    expect(second.page.get_by_text("Answers stay as they are.")).to_be_visible()
    second.follows("/preview")
    second.goes_to(overview)
    second.follows("/approval")
    second.page.locator("[name=looked]").check()
    second.presses("#main form button[type=submit]")
    expect(second.page.get_by_text(f"{version} is published.")).to_be_visible()

    start(owner, new, version)


def break_and_mend(editor: Visitor) -> None:
    """Take the words of a question away, see what the check says, and bring better ones."""
    editor.follows("/sections/HAO")
    editor.presses("#HAO-A2 a")
    text = editor.page.locator("[name=text]").input_value()
    editor.types("text", "")
    editor.presses("#main form button[type=submit]")
    expect(editor.page.get_by_role("heading", name="What the check finds here")).to_be_visible()
    expect(editor.page.locator("[name=text]")).to_have_attribute("aria-invalid", "true")
    editor.types("text", text)
    editor.types("help", HELP)
    editor.presses("#main form button[type=submit]")
    expect(editor.page.get_by_text("Saved.", exact=True)).to_be_visible()


def start(owner: Visitor, new: str, version: str) -> None:
    """Start an assessment with the new version and meet the new help."""
    owner.goes_to(new)
    owner.chooses("edition", f"altai {version}")
    owner.presses("#main form button[type=submit]")
    owner.goes_to(re.sub(r"(/assessments/[a-z2-7]{26}).*", r"\1/sections/HAO", owner.page.url))
    owner.page.locator("#HAO-A2 summary").first.click()
    expect(owner.page.get_by_text(HELP)).to_be_visible()
