"""What the check finds is said in the language of the page, with what comes from the draft set apart."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from assessment.content.findings import Findings
from assessment.content.phrases import Foreign
from assessment.web.found import wrong
from tests.web.editor.workshop import Bench, bench

if TYPE_CHECKING:
    from flask import Flask

QUESTION = "/questions/HAO-A2"
WRONG = "السؤال عن المخاطر «<bdi>HAO-A2</bdi>» لا يذكر أي إجابة تعني خطرا."
MEND = "أضيفوا «polarity: yes_is_risk» أو «polarity: yes_is_good»."


@pytest.fixture
def at(app: Flask) -> Bench:
    """Return an editor who reads Arabic, with a draft in which a risk question has no direction."""
    made = bench(app)
    made.post(QUESTION, made.form(QUESTION) | {"polarity": ""})
    made.client.client.set_cookie("language", "ar")
    return made


def test_a_finding_beside_its_field_is_in_the_language_of_the_page(at: Bench) -> None:
    page = at.get(QUESTION)

    assert f"{WRONG} {MEND}" in page.text
    assert "does not say which answer means risk" not in page.text


def test_a_finding_on_the_overview_is_in_the_language_of_the_page(at: Bench) -> None:
    assert WRONG in at.get().text


def test_a_malformed_condition_is_explained_in_the_language_of_the_page(at: Bench) -> None:
    page = at.post("/conditions/questions/HAO-A3", {"written": "HAO-A1 likes yes", "version": "1"})

    assert "المتوقع هنا عامل" in page.text


def test_what_an_editor_has_written_cannot_bring_markup_in(at: Bench) -> None:
    at.post("/questions/HAO-A3", at.form("/questions/HAO-A3") | {"text": "Is <b>this</b> markup?"})
    page = at.get("/questions/HAO-A3")

    assert "<bdi>&lt;b&gt;</bdi>" in page.text


def test_the_words_of_a_library_are_marked_as_english(at: Bench) -> None:
    findings = Findings("x.yaml")
    findings.add("R104", 1, 1, problem=Foreign("found <b>"))
    with at.app.test_request_context(headers={"Accept-Language": "ar"}):
        said = wrong(findings.found[0])

    assert '<span lang="en" dir="ltr">found &lt;b&gt;</span>' in said


def test_a_broken_file_is_explained_in_the_language_of_the_page_with_its_line(at: Bench) -> None:
    page = at.post("/files", {"file": (BytesIO(b"id: altai\ntitle: 'open\n"), "draft.yaml")})

    assert "R104" in page.text
    assert "السطر" in page.text
    assert "نص بين علامتي اقتباس تنقصه علامة في آخره" in page.text
    assert "end of stream" not in page.text
