"""Two editors on one draft: nothing that was typed is lost, and nobody overwrites what they have not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.services.drafting import editing, making, reading
from assessment.services.places import NotFound
from tests import drafts
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from assessment.services.drafting.reading import Whole

FIRST, SECOND = "questions/HAO-A1", "questions/HAO-A2"


@pytest.fixture(autouse=True)
def context(any_app: Flask) -> Iterator[None]:
    with any_app.app_context():
        yield


def save(whole: Whole, name: str, **values: object) -> None:
    part = whole.part(name)
    editing.save_part(whole.row.id, name, {**part.content, **values}, part.version, whole.row.made_by, NOW)


def order(draft_id: str, section: str) -> list[str]:
    questions = reading.find(draft_id).of("questions")
    return [part.id for part in questions if part.content["section"] == section]


def test_two_editors_change_two_questions() -> None:
    opened = drafts.draft()

    save(opened, FIRST, help="One.")
    save(opened, SECOND, help="Two.")

    now = reading.find(opened.row.id)
    assert (now.part(FIRST).content["help"], now.part(SECOND).content["help"]) == ("One.", "Two.")


def test_the_slower_of_two_editors_of_one_question_is_shown_the_other_text() -> None:
    opened = drafts.draft()
    save(opened, FIRST, help="Theirs.")

    with pytest.raises(editing.Conflict) as refused:
        save(opened, FIRST, help="Mine.")

    assert refused.value.theirs.content["help"] == "Theirs."
    assert reading.find(opened.row.id).part(FIRST).content["help"] == "Theirs."


def test_the_same_text_twice_is_no_conflict() -> None:
    opened = drafts.draft()
    save(opened, FIRST, help="The same.")

    save(opened, FIRST, help="The same.")

    assert reading.find(opened.row.id).part(FIRST).version == opened.part(FIRST).version + 1


def test_a_removed_question_is_out_and_can_be_put_back() -> None:
    opened = drafts.draft()
    part = opened.part(FIRST)

    editing.remove_part(opened.row.id, FIRST, part.version, opened.row.made_by, NOW)
    with pytest.raises(NotFound):
        reading.find(opened.row.id).part(FIRST)
    editing.put_back(opened.row.id, FIRST, opened.row.made_by, NOW)

    assert reading.find(opened.row.id).part(FIRST).content == part.content


def test_a_question_that_somebody_changed_meanwhile_is_not_removed_unseen() -> None:
    opened = drafts.draft()
    save(opened, FIRST, help="New.")

    with pytest.raises(editing.Conflict):
        editing.remove_part(opened.row.id, FIRST, opened.part(FIRST).version, opened.row.made_by, NOW)


def test_an_id_is_never_used_again() -> None:
    opened = drafts.draft()
    part = opened.part(FIRST)
    editing.remove_part(opened.row.id, FIRST, part.version, opened.row.made_by, NOW)

    for used in ("HAO-A1", "HAO-A2", "P2.1.1"):
        with pytest.raises(making.Unfit, match="id-used"):
            editing.add_question(opened.row.id, {"id": used, "section": "HAO-A"}, "", opened.row.made_by, NOW)


def test_a_new_question_stands_after_the_one_it_was_added_to() -> None:
    opened = drafts.draft()
    before = order(opened.row.id, "HAO-A")

    content = {"id": "HAO-A99", "section": "HAO-A"}
    editing.add_question(opened.row.id, content, before[0], opened.row.made_by, NOW)

    assert order(opened.row.id, "HAO-A") == [before[0], "HAO-A99", *before[1:]]


@pytest.mark.parametrize("step", [1, -1])
def test_a_question_moves_among_its_neighbours(step: int) -> None:
    opened = drafts.draft()
    before = order(opened.row.id, "HAO-A")

    editing.move_question(opened.row.id, before[1], step, opened.row.made_by, NOW)

    expected = [before[0], before[2], before[1]] if step == 1 else [before[1], before[0], before[2]]
    assert order(opened.row.id, "HAO-A")[:3] == expected


def test_the_first_question_cannot_move_up() -> None:
    opened = drafts.draft()
    before = order(opened.row.id, "HAO-A")

    editing.move_question(opened.row.id, before[0], -1, opened.row.made_by, NOW)

    assert order(opened.row.id, "HAO-A") == before


def test_a_discarded_draft_comes_back_as_it_was() -> None:
    opened = drafts.draft()
    save(opened, FIRST, help="Kept.")

    making.discard(opened.row.id, opened.row.made_by, NOW)
    with pytest.raises(NotFound):
        reading.find(opened.row.id)
    making.take_back(opened.row.id, opened.row.made_by, NOW)

    assert reading.find(opened.row.id).part(FIRST).content["help"] == "Kept."
