"""The translators' workbench: filters, saving, conflicts, reviews, preview, and readers who see what is in use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from assessment.content import files, languages
from assessment.content.translations.units import short_digest
from assessment.domain.access import Role
from assessment.languages import folders, interface
from assessment.services.translating import desk as desks
from assessment.services.translating import working
from tests import factories
from tests.pages import PageClient

if TYPE_CHECKING:
    from flask import Flask

    from assessment.services.translating.desk import Text
    from tests.pages import Page

LIST = "/editing/translations/fr/altai"
KEY, SOURCE = "HAO-B4.text", "Is there a stop button or a procedure to break off the system’s work safely?"
ASKED = short_digest(KEY, SOURCE, "")
NEW = "Existe-t-il un bouton d’arrêt pour interrompre le système en toute sécurité ?"


@dataclass
class Two:
    """Two translators at one desk."""

    app: Flask
    ana: PageClient
    ben: PageClient

    def text(self, name: str = ASKED) -> Text:
        with self.app.app_context():
            return desks.open_desk("fr", "altai").text(name)

    def save(self, typed: str, *, by: PageClient, version: int | None = None) -> Page:
        seen = self.text().version if version is None else version
        return by.post(f"{LIST}/texts/{ASKED}", {"form-0": typed, "version": seen}, on=f"{LIST}/texts/{ASKED}")

    def review(self, by: PageClient) -> Page:
        data = {"version": self.text().version}
        return by.post(f"{LIST}/texts/{ASKED}/review", data, on=f"{LIST}/texts/{ASKED}")


@pytest.fixture
def at(app: Flask) -> Two:
    clients = []
    for name in ("Ana", "Ben"):
        with app.app_context():
            account = factories.account(name, Role.QUESTIONNAIRE_EDITOR, tf_primary_method="authenticator")
        client = app.test_client()
        factories.sign_in(app, client, account)
        clients.append(PageClient(client))
    return Two(app, *clients)


def test_the_list_of_languages_counts_the_states(at: Two) -> None:
    page = at.ana.get("/editing/translations")

    assert "Français" in page.text
    assert "Pages, messages and reports" in page.text


def test_a_text_shows_source_translation_and_terms(at: Two) -> None:
    page = at.ana.get(f"{LIST}/texts/{ASKED}")

    assert SOURCE in page.text
    assert at.text().unit.forms[0] in page.text


def test_the_list_can_be_narrowed_to_a_state_and_to_words(at: Two) -> None:
    at.save(NEW, by=at.ana)
    page = at.ana.get(f"{LIST}?state=draft&q=stop+button")

    assert SOURCE in page.text
    assert SOURCE not in at.ana.get(f"{LIST}?state=reviewed&q=stop+button").text


def test_a_saved_translation_is_a_draft_of_who_saved_it(at: Two) -> None:
    at.save(NEW, by=at.ana)
    text = at.text()

    assert (text.unit.forms, text.state.value, text.version) == ((NEW,), "draft", 1)


def test_of_two_translators_the_later_one_sees_both_texts_and_overwrites_nothing(at: Two) -> None:
    at.save(NEW, by=at.ana, version=0)
    page = at.save("Un autre texte avec un bouton d’arrêt ?", by=at.ben, version=0)

    assert page.status == 409
    assert NEW in page.text
    assert "Un autre texte avec un bouton d’arrêt ?" in page.text
    assert at.text().unit.forms == (NEW,)


def test_who_has_seen_both_texts_can_save_theirs(at: Two) -> None:
    at.save(NEW, by=at.ana, version=0)
    at.save("Un autre texte avec un bouton d’arrêt ?", by=at.ben, version=1)

    assert at.text().unit.forms == ("Un autre texte avec un bouton d’arrêt ?",)


def test_an_error_keeps_the_text_out_and_on_the_page(at: Two) -> None:
    page = at.save("Un [[bouton", by=at.ana)

    assert page.status == 422
    assert "M205" in page.text
    assert "Un [[bouton" in page.text
    assert at.text().version == 0


def test_a_second_person_makes_it_reviewed(at: Two) -> None:
    at.save(NEW, by=at.ana)
    at.review(at.ben)

    assert at.text().state.value == "reviewed"


def test_its_translator_cannot_review_it(at: Two) -> None:
    at.save(NEW, by=at.ana)

    assert at.review(at.ana).status == 422
    assert at.text().state.value == "draft"


def test_a_change_after_the_review_takes_it_back(at: Two) -> None:
    at.save(NEW, by=at.ana)
    at.review(at.ben)
    at.save("Existe-t-il un bouton d’arrêt sûr pour interrompre le système ?", by=at.ben)

    assert at.text().state.value == "draft"


def test_every_revision_stays(at: Two) -> None:
    at.save(NEW, by=at.ana)
    at.review(at.ben)
    with at.app.app_context():
        found = [(row.version, row.state, name) for row, name in desks.history("fr", "altai", ASKED)]

    assert found == [(2, "reviewed", "Ben"), (1, "draft", "Ana")]


def test_the_preview_shows_a_draft_in_its_place(at: Two) -> None:
    at.save(NEW, by=at.ana)

    assert NEW in at.ana.get(f"{LIST}/versions/2020.2/HAO").text


def shown(at: Two) -> str:
    """Return the question as somebody who reads French sees it."""
    with at.app.app_context():
        found = languages.shown("altai", "2020.2", "fr").questions
    return next(question.text for question in found if question.id == "HAO-B4")


def test_readers_see_a_translation_once_it_is_in_use(at: Two) -> None:
    at.save(NEW, by=at.ana)
    before = shown(at)
    at.ana.post("/editing/translations", {}, on="/editing/translations")

    assert (before == NEW, shown(at)) == (False, NEW)


def test_a_published_version_keeps_its_fingerprint_whatever_is_translated(at: Two) -> None:
    with at.app.app_context():
        before = files.load("altai", "2020.2").fingerprint
    at.save(NEW, by=at.ana)
    at.ana.post("/editing/translations", {}, on="/editing/translations")

    with at.app.app_context():
        assert languages.shown("altai", "2020.2", "fr").fingerprint == before


def test_what_is_in_use_is_made_anew_from_the_database(at: Two) -> None:
    at.save(NEW, by=at.ana)
    at.ana.post("/editing/translations", {}, on="/editing/translations")
    used = folders.in_use()
    with at.app.app_context():
        working.renew()

    assert folders.in_use() == used


def test_what_was_not_put_into_use_stays_out_when_the_service_starts_again(at: Two) -> None:
    at.save(NEW, by=at.ana)
    at.ana.post("/editing/translations", {}, on="/editing/translations")
    at.save("Existe-t-il un bouton d’arrêt sûr pour interrompre le système ?", by=at.ben)

    assert "There are translations that readers do not see yet." in at.ana.get("/editing/translations").text


def test_a_text_of_the_interface_changes_too(at: Two) -> None:
    with at.app.app_context():
        text = next(t for t in desks.open_desk("fr", "interface").texts if t.source.text == "History")
    place = f"/editing/translations/fr/interface/texts/{text.name}"
    at.ana.post(place, {"form-0": "Historique complet", "version": 0}, on=place)
    at.ana.post("/editing/translations", {}, on="/editing/translations")

    assert interface.of("fr").translations.gettext("History") == "Historique complet"


@pytest.mark.parametrize(
    "path", ["/xx/altai", "/fr/nothing", f"/fr/altai/texts/{'0' * 16}", "/fr/altai/versions/1/HAO"]
)
def test_what_does_not_exist_is_not_found(at: Two, path: str) -> None:
    assert at.ana.get(f"/editing/translations{path}").status == 404
