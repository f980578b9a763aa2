"""Answers files: every problem has a code and a line, and the valid rest is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assessment.content import files
from assessment.content.answers_file import AnswersFile, read_answers
from assessment.domain.answers import Evidence, Second, State

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Questionnaire

HEADER = 'questionnaire: altai\nversion: "2020.1"\n'


def find(questionnaire: str, version: str) -> Questionnaire:
    if (questionnaire, version) != ("altai", "2020.1"):
        raise LookupError(f"there is no {questionnaire} {version}")
    return files.load(questionnaire, version, drafts=True)


def read(text: str) -> AnswersFile:
    return read_answers(text.encode(), "answers.yaml", find)


def codes(text: str) -> list[tuple[str, int]]:
    return [(finding.code, finding.line) for finding in read(text).findings]


def test_a_complete_answer_is_read_with_everything_that_belongs_to_it() -> None:
    text = HEADER + 'answers:\n  HAO-B4: {answer: in-place, evidence: E2, note: "Abort button: tested"}\n'

    answer = read(text).assessment.answers["HAO-B4"]  # type: ignore[union-attr]

    assert (answer.options, answer.evidence, answer.note) == (("in-place",), Evidence.E2, "Abort button: tested")


def test_a_matrix_and_a_tick_list_are_read() -> None:
    text = (
        HEADER
        + "answers:\n  HAO-A6: {answer: {attachment: unlikely, addiction: dont-know}}\n"
        + "  HAO-B1: {answer: [in-the-loop]}\n"
    )

    answers = read(text).assessment.answers  # type: ignore[union-attr]

    assert answers["HAO-A6"].cells == (("attachment", "unlikely"), ("addiction", "dont-know"))
    assert answers["HAO-B1"].options == ("in-the-loop",)


def test_not_applicable_needs_a_reason() -> None:
    good = HEADER + 'answers:\n  HAO-B2: {answer: not-applicable, reason: "Nobody oversees it"}\n'
    bad = HEADER + "answers:\n  HAO-B2: {answer: not-applicable}\n"

    assert read(good).assessment.answers["HAO-B2"].state is State.NOT_APPLICABLE  # type: ignore[union-attr]
    assert codes(bad) == [("A609", 4)]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("  HAO-Z9: {answer: in-place}", [("A601", 4)]),
        ("  HAO-B4: {answer: to-some-extent}", [("A602", 4)]),
        ("  HAO-B4: {answer: [in-place]}", [("A604", 4)]),
        ("  HAO-B1: {answer: in-the-loop}", [("A604", 4)]),
        ("  HAO-B1: {answer: [none-of-these, in-the-loop]}", [("A605", 4)]),
        ("  HAO-B1: {answer: [in-the-loop, in-the-loop]}", [("A606", 4)]),
        ("  HAO-A6: {answer: {attachment: often}}", [("A602", 4)]),
        ("  HAO-A6: {answer: {friendship: likely}}", [("A603", 4)]),
        ('  TRS-A6.1: {answer: "dont-know"}', [("A607", 4)]),
        ('  HAO-A1: {answer: not-applicable, reason: "x"}', [("A608", 4)]),
        ("  HAO-A1: {answer: yes}", [("R112", 4)]),
        ("  HAO-B4: {answer: in-place, evidence: E9}", [("S210", 4)]),
        ("  HAO-B4: {answer: in-place, remark: x}", [("S201", 4)]),
        ("  HAO-B4: {note: x}", [("S202", 4)]),
        ("  HAO-B4: in-place", [("S203", 4)]),
        ('  HAO-B4: {answer: in-place, reason: "because"}', [("A615", 4)]),
        ("  HAO-B4: {answer: in-place}\n  HAO-B4: {answer: started}", [("R106", 5)]),
        ("  HAO-B4: {answer: in-place, note: 12}", [("R112", 4)]),
    ],
)
def test_a_problem_has_its_code_and_line(answers: str, expected: list[tuple[str, int]]) -> None:
    assert codes(f"{HEADER}answers:\n{answers}\n") == expected


def test_a_note_of_more_than_ten_thousand_characters_is_too_long() -> None:
    text = f'{HEADER}answers:\n  HAO-B4: {{answer: in-place, note: "{"x" * 10_001}"}}\n'

    assert codes(text) == [("S212", 4), ("A610", 4)] or codes(text) == [("A610", 4), ("S212", 4)]


def test_a_wrong_answer_is_left_out_and_the_rest_is_kept() -> None:
    text = HEADER + "answers:\n  HAO-B4: {answer: nonsense}\n  HAO-B3: {answer: started}\n"

    assert list(read(text).assessment.answers) == ["HAO-B3"]  # type: ignore[union-attr]


def test_a_second_version_is_read_with_its_language() -> None:
    second = "{language: en, note: Monthly, older: true}"
    text = HEADER + f"answers:\n  HAO-B4: {{answer: in-place, note: Chaque mois, language: fr, second: {second}}}\n"

    answer = read(text).assessment.answers["HAO-B4"]  # type: ignore[union-attr]

    assert (answer.language, answer.second) == ("fr", Second("en", note="Monthly", is_older=True))


@pytest.mark.parametrize(
    ("second", "code"),
    [
        ("{note: Monthly}", "S202"),
        ("{language: English, note: x}", "S211"),
        ("Monthly", "S203"),
        ("{lang: en}", "S201"),
    ],
)
def test_a_second_version_that_cannot_be_read_is_a_finding(second: str, code: str) -> None:
    text = HEADER + f"answers:\n  HAO-B4: {{answer: in-place, note: Chaque mois, second: {second}}}\n"

    assert (code, 4) in codes(text)


def test_an_answer_with_a_warning_is_kept() -> None:
    text = HEADER + 'answers:\n  HAO-B4: {answer: in-place, reason: "because"}\n'

    assert list(read(text).assessment.answers) == ["HAO-B4"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('questionnaire: altai\nversion: "1999.1"\nanswers: {}\n', [("A611", 2)]),
        ("questionnaire: altai\nversion: 2020.1\nanswers: {}\n", [("R112", 2)]),
        (HEADER + "date: 2026-11-23\nanswers: {}\n", [("R112", 3)]),
        (HEADER + 'date: "23.11.2026"\nanswers: {}\n', [("A612", 3)]),
        (HEADER + 'date: "2026-02-30"\nanswers: {}\n', [("A612", 3)]),
        (HEADER + "depth: deep\nanswers: {}\n", [("S210", 3)]),
        (HEADER + 'organisation: {name: X, country: "ZQ"}\nanswers: {}\n', [("A616", 3)]),
        (HEADER + "colour: red\nanswers: {}\n", [("S201", 3)]),
        (HEADER, [("S202", 1)]),
        ("- a list\n", [("S203", 1)]),
        ("", [("R114", 0)]),
    ],
)
def test_a_problem_of_the_header_has_its_code_and_line(text: str, expected: list[tuple[str, int]]) -> None:
    assert codes(text) == expected


def test_json_is_read_like_yaml_with_characters_beyond_the_basic_plane() -> None:
    content = {
        "questionnaire": "altai",
        "version": "2020.1",
        "answers": {"HAO-B4": {"answer": "in-place", "note": "Tested 🙂"}},
    }

    found = read(json.dumps(content, indent=2))

    assert found.findings == ()
    assert found.assessment.answers["HAO-B4"].note == "Tested 🙂"  # type: ignore[union-attr]


def test_an_unknown_question_comes_with_a_guess() -> None:
    message = read(HEADER + "answers:\n  HAO-B44: {answer: in-place}\n").findings[0].message

    assert "Did you mean 'HAO-B4'?" in message


def test_a_hint_sends_the_writer_of_answers_to_the_page_about_answers() -> None:
    findings = read(HEADER + "answers:\n  HAO-B4: {anwser: in-place}\n").findings

    hints = {finding.code: finding.hint for finding in findings}
    assert sorted(hints) == ["S201", "S202"]
    assert all("docs/answers-file.md" in hint for hint in hints.values())
