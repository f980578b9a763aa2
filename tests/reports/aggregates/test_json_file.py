"""JSON: as its published schema describes it, with the same values as everywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from assessment.reports.aggregates import json_file
from tests import aggregates, cells_equal

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "release.schema.json").read_text("utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA)


def made() -> Any:  # noqa: ANN401 - whatever the file holds
    return json.loads(json_file.write(aggregates.given()))


def test_every_cell_has_its_value_in_the_file() -> None:
    given = aggregates.given()

    assert cells_equal.differences(given.table, cells_equal.from_json(json_file.write(given))) == []


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_file_is_as_its_schema_says() -> None:
    assert list(CHECK.iter_errors(made())) == []


def test_a_release_without_cells_is_too() -> None:
    empty = aggregates.given(table=aggregates.table([]))

    assert list(CHECK.iter_errors(json.loads(json_file.write(empty)))) == []


@pytest.mark.parametrize(
    "change", [{"value": 40}, {"organisations": 5}, {"status": "A"}, {"reason": None}, {"pseudonym": "a"}]
)
def test_the_schema_refuses_a_withheld_cell_that_tells_something(change: dict[str, Any]) -> None:
    file = made()
    withheld = next(cell for cell in file["cells"] if cell["status"] == "Q")
    withheld.update(change)

    assert list(CHECK.iter_errors(file)) != []


def test_texts_in_other_scripts_are_written_as_they_are() -> None:
    assert "القاهرة" in json_file.write(aggregates.given()).decode()


def test_each_cell_stands_on_a_line_of_its_own() -> None:
    lines = json_file.write(aggregates.given()).decode().splitlines()

    assert sum(line.startswith('  {"table"') for line in lines) == len(list(aggregates.cells()))
