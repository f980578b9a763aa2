"""Tidy CSV: every cell once, columns that statistical programs know, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from assessment.domain.disclosure.cells import Measure
from assessment.reports.aggregates import columns, tidy_csv
from assessment.reports.aggregates.formulas import BEGINNINGS, guarded
from tests import aggregates, cells_equal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.reports.aggregates.given import Given


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def test_every_cell_has_its_value_in_the_file() -> None:
    given = aggregates.given()

    assert cells_equal.differences(given.table, cells_equal.from_csv(tidy_csv.write(given))) == []


def test_a_value_that_was_changed_on_the_way_is_found() -> None:
    given = aggregates.given()
    content = tidy_csv.write(given).replace(b",score,HAO,mean,40,", b",score,HAO,mean,41,")

    assert cells_equal.differences(given.table, cells_equal.from_csv(content)) != []


def test_lines_put_together_from_parts_are_those_of_a_csv_writer() -> None:
    given = aggregates.given()

    assert tidy_csv.write(given) == tidy_csv.written([columns.COLUMNS, *columns.rows(given)])


def test_a_withheld_cell_is_empty_and_says_why() -> None:
    row = next(
        row for row in read(tidy_csv.write(aggregates.given())) if row["REF_AREA"] == "XK" and row["ITEM"] == "HAO"
    )

    assert (row["OBS_VALUE"], row["N"], row["OBS_STATUS"], row["CONF_STATUS"]) == ("", "", "Q", "C")
    assert row["COMMENT"].startswith("Withheld: fewer")


def test_a_value_that_still_stands_names_its_release() -> None:
    row = next(
        row for row in read(tidy_csv.write(aggregates.given())) if row["REF_AREA"] == "CI" and row["ITEM"] == "HAO"
    )

    assert (row["OBS_VALUE"], row["AS_OF_RELEASE"]) == ("55", "2")


def test_a_falling_trend_is_a_number_and_no_quoted_text() -> None:
    rows = read(tidy_csv.write(aggregates.given()))

    assert "-3" in {row["OBS_VALUE"] for row in rows if row["STATISTIC"] == "change"}


def test_lines_end_as_the_standard_says() -> None:
    content = tidy_csv.write(aggregates.given())

    assert content.count(b"\n") == content.count(b"\r\n") == len(list(aggregates.cells())) + 1


def test_the_mark_of_utf_8_is_there_only_when_asked_for() -> None:
    given = aggregates.given()

    assert tidy_csv.write(given, mark=True) == b"\xef\xbb\xbf" + tidy_csv.write(given)
    assert not tidy_csv.write(given).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_text_that_begins_like_a_formula_is_marked_as_text(beginning: str) -> None:
    cell = aggregates.shown(("region", f"{beginning}cmd|' /C calc'!A0", ""), (Measure.SCORE, "HAO", "mean"), 40, 10)
    content = tidy_csv.write(aggregates.given(table=aggregates.table([cell])))

    assert read(content)[0]["REGION"] == f"'{beginning}cmd|' /C calc'!A0"


def test_a_text_that_begins_otherwise_is_left_alone() -> None:
    assert guarded("Côte d’Ivoire") == "Côte d’Ivoire"


def test_the_head_comes_before_anything_is_read() -> None:
    asked: list[Given] = []

    def releases() -> Iterator[Given]:
        asked.append(aggregates.given())
        yield from asked

    assert next(tidy_csv.stream(releases())).startswith(b"DATAFLOW,RELEASE,")
    assert asked == []


def test_several_releases_make_one_table() -> None:
    first = aggregates.given()
    second = aggregates.given(imprint=aggregates.imprint(number=4))
    rows = read(b"".join(tidy_csv.stream([first, second])))

    assert {row["RELEASE"] for row in rows} == {"3", "4"}
    assert len(rows) == 2 * len(first.table.cells)
