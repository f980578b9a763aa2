"""People answering in a real browser: with script and without, off-line, signed out, in two tabs, two at once."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import delete, select, update

from assessment import storage
from assessment.content import files
from assessment.domain.access import Person, Role
from assessment.domain.answers import Answer, Evidence, State
from assessment.services import answering, moving, sessions
from assessment.services.answering import Save
from assessment.services.answers import stored_answers
from assessment.services.moving import Change
from assessment.storage.tables import Account, AnswerChange, Assessment, SessionRow
from assessment.web.account import resuming
from tests import factories
from tests.journeys.conftest import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.journeys.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SAVED = re.compile(r"Saved at \d\d:\d\d: \d+ answers?\.")


@dataclass
class Office:
    """An organisation with one assessment, and browsers of the people who answer it."""

    served: Flask
    browser: Browser
    address: str
    assessment: str
    people: dict[str, str]
    mode: dict[str, Any]

    @property
    def section(self) -> str:
        return f"{self.address}/assessments/{self.assessment}/sections/HAO"

    @contextmanager
    def at(self, name: str = "Amina", **options: Any) -> Iterator[Page]:  # noqa: ANN401 - handed on
        """Open the section page in a browser of this person."""
        context = self.browser.new_context(**(self.mode | options))
        context.set_default_timeout(10_000)
        self.sign_in(context, name)
        page = context.new_page()
        page.goto(self.section)
        yield page
        context.close()

    def sign_in(self, context: BrowserContext, name: str = "Amina") -> None:
        with self.served.app_context():
            account = storage.db.session.get_one(Account, self.people[name])
            identity = (account.fs_uniquifier, sessions.person_of(account))
            data = json.dumps(
                {"_user_id": account.fs_uniquifier, "_fresh": True, "csrf_token": resuming.token_for(account.id)}
            )
            token = sessions.keep_session(None, data, identity, "Chromium, Linux", datetime.now(UTC))
        context.add_cookies([{"name": "session", "value": str(token), "url": self.address}])

    def sign_everybody_out(self) -> None:
        with self.served.app_context(), storage.transaction() as session:
            session.execute(delete(SessionRow))

    def save(self, question: str, base: int, answer: Answer, name: str = "Bo") -> None:
        with self.served.app_context():
            answering.save_answers(
                self.assessment, [Save(question, base, answer)], by=self.people[name], at=datetime.now(UTC),
                save_id=f"elsewhere-{question}-{base}",
            )  # fmt: skip

    def pin(self, version: str) -> None:
        """Let the assessment have this version, as if it had been started with it."""
        pinned = {"version": version, "fingerprint": files.load("altai", version).fingerprint}
        with self.served.app_context(), storage.transaction() as session:
            session.execute(update(Assessment).where(Assessment.id == self.assessment).values(pinned))

    def move(self, name: str = "Bo") -> None:
        """Let the assessment go on with the newest version."""
        with self.served.app_context():
            row, at = storage.db.session.get_one(Assessment, self.assessment), datetime.now(UTC)
            change = Change(Person(self.people[name]), row.revision, at)
            moving.move_assessment(row.id, moving.newer_version(row, at.date()), change)

    def stored(self, question: str) -> Answer | None:
        with self.served.app_context():
            found = stored_answers(self.assessment, [question])
            return found[question].answer if question in found else None

    def versions(self, question: str) -> int:
        with self.served.app_context():
            query = select(AnswerChange.version).where(
                AnswerChange.assessment_id == self.assessment, AnswerChange.question_id == question
            )
            return len(storage.db.session.scalars(query).all())


@pytest.fixture(scope="module")
def application(served: Served) -> Iterator[Flask]:
    made = served.app()
    yield made
    with made.app_context():
        storage.db.session.remove()
        storage.db.engine.dispose()


@pytest.fixture
def office(application: Flask, browser: Browser, address: str) -> Office:
    with application.app_context():
        organisation = factories.organisation()
        assessment = factories.assessment(factories.system(organisation)).id
        people = {}
        for name in ("Amina", "Bo"):
            account = factories.account(f"{name} Example")
            people[name] = account.id
            factories.member(organisation, Role.EDITOR, account)
    return Office(application, browser, address, assessment, people, {"viewport": {"width": 1280, "height": 900}})


def choose(page: Page, question: str, option: str) -> None:
    page.locator(f"[name='{question}'][value='{option}']").check()


def write_note(page: Page, question: str, text: str) -> None:
    article = page.locator(f"#{question}")
    if not article.get_by_label("Note").is_visible():
        article.get_by_text("Evidence and note").click()
    article.get_by_label("Note").fill(text)


def wait_for_boxes(page: Page, number: int) -> None:
    """Wait until so many pages of this browser have unsent answers."""
    until(
        lambda: bool(page.evaluate("Object.keys(localStorage).length") == number), f"{number} pages with unsent answers"
    )


KEPT = "JSON.stringify(localStorage)"


def receipt(page: Page) -> Any:  # noqa: ANN401 - the library gives no name to what it returns here
    return expect(page.locator("#receipt"))


def test_an_answer_is_saved_by_itself_and_says_so(office: Office) -> None:
    with office.at() as page:
        choose(page, "HAO-A1", "yes")

        receipt(page).to_have_text(SAVED)
        expect(page.locator("#HAO-A1-standing")).to_contain_text("Amina Example")
        expect(page.locator("#answered")).to_contain_text(re.compile(r"^1 of "))

    assert office.stored("HAO-A1") == Answer(options=("yes",))


def test_what_was_saved_by_itself_is_undone_with_one_press(office: Office) -> None:
    with office.at() as page:
        choose(page, "HAO-A1", "no")
        expect(page.locator("[name='HAO-A1.version']")).to_have_value("1")
        choose(page, "HAO-A1", "yes")
        expect(page.locator("[name='HAO-A1.version']")).to_have_value("2")
        page.get_by_role("button", name="Undo").click()

        receipt(page).to_have_text("Undone: 1 answer is as it was.")
        expect(page.locator("[name='HAO-A1'][value='no']")).to_be_checked()

    assert office.stored("HAO-A1") == Answer(options=("no",))


def test_a_note_is_saved_after_a_pause(office: Office) -> None:
    with office.at() as page:
        choose(page, "HAO-B4", "in-place")
        receipt(page).to_have_text(SAVED)
        write_note(page, "HAO-B4", "Stop button\nat every desk")
        expect(page.locator("[name='HAO-B4.version']")).to_have_value("2")

    assert office.stored("HAO-B4") == Answer(options=("in-place",), note="Stop button\nat every desk", language="en")


def test_a_question_appears_and_goes_without_a_reload(office: Office) -> None:
    with office.at() as page:
        page.evaluate("window.sameDocument = true")
        choose(page, "HAO-A1", "no")
        expect(page.locator("#HAO-A1\\.1")).to_be_hidden()
        choose(page, "HAO-A1", "yes")
        expect(page.locator("#HAO-A1\\.1")).to_be_visible()

        assert page.evaluate("window.sameDocument")


def test_what_is_typed_off_line_is_sent_when_there_is_a_connection(office: Office) -> None:
    with office.at() as page:
        page.context.set_offline(True)
        choose(page, "HAO-A1", "yes")
        write_note(page, "HAO-A1", "written in the field")
        receipt(page).to_contain_text("kept in this browser")
        page.context.set_offline(False)

        expect(page.locator("[name='HAO-A1.version']")).to_have_value("2")
        wait_for_boxes(page, 0)

    assert office.stored("HAO-A1") == Answer(options=("yes",), note="written in the field", language="en")


def test_what_waits_survives_closing_the_page_and_nobody_can_read_it_there(office: Office) -> None:
    with office.at() as page:
        page.context.set_offline(True)
        choose(page, "HAO-A1", "yes")
        wait_for_boxes(page, 1)
        choice = page.evaluate(KEPT)
        write_note(page, "HAO-A1", "confidential words")
        until(lambda: bool(page.evaluate(KEPT) != choice), "the note in what the browser keeps")
        kept = page.evaluate(KEPT)
        page.close(run_before_unload=False)
        page.context.set_offline(False)
        later = page.context.new_page()
        later.goto(office.section)

        receipt(later).to_have_text(SAVED)
        assert "confidential" not in kept
        assert "HAO-A1" not in kept.replace("/sections/HAO#", "")

    assert office.stored("HAO-A1") == Answer(options=("yes",), note="confidential words", language="en")


def test_a_page_goes_on_saving_when_somebody_moves_the_assessment_to_a_patch(office: Office) -> None:
    with office.at() as page:
        office.move()
        choose(page, "HAO-A1", "yes")

        receipt(page).to_have_text(SAVED)

    assert office.stored("HAO-A1") == Answer(options=("yes",))


def test_what_waits_for_questions_that_a_move_has_left_behind_is_shown_and_not_lost(office: Office) -> None:
    office.pin("2019.1")
    with office.at() as page:
        page.context.set_offline(True)
        choose(page, "P1.2.1", "yes")
        article = page.locator("[id='P1.2.1']")
        article.get_by_text("Evidence and note").click()
        article.get_by_label("Note").fill("written in the field")
        choice = page.evaluate(KEPT)
        until(lambda: bool(page.evaluate(KEPT) != choice), "the note in what the browser keeps")
        page.close(run_before_unload=False)
        office.move()
        page.context.set_offline(False)
        later = page.context.new_page()
        later.goto(office.section)

        expect(later.get_by_role("heading", level=1)).to_have_text("The questions have changed meanwhile")
        expect(later.locator("main")).to_contain_text("written in the field")
        wait_for_boxes(later, 0)


def test_what_is_typed_after_the_session_ended_is_sent_after_signing_in_again(office: Office) -> None:
    with office.at() as page:
        office.sign_everybody_out()
        choose(page, "HAO-A1", "yes")
        receipt(page).to_contain_text("Sign in in another tab")
        office.sign_in(page.context)

        receipt(page).to_have_text(SAVED)

    assert office.stored("HAO-A1") == Answer(options=("yes",))


def test_without_script_what_is_typed_after_the_session_ended_comes_along(office: Office) -> None:
    with office.at(java_script_enabled=False) as page:
        office.sign_everybody_out()
        write_note(page, "HAO-A1", "typed for an hour")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator("h1")).to_have_text("Please sign in again")
        office.sign_in(page.context)
        page.get_by_role("button", name="I am signed in again").click()
        page.get_by_role("button", name="Send what you typed").click()

        expect(page.locator("#receipt")).to_have_text(SAVED)

    found = office.stored("HAO-A1")
    assert found is not None
    assert found.note == "typed for an hour"


def test_two_people_at_one_answer_both_see_both_texts(office: Office) -> None:
    with office.at() as page:
        office.save("HAO-B4", 0, Answer(options=("started",), note="Bo was here"))
        write_note(page, "HAO-B4", "Amina was here")
        expect(page.locator("#HAO-B4-standing")).to_contain_text("Bo Example changed this answer meanwhile")
        page.get_by_role("button", name="Compare and decide").click()

        expect(page.locator("h1")).to_have_text("Two versions of an answer")
        expect(page.locator(".versions")).to_contain_text("Bo was here")
        expect(page.locator(".versions")).to_contain_text("Amina was here")
        page.get_by_label("Mine", exact=True).check()
        page.get_by_role("button", name="Save").click()
        receipt(page).to_have_text(SAVED)

    found = office.stored("HAO-B4")
    assert found is not None
    assert found.note == "Amina was here"


def test_two_tabs_of_one_person_do_not_overwrite_each_other(office: Office) -> None:
    with office.at() as page:
        other = page.context.new_page()
        other.goto(office.section)
        choose(page, "HAO-A1", "yes")
        receipt(page).to_have_text(SAVED)
        choose(other, "HAO-A1", "no")

        expect(other.locator("#HAO-A1-standing")).to_contain_text("changed this answer meanwhile")

    assert office.stored("HAO-A1") == Answer(options=("yes",))


@pytest.mark.parametrize("script", [True, False])
def test_a_double_click_saves_once(office: Office, *, script: bool) -> None:
    with office.at(java_script_enabled=script) as page:
        choose(page, "HAO-A1", "yes")
        page.get_by_role("button", name="Save", exact=True).dblclick()
        receipt(page).to_have_text(re.compile("[Ss]aved"))

    assert office.versions("HAO-A1") == 1


def test_without_script_answers_are_saved_and_conditional_questions_appear(office: Office) -> None:
    with office.at(java_script_enabled=False) as page:
        choose(page, "HAO-A1", "no")
        choose(page, "HAO-A5", "no")
        page.get_by_role("button", name="Save", exact=True).click()

        expect(page.locator("#receipt")).to_have_text(SAVED)
        expect(page.locator("#HAO-A1\\.1")).to_be_hidden()
        expect(page).to_have_url(re.compile("#HAO-A5$"))
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#receipt")).to_contain_text("Undone: 2 answers")
        expect(page.locator("#HAO-A1\\.1")).to_be_visible()


def test_save_and_go_on_leads_to_the_next_section(office: Office) -> None:
    with office.at() as page:
        choose(page, "HAO-A1", "yes")
        page.get_by_role("button", name="Save and go on").click()

        expect(page.locator("h1")).to_have_text("Technical robustness and safety")

    assert office.stored("HAO-A1") == Answer(options=("yes",))


def test_going_back_shows_what_is_stored_now(office: Office) -> None:
    with office.at() as page:
        choose(page, "HAO-A1", "yes")
        receipt(page).to_have_text(SAVED)
        page.get_by_role("link", name=re.compile("^Next:")).click()
        office.save("HAO-A1", 1, Answer(options=("no",)))
        page.go_back()

        expect(page.locator("#HAO-A1").get_by_label("No", exact=True)).to_be_checked()


def test_one_question_is_answered_with_the_keyboard_alone(office: Office) -> None:
    with office.at() as page:
        page.locator("#HAO-A1 summary").first.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        receipt(page).to_have_text(SAVED)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("By keyboard")
        page.keyboard.press("Tab")
        until(lambda: (found := office.stored("HAO-A1")) is not None and found.note == "By keyboard", "the note")


def test_leaving_with_unsent_answers_asks_first(office: Office) -> None:
    with office.at() as page:
        page.context.set_offline(True)
        choose(page, "HAO-A1", "yes")
        receipt(page).to_contain_text("No connection")

        with page.expect_event("dialog") as asked:
            page.close(run_before_unload=True)
        assert asked.value.type == "beforeunload"
        asked.value.accept()


def test_signing_out_leaves_nothing_behind(office: Office) -> None:
    with office.at() as page:
        page.on("dialog", lambda dialog: dialog.accept())
        page.route(
            "**/sections/HAO", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
        )
        choose(page, "HAO-A1", "yes")
        wait_for_boxes(page, 1)
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(office.address + "/")

        wait_for_boxes(page, 0)


OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("language", ["en", "ar-XB"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_any_state_of_the_page(office: Office, width: int, language: str) -> None:
    long = "averylongwordwithoutanybreak" * 8
    office.save("HAO-B4", 0, Answer(options=("in-place",), note=long, evidence=Evidence.E2))
    office.save("HAO-B2", 0, Answer(State.NOT_APPLICABLE), "Amina")
    office.save("HAO-A6", 0, Answer(cells=(("attachment", "likely"),)))
    office.save("HAO-B4", 1, Answer(options=("started",), note=long), "Amina")
    with office.at(viewport={"width": width, "height": 900}, color_scheme="dark" if width == 320 else "light") as page:
        page.context.add_cookies([{"name": "language", "value": language, "url": office.address}])
        for state in (office.section, f"{office.section}/questions/HAO-B4/history", "conflict", "closed"):
            _go(office, page, state)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            found = Axe().run(page).response["violations"]
            assert [(state, v["id"], v["nodes"][0]["html"][:160]) for v in found] == []
            assert page.evaluate(OVERFLOW) == 0, state


def _go(office: Office, page: Page, state: str) -> None:
    if state == "conflict":
        page.goto(office.section)
        page.evaluate(STALE)
        with page.expect_navigation():
            page.locator("#section").evaluate("form => form.submit()")
    elif state == "closed":
        page.goto(office.section)
        with office.served.app_context(), storage.transaction() as session:
            session.get_one(Assessment, office.assessment).state = "in-review"
        page.evaluate("document.querySelector(\"[name='HAO-B4.note']\").value = 'late'")
        with page.expect_navigation():
            page.locator("#section").evaluate("form => form.submit()")
    else:
        page.goto(state)


STALE = """() => {
    document.querySelector("[name='HAO-B4.version']").value = 0;
    document.querySelector("[name='HAO-B4.note']").value = "mine";
}"""
