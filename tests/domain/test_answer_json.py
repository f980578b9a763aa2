"""Stored answers read back as they were given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.answer_json import differs, from_text, to_text
from assessment.domain.answers import Answer, Evidence, Second, State

ANSWERS = st.builds(
    Answer,
    state=st.sampled_from(State),
    options=st.lists(st.text(max_size=8), max_size=4).map(tuple),
    cells=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3).map(lambda d: tuple(sorted(d.items()))),
    text=st.text(),
    evidence=st.sampled_from(Evidence),
    note=st.text(),
    reason=st.text(),
    language=st.sampled_from(("", "fr", "pt-BR")),
    second=st.none()
    | st.builds(Second, st.just("sw"), text=st.text(), note=st.text(), reason=st.text(), is_older=st.booleans()),
)


@given(ANSWERS)
def test_what_is_written_is_read_back(answer: Answer) -> None:
    assert from_text(to_text(answer)) == answer


@pytest.mark.parametrize("empty", [None])
def test_no_answer_is_an_empty_text(empty: None) -> None:
    assert to_text(empty) == ""
    assert from_text("") is None


def test_a_text_keeps_its_language_until_it_is_changed() -> None:
    before = Answer(options=("yes",), note="Chaque mois", language="fr")

    assert Answer(options=("no",), note="Chaque mois").spoken("en", before).language == "fr"
    assert Answer(options=("no",), note="Monthly").spoken("en", before).language == "en"
    assert Answer(options=("no",)).spoken("en", before).language == ""


def test_a_text_is_in_the_language_that_its_author_says() -> None:
    before = Answer(note="Radar", language="en")

    assert Answer(note="Radar", language="fr").spoken("en", before).language == "fr"


def test_a_second_version_stays_while_nothing_is_said_about_it() -> None:
    before = Answer(options=("yes",), note="Chaque mois", language="fr", second=Second("en", note="Monthly"))

    assert Answer(options=("no",), note="Chaque mois").spoken("fr", before).second == Second("en", note="Monthly")


def test_a_second_version_of_a_text_that_was_changed_is_an_older_one() -> None:
    before = Answer(note="Chaque mois", language="fr", second=Second("en", note="Monthly"))

    assert Answer(note="Chaque jour").spoken("fr", before).second == Second("en", note="Monthly", is_older=True)


@pytest.mark.parametrize("given", [Answer(note="Chaque mois", second=Second("en")), Answer(second=Second("en"))])
def test_a_second_version_goes_when_it_is_emptied_or_the_text_is(given: Answer) -> None:
    before = Answer(note="Chaque mois", language="fr", second=Second("en", note="Monthly"))

    assert given.spoken("fr", before).second is None


def test_languages_that_an_answer_says_nothing_about_are_no_difference() -> None:
    stored = Answer(note="Radar", language="fr", second=Second("en", note="Radar"))

    assert not differs(Answer(note="Radar"), stored)
    assert differs(Answer(note="Sonar"), stored)
    assert differs(Answer(note="Radar", language="en"), stored)
    assert differs(Answer(note="Radar", second=Second("en", note="Sonar")), stored)
