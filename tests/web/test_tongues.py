"""The languages of what was typed: which one a text is in, and what it says in a second one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.domain.answers import Answer, Second
from assessment.services.answering import Save
from tests.web.test_section_page import Desk, answer, desk_of

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Page

NOTE = Answer(options=("in-place",), note="Chaque mois", language="fr")
IN_TWO = Answer(options=("in-place",), note="Chaque mois", language="fr", second=Second("en", note="Monthly"))


@pytest.fixture
def desk(app: Flask) -> Desk:
    return desk_of(app)


def about(desk: Desk) -> str:
    return f"{desk.address()}/questions/HAO-B4"


def fields(page: Page) -> dict[str, str]:
    """Return what the form about languages sends when nobody touches it."""
    form = next(e for e in page.all("form") if any(f.get("value") == "question" for f in e.iter()))
    found = {}
    for element in form.iter():
        name = element.get("name") or ""
        if element.tag.endswith("input"):
            found[name] = element.get("value") or ""
        elif element.tag.endswith("textarea"):
            found[name] = (element.text or "").removeprefix("\n")
        elif element.tag.endswith("select"):
            found[name] = next(e.get("value") or "" for e in element if e.get("selected") is not None)
    return found


def send(desk: Desk, changed: dict[str, str]) -> Page:
    return desk.client.post(desk.address(), fields(desk.client.get(about(desk))) | changed, on=about(desk))


def test_a_text_is_in_the_language_of_the_page_until_its_author_says_another(desk: Desk) -> None:
    desk.save(answer("HAO-B4", "in-place", note="Chaque mois"))
    assert fields(desk.client.get(about(desk)))["HAO-B4.language"] == "en"

    page = send(desk, {"HAO-B4.language": "fr"})

    assert desk.stored("HAO-B4") == NOTE
    assert page.address == about(desk)
    assert "Saved at" in page.text


def test_languages_cannot_be_chosen_where_nothing_was_typed(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, Answer(options=("in-place",))))

    assert "Languages of what you wrote" not in desk.client.get(about(desk)).text


def test_a_second_version_is_saved_with_its_answer(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, NOTE))

    page = send(desk, {"HAO-B4.second.language": "en", "HAO-B4.second.note": "Monthly"})

    assert desk.stored("HAO-B4") == IN_TWO
    assert "Monthly" in page.words("dd")


def test_the_form_sent_as_it_was_shown_changes_nothing(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, IN_TWO))

    send(desk, {})

    assert desk.stored("HAO-B4") == IN_TWO


def test_a_second_version_is_taken_back_by_emptying_it(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, IN_TWO))

    send(desk, {"HAO-B4.second.note": ""})

    assert desk.stored("HAO-B4") == NOTE


def test_a_section_page_that_is_saved_keeps_the_second_version(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, IN_TWO))

    desk.save(answer("HAO-B4", "started", 1, note="Chaque mois"))

    stored = desk.stored("HAO-B4")
    assert stored is not None
    assert (stored.options, stored.second) == (("started",), Second("en", note="Monthly"))


def test_a_second_version_that_is_older_than_its_text_is_said_to_be(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, IN_TWO))

    desk.save(answer("HAO-B4", "in-place", 1, note="Chaque jour"))

    assert "Also in English, but older than the text HAO-B4" in desk.page().words("a")
    assert "so reports do not use it" in desk.client.get(about(desk)).text


def test_an_older_second_version_is_taken_as_good_when_it_is_saved_again(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, IN_TWO))
    desk.save(answer("HAO-B4", "in-place", 1, note="Chaque jour"))

    send(desk, {"HAO-B4.second.note": "Daily"})

    stored = desk.stored("HAO-B4")
    assert stored is not None
    assert stored.second == Second("en", note="Daily")


def test_who_is_slower_sees_the_second_version_of_who_was_faster(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, NOTE))
    late = fields(desk.client.get(about(desk)))
    desk.store(Save("HAO-B4", 1, IN_TWO))

    page = desk.client.post(desk.address(), late | {"HAO-B4.second.note": "Every month"}, on=about(desk))

    assert page.status == 409
    assert {"Note (English): Monthly", "Note (English): Every month"} <= {*page.words("p")}


def test_the_history_says_what_became_of_languages(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, Answer(options=("in-place",), note="Chaque mois", language="en")))
    send(desk, {"HAO-B4.language": "fr", "HAO-B4.second.note": "Monthly", "HAO-B4.second.language": "en"})

    lines = desk.client.get(f"{about(desk)}/history").words("p")

    assert "Language of the text: EnglishFrançais" in lines
    assert "Note (English): Monthly" in lines


def test_a_second_version_of_more_than_ten_thousand_characters_comes_back_in_full(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, NOTE))

    page = send(desk, {"HAO-B4.second.language": "en", "HAO-B4.second.note": "x" * 10_001})

    assert page.status == 422
    assert "x" * 10_001 in page.text


def test_a_closed_assessment_shows_both_and_offers_neither(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, IN_TWO))
    desk.set_state("submitted")

    page = desk.client.get(about(desk))

    assert {"Chaque mois", "Monthly"} <= {*page.words("dd")}
    assert "Save languages" not in page.text
