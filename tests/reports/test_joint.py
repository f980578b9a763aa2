"""The report of an organisation about all its systems: whole, accessible, and true to each system's own report."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

import html5lib
import pikepdf
import pytest

from assessment.domain.answers import Organisation
from assessment.reports import process
from assessment.reports.comparison import Point
from assessment.reports.document import Document
from assessment.reports.edition import Edition, Options
from assessment.reports.joint import JointReport, JointSystem, joint_bilingual_html, joint_html
from assessment.reports.language import ReportLanguage
from assessment.reports.overview import overview
from assessment.services import reporting
from assessment.services.results import of_answers
from tests import pages, results
from tests.reports import pdf_rules

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

ENGLISH = ReportLanguage.of("en", "KE")
BASIS = ("altai", "x", "3")


def point(date: str, met: int, score: str, basis: tuple[str, str, str] = BASIS) -> Point:
    return Point(date, met, 7, (("HAO", Fraction(score)), ("TRA", None)), basis)


@lru_cache
def joint(*, with_chapters: bool = True) -> JointReport:
    systems = []
    for name in results.EXAMPLES:
        options = Options(is_draft=name == "credit-scoring", with_answers=False)
        systems.append(JointSystem(reporting.report_of(of_answers(results.example(name)).scored, options=options)))
    return JointReport(Organisation("Kisumu & <b>Sons</b>", "KE"), "2026-11-20", tuple(systems), (), with_chapters)


def text(report: JointReport, language: ReportLanguage = ENGLISH) -> str:
    page = pages.parse(joint_html(report, language))
    return " ".join(" ".join(page.tree.itertext()).split())


@pytest.mark.parametrize("with_chapters", [True, False])
@pytest.mark.parametrize("language", [ENGLISH, ReportLanguage.of("ar")], ids=["en", "ar"])
def test_it_is_valid_html_in_which_every_id_is_there_once(with_chapters: bool, language: ReportLanguage) -> None:  # noqa: FBT001 - a parameter of the test
    page = pages.parse(joint_html(joint(with_chapters=with_chapters), language))
    ids = [element.get("id") for element in page.tree.iter() if element.get("id")]
    named = [
        name
        for element in page.tree.iter()
        for name in (element.get("aria-labelledby") or "").split() + (element.get("href") or "#").split("#")[1:]
        if name
    ]

    assert len(ids) == len(set(ids))
    assert [name for name in named if name not in ids] == []


@lru_cache
def both(code: str, *, with_answers: bool = False) -> ET.Element:
    """Return the report in a language and in English."""
    systems = {}
    for language in (code, "en"):
        options = Options(with_answers=with_answers)
        found = [of_answers(results.example(name)).scored for name in results.EXAMPLES]
        systems[language] = tuple(JointSystem(reporting.report_of(one, language, options)) for one in found)
    first, second = (replace(joint(), systems=systems[language]) for language in (code, "en"))
    text = joint_bilingual_html((first, ReportLanguage.of(code, "KE")), (second, ENGLISH))
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: ET.Element = parser.parse(text)
    return tree


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_in_two_languages_every_id_is_there_once_and_every_link_leads_to_one(code: str) -> None:
    tree = both(code, with_answers=True)
    ids = [e.get("id") or "" for e in tree.iter() if e.get("id")]
    wanted = {(e.get("href") or "").removeprefix("#") for e in tree.iter() if e.get("href")}
    named = {name for e in tree.iter() for name in (e.get("aria-labelledby") or "").split()}

    assert len(ids) == len(set(ids))
    assert wanted | named <= {*ids}


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_in_two_languages_each_contents_lead_to_its_own_parts_and_to_the_other(code: str) -> None:
    first, second = ([e.get("href") or "" for e in nav.iter("a")] for nav in both(code).iter("nav"))

    assert [href.replace("#second-", "#") for href in second[:-1]] == first[:-1]
    assert (first[-1], second[-1]) == ("#second-part", "#second-first")


def test_in_two_languages_each_annex_of_answers_is_there_once_in_both() -> None:
    tree = both("fr", with_answers=True)
    annexes = [e.get("id") or "" for e in tree.iter("h2") if (e.get("id") or "").endswith("answers")]
    below = [e for e in tree.iter("p") if e.get("class") == "e ask"]

    assert annexes == [f"c{number}-answers" for number in range(1, 4)]
    assert {e.get("lang") for e in below} == {"en"}
    assert len(below) > 3 * 100


def test_in_two_languages_the_second_part_says_its_language_and_direction() -> None:
    [second] = [e for e in both("ar").iter("div") if e.get("id") == "second-part"]

    assert (second.get("lang"), second.get("dir")) == ("en", "ltr")
    assert not re.search("[\u0600-\u06ff]", " ".join(" ".join(second.itertext()).split()).replace("العربية", ""))


def test_each_system_shows_the_figures_of_its_own_report() -> None:
    told = text(joint(with_chapters=False))

    for system in joint().systems:
        shown = overview(Edition(system.report, ENGLISH))
        assert shown.summary.meaning in told
        for row in shown.rows:
            assert not row.number or f"{row.score} {row.band}" in told


def test_a_draft_is_marked_on_the_cover_and_in_its_place() -> None:
    told = text(joint(with_chapters=False))

    assert "Contains drafts" in told
    assert "Seven Paths Score Draft" in told
    assert "Triage helper at reception Draft" not in told


def test_what_several_systems_lack_is_named_once_with_all_of_them() -> None:
    advised = [{one.question for one in system.report.advice} for system in joint().systems]
    everywhere = set.intersection(*advised)
    told = text(joint(with_chapters=False))
    found = re.search(r"What recurs (What several.*?) What has changed", told)

    assert found
    assert sum(f"{name} · " in found[1] for name in everywhere) == min(len(everywhere), 12)


def with_history(*points: Point) -> JointReport:
    first, *others = joint(with_chapters=False).systems
    return replace(joint(with_chapters=False), systems=(replace(first, history=points), *others))


def test_a_requirement_that_rose_by_a_band_is_named() -> None:
    told = text(with_history(point("2026-01-10", 1, "1/10"), point("2026-06-10", 2, "6/10")))

    assert "10 June 2026 2 of 7 Human agency and oversight –" in told


def test_submissions_on_other_questions_are_not_compared() -> None:
    other = ("altai", "y", "3")
    told = text(with_history(point("2026-01-10", 1, "1/10"), point("2026-06-10", 2, "6/10", other)))

    assert "10 June 2026 2 of 7 other questions or depth: not compared" in told


def test_what_people_typed_stays_text() -> None:
    assert "<b>Sons</b>" not in joint_html(joint(), ENGLISH)


@pytest.mark.slow
def test_the_pdf_is_tagged_archival_and_has_a_bookmark_for_each_system() -> None:
    made = process.render(Document(joint_html(joint(), ENGLISH), "en", "2026-11-20"), process.Limits(seconds=200))

    assert list(pdf_rules.findings(made)) == []
    with pikepdf.open(io.BytesIO(made)) as pdf, pdf.open_outline() as outline:
        tops = [str(item.title) for item in outline.root]
        assert tops[1:] == ["Triage helper at reception", "Seven Paths Score", "VilcaResponde"]
        assert len(outline.root[1].children) >= 10
