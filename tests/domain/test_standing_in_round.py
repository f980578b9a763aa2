"""How far a participant is, and who needs a reminder."""

from __future__ import annotations

import pytest

from assessment.domain.standing_in_round import AssessmentFacts, Facts, Group, Stage, group_of, percent, stage_of
from assessment.domain.states import AssessmentState

DRAFT, REVIEW, SIGNED = AssessmentState.DRAFT, AssessmentState.IN_REVIEW, AssessmentState.SIGNED
RETURNED, SUBMITTED = AssessmentState.RETURNED, AssessmentState.SUBMITTED


def facts(*assessments: AssessmentFacts) -> Facts:
    return Facts(is_opened=True, is_accepted=True, assessments=assessments)


GIVEN_BACK = AssessmentFacts(RETURNED, is_returned=True, is_untouched=True)
TAKEN_UP = AssessmentFacts(RETURNED, is_returned=True)
CHECKED = AssessmentFacts(SUBMITTED, is_checked=True)

CASES = [
    (Facts(), Stage.INVITED, Group.NOT_OPENED),
    (Facts(is_opened=True), Stage.OPENED, Group.NOT_STARTED),
    (facts(), Stage.ACCEPTED, Group.NOT_STARTED),
    (facts(AssessmentFacts(DRAFT)), Stage.UNDER_WAY, Group.UNDER_WAY),
    (facts(AssessmentFacts(RETURNED)), Stage.UNDER_WAY, Group.UNDER_WAY),
    (facts(AssessmentFacts(REVIEW)), Stage.IN_REVIEW, None),
    (facts(AssessmentFacts(SIGNED)), Stage.IN_REVIEW, None),
    (facts(GIVEN_BACK), Stage.RETURNED, Group.RETURNED),
    (facts(TAKEN_UP), Stage.RETURNED, None),
    (facts(AssessmentFacts(REVIEW, is_returned=True)), Stage.RETURNED, None),
    (facts(AssessmentFacts(SUBMITTED)), Stage.SUBMITTED, None),
    (facts(CHECKED), Stage.CHECKED, None),
    (facts(CHECKED, AssessmentFacts(SUBMITTED)), Stage.SUBMITTED, None),
    (facts(AssessmentFacts(DRAFT), AssessmentFacts(SUBMITTED)), Stage.SUBMITTED, None),
    (facts(AssessmentFacts(SUBMITTED), GIVEN_BACK), Stage.RETURNED, Group.RETURNED),
    (Facts(is_opened=True, is_withdrawn=True, assessments=(GIVEN_BACK,)), Stage.WITHDRAWN, None),
]


@pytest.mark.parametrize(("given", "stage"), [case[:2] for case in CASES])
def test_a_participant_is_where_its_assessments_are(given: Facts, stage: Stage) -> None:
    assert stage_of(given) is stage


@pytest.mark.parametrize(("given", "group"), [(case[0], case[2]) for case in CASES])
def test_only_those_are_reminded_whose_turn_it_is(given: Facts, group: Group | None) -> None:
    assert group_of(given) is group


def test_the_share_done_is_over_all_systems_and_rounded_down() -> None:
    assert percent(facts(AssessmentFacts(DRAFT, 1, 2), AssessmentFacts(DRAFT, 0, 1))) == 33


def test_nothing_is_done_before_the_first_assessment() -> None:
    assert percent(Facts()) == 0
