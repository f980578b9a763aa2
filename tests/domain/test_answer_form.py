"""From the fields of a form to an answer and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.content import files
from assessment.domain.answer_form import NotOnTheForm, in_order, read_answer, write_fields
from assessment.domain.answers import Answer, Evidence, Second, State
from assessment.domain.questionnaire import Kind, Question

QUESTIONS = files.load("altai", "2020.1").by_id
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@st.composite
def answers(draw: st.DrawFn) -> tuple[Question, Answer]:
    """Answers as a form can give them, fitting or not."""
    question = draw(st.sampled_from(list(QUESTIONS.values())))
    states = [
        State.GIVEN,
        *([State.DONT_KNOW] * question.dont_know),
        *([State.NOT_APPLICABLE] * question.not_applicable),
    ]
    state, ids = draw(st.sampled_from(states)), [option.id for option in question.options]
    options: tuple[str, ...] = ()
    if question.kind is Kind.MULTIPLE or (question.kind is Kind.SINGLE and state is State.GIVEN):
        most = 1 if question.kind is Kind.SINGLE else len(ids)
        options = tuple(draw(st.lists(st.sampled_from(ids), unique=True, max_size=most)))
    cells = (
        draw(st.dictionaries(st.sampled_from([r.id for r in question.rows]), st.sampled_from(ids)))
        if question.rows
        else {}
    )
    text = draw(TEXTS) if question.kind is Kind.TEXT else ""
    grade = draw(st.sampled_from(Evidence))
    answer = Answer(state, options, tuple(cells.items()), text, grade, draw(TEXTS), draw(TEXTS))
    return question, answer.spoken(draw(st.sampled_from(("", "fr"))), None)


@given(answers())
def test_what_a_form_is_filled_with_it_gives_back(given: tuple[Question, Answer]) -> None:
    question, answer = given
    fields: dict[str, list[str]] = {}
    for name, value in write_fields(question, answer):
        fields.setdefault(name, []).append(value)

    read = read_answer(question, fields)

    assert (read or Answer()) == in_order(question, answer)


def test_a_second_version_is_sent_with_its_language() -> None:
    answer = Answer(note="Chaque mois", language="fr", second=Second("en", note="Monthly"))
    fields = {name: [value] for name, value in write_fields(QUESTIONS["HAO-B4"], answer)}

    assert read_answer(QUESTIONS["HAO-B4"], fields) == answer


def test_an_older_second_version_is_not_sent_so_that_it_does_not_seem_new() -> None:
    answer = Answer(note="Chaque jour", language="fr", second=Second("en", note="Monthly", is_older=True))
    fields = {name: [value] for name, value in write_fields(QUESTIONS["HAO-B4"], answer)}

    assert read_answer(QUESTIONS["HAO-B4"], fields) == replace(answer, second=None)


@pytest.mark.parametrize("tag", ["French", "f", "fr\n", "fr_FR", "fr-" + "x" * 18, "<b>"])
@pytest.mark.parametrize("field", ["language", "second.language"])
def test_what_is_no_language_is_refused(field: str, tag: str) -> None:
    with pytest.raises(NotOnTheForm):
        read_answer(QUESTIONS["HAO-B4"], {"HAO-B4.note": ["Radar"], f"HAO-B4.{field}": [tag]})


def test_an_untouched_question_is_no_answer() -> None:
    assert read_answer(QUESTIONS["HAO-B4"], {"HAO-B4": [""], "HAO-B4.note": [""], "HAO-B4.evidence": ["0"]}) is None


def test_a_note_without_a_choice_is_kept() -> None:
    assert read_answer(QUESTIONS["HAO-B4"], {"HAO-B4.note": ["to ask"]}) == Answer(note="to ask")


def test_lines_end_in_one_way_and_nothing_that_cannot_be_shown_stays() -> None:
    read = read_answer(QUESTIONS["HAO-B4"], {"HAO-B4.note": ["a\r\nb\rc\x00\ud800\t."]})

    assert read == Answer(note="a\nb\nc\t.")


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("HAO-A1", {"HAO-A1": ["maybe"]}),
        ("HAO-A1", {"HAO-A1": ["yes", "no"]}),
        ("HAO-A1", {"HAO-A1": ["not-applicable"]}),
        ("HAO-A6", {"HAO-A6.row.addiction": ["always"]}),
        ("HAO-A6", {"HAO-A6": ["likely"]}),
        ("HAO-A1", {"HAO-A1.evidence": ["E2"]}),
    ],
)
def test_what_a_form_does_not_offer_is_refused(question: str, fields: dict[str, list[str]]) -> None:
    with pytest.raises(NotOnTheForm):
        read_answer(QUESTIONS[question], fields)
