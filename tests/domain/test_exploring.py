"""Views over cells: what an address means, in which order lines stand, and that nobody is ranked unless asked."""

from __future__ import annotations

import pytest

from assessment.domain import choosing, exploring
from assessment.domain.choosing import Asked, Catalogue
from assessment.domain.disclosure.cells import Cell, Measure, Status
from assessment.domain.exploring import ITEMS, Order, Shape
from tests import releases

CELLS = releases.cells(former=1)
NAMES = {"KE": "kenya", "SN": "senegal", "GH": "ghana", "TG": "togo", "BR": "brazil"}


def naming(dimension: str, code: str) -> str:
    return NAMES.get(code, code) if dimension == "country" else code


@pytest.fixture(scope="module")
def there_is() -> Catalogue:
    return choosing.catalogue(cell.key for cell in CELLS)


def look(there_is: Catalogue, **asked: str) -> exploring.View:
    table = choosing.settle(Asked(**asked), there_is).table
    categories = exploring.in_order(there_is.categories[table], (*exploring.dimensions(table), "")[0], naming)
    return exploring.view(CELLS, choosing.settle(Asked(**asked), there_is, categories), naming)


def test_countries_stand_in_the_order_of_their_names(there_is: Catalogue) -> None:
    assert [line.key for line in look(there_is, table="country").lines] == ["BR", "GH", "KE", "SN", "TG"]


def test_lines_are_sorted_by_value_only_when_that_is_asked_for(there_is: Catalogue) -> None:
    found = look(there_is, table="all", item=ITEMS, order="value")

    values = [cell.value for line in found.lines for cell in line.cells if cell and cell.value is not None]
    assert values == sorted(values, reverse=True)


def test_what_is_withheld_stands_last_when_lines_are_sorted_by_value(there_is: Catalogue) -> None:
    assert [line.key for line in look(there_is, table="country", order="value").lines][-2:] == ["GH", "TG"]


@pytest.mark.parametrize(
    ("table", "order", "ranks"),
    [("country", "value", True), ("country", "", False), ("sector", "value", False), ("trend-country", "value", True)],
)
def test_a_view_that_ranks_countries_says_so(there_is: Catalogue, table: str, order: str, ranks: bool) -> None:  # noqa: FBT001 - expected
    assert look(there_is, table=table, order=order).choice.ranks_countries is ranks


def test_sizes_stand_from_small_to_large(there_is: Catalogue) -> None:
    assert [line.key for line in look(there_is, table="size").lines] == ["micro", "small", "medium", "large"]


def test_requirements_stand_as_the_guidelines_list_them_each_before_its_parts(there_is: Catalogue) -> None:
    keys = [line.key for line in look(there_is, table="all", item=ITEMS).lines]

    assert keys[:5] == ["HAO", "HAO-A", "HAO-B", "TRS", "TRS-A"]
    assert keys[-1] == "FR"


def test_questions_of_a_part_stand_in_the_order_of_their_numbers() -> None:
    assert sorted(["HAO-A10", "HAO-A2", "TRS-A1"], key=exploring.item_place) == ["HAO-A2", "HAO-A10", "TRS-A1"]


@pytest.mark.parametrize(
    ("asked", "shape"),
    [
        ({"table": "country"}, Shape.BARS),
        ({"table": "sector", "measure": "band"}, Shape.PARTS),
        ({"table": "sector", "statistic": "median"}, Shape.RANGE),
        ({"table": "trend-all"}, Shape.CHANGE),
        ({"table": "region-sector"}, Shape.GRID),
    ],
)
def test_each_kind_of_figure_has_its_shape(there_is: Catalogue, asked: dict[str, str], shape: Shape) -> None:
    assert look(there_is, **asked).choice.shape is shape


def test_nonsense_in_an_address_gives_what_there_is(there_is: Catalogue) -> None:
    choice = choosing.settle(Asked("x", "x", "x", "x", "x", "x", "x"), there_is, ())

    assert (choice.table, choice.measure, choice.order) == ("all", Measure.SCORE, Order.GIVEN)


def test_a_statistic_of_a_group_means_the_group(there_is: Catalogue) -> None:
    choice = choosing.settle(Asked(table="sector", measure="band", statistic="not-yet"), there_is)

    assert choice.statistics == ("not-yet", "started", "in-place")


def test_a_grid_has_one_line_for_each_category_and_a_figure_or_none_for_each_other_one(there_is: Catalogue) -> None:
    found = look(there_is, table="region-sector")

    assert found.columns == ("J", "Q")
    assert {line.key: [cell is not None for cell in line.cells] for line in found.lines} == {
        "latin-america-caribbean": [True, False],
        "sub-saharan-africa": [True, True],
    }


def test_a_withheld_figure_is_never_a_zero(there_is: Catalogue) -> None:
    line = next(line for line in look(there_is, table="country").lines if line.key == "TG")

    assert line.is_withheld
    assert [cell.value for cell in line.cells if cell] == [None]
    assert line.told is not None
    assert line.told.status is Status.CONFIDENTIAL


def test_a_trend_shows_one_former_release() -> None:
    cells = [
        Cell("trend-all", "", former, Measure.TREND, "HAO", statistic, int(former), 20)
        for former in ("1", "2")
        for statistic in ("before", "after", "change")
    ]
    there_is = choosing.catalogue(cell.key for cell in cells)

    choice = choosing.settle(Asked(), there_is)

    assert choice.former == "2"
    assert [c.value for line in exploring.view(cells, choice, naming).lines for c in line.cells if c] == [2, 2, 2]
