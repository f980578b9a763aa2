"""What a finding says can be said in every language, with all that it names."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from assessment.content.findings import Findings
from assessment.content.phrases import Wording, guess, phrase
from assessment.content.rules import RULES
from assessment.languages import interface
from tests.texts import TEMPLATE

OTHERS = [language for language in ("ar", "es", "fr", "pt") if language in interface.offered()]
PLACE = re.compile(r"\{[a-z_]+\}")
MARKED = Wording(lambda text: text.upper().replace("{ID}", "{id}").replace("{WORD}", "{word}"), "<{}>".format)


def test_the_texts_of_every_rule_are_collected_for_translators() -> None:
    with TEMPLATE.open("rb") as file:
        collected = {message.id for message in read_po(file)}

    assert [code for code, rule in RULES.items() if not {rule.message, rule.hint} <= collected] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translated_rule_names_what_the_rule_names(language: str) -> None:
    look = interface.of(language).translations.gettext
    texts = [text for rule in RULES.values() for text in (rule.message, rule.hint)]

    assert [text for text in texts if set(PLACE.findall(look(text))) != set(PLACE.findall(text))] == []
    assert [text for text in texts if look(text) == text] == []


def test_a_finding_is_put_into_words_where_it_is_read() -> None:
    findings = Findings("x.yaml")
    findings.add("C403", 1, 1, id="HAO-A9", guess=guess("HAO-A9", ("HAO-A8", "PDG-B2")))
    found = findings.found[0]

    assert found.message == "The condition names the question 'HAO-A9', which does not exist. Did you mean 'HAO-A8'?"
    assert found.message_in(MARKED) == (
        "THE CONDITION NAMES THE QUESTION '<HAO-A9>', WHICH DOES NOT EXIST. DID YOU MEAN '<HAO-A8>'?"
    )


def test_words_of_our_own_inside_a_finding_are_translated_too() -> None:
    inner = phrase("'{id}' is not scored", id="A1")

    assert phrase("{id}", id=inner).said(MARKED) == "'<A1>' IS NOT SCORED"


def test_a_value_that_looks_like_a_place_stays_as_it_is() -> None:
    assert str(phrase("{id} {other}", id="{other}", other="{0.__class__}")) == "{other} {0.__class__}"


def test_a_text_reaches_nothing_but_its_values() -> None:
    assert str(phrase("{id.__class__} {missing}", id="A1")) == "{id.__class__} {missing}"
