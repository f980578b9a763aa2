"""Pages in the languages that are complete, and in no other; each of three settings by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from assessment.services.answers import stored_answers
from tests import catalogues, factories

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import PageClient

# No language of ours is called so: the texts of a test are not mistaken for shipped ones.
SWAHILI, HEBREW = "sw", "he"


@pytest.mark.parametrize(("language", "direction"), [(SWAHILI, "ltr"), (HEBREW, "rtl")])
def test_a_page_is_in_the_language_and_direction_that_was_chosen(
    app: Flask, client: PageClient, language: str, direction: str
) -> None:
    catalogues.interface(catalogues.folder(app), language)

    page = client.get(f"/language/{language}?next=/")

    assert (page.tree.get("lang"), page.tree.get("dir")) == (language, direction)
    assert f"{language} Sign in" in page.text


def test_a_language_in_preparation_cannot_be_chosen(app: Flask, client: PageClient) -> None:
    catalogues.interface(catalogues.folder(app), SWAHILI, leave_out=1)

    assert client.get(f"/language/{SWAHILI}").status == 404


def test_the_browser_is_answered_in_its_language_with_or_without_a_country(app: Flask, client: PageClient) -> None:
    catalogues.interface(catalogues.folder(app), SWAHILI)

    page = client.get("/", headers={"Accept-Language": "sw-KE,en;q=0.5"})

    assert page.tree.get("lang") == SWAHILI


def test_a_questionnaire_is_shown_in_the_language_of_the_page_when_it_is_complete(
    app: Flask, client: PageClient
) -> None:
    catalogues.interface(catalogues.folder(app), SWAHILI)
    catalogues.questionnaire(catalogues.folder(app), SWAHILI)
    client.get(f"/language/{SWAHILI}")

    page = client.get("/questionnaires/altai/2020.1/HAO")

    assert "sw Human agency and oversight" in page.words("h1")[0]
    assert page.words("h3")[0].split(" ", 1)[1].startswith("sw ")


def test_a_questionnaire_that_lacks_a_string_is_shown_in_its_own_language(app: Flask, client: PageClient) -> None:
    catalogues.interface(catalogues.folder(app), SWAHILI)
    catalogues.questionnaire(catalogues.folder(app), SWAHILI, leave_out=1)
    client.get(f"/language/{SWAHILI}")

    page = client.get("/questionnaires/altai/2020.2/HAO")

    assert [(one.get("lang"), one.get("dir")) for one in page.all("div") if one.get("lang")] == [("en", "ltr")]


@pytest.mark.parametrize("address", ["/", "/questionnaires", "/questionnaires/altai/2020.2/changes"])
def test_a_questionnaire_is_named_in_the_language_of_the_page(app: Flask, client: PageClient, address: str) -> None:
    catalogues.interface(catalogues.folder(app), SWAHILI)
    catalogues.questionnaire(catalogues.folder(app), SWAHILI)
    client.get(f"/language/{SWAHILI}")

    assert "sw Assessment List for Trustworthy AI" in client.get(address).text


@pytest.mark.parametrize(("address", "around"), [("/", "ol"), ("/requirements", "section")])
def test_the_requirements_say_in_which_language_they_are(
    app: Flask, client: PageClient, address: str, around: str
) -> None:
    catalogues.interface(catalogues.folder(app), HEBREW)

    page = client.get(f"/language/{HEBREW}?next={address}")

    assert {(one.get("lang"), one.get("dir")) for one in page.all(around) if one.get("lang")} == {("en", "ltr")}


def test_a_translated_question_has_its_original_one_click_away(app: Flask, client: PageClient) -> None:
    catalogues.interface(catalogues.folder(app), SWAHILI)
    catalogues.questionnaire(catalogues.folder(app), SWAHILI)
    client.get(f"/language/{SWAHILI}")

    page = client.get("/questionnaires/altai/2020.1/HAO")

    questions = [one for one in page.all("article") if "question" in one.get("class", "")]
    originals = [one for one in page.all("details") if one.get("class") == "original"]
    assert len(originals) == len(questions)
    assert "Which of these statements about self-learning and human oversight" in page.text


def test_a_reader_sees_how_much_of_a_translation_is_reviewed(app: Flask, client: PageClient) -> None:
    catalogues.interface(catalogues.folder(app), SWAHILI)
    catalogues.questionnaire(catalogues.folder(app), SWAHILI, reviewed=1)
    client.get(f"/language/{SWAHILI}")

    assert "sw Translation reviewed: 0%" in client.get("/questionnaires/altai/2020.1").text


def test_a_language_in_preparation_is_listed_with_its_share(app: Flask, client: PageClient) -> None:
    catalogues.interface(catalogues.folder(app), SWAHILI, leave_out=1)

    page = client.get("/languages")

    line = next(row for row in page.words("tr") if row.startswith("Kiswahili"))
    assert "In preparation: 99% translated" in line
    assert "Kiswahili" in page.words("footer")[0]


def test_a_note_is_kept_with_the_language_in_which_it_was_typed(app: Flask, client: PageClient) -> None:
    catalogues.interface(catalogues.folder(app), SWAHILI)
    with app.app_context():
        organisation = factories.organisation()
        assessment = factories.assessment(factories.system(organisation)).id
        factories.sign_in(app, client.client, factories.member(organisation))
    address = f"/assessments/{assessment}/sections/HAO"
    note = {"HAO-B4": "in-place", "HAO-B4.note": "Tested monthly", "save_id": "first-save"}

    client.post(address, note | {"HAO-B4.version": "0"})
    client.get(f"/language/{SWAHILI}")
    client.post(address, note | {"HAO-B4.version": "1", "HAO-B4.evidence": "2", "save_id": "second-save"})
    client.post(
        address, {"HAO-B1": "in-the-loop", "HAO-B1.note": "Kila mwezi", "HAO-B1.version": "0", "save_id": "third-save"}
    )

    with app.app_context():
        stored = stored_answers(assessment)
    spoken = {id_: one.answer.language for id_, one in stored.items() if one.answer}
    assert spoken == {"HAO-B4": "en", "HAO-B1": SWAHILI}
    assert stored["HAO-B4"].version == 2


def test_titles_days_and_lists_are_written_as_the_language_writes_them(app: Flask, client: PageClient) -> None:
    with app.app_context():
        organisation = factories.organisation(country="JO")
        factories.assessment(factories.system(organisation), version="2020.1")
        factories.sign_in(app, client.client, factories.member(organisation))
    client.get("/language/ar")

    page = client.get(f"/organisations/{organisation.id}")

    assert "قائمة تقييم الذكاء الاصطناعي الجدير بالثقة 2020.1" in page.text
    assert re.search("[\u0660-\u0669]", page.text) is None
    # Jordan's names of months, and the comma of Arabic letters between day and time.
    assert re.search(r"كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين", page.text)
    assert "، " in page.text
