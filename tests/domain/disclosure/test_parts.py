from __future__ import annotations

from dataclasses import replace

from assessment.content import policies
from assessment.domain.disclosure.cells import Cell, Measure, Reason, Status
from assessment.domain.disclosure.parts import whole, with_siblings

POLICY = replace(policies.load(), rows=("HAO", "TRS"), row_of={"HAO-A": "HAO", "HAO-B": "HAO", "TRS-A": "TRS"})
ROW = Cell("region", "west", "", Measure.SCORE, "HAO", "mean", 50, 20)
ONE = replace(ROW, item="HAO-A", value=40)
OTHER = replace(ROW, item="HAO-B", value=60)
STRANGER = replace(ROW, item="TRS-A", value=70)
FEW = replace(OTHER, value=None, count=None, status=Status.CONFIDENTIAL, reason=Reason.FEW)


def withheld(cells: list[Cell]) -> set[str]:
    return {cell.item for cell in cells if cell.status is not Status.SHOWN}


def test_one_sub_section_with_too_few_withholds_the_others_of_its_row_and_nothing_else() -> None:
    cells = list(whole([ROW, ONE, FEW, STRANGER], POLICY, lambda _: None))

    assert withheld(cells) == {"HAO-A", "HAO-B"}


def test_sub_sections_that_are_all_shown_stay() -> None:
    cells = [ROW, ONE, OTHER, STRANGER]

    assert list(whole(cells, POLICY, lambda _: None)) == cells


def test_one_sub_section_that_stands_keeps_the_others_of_its_row_standing() -> None:
    former = {ONE.key: replace(ONE, value=35, as_of=1)}

    cells = list(whole([ROW, ONE, replace(OTHER, as_of=1)], POLICY, former.get))

    assert [(cell.value, cell.as_of) for cell in cells] == [(50, 0), (35, 1), (60, 1)]


def test_a_sub_section_that_is_withdrawn_takes_the_others_of_its_row_and_place_with_it() -> None:
    elsewhere = replace(ONE, first="east")

    found = with_siblings({ONE.key}, [ROW, ONE, OTHER, STRANGER, elsewhere], POLICY)

    assert found == {ONE.key, OTHER.key}


def test_a_sub_section_belongs_to_the_row_that_the_questionnaire_names_whatever_its_id() -> None:
    policy = replace(POLICY, row_of={"HAO-A": "HAO", "HAO-B": "TRS", "TRS-A": "TRS"})

    assert withheld(list(whole([ROW, ONE, FEW, STRANGER], policy, lambda _: None))) == {"HAO-B", "TRS-A"}


def test_sub_sections_whose_row_nobody_knows_are_shown_all_or_none() -> None:
    assert withheld(list(whole([ROW, ONE, FEW, STRANGER], replace(POLICY, row_of={}), lambda _: None))) == {
        "HAO-A", "HAO-B", "TRS-A",
    }  # fmt: skip


def test_the_first_policy_finds_the_row_in_the_id() -> None:
    first = policies.load(1)

    assert [first.row(one) for one in ("HAO-A", "TRS-B")] == ["HAO", "TRS"]
