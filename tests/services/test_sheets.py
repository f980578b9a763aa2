"""Tables that people send: read as they mean them, or refused with a reason."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from assessment.services.uploads import sheets
from assessment.services.uploads.refusals import Refusal, Refused
from assessment.services.uploads.sheets import Trouble, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = [["Name", "Country"], ["Côte & Cie", "Kenya"], ["دار العلوم", "KE"]]


def text_file(separator: str, encoding: str) -> io.BytesIO:
    return io.BytesIO("\r\n".join(separator.join(row) for row in ROWS).encode(encoding))


def book(fill: Callable[[xlsxwriter.worksheet.Worksheet], object]) -> io.BytesIO:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as opened:
        fill(opened.add_worksheet())
    made.seek(0)
    return made


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_file_is_read_whatever_its_separator_and_its_unicode(separator: str, encoding: str) -> None:
    assert sheets.read_file(text_file(separator, encoding), "list.csv") == ROWS


def test_pasted_cells_keep_line_ends_within_quotes() -> None:
    assert sheets.read_text('Name\tCountry\n"Mercy\nClinic"\tKE') == [["Name", "Country"], ["Mercy\nClinic", "KE"]]


def test_what_our_own_files_escape_comes_back_as_it_was() -> None:
    assert sheets.read_text("Name,Contact\n'=1+1,'Ndiaye") == [["Name", "Contact"], ["=1+1", "'Ndiaye"]]


@pytest.mark.parametrize(
    ("content", "name", "trouble"),
    [
        ("Name;Country\nCôte;KE".encode("latin-1"), "list.csv", Trouble.ENCODING),
        ("Name;Country\nMercy;KE".encode("utf-16-le"), "list.csv", Trouble.ENCODING),
        (b'Name;Country\n"Mercy;KE', "list.csv", Trouble.QUOTES),
        (b"Name;Country\n" + b"x" * 200_000, "list.csv", Trouble.TOO_LONG),
        (b";;\n;;\n", "list.csv", Trouble.NO_ROWS),
        (b"Name,Country\n" + b"Mercy,KE\n" * (sheets.MOST_ROWS + 20), "list.csv", Trouble.TOO_MANY_ROWS),
        (b"%PDF-1.7", "list.pdf", Trouble.KIND),
        (b"\x89PNG", "list", Trouble.KIND),
    ],
    ids=["latin-1", "unmarked-utf-16", "quotes", "long-cell", "empty-cells", "many-rows", "pdf", "no-ending"],
)
def test_a_table_that_cannot_be_read_says_why(content: bytes, name: str, trouble: Trouble) -> None:
    with pytest.raises(Unreadable) as refused:
        sheets.read_file(io.BytesIO(content), name)

    assert refused.value.trouble is trouble


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "list.csv", Refusal.EMPTY),
        (b"x" * 10_000_001, "list.csv", Refusal.TOO_LARGE),
        (b"PK\x03\x04", "list.zip", Refusal.ARCHIVE),
        (b"\xd0\xcf\x11\xe0", "list.xls", Refusal.OLD_OFFICE),
        (b"Name,Country\n", "list.xlsx", Refusal.OTHER_CONTENT),
    ],
)
def test_a_file_of_another_kind_is_refused(content: bytes, name: str, refusal: Refusal) -> None:
    with pytest.raises(Refused) as refused:
        sheets.read_file(io.BytesIO(content), name)

    assert refused.value.refusal is refusal


def test_a_workbook_is_read_as_values_with_the_numbers_of_its_rows() -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(1, 1, ["Name", "Size"])
        sheet.write_formula(2, 1, '="Mercy" & " Clinic"', None, "Mercy Clinic")
        sheet.write_number(2, 2, 40)

    assert sheets.read_file(book(fill), "list.xlsx") == [["", "", ""], ["", "Name", "Size"], ["", "Mercy Clinic", "40"]]


def test_a_cell_at_the_far_end_of_a_sheet_does_not_fill_the_memory() -> None:
    with pytest.raises(Refused) as refused:
        sheets.read_file(book(lambda sheet: sheet.write(1_048_575, 16_383, "x")), "list.xlsx")

    assert refused.value.refusal is Refusal.UNPACKS_TOO_LARGE


@pytest.mark.slow
def test_a_workbook_of_a_hundred_thousand_rows_is_refused_for_its_length() -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        for row in range(100_000):
            sheet.write_row(row, 0, [f"Organisation {row}", "Kenya"])

    with pytest.raises(Unreadable) as refused:
        sheets.read_file(book(fill), "list.xlsx")

    assert refused.value.trouble is Trouble.TOO_MANY_ROWS


def test_an_archive_that_bursts_is_refused_before_it_is_opened() -> None:
    real = book(lambda sheet: sheet.write_row(0, 0, ["Name", "Country"]))
    burst = io.BytesIO()
    with zipfile.ZipFile(real) as source, zipfile.ZipFile(burst, "w", zipfile.ZIP_DEFLATED) as made:
        for part in source.infolist():
            content = source.read(part)
            made.writestr(part.filename, content + b" " * 40_000_000 if "sheet1" in part.filename else content)
    burst.seek(0)

    with pytest.raises(Refused) as refused:
        sheets.read_file(burst, "list.xlsx")

    assert refused.value.refusal is Refusal.UNPACKS_TOO_LARGE
