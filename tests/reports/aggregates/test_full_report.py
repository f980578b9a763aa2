"""The report of a release: each figure that of its cell, countries by name, tagged, and the same bytes each time."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import lru_cache

import pikepdf
import pytest

from assessment.domain.disclosure.cells import Cell, Measure
from assessment.reports.aggregates import crossed, full_report, printing, sheets
from assessment.reports.aggregates.figures import Figures
from tests import cells_equal, large_release
from tests.reports import pdf_rules, pdf_tables
from tests.reports.aggregates.test_briefing import given

HELD = "Withheld altogether: the number and every mean"


@lru_cache
def page(language: str = "en") -> str:
    of = given("", language)
    return printing.html(of, "report/release.html", full_report.context(of))


@lru_cache
def content(language: str = "en") -> bytes:
    return full_report.write(given("", language))


def test_every_figure_is_that_of_its_cell() -> None:
    values = dict[tuple[str, ...], object]((cell.key, cell.value) for cell in given("").table.cells)
    found = cells_equal.from_page(page())

    assert {key: value for key, value in found.items() if values.get(key, "none") != value} == {}


@pytest.mark.parametrize(("language", "number"), [("en", "12,500"), ("fr", "12\u202f500"), ("es", "12.500")])
def test_large_numbers_have_their_groups_apart(language: str, number: str) -> None:
    many = Cell("all", "", "", Measure.ORGANISATIONS, "", "count", 12_500, 12_500)

    assert Figures(given("", language, (many,))).told(many).text == number
    html = f'<!doctype html><title>Figures</title><p data-key="{"|".join(many.key)}">{number}*</p>'
    assert cells_equal.from_page(html) == {many.key: 12_500}


def test_every_cell_of_the_policys_tables_is_there() -> None:
    of = given("", cells=large_release.cells())
    html = printing.html(of, "report/release.html", full_report.context(of))

    assert {cell.key for cell in of.table.cells} - cells_equal.from_page(html).keys() == set()


def test_a_table_that_has_no_room_is_named_and_the_others_are_whole() -> None:
    few = large_release.cells()
    more = [
        replace(few[0], table="country-sector", first=f"{first:02}", second=second, measure=Measure.ORGANISATIONS)
        for first in range(full_report.ROOM // len(large_release.SECTORS))
        for second in large_release.SECTORS
    ]
    of = given("", cells=(*few, *more))
    html = printing.html(of, "report/release.html", full_report.context(of))

    assert "data of the release: By country and sector." in html
    assert {key[0] for key in cells_equal.from_page(html)} == {cell.table for cell in few} - {"country-sector"}


def test_countries_stand_in_the_order_of_their_names() -> None:
    names = [name for name, _ in sheets.places(Figures(given("")), "country")]

    assert names == ["Brazil", "Ghana", "Kenya", "Senegal", "Togo"]


@pytest.mark.slow
def test_the_tables_of_the_pdf_are_those_of_the_page() -> None:
    assert pdf_tables.tables(content()) == pdf_tables.of_page(page())


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_cell_reads_back_from_the_pdf_as_it_was_released(language: str) -> None:
    released = dict[tuple[str, ...], object]((cell.key, cell.value) for cell in given("", language).table.cells)
    found = cells_equal.from_pdf(content(language), page(language))

    assert found.keys() == cells_equal.from_page(page(language)).keys()
    assert {key: value for key, value in found.items() if released[key] != value} == {}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pdf_is_tagged_archival_and_titled(language: str) -> None:
    made = content(language)

    assert pdf_rules.findings(made) == []
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == language
        assert " 3: " in str(pdf.docinfo["/Title"])


@pytest.mark.slow
def test_the_same_release_gives_the_same_bytes() -> None:
    assert full_report.write(given("")) == content()


def test_what_is_withheld_altogether_has_one_line_for_each_category() -> None:
    of = given("", cells=large_release.cells())
    found = {sheet.title: sheet for sheet in crossed.sheets(Figures(of), "region-sector")}

    told = [line for title, sheet in found.items() if "Withheld" not in title for line in sheet.lines]
    assert any(line.fields for line in told)
    assert not any(all(figure.mark for field in line.fields for figure in field) for line in told)
    assert len(found[HELD].lines) == len({line.label.split(":")[0] for line in found[HELD].lines})
