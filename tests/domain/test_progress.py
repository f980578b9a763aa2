"""How far an assessment is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain import progress
from assessment.domain.access import Permission, Person, Role, Scope, may
from assessment.domain.answers import State
from assessment.domain.next_step import NextStep, next_step
from assessment.domain.progress import Progress
from assessment.domain.questionnaire import Depth
from assessment.domain.states import AssessmentState
from tests.domain import build
from tests.domain.build import DK, IN_PLACE, NA, NO

LIST = build.questionnaire(
    build.context("SYS-1"),
    build.gate("R-A1"),
    build.measure("R-A2", when="R-A1 is yes"),
    build.follow_up("R-A3", "R-A2"),
    build.measure("T-A1"),
)


def _of(depth: Depth = Depth.FULL, drafts: tuple[str, ...] = (), **given: str) -> dict[str, Progress]:
    answers = build.answers({name.replace("_", "-"): value for name, value in given.items()})
    return progress.by_section(LIST, answers, depth, drafts)


def test_at_first_everything_is_open() -> None:
    total = progress.total(_of().values())

    assert (total.of, total.done, total.percent, total.is_complete) == (5, 0, 0, False)
    assert total.open == ("SYS-1", "R-A1", "R-A2", "R-A3", "T-A1")


def test_a_question_that_is_not_shown_does_not_count() -> None:
    assert _of(R_A1="no")["R"] == Progress(answered=("R-A1",))


def test_dont_know_and_not_applicable_are_done_and_told_apart() -> None:
    total = progress.total(_of(SYS_1=DK, T_A1=NA).values())

    assert (total.dont_know, total.not_applicable, total.answered, total.done) == (("SYS-1",), ("T-A1",), (), 2)


def test_a_detail_of_a_measure_that_is_not_known_is_not_known_either() -> None:
    assert _of(R_A1="yes", R_A2=DK)["R"].dont_know == ("R-A2", "R-A3")


def test_a_detail_disappears_with_its_measure() -> None:
    assert _of(R_A1="yes", R_A2=NO)["R"].of == 2


def test_a_draft_that_does_not_fit_is_open_and_needs_attention() -> None:
    part = _of(drafts=("T-A1",))["T"]

    assert (part.open, part.attention) == (("T-A1",), ("T-A1",))


def test_a_draft_of_a_question_that_is_hidden_needs_no_attention() -> None:
    assert _of(drafts=("R-A2",), R_A1="no")["R"].attention == ()


def test_known_measures_without_evidence_are_listed_and_facts_are_not() -> None:
    answers = build.answers({"SYS-1": "yes", "R-A1": "yes", "R-A2": IN_PLACE, "R-A3": IN_PLACE}, R_A3=2)

    assert progress.total(progress.by_section(LIST, answers, Depth.FULL).values()).unsupported == ("R-A2",)


def test_not_applicable_needs_no_evidence() -> None:
    assert _of(T_A1=NA)["T"].unsupported == ()
    assert replace(build.answer(NA)).state is State.NOT_APPLICABLE


def test_a_shallower_depth_has_fewer_questions() -> None:
    assert list(_of(Depth.SCREENING)) == ["SYS", "R"]
    assert progress.total(_of(Depth.SCREENING).values()).of == 2


def test_a_percentage_is_rounded_down_so_that_100_means_complete() -> None:
    almost = Progress(answered=tuple(map(str, range(199))), open=("last",))

    assert (almost.percent, Progress().percent, Progress(answered=("a",)).percent) == (99, 100, 100)


@pytest.mark.parametrize(
    ("state", "role", "step"),
    [
        (AssessmentState.DRAFT, Role.EDITOR, NextStep.ANSWER),
        (AssessmentState.DRAFT, Role.APPROVER, NextStep.WAIT),
        (AssessmentState.RETURNED, Role.EDITOR, NextStep.MEND),
        (AssessmentState.RETURNED, Role.READER, NextStep.WAIT),
        (AssessmentState.IN_REVIEW, Role.EDITOR, NextStep.WAIT),
        (AssessmentState.IN_REVIEW, Role.APPROVER, NextStep.DECIDE),
        (AssessmentState.SIGNED, Role.APPROVER, NextStep.WAIT),
        (AssessmentState.SIGNED, Role.EDITOR, NextStep.SUBMIT),
        (AssessmentState.SUBMITTED, Role.READER, NextStep.SEE_RESULT),
        (AssessmentState.SUBMITTED, Role.CONTRIBUTOR, NextStep.READ),
    ],
)
def test_the_next_step_follows_from_state_and_role(state: AssessmentState, role: Role, step: NextStep) -> None:
    def allows(permission: Permission) -> bool:
        return may(Person("somebody"), permission, Scope(role, frozenset({"R"})))

    assert next_step(state, allows) is step


@pytest.mark.parametrize(
    ("state", "role", "step"),
    [
        (AssessmentState.DRAFT, Role.EDITOR, NextStep.SEND),
        (AssessmentState.DRAFT, Role.CONTRIBUTOR, NextStep.ANSWER),
        (AssessmentState.RETURNED, Role.EDITOR, NextStep.MEND),
        (AssessmentState.SIGNED, Role.EDITOR, NextStep.SUBMIT),
    ],
)
def test_what_is_answered_in_full_is_sent_for_review_next(state: AssessmentState, role: Role, step: NextStep) -> None:
    def allows(permission: Permission) -> bool:
        return may(Person("somebody"), permission, Scope(role, frozenset({"R"})))

    assert next_step(state, allows, is_complete=True) is step


def test_a_contributor_without_a_section_waits() -> None:
    def allows(permission: Permission) -> bool:
        return may(Person("somebody"), permission, Scope(Role.CONTRIBUTOR))

    assert next_step(AssessmentState.DRAFT, allows) is NextStep.WAIT
