"""What a crosswalk says of one question."""

from __future__ import annotations

import pytest

from assessment.domain.crosswalk import Carries, Crosswalk, Line, OptionMap, Pair, Relation

LEVELS = OptionMap("levels", (Pair("yes", "in-place"),))
SPLIT = Line(Relation.SPLIT, Carries.SUGGESTION, "P1", ("A1", "A2"))
KEPT = Line(Relation.KEPT, Carries.ANSWER, "P2", ("A2",), LEVELS)
NEW = Line(Relation.NEW, Carries.NOTHING, new=("A3",))
WALK = Crosswalk("mini", "2025.1", "2026.1", "", "", (SPLIT, KEPT, NEW))


@pytest.mark.parametrize("relation", Relation)
def test_only_kept_and_reviewed_rewordings_keep_their_meaning(relation: Relation) -> None:
    assert relation.keeps_meaning(reviewed=True) is (relation in {Relation.KEPT, Relation.REWORDED})
    assert relation.keeps_meaning(reviewed=False) is (relation is Relation.KEPT)


def test_an_option_that_the_map_does_not_name_keeps_its_id() -> None:
    assert [KEPT.option_for(option) for option in ("yes", "other")] == ["in-place", "other"]


def test_a_question_knows_every_line_that_leads_to_it() -> None:
    assert WALK.sources == {"A1": (SPLIT,), "A2": (SPLIT, KEPT), "A3": ()}


def test_a_new_question_has_no_line_by_a_former_one() -> None:
    assert list(WALK.by_old) == ["P1", "P2"]


def test_versions_have_in_common_what_carries_an_answer() -> None:
    assert WALK.carried == (KEPT,)
