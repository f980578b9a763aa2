"""A workbook loses nothing, and a broken one is refused with its sheet and cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.config import QUESTIONNAIRES
from assessment.content import workbook, workbook_sheets
from assessment.services.drafting import making
from tests import drafts

if TYPE_CHECKING:
    from pathlib import Path

    from assessment.content.workbook_sheets import Fault

SHIPPED = sorted(path for path in QUESTIONNAIRES.glob("*/*.yaml") if "--" not in path.stem)
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=12),
    st.sampled_from(["a, b", "a\nb", "no", "7", "json:1", "x: y", " ", "", "=1+1", "yes", "1/2"]),
)
VALUES = st.one_of(TEXTS, st.booleans(), st.integers(-9, 9999), st.lists(TEXTS, max_size=3))
KEYS = st.sampled_from(
    ["text", "help", "weight", "critical", "answered_by", "source", "recommendation", "options", "anchors", "exposes",
     "frameworks", "asked_if", "unknown", "rows"]
)  # fmt: skip
INNER = st.sampled_from(["id", "text", "value", "rows", "odd"])
QUESTIONS = st.dictionaries(
    KEYS,
    st.one_of(
        VALUES,
        st.dictionaries(st.sampled_from(["document", "place", "action", "steps", "a-b"]), VALUES, max_size=3),
        st.lists(
            st.dictionaries(st.sampled_from(["id", "text", "value", "rows", "odd"]), VALUES, max_size=3), max_size=3
        ),
    ),
    max_size=6,
)


def round_trip(tree: dict[str, Any]) -> workbook_sheets.Book:
    return workbook_sheets.read_sheets(workbook_sheets.sheets(tree, {}, {}))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_version_survives_the_sheets(path: Path) -> None:
    tree = making.read_tree(path.read_bytes())

    book = round_trip(tree)

    assert book.faults == []
    assert book.tree == tree


@given(QUESTIONS)
def test_no_draft_loses_anything_in_the_sheets_whatever_was_typed(question: dict[str, Any]) -> None:
    tree = drafts.small("chatbot") | {"questions": [{"id": "HUM-A9", **question}]}

    book = round_trip(tree)

    assert book.faults == []
    assert workbook.trimmed(book.tree) == workbook.trimmed(tree)


def test_the_sheets_know_which_version_of_each_part_they_were_written_from() -> None:
    versions = {"questions/HUM-A1": 7, "about": 3}

    book = workbook_sheets.read_sheets(workbook_sheets.sheets(drafts.small("chatbot"), versions, {}))

    assert (book.versions["questions/HUM-A1"], book.versions["about"]) == (7, 3)


def broken(change: Any) -> list[Fault]:  # noqa: ANN401 - a function that breaks sheets
    given_ = workbook_sheets.sheets(drafts.small("chatbot"), {}, {})
    change(given_)
    return workbook_sheets.read_sheets(given_).faults


BROKEN = [
    (lambda s: s.pop("options"), ("no-sheet", "options", "")),
    (lambda s: s.update(notes=[["hello"]]), ("unknown-sheet", "notes", "")),
    (lambda s: s["questions"][2].__setitem__(0, "SYS-PUBLIC"), ("twice", "questions", "A3")),
    (lambda s: s["questions"][2].__setitem__(0, " "), ("no-id", "questions", "A3")),
    (lambda s: s["recommendations"][1].__setitem__(0, "HUM-Z"), ("no-owner", "recommendations", "A2")),
    (lambda s: s["questions"][0].__setitem__(5, "txet"), ("no-column", "questions", "A1")),
    (lambda s: s["questions"][1].__setitem__(6, "json:{"), ("broken", "questions", "G2")),
    (lambda s: s["about"][1].__setitem__(1, "9"), ("edition", "about", "B2")),
    (lambda s: s["about"].append(["colour", "red"]), ("unknown-key", "about", "A17")),
]


@pytest.mark.parametrize(("change", "expected"), BROKEN, ids=[one[1][0] for one in BROKEN])
def test_a_fault_names_its_sheet_and_cell(change: Any, expected: tuple[str, str, str]) -> None:  # noqa: ANN401 - see above
    found = broken(change)

    assert expected in [(one.code, one.sheet, one.cell) for one in found]


def test_a_list_of_pairs_that_is_none_goes_through_a_cell_as_it_is() -> None:
    odd = {"a": True, "b": 3}

    assert workbook.read(workbook.write(odd, "pairs"), "pairs") == odd
