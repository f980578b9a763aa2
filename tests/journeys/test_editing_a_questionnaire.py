"""Two editors make a version in the browser: draft, edit, mend, approve, publish; then somebody works with it."""

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
NOTE = "La question est plus courte."
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


def test_a_new_edition_with_what_becomes_of_answers_is_approved_and_moved_to(people: People) -> None:
    editor, second, owner, new = people
    version = drafts.number()
    owner.goes_to(new)
    owner.chooses("edition", "altai 2020.1")
    owner.presses("#main form button[type=submit]")
    running = owner.page.url

    overview = make_edition(editor, version)
    decide(editor, overview)
    editor.goes_to(overview)
    editor.presses("#main form[action$=sending] button")

    second.goes_to(overview)
    second.follows("/approval")
    expect(second.page.get_by_text("What becomes of answers is published with it")).to_be_visible()
    second.presses("#main a[href$=crosswalk]")
    expect(second.page.get_by_text("145 of 145 questions are decided.")).to_be_visible()
    second.goes_to(f"{overview}/approval")
    second.page.locator("[name=looked]").check()
    second.presses("#main form button[type=submit]")
    expect(second.page.get_by_text(f"{version} is published.")).to_be_visible()

    read_and_move(owner, running, version)


def make_edition(editor: Visitor, version: str) -> str:
    """Make a draft that calls itself a new edition and asks one question in other words; return its address."""
    editor.goes_to("/editing/")
    editor.follows("/versions/altai/2020.1/draft")
    editor.types("version", version)
    editor.presses("#main form button[type=submit]")
    overview = editor.page.url
    editor.follows("/about")
    editor.chooses("change", "major")
    editor.presses("#main form button[type=submit]")
    editor.goes_to(f"{overview}/questions/HAO-A1")
    editor.types("text", "Is it the job of the system to deal with people?")
    editor.presses("#main form button[type=submit]")
    return overview


def decide(editor: Visitor, overview: str) -> None:
    """Say what became of the one question, and in which language that is said."""
    editor.goes_to(overview)
    editor.presses("#main .panel a.button[href$=crosswalk]")
    editor.follows("/crosswalk/HAO-A1")
    editor.page.locator("[name=reviewed]").check()
    editor.chooses("carries", "answer")
    editor.types("note", NOTE)
    editor.presses("#main form button[value=next]")
    expect(editor.page.get_by_text("145 of 145 questions are decided.")).to_be_visible()
    editor.types("summary", "Une question est plus courte.")
    editor.chooses("language", "fr")
    editor.presses("#main form[action$=summary] button[type=submit]")
    expect(editor.page.get_by_text("Saved.", exact=True)).to_be_visible()


def read_and_move(owner: Visitor, running: str, version: str) -> None:
    """Read what differs in the language in which it was said, move on to the new edition, and back."""
    owner.goes_to(f"/questionnaires/altai/{version}/changes")
    expect(owner.page.locator("li [lang=fr][dir=ltr]")).to_have_text(NOTE)
    owner.goes_to(running)
    owner.follows("/move")
    owner.presses("#main form button[type=submit]")
    expect(owner.page.get_by_text(f"version {version}").first).to_be_visible()
