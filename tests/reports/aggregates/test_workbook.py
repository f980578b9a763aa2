"""The workbook: the same values as everywhere, readable sheets in both directions, nothing that runs."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from assessment.domain.disclosure.cells import Measure
from assessment.reports.aggregates import columns, workbook
from assessment.reports.aggregates.book import Book
from assessment.reports.aggregates.formulas import BEGINNINGS
from tests import aggregates, cells_equal

if TYPE_CHECKING:
    from openpyxl import Workbook

    from assessment.reports.aggregates.given import Given


def read(given: Given) -> Workbook:
    return openpyxl.load_workbook(BytesIO(workbook.write(given)))


@pytest.fixture(scope="module")
def content() -> bytes:
    return workbook.write(aggregates.given())


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def test_every_cell_has_its_value_on_the_sheet_of_data(content: bytes) -> None:
    assert cells_equal.differences(aggregates.given().table, cells_equal.from_data_sheet(content)) == []


def test_every_cell_has_its_value_on_the_formatted_sheets(content: bytes) -> None:
    values = {cell.key: cell.value for cell in aggregates.given().table.cells}

    assert cells_equal.from_sheets(content) == values


def test_the_sheet_of_data_is_the_csv_file(content: bytes) -> None:
    rows = [tuple(None if field == "" else field for field in row) for row in columns.rows(aggregates.given())]

    assert [tuple(row.values()) for row in cells_equal.data_sheet(content)] == rows


def test_the_same_release_gives_the_same_bytes(content: bytes) -> None:
    assert workbook.write(aggregates.given()) == content


def test_numbers_are_numbers(book: Workbook) -> None:
    values = {type(row[13]) for row in book["Data"].iter_rows(min_row=2, values_only=True)}

    assert values == {int, type(None)}


def test_a_sheet_of_a_right_to_left_language_runs_from_right_to_left() -> None:
    assert all(sheet.sheet_view.rightToLeft for sheet in read(aggregates.given(words=aggregates.words("ar"))))


def test_a_sheet_of_another_language_does_not(book: Workbook) -> None:
    assert not any(sheet.sheet_view.rightToLeft for sheet in book)


def test_labels_and_heads_stay_in_view(book: Workbook) -> None:
    assert book["Countries"].freeze_panes == "E6"
    assert book["Data"].freeze_panes == "A2"


def test_there_is_a_sheet_for_each_table_and_what_explains_them(book: Workbook) -> None:
    assert book.sheetnames[:4] == ["About", "Charts", "All", "Countries"]
    assert book.sheetnames[-2:] == ["Data", "Codebook"]


def test_the_method_is_inside(book: Workbook) -> None:
    texts = {str(cell.value) for row in book["About"].iter_rows() for cell in row}

    assert aggregates.imprint().digest in texts


def test_charts_can_be_changed_by_their_reader(book: Workbook) -> None:
    assert len(book["Charts"]._charts) == 3  # type: ignore[attr-defined] # noqa: SLF001 - nothing public tells


@pytest.mark.parametrize("beginning", [one for one in BEGINNINGS if one.isprintable()])
def test_a_text_that_begins_like_a_formula_is_a_text(beginning: str) -> None:
    cell = aggregates.shown(("region", f"{beginning}1+1", ""), (Measure.SCORE, "HAO", "mean"), 40, 10)
    made = read(aggregates.given(table=aggregates.table([cell]), imprint=aggregates.imprint(title=f"{beginning}1+1")))
    types = {cell.data_type for sheet in made for row in sheet.iter_rows() for cell in row if cell.value is not None}

    assert "f" not in types
    assert f"{beginning}1+1" in {cell.value for row in made["Data"].iter_rows() for cell in row}


def test_a_sheet_name_that_spreadsheets_refuse_is_mended() -> None:
    given = aggregates.given()
    made = Book(None, given)

    assert [made._free("a/b:[c]*?" + "x" * 40), made._free("a/b:[c]*?" + "x" * 40)] == [  # noqa: SLF001 - the rule itself
        "a b  c   " + "x" * 22,
        "a b  c   " + "x" * 19 + " 2",
    ]
