"""What is proposed about every question follows from what differs, and carries only what asks the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assessment.content import files
from assessment.domain.crosswalk import Carries, Relation
from assessment.domain.crosswalk_proposing import is_settled, leads_nowhere, propose
from assessment.domain.questionnaire import Option, Role, Source

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Question, Questionnaire

ALTAI = files.load("altai", "2020.1")
ID = "HAO-B1"
WAS = ALTAI.by_id[ID]
MORE = (*WAS.options, Option("something-else", "Something else"))


def with_instead(*questions: Question) -> Questionnaire:
    """Return the next version, with these in place of one question."""
    found = [now for one in ALTAI.questions for now in (questions if one.id == ID else (one,))]
    return replace(ALTAI, version="2026.1", questions=tuple(found))


def test_what_asks_the_same_at_the_same_place_is_settled() -> None:
    now = with_instead(replace(WAS, help="Better help."))
    proposed = propose(ALTAI, now)

    assert [id_ for id_, line in proposed.items() if not is_settled(line, ALTAI, now)] == []
    assert leads_nowhere(proposed.values(), now) == ()


CASES = [
    (replace(WAS, text="Other words?"), Relation.REWORDED),
    (replace(WAS, options=MORE), Relation.WIDENED),
    (replace(WAS, options=WAS.options[1:]), Relation.NARROWED),
    (replace(WAS, section="TRA"), Relation.MOVED),
    (replace(WAS, role=Role.REFLECTION), Relation.REWORDED),
    (replace(WAS, id="NEW-1", text="Other words?", source=Source("", "", (ID,))), Relation.REWORDED),
]


@pytest.mark.parametrize(("now", "relation"), CASES, ids=[f"{n}-{one[1].value}" for n, one in enumerate(CASES)])
def test_what_differs_decides_the_relation_and_answers_are_proposed_at_most(now: Question, relation: Relation) -> None:
    line = propose(ALTAI, with_instead(now))[ID]

    assert (line.relation, line.carries, line.new) == (relation, Carries.SUGGESTION, (now.id,))
    assert not is_settled(line, ALTAI, with_instead(now))


def test_the_same_words_under_another_id_are_the_same_question_and_still_to_be_confirmed() -> None:
    now = with_instead(replace(WAS, id="NEW-1"))
    line = propose(ALTAI, now)[ID]

    assert (line.relation, line.carries, line.new) == (Relation.KEPT, Carries.ANSWER, ("NEW-1",))
    assert not is_settled(line, ALTAI, now)


def test_several_that_name_it_as_their_origin_make_it_split() -> None:
    halves = [replace(WAS, id=id_, text=f"{id_}?", source=Source("", "", (ID,))) for id_ in ("NEW-1", "NEW-2")]

    assert propose(ALTAI, with_instead(*halves))[ID].relation is Relation.SPLIT


def test_two_that_lead_to_the_same_question_are_merged_and_carry_no_answer() -> None:
    other = ALTAI.questions[-1]
    joint = replace(WAS, id="NEW-1", text="Both?", source=Source("", "", (ID, other.id)))
    now = with_instead(joint)
    now = replace(now, questions=tuple(one for one in now.questions if one.id != other.id))
    lines = [propose(ALTAI, now)[id_] for id_ in (ID, other.id)]

    assert [(line.relation, line.carries) for line in lines] == [(Relation.MERGED, Carries.SUGGESTION)] * 2


def test_what_nothing_follows_is_dropped_and_what_follows_nothing_is_new() -> None:
    now = with_instead(replace(WAS, id="NEW-1", text="Something else?"))
    proposed = propose(ALTAI, now)

    assert (proposed[ID].relation, proposed[ID].carries) == (Relation.DROPPED, Carries.NOTHING)
    assert leads_nowhere(proposed.values(), now) == ("NEW-1",)
