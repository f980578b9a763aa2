"""The catalogues of all languages: CLDR's plural rules, placeholders and marks of the source, reviewed as it says."""

from __future__ import annotations

import gettext
import re
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import yaml
from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from assessment.config import TRANSLATIONS
from assessment.content import files, translation
from assessment.domain import marks

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages import Catalog

CATALOGUES = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))
LANGUAGES = sorted({path.parent.parent.name for path in CATALOGUES})
# The order of forms in a catalogue is that of CLDR.
FORMS = ("zero", "one", "two", "few", "many", "other")
NUMBERS = (*range(204), 1_000, 1_000_000, 2_000_000, 1_000_001)
COMPLETE = ("2019.1", "2020.1")


@lru_cache
def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def translated(path: Path) -> list[tuple[str, str, str]]:
    """Return key, source and translation of every message that is no plural."""
    single = (message for message in read(path) if isinstance(message.id, str) and message.id and message.string)
    return [(message.context or "", str(message.id), str(message.string)) for message in single]


def name(path: Path) -> str:
    return path.relative_to(TRANSLATIONS).as_posix()


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_the_plural_forms_are_those_of_cldr(path: Path) -> None:
    rule = Locale.parse(path.parent.parent.name).plural_form
    forms = [form for form in FORMS if form in {*rule.tags, "other"}]
    made = BytesIO()
    write_mo(made, read(path))
    made.seek(0)
    choose = gettext.GNUTranslations(made).plural  # type: ignore[attr-defined] # the rule that the library reads from the file

    assert read(path).num_plurals == len(forms)
    assert [n for n in NUMBERS if forms[choose(n)] != rule(n)] == []


@pytest.mark.parametrize("path", [path for path in CATALOGUES if path.stem == "interface"], ids=name)
def test_a_text_of_the_interface_keeps_its_placeholders(path: Path) -> None:
    catalogue = read(path)
    # A form for exactly none, one or two may leave the number out.
    found = [(str(m.id)[:60], str(error)) for m in catalogue for error in m.check(catalogue) if isinstance(m.id, str)]

    assert found == []


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_no_translation_has_invisible_marks_of_direction(path: Path) -> None:
    assert [
        key for key, source, text in translated(path) if re.search("[\u200e\u200f\u202a-\u202e]", text + source)
    ] == []


@pytest.mark.parametrize("version", COMPLETE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_of_altai_are_translated_completely(language: str, version: str) -> None:
    assert translation.coverage(files.load("altai", version), language).is_complete


@pytest.mark.parametrize("version", COMPLETE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_glossary_mark_names_a_term_of_its_language(language: str, version: str) -> None:
    shown = translation.translate(files.load("altai", version), language)
    known = {word.lower() for term in shown.glossary for word in (term.term, *term.variants)}
    texts = [text for question in shown.questions for text in (question.text, question.help, question.example)]

    named = {term for text in texts for _, term in marks.segments(text) if term}
    assert {term for term in named if term.lower() not in known} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_counts_as_reviewed_is_what_stands_in_the_catalogue(language: str) -> None:
    """A changed source or translation is not what somebody has reviewed: its line has to go."""
    path = TRANSLATIONS / language / "LC_MESSAGES" / "altai.po"
    known = {sha256("\0".join(one).encode()).hexdigest()[:16] for one in translated(path)}

    assert set(path.with_suffix(".reviewed").read_text("utf-8").split()) - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_term_base_says_each_term_once(language: str) -> None:
    terms = yaml.safe_load((TRANSLATIONS / language / "terms.yaml").read_text("utf-8"))
    sources = [term["source"].lower() for term in terms]

    assert all(term["target"] for term in terms)
    assert sorted({source for source in sources if sources.count(source) > 1}) == []
