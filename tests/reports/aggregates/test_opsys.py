"""The OPSYS sheet: what a project officer types in, each value from a frozen release."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

from assessment.reports.aggregates import opsys
from tests import aggregates

if TYPE_CHECKING:
    from assessment.reports.aggregates.opsys import Indicator


def found() -> dict[tuple[str, str], Indicator]:
    return {(one.code, one.country): one for one in opsys.indicators(aggregates.given())}


def test_submissions_stand_beside_their_target() -> None:
    one = found()["submitted", "Kenya"]

    assert (one.current, one.target, one.unit) == (10, 25, "Number, rounded to five")


def test_all_countries_together_have_the_sum_of_targets() -> None:
    assert found()["submitted", "All countries"].target == 35


def test_a_country_without_a_target_has_none() -> None:
    assert found()["submitted", "Côte d’Ivoire"].target is None


def test_the_baseline_is_the_value_of_the_former_release() -> None:
    one = found()["score-hao", "Kenya"]

    assert (one.baseline, one.current, one.baseline_period) == (30, 35, "Quarter 3 of 2026")


def test_without_a_former_value_there_is_no_baseline() -> None:
    one = found()["score-hao", "All countries"]

    assert (one.baseline, one.baseline_period) == (None, "")


def test_a_withheld_value_is_empty_and_says_why() -> None:
    one = found()["score-hao", "Kosovo*"]

    assert one.current is None
    assert one.comment.startswith("Withheld")


def test_only_released_values_stand_on_the_sheet() -> None:
    sheet = openpyxl.load_workbook(BytesIO(opsys.write(aggregates.given())))["OPSYS"]
    shown = {(row[0], row[2], row[5]) for row in sheet.iter_rows(min_row=2, values_only=True)}

    assert shown == {(one.code, one.country, one.current) for one in found().values()}


def test_the_same_release_gives_the_same_bytes() -> None:
    assert opsys.write(aggregates.given()) == opsys.write(aggregates.given())


def test_a_service_with_the_name_of_a_formula_stays_a_text() -> None:
    given = aggregates.given(imprint=aggregates.imprint(service="=HYPERLINK(1)"))
    book = openpyxl.load_workbook(BytesIO(opsys.write(given)))

    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
