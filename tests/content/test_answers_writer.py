"""Answers files that are written are read back to the same assessment."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assessment.content import answers_writer, files
from assessment.content.answers_file import AnswersFile, read_answers
from assessment.domain.answers import Second

EXAMPLES = sorted((Path(__file__).parent.parent.parent / "examples").glob("*.yaml"))
QUESTIONNAIRE = files.load("altai", "2020.1")


def read(content: bytes) -> AnswersFile:
    return read_answers(content, "answers", files.load)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_written_file_is_read_back_to_the_same_assessment(path: Path) -> None:
    assessment = read(path.read_bytes()).assessment
    assert assessment is not None
    questionnaire = files.load(assessment.questionnaire, assessment.version)

    again = read(answers_writer.to_json(assessment, questionnaire).encode())

    assert (again.assessment, again.findings) == (assessment, ())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_stored_answers_are_the_answers_that_were_read(path: Path) -> None:
    assessment = read(path.read_bytes()).assessment
    assert assessment is not None
    questionnaire = files.load(assessment.questionnaire, assessment.version)

    stored = json.loads(answers_writer.to_json(assessment, questionnaire))["answers"]

    assert answers_writer.stored_answers(stored, questionnaire) == assessment.answers


def test_a_second_version_is_written_and_read_back() -> None:
    assessment = read(EXAMPLES[0].read_bytes()).assessment
    assert assessment is not None
    questionnaire = files.load(assessment.questionnaire, assessment.version)
    noted = next(name for name, answer in assessment.answers.items() if answer.note)
    second = Second("fr", note="Chaque mois", is_older=True)
    told = replace(assessment, answers={**assessment.answers, noted: replace(assessment.answers[noted], second=second)})

    written = answers_writer.to_json(told, questionnaire)

    assert read(written.encode()).assessment == told
    assert answers_writer.stored_assessment(written, questionnaire) == told
