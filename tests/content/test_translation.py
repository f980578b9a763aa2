"""Translations by permanent key and source text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from babel.messages import Catalog
from babel.messages.pofile import write_po

from assessment.content import files, translation
from assessment.languages.catalogue import NONE

if TYPE_CHECKING:
    from pathlib import Path

KEY = "HAO-B4.text"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a folder with a complete catalogue whose every translation is marked."""
    questionnaire = files.load("altai", "2020.1")
    catalogue = Catalog(locale="fr")
    for key, text in translation.strings(questionnaire):
        catalogue.add(text, f"«{text}»", context=key)
    path = tmp_path / "fr" / "LC_MESSAGES" / "altai.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalogue)
    return tmp_path


def test_a_complete_catalogue_leaves_no_text_in_the_source_language(root: Path) -> None:
    translated = translation.translate(files.load("altai", "2020.1"), "fr", (root,))

    assert {text[0] for _, text in translation.strings(translated)} == {"«"}


def test_a_translation_changes_texts_and_nothing_else(root: Path) -> None:
    source = files.load("altai", "2020.1")

    translated = translation.translate(source, "fr", (root,))

    assert [(q.id, q.asked_if, q.weight) for q in translated.questions] == [
        (q.id, q.asked_if, q.weight) for q in source.questions
    ]


def test_an_edited_source_text_is_shown_instead_of_its_stale_translation(root: Path) -> None:
    path = root / "fr" / "LC_MESSAGES" / "altai.po"
    source = files.load("altai", "2020.1")
    text = source.by_id["HAO-B4"].text
    stale = path.read_text("utf-8").replace(f'msgctxt "{KEY}"\nmsgid "', f'msgctxt "{KEY}"\nmsgid "Once: ')
    path.write_text(stale, "utf-8")

    translated = translation.translate(source, "fr", (root,))

    assert translated.by_id["HAO-B4"].text == text
    assert (
        translation.coverage(source, "fr", (root,)).total - translation.coverage(source, "fr", (root,)).translated == 1
    )


@pytest.mark.parametrize("language", ["xx", "../fr", "", "fr/../../x"])
def test_a_language_without_catalogue_shows_the_source(language: str, root: Path) -> None:
    assert translation.catalogue("altai", language, (root,)) == NONE


def test_a_broken_catalogue_shows_the_source(root: Path) -> None:
    (root / "fr" / "LC_MESSAGES" / "altai.po").write_bytes(b'msgid "\xff\n')

    assert translation.catalogue("altai", "fr", (root,)).texts == {}
