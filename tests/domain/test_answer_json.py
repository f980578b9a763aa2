"""Stored answers read back as they were given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.answer_json import differs, from_text, to_text
from assessment.domain.answers import Answer, Evidence, State

ANSWERS = st.builds(
    Answer,
    state=st.sampled_from(State),
    options=st.lists(st.text(max_size=8), max_size=4).map(tuple),
    cells=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3).map(lambda d: tuple(sorted(d.items()))),
    text=st.text(),
    evidence=st.sampled_from(Evidence),
    note=st.text(),
    reason=st.text(),
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


def test_the_same_words_in_another_language_are_no_other_answer() -> None:
    assert not differs(Answer(note="Radar", language="fr"), Answer(note="Radar", language="en"))
    assert differs(Answer(note="Radar"), Answer(note="Sonar"))
