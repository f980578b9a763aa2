"""Answers files that are written are read back to the same assessment."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assessment.content import answers_writer, files
from assessment.content.answers_file import AnswersFile, read_answers

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
