"""The report in two languages: each part in one and the other, the annex in both, every text in its own language."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import html5lib
import pytest

from assessment.domain.answers import Answer, Second
from assessment.reports.bilingual import bilingual_html
from assessment.reports.edition import Edition
from assessment.reports.language import ReportLanguage
from assessment.reports.stylesheet import report_css
from tests.reports.clinic import CLINIC, ENGLISH, GIVEN, assessment, find, part, report, words

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Mapping

FRENCH, ARABIC = ReportLanguage.of("fr", "SN"), ReportLanguage.of("ar", "JO")
TRANSLATED = replace(CLINIC, questions=tuple(replace(one, text=f"~ {one.text}") for one in CLINIC.questions))
NOTE = Answer(options=("in-place",), note="Chaque mois", language="fr")


def html(language: ReportLanguage = FRENCH, given: Mapping[str, Answer] = GIVEN) -> str:
    made = assessment(given)
    return bilingual_html(Edition(report(made, TRANSLATED), language), Edition(report(made), ENGLISH))


def page(text: str) -> ET.Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: ET.Element = parser.parse(text)
    for element in tree.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return tree


def english(tree: ET.Element) -> ET.Element:
    """Return the part in the second language."""
    return find(tree, "div", id="second-part")[0]


PAGES = {"from left to right": page(html()), "from right to left": page(html(ARABIC))}
every_page = pytest.mark.parametrize("tree", PAGES.values(), ids=PAGES)


@every_page
def test_ids_are_unique_and_links_lead_to_them(tree: ET.Element) -> None:
    ids = [e.get("id") or "" for e in tree.iter() if e.get("id")]
    wanted = {(e.get("href") or "").removeprefix("#") for e in tree.iter("a")}
    named = {name for e in tree.iter() for name in (e.get("aria-labelledby") or "").split()}

    assert len(ids) == len(set(ids))
    assert wanted | named <= {*ids}


@every_page
def test_each_contents_lead_to_the_parts_of_its_own_language_and_to_the_other(tree: ET.Element) -> None:
    first, second = ([e.get("href") or "" for e in nav.iter("a")] for nav in tree.iter("nav"))

    assert [href.replace("#second-", "#") for href in second[:-1]] == first[:-1]
    assert (first[-1], second[-1]) == ("#second-part", "#second-first")


@every_page
def test_the_second_part_says_its_language_and_direction(tree: ET.Element) -> None:
    part_of = english(tree)

    assert (part_of.get("lang"), part_of.get("dir")) == ("en", "ltr")
    assert {"Summary", "Profile", "Plan"} <= {words(heading) for heading in part_of.iter("h2")}


def test_each_part_is_in_one_language() -> None:
    tree = PAGES["from left to right"]
    first = [words(heading) for heading in next(tree.iter("main")).iter("h2")]

    assert "Synthèse" in first
    assert "Summary" not in first
    assert not any("~" in line for line in english(tree).itertext())


@every_page
def test_the_annex_has_each_question_in_both_languages(tree: ET.Element) -> None:
    lines = list(part(tree, "answers").iter("p"))
    asked = [place for place, line in enumerate(lines) if "~" in words(line)]
    below = [lines[place + 1] for place in asked]

    assert len(asked) == len(CLINIC.questions)
    assert [words(line) for line in below] == [words(lines[place]).split("~ ")[1] for place in asked]
    assert {(line.get("lang"), line.get("dir")) for line in below} == {("en", "ltr")}


def test_an_answer_and_its_evidence_stand_in_both_languages() -> None:
    lines = [words(line) for line in part(PAGES["from left to right"], "answers").iter("p")]

    place = lines.index("In place – degré de preuve : document indiqué")
    assert lines[place + 1] == "In place – evidence: document named"


def noted(answer: Answer) -> list[tuple[str, str | None]]:
    """Return what the annex shows of a note, and in which language it says it is."""
    annex = part(page(html(given={**GIVEN, "ONE-A3": answer})), "answers")
    shown = [(words(line), line.get("lang")) for line in find(annex, "p", class_="n")]
    return [line for line in shown if re.match("Chaque|Monthly", line[0])]


def test_a_note_stands_once_in_the_annex_as_it_was_written() -> None:
    assert noted(NOTE) == [("Chaque mois", None)]


def test_a_second_version_stands_beneath_the_note() -> None:
    (first, spoken), (second, again) = noted(replace(NOTE, second=Second("en", note="Monthly")))

    assert (first, spoken, again) == ("Chaque mois", None, "en")
    assert second.startswith("Monthly (the organisation’s own version; original:")


def test_without_the_annex_nothing_leads_to_it() -> None:
    short = replace(report(), options=replace(report().options, with_answers=False))
    tree = page(bilingual_html(Edition(short, FRENCH), Edition(short, ENGLISH)))

    assert not [e for e in tree.iter("a") if (e.get("href") or "").endswith("answers")]


def css(language: ReportLanguage) -> str:
    return html(language).split("<style>", 1)[1].split("</style>", 1)[0]


def test_languages_of_one_direction_share_the_plain_stylesheet() -> None:
    assert report_css("ltr") in css(FRENCH)


def test_languages_of_two_directions_have_each_the_sides_of_their_own() -> None:
    text = css(ARABIC)

    assert not re.search("inline-(start|end)", text)
    assert ".ltr .r, .ltr .x, .ltr .n { margin-left: 22mm }" in text
    assert ".rtl .r, .rtl .x, .rtl .n { margin-right: 22mm }" in text
    assert ":root[dir=rtl]" not in text


def test_each_part_has_the_running_head_of_its_language() -> None:
    text = css(ARABIC)

    assert re.search(r'@page\{@top-right\{content:"الصفحة', text)
    assert re.search(r'@page second\{@top-right\{content:none\}@top-left\{content:"Page ', text)
