"""In French with script and in Arabic without: choosing the language, answering, the original, another report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.languages import interface
from assessment.services.answers import stored_answers
from tests import factories
from tests.conftest import let_go
from tests.journeys.people import OVERFLOW
from tests.journeys.test_every_page import signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Browser, Page

    from tests.journeys.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOTES = {"fr": "Vérifié chaque mois", "ar": "نتحقق منه كل شهر"}


@pytest.fixture
def app(served: Served) -> Iterator[Flask]:
    made = served.app()
    yield made
    let_go(made)


def answers(page: Page, address: str, language: str) -> None:
    """Choose the language, look at an original, write a note."""
    page.goto(address)
    page.locator(f"footer a[hreflang={language}]").first.click()
    page.wait_for_load_state("load")
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate(OVERFLOW) <= 0
    page.locator("#HAO-A1 details.original summary").click()
    assert page.locator("#HAO-A1 details.original div").get_attribute("lang") == "en"
    assert page.locator("#HAO-A1 details.original p").first.is_visible()
    page.locator("#HAO-B4 details.more summary").click()
    page.locator("#HAO-B4-note").fill(NOTES[language])
    page.locator("button[name=then]").click()
    page.wait_for_load_state("load")


def asks_for_spanish(page: Page, address: str, language: str) -> None:
    """Ask for a report in another language than that of the page, which stays."""
    page.goto(address)
    offered = [one.get_attribute("value") for one in page.locator("input[name=language]").all()]
    alone = [choice for choice in offered if "+" not in (choice or "")]
    assert alone == [language, *(code for code in interface.offered() if code != language)]
    assert f"{language}+en" in offered
    page.locator("input[name=language][value=es]").check()
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state("load")
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize(("language", "has_script"), [("fr", True), ("ar", False)])
def test_somebody_answers_in_their_language_and_asks_for_a_report_in_another(
    browser: Browser, served: Served, app: Flask, language: str, *, has_script: bool
) -> None:
    with app.app_context():
        organisation = factories.organisation(f"Journey {language}", country="MA")
        person = factories.member(organisation)
        assessment = factories.assessment(factories.system(organisation), version="2020.1").id
        context = signed_in(app, browser, served, person, "en", java_script_enabled=has_script)
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 900})

    answers(page, f"{served.address}/assessments/{assessment}/sections/HAO", language)
    with app.app_context():
        found = stored_answers(assessment)["HAO-B4"].answer
    assert found is not None
    assert (found.note, found.language) == (NOTES[language], language)
    asks_for_spanish(page, f"{served.address}/assessments/{assessment}/report", language)
    context.close()
