"""The annexes for an auditor: every question with its answer, and everything that was not known or not used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assessment.domain.answers import Answer, State
from assessment.domain.questionnaire import Change, Depth
from tests.domain.build import DK, STARTED, answers
from tests.reports.clinic import CLINIC, GIVEN, assessment, find, page, part, report, words

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

TREE = page()


def entry(name: str, tree: ET.Element = TREE) -> str:
    """Return what Annex A says about a question."""
    lines = list(part(tree, "answers").iter("p"))
    first = next(i for i, line in enumerate(lines) if words(line).startswith(f"{name} "))
    after = [i for i, line in enumerate(lines) if line.get("class") == "q" and i > first]
    return " ".join(words(line) for line in lines[first : after[0] if after else None])


def method(tree: ET.Element = TREE) -> str:
    return words(part(tree, "method"))


def test_every_question_stands_once_in_the_order_of_the_questionnaire() -> None:
    shown = [words(e).partition(" ")[0] for e in find(part(TREE, "answers"), "p", class_="q")]

    assert shown == [question.id for question in CLINIC.questions]


def test_a_screening_lists_only_its_own_questions() -> None:
    tree = page(report(assessment(depth=Depth.SCREENING)))
    shown = [words(e).partition(" ")[0] for e in find(part(tree, "answers"), "p", class_="q")]

    assert shown == [question.id for question in CLINIC.at_depth(Depth.SCREENING)]


def test_each_kind_of_answer_is_written_in_the_words_of_its_options() -> None:
    assert entry("ONE-B1") == "ONE-B1 ONE-B1? Started"
    assert entry("TWO-A3") == "TWO-A3 TWO-A3? a"
    assert entry("ONE-A1") == "ONE-A1 ONE-A1? harm: Likely; delay: Unlikely"
    assert entry("TWO-A5") == "TWO-A5 TWO-A5? Don’t know"
    assert entry("TWO-A4") == "TWO-A4 TWO-A4? Not applicable There is no such thing here."


def test_a_dont_know_in_one_row_of_a_matrix_is_said() -> None:
    given = {**GIVEN, **answers({"ONE-A1": {"harm": DK, "delay": "likely"}})}

    assert entry("ONE-A1", page(report(assessment(given)))) == "ONE-A1 ONE-A1? harm: Don’t know; delay: Likely"


def test_an_answer_carries_its_evidence_and_note() -> None:
    assert entry("ONE-A3").endswith("In place – evidence: document named See the minutes.")


def test_glossary_marks_are_shown_as_their_words() -> None:
    assert entry("ONE-A3").startswith("ONE-A3 Is there a team of attackers?")


def test_an_open_question_says_so() -> None:
    assert entry("ONE-B1", page(report(assessment({})))) == "ONE-B1 ONE-B1? Not answered"


def test_an_unticked_list_says_so() -> None:
    given = {**GIVEN, "TWO-A3": Answer(options=())}

    assert entry("TWO-A3", page(report(assessment(given)))) == "TWO-A3 TWO-A3? Nothing ticked"


def test_an_answer_that_does_not_fit_says_so() -> None:
    given = {**GIVEN, "ONE-B1": Answer(options=("perhaps",))}

    assert "does not fit the question" in entry("ONE-B1", page(report(assessment(given))))


def test_a_hidden_question_says_why_and_that_its_answer_is_not_used() -> None:
    assert entry("TWO-A2") == (
        "TWO-A2 TWO-A2? Not asked: asked only if TWO-A1 is “Yes”. An earlier answer is kept but not used."
    )


def test_a_detail_that_was_not_asked_says_as_what_it_counts() -> None:
    assert entry("ONE-A2.1").endswith("Not asked: a detail of ONE-A2, counted as not in place with it.")
    unknown = page(report(assessment({**GIVEN, "ONE-A2": Answer(State.DONT_KNOW)})))
    assert entry("ONE-A2.1", unknown).endswith("counted as not known with it.")
    nothing = page(report(assessment({})))
    assert entry("ONE-A2.1", nothing).endswith("counted as open with it.")


def test_a_detail_of_what_does_not_apply_does_not_apply() -> None:
    given = {**GIVEN, "ONE-A2": Answer(State.NOT_APPLICABLE, reason="None here.")}

    assert entry("ONE-A2.1", page(report(assessment(given)))).endswith("Not asked: not applicable, like ONE-A2.")


def test_the_method_names_questionnaire_fingerprint_and_model() -> None:
    for fact in (
        "Example, version 1.0",
        "0" * 64,
        "Scoring model 1.0",
        "Proposed by the authors",
        "Kilifi Clinic, Kenya",
    ):
        assert fact in method()


def test_the_sector_is_written_out_and_an_unknown_one_stays_as_typed() -> None:
    assert "Sector Health and social work (Q)" in method()
    given = replace(assessment(), organisation=replace(assessment().organisation, sector="Museums"))
    assert "Sector Museums" in method(page(report(given)))


def test_confirmed_values_are_said_to_be_confirmed() -> None:
    made = report(questions=replace(CLINIC, values_status="confirmed"))

    assert "Confirmed by the content owner" in method(page(made))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change.PATCH, "Correction of version 1.0: only words were mended"),
        (Change.MINOR, "Addition to version 1.0: something was added or counts differently"),
        (Change.MAJOR, "New edition after version 1.0: anything may have changed"),
    ],
    ids=lambda value: value.value if isinstance(value, Change) else "",
)
def test_the_method_says_what_differs_from_the_version_before(change: Change, told: str) -> None:
    successor = replace(CLINIC, version="1.1", supersedes="1.0", change=change)

    assert told in method(page(report(questions=successor)))
    assert "What differs" not in method()


def test_the_method_says_that_this_is_no_certificate() -> None:
    assert "It is no certificate, no audit and no legal advice" in method()


def test_what_was_not_known_and_not_answered_is_listed_by_section() -> None:
    assert "What was not known Fairness: TWO-A5" in method()
    tree = page(report(assessment(answers({"ONE-B1": STARTED}))))
    assert "What was not answered System profile: SYS-A1" in method(tree)
    assert "Human oversight: ONE-A1, ONE-A2, ONE-A3" in method(tree)


def test_what_was_declared_not_applicable_has_its_reason() -> None:
    assert "TWO-A4 TWO-A4? There is no such thing here." in method()


def test_answers_that_were_not_used_are_listed() -> None:
    assert "they are kept but not used: TWO-A2." in method()


def test_what_a_partial_file_left_out_is_listed() -> None:
    made = replace(report(), problems=("Line 7: ONE-X9 <is> unknown",))

    assert "Line 7: ONE-X9 <is> unknown" in method(page(made))


def test_without_anything_left_out_nothing_is_said_about_it() -> None:
    given = {name: answer for name, answer in GIVEN.items() if name != "TWO-A2"}

    assert "What was left out" not in method(page(report(assessment(given))))


def test_only_the_terms_that_the_questions_use_are_explained() -> None:
    assert words(part(TREE, "terms")) == "Terms used red team Friendly attackers."


def test_without_marks_there_is_no_glossary() -> None:
    bare = replace(CLINIC, questions=tuple(replace(q, text="Plain?") for q in CLINIC.questions))

    assert "terms" not in {e.get("id") for e in page(report(questions=bare)).iter("h2")}
