"""A release of an add-on, which has one row: every file is written of it, and tells the same."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from assessment.content import files
from assessment.reports.aggregates import briefing, full_report, json_file, opsys, printing, tidy_csv, workbook
from assessment.reports.aggregates.figures import Figures
from assessment.reports.aggregates.words import Words
from tests import aggregates, cells_equal

if TYPE_CHECKING:
    from assessment.reports.aggregates.given import Given


@lru_cache
def given() -> Given:
    cells = [one for one in aggregates.cells() if one.item in {"", "HAO"}]
    table = aggregates.table(replace(one, item=one.item and "GAI") for one in cells)
    words = Words(aggregates.words().language, files.load("altai-generative", "2026.2"), aggregates.REGIONS)
    return aggregates.given(table=table, words=words, former=None, country="KE")


def test_its_row_is_a_requirement_like_any() -> None:
    assert Figures(given()).rows == ("GAI",)


def test_the_data_files_have_every_cell() -> None:
    found = (
        cells_equal.from_csv(tidy_csv.write(given())),
        cells_equal.from_json(json_file.write(given())),
        cells_equal.from_data_sheet(workbook.write(given())),
    )

    assert [cells_equal.differences(given().table, one) for one in found] == [[], [], []]


@pytest.mark.parametrize("name", ["briefing", "release"])
def test_the_documents_tell_its_figures(name: str) -> None:
    made = {"briefing": briefing.context, "release": full_report.context}[name]
    found = cells_equal.from_page(printing.html(given(), f"report/{name}.html", made(given())))
    values = {cell.key: cell.value for cell in given().table.cells}

    assert any(key[4] == "GAI" and value is not None for key, value in found.items())
    assert {key: value for key, value in found.items() if values[key] != value} == {}  # type: ignore[index] # keys have six words


def test_opsys_gets_its_mean_as_an_indicator() -> None:
    assert "score-gai" in {one.code for one in opsys.indicators(given())}
