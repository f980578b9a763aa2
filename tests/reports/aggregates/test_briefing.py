"""The country briefing: two pages in every language, each figure that of its cell, no ranking, no false noughts."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import pikepdf
import pytest

from assessment.domain.disclosure.cells import Cell, Measure
from assessment.reports.aggregates import briefing, printing
from assessment.reports.aggregates.figures import Figure
from assessment.reports.aggregates.region_names import region_names
from tests import aggregates, cells_equal, pages, releases
from tests.reports import pdf_content, pdf_rules, pdf_tables

if TYPE_CHECKING:
    from assessment.reports.aggregates.given import Given

LONG = "A programme office whose name nobody shortened " * 4


@lru_cache
def given(country: str = "KE", language: str = "en", cells: tuple[Cell, ...] = ()) -> Given:
    words = aggregates.words(language)
    words = replace(words, regions=region_names(words.language))
    table = aggregates.table(cells or releases.cells(2, 3))
    return aggregates.given(table=table, words=words, country=country)


@lru_cache
def content(country: str = "KE", language: str = "en") -> bytes:
    return briefing.write(given(country, language))


def page(of: Given) -> str:
    return printing.html(of, "report/briefing.html", briefing.context(of))


def text(of: Given) -> str:
    return " ".join("".join(pages.parse(page(of)).tree.itertext()).split())


def row(country: int | None, everybody: int | None = 50) -> briefing.Row:
    one, two = (Figure("x", "k", value) for value in (country, everybody))
    return briefing.Row("Row", one, Figure("–"), two)


@pytest.mark.parametrize("country", ["KE", "GH", "TG", "BR"])
def test_every_figure_is_that_of_its_cell(country: str) -> None:
    values = dict[tuple[str, ...], object]((cell.key, cell.value) for cell in given(country).table.cells)
    found = cells_equal.from_page(page(given(country)))

    assert len(found) >= 24
    assert {key: value for key, value in found.items() if values.get(key, "none") != value} == {}


def test_the_axis_of_the_chart_runs_from_left_to_right_in_every_language() -> None:
    charts = [re.findall(r"<path[^>]+>", page(given("KE", language))) for language in ("en", "ar")]

    assert charts[0] == charts[1]
    assert "scale(-1" not in page(given("KE", "ar"))


@pytest.mark.slow
@pytest.mark.parametrize("country", ["KE", "TG"])
def test_the_tables_of_the_pdf_are_those_of_the_page(country: str) -> None:
    tables = pdf_tables.of_page(page(given(country)))

    assert len(tables) >= 2
    assert pdf_tables.tables(content(country)) == tables


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_has_two_pages_with_the_longest_names_in_both_directions(language: str) -> None:
    base = given("KE", language)
    words = base.words
    sections = tuple(
        replace(part, title=f"{part.title}, and what else a translator had to say about it")
        for part in words.questionnaire.sections
    )
    questions = tuple(replace(one, text=one.text * 3) for one in words.questionnaire.questions)
    questionnaire = replace(words.questionnaire, sections=sections, questions=questions)
    imprint = replace(
        base.imprint, title=LONG, service=LONG, address=f"https://example.org/{'long/' * 30}", is_demo=True
    )
    cells = (*releases.cells(2, 3), *(aggregates.withheld(("country", "GS", ""), kind) for kind in _kinds()))
    longest = replace(
        base, words=replace(words, questionnaire=questionnaire), imprint=imprint, table=aggregates.table(cells)
    )

    for country in ("KE", "GS"):
        made = briefing.write(replace(longest, country=country, targets={country: 1250}))
        with pikepdf.open(io.BytesIO(made)) as pdf:
            assert len(pdf.pages) == 2


def _kinds() -> list[tuple[Measure, str, str]]:
    return [(Measure.SCORE, item, "mean") for item in releases.ROWS]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pdf_is_tagged_archival_and_titled(language: str) -> None:
    made = content("KE", language)

    assert pdf_rules.findings(made) == []
    assert pdf_content.findings(made) == []
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == language
        assert " 3" in str(pdf.docinfo["/Title"])


@pytest.mark.slow
def test_the_same_release_gives_the_same_bytes() -> None:
    assert briefing.write(given()) == content()


def test_what_is_withheld_stands_there_as_words_with_their_number_and_reason() -> None:
    told = text(given("TG"))

    assert "Accountabilitywithheld" in told.replace(" ", "")
    assert "Of 43 figures about this country, 40 are withheld" in told
    assert "fewer organisations than the rules ask for" in told


def test_a_withheld_score_has_no_bar() -> None:
    chart = briefing.context(given("TG"))["chart"]

    assert (chart.bars, chart.tracks) == ("", "")
    assert chart.empty


def test_strengths_are_the_three_furthest_above_and_ties_are_named() -> None:
    rows = [row(51), row(60), row(55), row(40), row(55), row(55), row(None)]
    found = briefing.picked(rows, 1)

    assert [one.distance for one in found.rows] == [10, 5, 5]
    assert [one.distance for one in found.others] == [5]


def test_gaps_are_below_all_and_what_is_withheld_is_neither() -> None:
    rows = [row(50), row(None), row(30, None), row(49)]

    assert briefing.picked(rows, -1).rows == (rows[3],)
    assert briefing.picked(rows, 1).rows == ()


def test_gaps_of_the_region_are_called_those_of_the_region() -> None:
    assert "Commonest gaps in the region" in text(given("TG"))


def test_no_other_country_is_named() -> None:
    told = text(given("KE"))

    assert [name for name in ("Senegal", "Ghana", "Togo", "Brazil") if name in told] == []
