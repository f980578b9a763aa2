"""The report as a document: well formed, self-contained, with headings, tables and figures for every reader."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from assessment.config import TEMPLATES
from assessment.domain.questionnaire import Depth
from assessment.reports.language import ReportLanguage
from assessment.reports.organisation import report_css, report_html
from tests.reports.clinic import ENGLISH, assessment, find, page, part, report, words
from tests.reports.test_language import catalogue

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from pathlib import Path

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PAGES = {
    "full": page(),
    "screening": page(report(assessment(depth=Depth.SCREENING))),
    "core": page(report(assessment(depth=Depth.CORE))),
    "empty": page(report(assessment({}))),
    "nameless": page(report(replace(assessment(), organisation=type(assessment().organisation)()))),
    "arabic": page(language=ReportLanguage.of("ar", "JO")),
}
every_page = pytest.mark.parametrize("tree", PAGES.values(), ids=PAGES)


def rtl(root: Path) -> ReportLanguage:
    """Return a pseudo language that is written from right to left."""
    return ReportLanguage.of(
        "ar", "JO", catalogue(root, "ar", {"Summary": "ملخص", "Page %(page)s of %(pages)s": "%(page)s"})
    )


@every_page
def test_a_report_has_one_main_heading(tree: ET.Element) -> None:
    assert len(find(tree, "h1")) == 1


@every_page
def test_headings_never_skip_a_level(tree: ET.Element) -> None:
    levels = [int(e.tag[1]) for e in tree.iter() if e.tag in HEADINGS]

    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


@every_page
def test_no_heading_is_empty(tree: ET.Element) -> None:
    assert [e for e in tree.iter() if e.tag in HEADINGS and not words(e)] == []


@every_page
def test_ids_are_unique(tree: ET.Element) -> None:
    ids = [e.get("id") for e in tree.iter() if e.get("id")]

    assert len(ids) == len(set(ids))


@every_page
def test_every_link_leads_to_a_heading_of_the_report(tree: ET.Element) -> None:
    targets = {f"#{e.get('id')}" for e in tree.iter("h2")}

    assert {e.get("href") for e in tree.iter("a")} <= targets


@every_page
def test_the_contents_name_every_part_once_and_in_order(tree: ET.Element) -> None:
    chapters = [f"#{e.get('id')}" for e in tree.iter("h2") if e.get("id") != "contents"]
    links = [e.get("href") for e in tree.iter("a")]

    assert list(dict.fromkeys(links)) == chapters


@every_page
def test_nothing_is_loaded_from_anywhere(tree: ET.Element) -> None:
    assert not [e for e in tree.iter() if e.get("src") or e.tag in {"img", "link", "script", "iframe", "object", "use"}]


@every_page
def test_no_element_has_a_style_of_its_own(tree: ET.Element) -> None:
    assert [e.tag for e in tree.iter() if e.get("style")] == []


@every_page
def test_every_header_cell_says_what_it_heads(tree: ET.Element) -> None:
    assert {e.get("scope") for e in tree.iter("th")} <= {"col", "row"}
    assert all(find(table, "th", scope="row") for table in tree.iter("table"))


@every_page
def test_every_row_of_a_table_has_as_many_cells_as_the_first(tree: ET.Element) -> None:
    for table in tree.iter("table"):
        assert len({len(list(line)) for line in table.iter("tr")}) == 1


@every_page
def test_every_figure_has_words_for_those_who_cannot_see_it(tree: ET.Element) -> None:
    figures = find(tree, "svg")

    assert figures
    assert all(e.get("role") == "img" and e.get("aria-labelledby") and words(e.find("title") or e) for e in figures)


@every_page
def test_figures_hold_shapes_and_no_text(tree: ET.Element) -> None:
    assert [e for figure in find(tree, "svg") for e in figure.iter("text")] == []


@every_page
def test_a_report_states_its_language_and_direction(tree: ET.Element) -> None:
    assert (tree.get("lang"), tree.get("dir")) in {("en", "ltr"), ("ar", "rtl")}


def test_the_title_and_author_are_told_to_readers_of_the_file() -> None:
    tree = PAGES["full"]
    author = next(e for e in tree.iter("meta") if e.get("name") == "author")

    assert words(next(tree.iter("title"))) == "Self-assessment for trustworthy AI: Triage helper"
    assert author.get("content") == "Kilifi Clinic"


def test_the_same_report_is_the_same_text() -> None:
    assert report_html(report(), ENGLISH) == report_html(report(), ENGLISH)


def test_the_words_come_from_the_catalogue(tmp_path: Path) -> None:
    tree = page(language=rtl(tmp_path))

    assert "ملخص" in [words(e) for e in tree.iter("h2")]


def test_two_catalogues_of_one_language_are_kept_apart(tmp_path: Path) -> None:
    first = ReportLanguage.of("fr", root=catalogue(tmp_path / "a", "fr", {"Summary": "Un"}))
    second = ReportLanguage.of("fr", root=catalogue(tmp_path / "b", "fr", {"Summary": "Deux"}))

    assert words(next(part(page(language=first), "summary").iter("h2"))) == "Un"
    assert words(next(part(page(language=second), "summary").iter("h2"))) == "Deux"


def test_the_strip_of_targets_runs_from_right_to_left_with_its_words() -> None:
    cells = [[e.get("fill") for e in find(PAGES[name], "svg")[1].iter("rect")] for name in ("full", "arabic")]

    assert cells[0] == cells[1][::-1]


def test_from_right_to_left_a_number_before_a_text_is_a_box_and_no_tab() -> None:
    columns = {
        name: [e for e in PAGES[name].iter("p") if "q" in (e.get("class") or "").split()] for name in ("full", "arabic")
    }

    assert all("\t" in (e.text or "") for e in columns["full"])
    assert [e[0].get("class") for e in columns["arabic"]] == ["front"] * len(columns["full"])


@pytest.mark.parametrize("sheet", ["report.css", "joint.css", "release.css", "letters.css"])
def test_no_style_changes_the_letters_of_a_text(sheet: str) -> None:
    assert "text-transform" not in (TEMPLATES / "report" / sheet).read_text("utf-8")


@pytest.mark.parametrize(("code", "is_kept"), [("en", True), ("th", True), ("ar", False), ("hi", False)])
def test_letters_that_hang_together_are_not_spaced(code: str, is_kept: bool) -> None:  # noqa: FBT001 - a parameter of the test
    style = words(next(page(language=ReportLanguage.of(code)).iter("style")))

    assert ("h1,h2,.eyebrow" not in style) is is_kept


def test_logical_sides_become_left_and_right_by_direction() -> None:
    assert "padding-left: 22mm" in report_css("ltr")
    assert "padding-right: 22mm" in report_css("rtl")
    assert ("margin-right: 6mm" in report_css("ltr"), "margin-left: 6mm" in report_css("rtl")) == (True, True)
    assert not re.search(r"inline-(start|end)", report_css("ltr") + report_css("rtl"))


def test_a_stylesheet_has_the_rules_of_its_own_direction_only() -> None:
    assert "position: absolute" not in report_css("ltr").split("nav a::after", 1)[1].split("}", 1)[0]
    assert [report_css(way).count("nav a::after") for way in ("ltr", "rtl")] == [1, 2]
    assert ":root[dir=rtl]" not in report_css("ltr") + report_css("rtl")


def test_the_cover_cuts_a_long_purpose_between_two_lines() -> None:
    rule = report_css().split(".purpose {", 1)[1].split("}", 1)[0]
    height, line = (float(re.search(rf"(?<!-){name}: ([\d.]+)pt", rule)[1]) for name in ("height", "line-height"))  # type: ignore[index]

    assert height % line == 0


def test_the_stylesheet_is_small_and_asks_for_no_file() -> None:
    css = report_css()

    assert len(css) < 12_000
    assert not re.search(r"url\(|@import|@font-face|flex|grid", css)


def test_a_running_foot_counts_the_pages_in_the_words_of_the_language(tmp_path: Path) -> None:
    language = ReportLanguage.of(
        "fr", root=catalogue(tmp_path, "fr", {"Page %(page)s of %(pages)s": 'p. "%(page)s" </style>%(pages)s'})
    )
    css = next(page(language=language).iter("style")).text or ""

    assert r'content:"p. \22 " counter(page) "\22  \3c /style\3e "' in css
