"""The organisation's report as a user makes it: same bytes on another day, answers attached, clear errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from assessment.content import answers_file, files
from assessment.services import documents, publications, reporting, scoring
from tests.reports import pdf_rules

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
CLINIC = EXAMPLES / "clinic-triage.yaml"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report() -> bytes:
    return reporting.make_report(scoring.score_file(CLINIC))


def make(output: Path, *before: str, **environment: str) -> bytes:
    command = [*before, sys.executable, "-m", "assessment", "report", str(CLINIC), "-o", str(output)]
    subprocess.run(command, env=os.environ | environment, check=True, capture_output=True)
    return output.read_bytes()


def test_a_report_made_in_another_process_on_another_day_has_the_same_bytes(tmp_path: Path) -> None:
    first = make(tmp_path / "first.pdf")
    later = ("faketime", "2031-05-06 01:02:03")

    assert make(tmp_path / "second.pdf", *later, TZ="Asia/Tokyo", PYTHONHASHSEED="77") == first


def test_the_attached_answers_give_the_same_score_again(report: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(report)
    with pikepdf.open(path) as pdf:
        attached = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}

    (tmp_path / "answers.json").write_bytes(attached["answers.json"])
    again = scoring.score_file(tmp_path / "answers.json")

    assert again.scorecard is not None
    assert scoring.as_json(again.scorecard) == json.loads(attached["score.json"])


@pytest.mark.parametrize("name", ["clinic-triage", "credit-scoring", "municipal-chatbot"])
def test_an_example_s_report_breaks_none_of_our_rules_for_pdf_files(name: str) -> None:
    made = reporting.make_report(scoring.score_file(EXAMPLES / f"{name}.yaml"))

    assert pdf_rules.findings(made) == []
    assert len(made) < 600_000


def test_a_language_that_is_not_offered_is_named_with_those_that_are() -> None:
    with pytest.raises(reporting.ReportError, match="not available in 'sw'; it is available in: en, es, fr, pt, ar"):
        reporting.make_report(scoring.score_file(CLINIC), "sw")


def test_a_report_that_takes_too_long_says_so() -> None:
    with pytest.raises(reporting.ReportError, match="not finished within 1 seconds"):
        reporting.make_report(scoring.score_file(CLINIC), seconds=1)


def test_an_empty_assessment_has_a_report_too(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text('questionnaire: altai\nversion: "2020.1"\nanswers: {}\n', "utf-8")

    assert reporting.make_report(scoring.score_file(path)).startswith(b"%PDF")


HOSTILE = """questionnaire: altai
version: "2020.1"
organisation: {name: "<img src='file:///etc/passwd'>{{ 7*7 }} مستشفى 病院"}
system: {name: "@import url(http://127.0.0.1:9/x)"}
answers:
  HAO-B4: {answer: in-place, note: "<script>alert(1)</script> {% for x in y %} \\u0007bell ../../etc"}
"""


def test_typed_text_appears_as_typed_whatever_it_is(tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(HOSTILE, "utf-8")
    scored = scoring.score_file(path)
    (tmp_path / "report.pdf").write_bytes(reporting.make_report(scored))

    text = subprocess.run(
        ["pdftotext", tmp_path / "report.pdf", "-"], check=True, capture_output=True, text=True
    ).stdout

    squeezed = "".join(text.split())
    for typed in ("<imgsrc='file:///etc/passwd'>{{7*7}}", "<script>alert(1)</script>{%forxiny%}", "病院"):
        assert typed in squeezed


def test_the_answers_of_an_example_fit_the_published_questionnaire() -> None:
    read = answers_file.read_answers(CLINIC.read_bytes(), str(CLINIC), files.load)

    assert read.findings == ()


@pytest.mark.parametrize("language", ["fr+en", "ar+en"])
def test_a_report_in_two_languages_breaks_none_of_our_rules_and_is_small(language: str) -> None:
    made = reporting.make_report(scoring.score_file(CLINIC), language, seconds=300)

    assert pdf_rules.findings(made) == []
    assert len(made) < 600_000


@pytest.mark.parametrize("language", ["fr+es", "en+en", "+en", "fr+", "fr+en+es"])
def test_two_languages_are_english_and_another_one(language: str) -> None:
    with pytest.raises(reporting.ReportError):
        reporting.make_report(scoring.score_file(CLINIC), language, html=True)


def test_a_report_is_offered_in_each_language_and_in_each_with_english() -> None:
    offered = reporting.choices_of(files.load("altai", "2020.1"))

    assert {"en", "fr", "ar", "fr+en", "ar+en"} <= {*offered}
    assert not {"en+en", "fr+es"} & {*offered}


@pytest.mark.parametrize("code", ["fr", "es", "pt", "ar"])
def test_a_translated_report_breaks_none_of_our_rules_for_pdf_files(code: str) -> None:
    made = reporting.make_report(scoring.score_file(CLINIC), code)

    assert pdf_rules.findings(made) == []
    assert len(made) < 600_000


@pytest.mark.usefixtures("context")
def test_a_report_of_an_installation_says_since_when_the_version_is_published_there() -> None:
    scored = scoring.score_file(CLINIC)
    publications.register_published(datetime(2026, 3, 1, 23, tzinfo=UTC))
    options = documents.options_of(scored, is_draft=False, with_answers=False)
    page = reporting.make_report(scored, "fr", html=True, options=options).decode()

    assert "<td>1 mars 2026</td>" in page
