"""Moving answers to a newer version: none is ever dropped, and an undo gives back what there was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.content import crosswalks, files
from assessment.domain.answers import Answer, Evidence, Second, State, problems
from assessment.domain.crosswalk import Carries, Crosswalk, Line, OptionMap, Pair, Relation
from assessment.domain.moving import Fate, Move, move, undo
from assessment.domain.questionnaire import Change, Kind
from assessment.domain.succession import Succession, by_crosswalk, by_ids, joined
from tests import factories
from tests.domain import build
from tests.domain.strategies import answer_sets
from tests.domain.successions import successions

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject

    from assessment.domain.questionnaire import Question

PILOT, ALTAI = files.load("altai", "2019.1"), files.load("altai", "2020.1")
TO_ALTAI = by_crosswalk(PILOT, ALTAI, crosswalks.load("altai", "2019.1", "2020.1", drafts=True))
LEVELS = OptionMap("levels", (Pair("no", "not-in-place"), Pair("yes", "in-place")))


def step(*lines: Line, old: tuple[Question, ...], new: tuple[Question, ...]) -> Succession:
    """Return a step between two small versions."""
    before = replace(build.questionnaire(*old), version="2019.1")
    after = replace(build.questionnaire(*new), version="2020.1")
    return by_crosswalk(before, after, Crosswalk("example", "2019.1", "2020.1", "", "f" * 64, lines))


def line_of(found: Move, question: str) -> tuple[Fate, Answer | None]:
    line = next(line for line in found.lines if line.question.id == question)
    return line.fate, line.answer


KEPT = step(
    Line(Relation.KEPT, Carries.ANSWER, "R-A1", ("R-B1",), LEVELS),
    Line(Relation.DROPPED, Carries.NOTHING, "R-A2", note="Nobody needs it."),
    Line(Relation.NEW, Carries.NOTHING, new=("R-B2",)),
    old=(build.measure("R-A1", options=build.YES_SOME_NO_VALUED), build.measure("R-A2")),
    new=(build.measure("R-B1"), build.measure("R-B2")),
)


@given(successions(), st.data())
def test_no_answer_is_ever_dropped(succession: Succession, data: DataObject) -> None:
    answers = data.draw(answer_sets(succession.old))
    found = move(succession, answers)

    shown = {origin.question.id for line in found.lines for origin in line.origins}
    behind = {one.question.id for one in found.retired}
    assert shown | behind == set(answers)
    assert not shown & behind


@given(successions(), st.data())
def test_undoing_a_move_gives_back_the_identical_answers(succession: Succession, data: DataObject) -> None:
    answers = data.draw(answer_sets(succession.old))

    back = undo(succession, answers, move(succession, answers).answers)

    assert (back.answers, back.taken, back.again) == (answers, (), {})


@given(successions(), st.data())
def test_what_was_answered_since_a_move_comes_back_with_the_next_one(succession: Succession, data: DataObject) -> None:
    answers = data.draw(answer_sets(succession.old))
    present = move(succession, answers).answers | data.draw(answer_sets(succession.new))

    back = undo(succession, answers, present)
    later = move(succession, back.answers, back.again).answers

    assert {id_: later.get(id_) for id_ in present} == present


@given(successions(), st.data())
def test_an_answer_that_counted_counts_after_the_move_or_is_looked_at(succession: Succession, data: DataObject) -> None:
    found = move(succession, data.draw(answer_sets(succession.old)))

    for line in found.of(Fate.CARRIED):
        was = next(origin for origin in line.origins if origin.link.carries is Carries.ANSWER)
        assert line.answer is not None
        assert bool(problems(line.question, line.answer)) <= bool(problems(was.question, was.answer))


@given(successions(), st.data())
def test_a_proposal_can_be_confirmed(succession: Succession, data: DataObject) -> None:
    found = move(succession, data.draw(answer_sets(succession.old)))

    proposed = [line for line in found.of(Fate.TO_CONFIRM) if line.answer is not None]
    assert [line.question.id for line in proposed if line.answer and problems(line.question, line.answer)] == []


def test_a_kept_question_keeps_its_answer_with_the_option_that_took_its_place() -> None:
    given_ = Answer(options=("yes",), evidence=Evidence.E2, note="Tested.")

    assert line_of(move(KEPT, {"R-A1": given_}), "R-B1") == (Fate.CARRIED, replace(given_, options=("in-place",)))


def test_an_answer_to_a_dropped_question_is_kept_and_listed_with_the_reason() -> None:
    found = move(KEPT, {"R-A2": build.answer("started")})

    assert [(one.question.id, one.answer, one.line.note) for one in found.retired] == [
        ("R-A2", build.answer("started"), "Nobody needs it.")
    ]


def test_a_question_without_a_past_is_new_and_one_that_was_open_stays_open() -> None:
    found = move(KEPT, {})

    assert [line.fate for line in found.lines] == [Fate.OPEN, Fate.NEW]


def test_a_half_of_a_split_question_is_to_be_confirmed_without_a_proposal() -> None:
    split = step(
        Line(Relation.SPLIT, Carries.SUGGESTION, "R-A1", ("R-B1", "R-B2"), note="Cut in two."),
        old=(build.measure("R-A1"),),
        new=(build.measure("R-B1"), build.measure("R-B2")),
    )

    found = move(split, {"R-A1": build.answer("started")})

    assert [line_of(found, id_) for id_ in ("R-B1", "R-B2")] == [(Fate.TO_CONFIRM, None)] * 2


@pytest.mark.parametrize(("said", "ticked"), [("yes", ("b", "a")), ("no", ("a",))])
def test_a_question_that_became_an_option_proposes_to_tick_it(said: str, ticked: tuple[str, ...]) -> None:
    listed = step(
        Line(Relation.BECAME_OPTION, Carries.SUGGESTION, "R-A1", ("R-B1",), option="b", note="An option now."),
        Line(Relation.BECAME_OPTION, Carries.SUGGESTION, "R-A2", ("R-B1",), option="a", note="An option now."),
        old=(build.measure("R-A1", options=build.YES_NO), build.measure("R-A2", options=build.YES_NO)),
        new=(build.ticks("R-B1", [build.tick("b"), build.tick("a")]),),
    )

    found = move(listed, build.answers({"R-A1": said, "R-A2": "yes"}))

    assert line_of(found, "R-B1") == (Fate.TO_CONFIRM, Answer(options=ticked))


def test_merged_questions_propose_only_what_they_agree_on() -> None:
    merged = step(
        Line(Relation.MERGED, Carries.SUGGESTION, "R-A1", ("R-B1",), LEVELS, note="One now."),
        Line(Relation.MERGED, Carries.SUGGESTION, "R-A2", ("R-B1",), LEVELS, note="One now."),
        old=tuple(build.measure(id_, options=build.YES_SOME_NO_VALUED) for id_ in ("R-A1", "R-A2")),
        new=(build.measure("R-B1"),),
    )

    agreed = move(merged, build.answers({"R-A1": "yes", "R-A2": "yes"}, R_A1=3, R_A2=1))
    torn = move(merged, build.answers({"R-A1": "yes", "R-A2": "no"}))

    assert line_of(agreed, "R-B1") == (Fate.TO_CONFIRM, build.answer("in-place", 1))
    assert line_of(torn, "R-B1") == (Fate.TO_CONFIRM, None)


@pytest.mark.parametrize(("other", "second"), [("", Second("en", note="Tested.")), ("Geprüft.", None)])
def test_a_second_version_moves_with_its_note_and_ends_where_notes_join(other: str, second: Second | None) -> None:
    merged = step(
        Line(Relation.MERGED, Carries.SUGGESTION, "R-A1", ("R-B1",), LEVELS, note="One now."),
        Line(Relation.MERGED, Carries.SUGGESTION, "R-A2", ("R-B1",), LEVELS, note="One now."),
        old=tuple(build.measure(id_, options=build.YES_SOME_NO_VALUED) for id_ in ("R-A1", "R-A2")),
        new=(build.measure("R-B1"),),
    )
    noted = Answer(options=("yes",), note="Vérifié.", language="fr", second=Second("en", note="Tested."))

    found = move(merged, {"R-A1": noted, "R-A2": Answer(options=("yes",), note=other)})

    _, answer = line_of(found, "R-B1")
    assert answer is not None
    assert (answer.second, answer.language) == (second, "fr" if second else "")


def test_a_measure_proposes_nothing_to_a_risk_that_knows_the_same_words() -> None:
    moved = step(
        Line(Relation.MOVED, Carries.SUGGESTION, "R-A1", ("R-B1",), note="A risk now."),
        old=(build.measure("R-A1", options=build.YES_NO),),
        new=(build.gate("R-B1"),),
    )

    assert line_of(move(moved, {"R-A1": build.answer("yes")}), "R-B1") == (Fate.TO_CONFIRM, None)


def test_not_applicable_is_looked_at_again_where_the_newer_question_does_not_offer_it() -> None:
    strict = step(
        Line(Relation.KEPT, Carries.ANSWER, "R-A1", ("R-B1",)),
        old=(build.measure("R-A1"),),
        new=(build.measure("R-B1", not_applicable=False),),
    )

    assert line_of(move(strict, {"R-A1": build.answer(build.NA)}), "R-B1") == (Fate.TO_CONFIRM, None)


def test_a_draft_that_did_not_fit_stays_the_draft_it_was() -> None:
    draft = Answer(State.NOT_APPLICABLE)

    assert line_of(move(KEPT, {"R-A1": draft}), "R-B1") == (Fate.CARRIED, draft)


def test_an_undo_takes_along_what_was_answered_since_to_what_both_versions_ask() -> None:
    back = undo(KEPT, {"R-A1": build.answer("yes")}, {"R-B1": build.answer("not-in-place")})

    assert (back.answers, back.taken) == ({"R-A1": build.answer("no")}, ("R-A1",))


def test_an_undo_gives_the_older_answer_back_where_the_older_version_has_no_word_for_the_newer_one() -> None:
    newer = {"R-B1": build.answer("in-place-and-checked")}
    back = undo(KEPT, {"R-A1": build.answer("yes")}, newer)

    assert (back.answers, back.taken, back.again) == ({"R-A1": build.answer("yes")}, (), newer)


def test_an_answer_that_was_taken_back_since_is_there_again_after_an_undo() -> None:
    assert undo(KEPT, {"R-A1": build.answer("yes")}, {}).answers == {"R-A1": build.answer("yes")}


@pytest.mark.parametrize(
    ("change", "fate"), [(Change.PATCH, Fate.CARRIED), (Change.MINOR, Fate.TO_CONFIRM)], ids=["patch", "minor"]
)
def test_other_words_keep_an_answer_only_where_a_patch_vouches_for_them(change: Change, fate: Fate) -> None:
    old = replace(build.questionnaire(build.measure("R-A1")), version="2020.1")
    worded = replace(old.questions[0], text="Is it so?")
    new = replace(old, version="2020.2", supersedes="2020.1", change=change, questions=(worded,))

    assert line_of(move(by_ids(old, new), {"R-A1": build.answer("started")}), "R-A1")[0] is fate


def test_other_help_or_another_weight_keeps_every_answer() -> None:
    old = replace(build.questionnaire(build.measure("R-A1")), version="2020.1")
    helped = replace(old.questions[0], help="More help.", weight=3)
    new = replace(old, version="2020.2", supersedes="2020.1", change=Change.MINOR, questions=(helped,))

    assert line_of(move(by_ids(old, new), {"R-A1": build.answer("started")}), "R-A1")[0] is Fate.CARRIED


def test_a_chain_carries_what_every_step_carries() -> None:
    later = replace(ALTAI, version="2020.2", supersedes="2020.1", change=Change.PATCH)
    chain = joined(TO_ALTAI, by_ids(ALTAI, later))
    answers = factories.every_answer(PILOT)

    assert move(chain, answers).answers == move(TO_ALTAI, answers).answers


def test_a_chain_lists_what_its_second_step_drops() -> None:
    gone = replace(ALTAI, version="2020.2", supersedes="2020.1", change=Change.MINOR)
    gone = replace(gone, questions=tuple(q for q in ALTAI.questions if q.id != "HAO-B4"))
    chain = joined(TO_ALTAI, by_ids(ALTAI, gone))

    found = move(chain, {"P1.3.2b": build.answer("yes")})

    assert [one.question.id for one in found.retired] == ["P1.3.2b"]


def test_the_pilot_list_moves_as_its_crosswalk_says() -> None:
    found = move(TO_ALTAI, factories.every_answer(PILOT))

    counts = {fate: len(found.of(fate)) for fate in Fate if found.of(fate)}
    assert counts == {Fate.CARRIED: 33, Fate.TO_CONFIRM: 60, Fate.NEW: 52}
    assert len(found.retired) == 21


def test_what_stands_beside_a_question_goes_to_the_successor_that_keeps_its_answer() -> None:
    both = step(
        Line(Relation.MOVED, Carries.SUGGESTION, "R-A1", ("R-B1", "R-B2"), note="Elsewhere."),
        Line(Relation.KEPT, Carries.ANSWER, "SYS-A1", ("SYS-A1",)),
        old=(build.measure("R-A1"), build.context("SYS-A1")),
        new=(build.measure("R-B1"), build.measure("R-B2"), build.context("SYS-A1")),
    )

    assert both.homes == {"R-A1": "R-B1"}


def test_texts_are_read_beside_a_list_that_took_their_place() -> None:
    found = move(TO_ALTAI, {"P1.3.1a": Answer(text="People decide.")})

    assert PILOT.by_id["P1.3.1a"].kind is Kind.TEXT
    assert line_of(found, "HAO-B1") == (Fate.TO_CONFIRM, None)
