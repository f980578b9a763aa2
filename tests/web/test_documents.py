"""The scoring method, the privacy notice and the accessibility statement in every language of the service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from assessment.config import DOCS
from assessment.content import pages
from assessment.domain.access import Person
from assessment.domain.settings import SETTINGS, Group, in_group
from assessment.languages import interface
from assessment.services import settings
from tests import escapes
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import PageClient

BY = Person(id="o" * 26)
DOCUMENTS = {
    "/method": pages.METHOD,
    "/privacy": f"{pages.NOTICES}/privacy-notice.md",
    "/accessibility": f"{pages.NOTICES}/accessibility-statement.md",
}
SHIPPED = ("fr", "es", "pt", "ar")


def _change(app: Flask, group: Group, **changed: str) -> None:
    given = {s.name: s.default for s in in_group(group)} | {k.replace("_", "-"): v for k, v in changed.items()}
    with app.app_context():
        assert settings.change_settings(group, given, BY, NOW) == {}


def _keys(text: str) -> list[str]:
    return [key for _, key in pages.texts(text)]


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("document", DOCUMENTS.values())
def test_no_language_lacks_a_text_of_a_document(language: str, document: str) -> None:
    known = interface.spoken(language)
    same = [key for key in _keys(pages.source(document)) if known.gettext(key) == key]

    # A word may be the same in another language, a sentence is not.
    assert [key for key in same if " " in key.strip("10. ")] == []


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("address", DOCUMENTS)
def test_a_document_is_shown_in_the_language_of_the_page(client: PageClient, language: str, address: str) -> None:
    known = interface.spoken(language)
    page = client.get(f"/language/{language}?next={address}")

    title = known.gettext(_keys(pages.source(DOCUMENTS[address]))[0])
    assert page.words("h1") == [title]
    assert page.words("main")[0].count(title) == 1
    assert 'class="prose" lang' not in page.text


def test_every_document_that_readers_are_shown_is_translated() -> None:
    shown = {path.relative_to(DOCS).as_posix() for path in (DOCS / pages.NOTICES).glob("*.md")} | {pages.METHOD}

    assert shown == set(DOCUMENTS.values())


def test_a_changed_sentence_asks_for_a_translation_and_a_new_line_break_for_none() -> None:
    source, sources = pages.source(pages.METHOD), {text for _, text in _template()}
    changed = source.replace("a pencil and the list", "a pen and the list").replace(
        "is a profile: one", "is a\n  profile: one"
    )

    assert changed != source
    assert [key[:26] for key in _keys(changed) if key not in sources] == ["This is the complete metho"]


def _template() -> tuple[tuple[str, str], ...]:
    return interface._sources()  # noqa: SLF001 - what decides whether a language is offered


@pytest.mark.parametrize(("language", "direction"), [("sw", "ltr"), ("ar", "rtl")])
def test_what_an_operator_wrote_stays_in_its_language(
    app: Flask, client: PageClient, language: str, direction: str
) -> None:
    _change(
        app, Group.PRIVACY, privacy_notice="# Taarifa\n\nMaandishi: {keep-exports}.", privacy_notice_language=language
    )

    page = client.get("/language/fr?next=/privacy")

    assert page.tree.get("lang") == "fr"
    assert f'<bdi lang="{language}">Taarifa</bdi>' in page.text
    assert f'<div class="prose" lang="{language}" dir="{direction}"><p>Maandishi: 7.</p>' in page.text


def test_a_text_needs_a_language(app: Flask) -> None:
    with app.app_context():
        wrong = settings.change_settings(
            Group.PRIVACY, {"privacy-notice": "Text", "privacy-notice-language": ""}, BY, NOW
        )

    assert list(wrong) == ["privacy-notice-language"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "messages that were sent: 7 days"),
        ("fr", "messages envoyés : 7 jours"),
        ("es", "evaluaciones en las que nadie trabaja: 2 años"),
        ("ar", "التقييمات التي لا يعمل عليها أحد: سنتان"),
    ],
)
def test_periods_are_said_as_the_language_does(client: PageClient, language: str, said: str) -> None:
    page = client.get(f"/language/{language}?next=/privacy")

    assert said in re.sub("[\u00a0\u202f]", " ", page.text)
    assert not any(f"{{{name}" in page.text for name in SETTINGS)


def test_the_operators_details_have_a_direction_of_their_own(app: Flask, client: PageClient) -> None:
    _change(app, Group.OPERATOR, operator_name="Ministry (Health)", register_address="https://example.org/a")

    page = client.get("/language/ar?next=/privacy")

    assert "<bdi>Ministry (Health)</bdi>" in page.text
    assert "<bdi>https://example.org/a</bdi>" in page.text


def test_a_detail_in_an_address_is_the_detail_alone() -> None:
    body = pages.render(f"[Write]({pages.apart('mailto:help@example.org')})", str).body

    assert body == '<p><a href="mailto:help@example.org">Write</a></p>\n'


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("الدرجة: 8/3 ÷ 8 = 1/3، وتُعرض", "8/3 ÷ 8 = 1/3"),
        ("نسبة: (5 + 3) ÷ 10 = 80 %، وهي", "(5 + 3) ÷ 10 = 80 %"),
        ("وزن ÷ (K + D + وزن)", "K + D"),
        ("1. K = 3 + 2 = **5**.", "K = 3 + 2 = <strong>5</strong>"),
        ("المشرفين (2 × 2/3 = 4/3). ويأتي", "(2 × 2/3 = 4/3)"),
    ],
)
def test_a_formula_runs_from_left_to_right_in_every_language(text: str, formula: str) -> None:
    assert f'<bdi dir="ltr">{formula}</bdi>' in pages.render(text, str).body


def test_nothing_is_isolated_inside_a_tag() -> None:
    body = pages.render(f'[x](https://example.org "3 = 3 {pages.apart("Ministry")}")', str).body

    assert body == '<p><a href="https://example.org" title="3 = 3 Ministry">x</a></p>\n'


def test_words_beside_a_sign_are_no_formula() -> None:
    assert "<bdi" not in pages.render("Gap = target − band, *w* × value, a × (1 − value)", str).body


def test_a_link_to_a_section_leads_there_in_every_language(client: PageClient) -> None:
    english = [anchor for anchor, _ in pages.read(pages.METHOD, str).contents]
    page = client.get("/language/ar?next=/method")

    assert all(f'href="#{anchor}"' in page.text and f'id="{anchor}"' in page.text for anchor in english)


@pytest.mark.parametrize("address", DOCUMENTS)
def test_no_word_of_a_document_escapes_translation(app: Flask, client: PageClient, address: str) -> None:
    app.config["PSEUDO_LANGUAGE"] = True
    page = client.get(f"/language/ar-XB?next={address}")

    assert escapes.escapes(page.text, {*interface.offered(), "Français", "Español", "Português", "English"}) == set()
