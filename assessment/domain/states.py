"""The states of an assessment and the steps between them: one table decides what can be done when, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from assessment.domain.access import Permission


class AssessmentState(Enum):
    """Where an assessment stands."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    RETURNED = "returned"
    SIGNED = "signed"
    SUBMITTED = "submitted"

    @property
    def is_open(self) -> bool:
        """Whether answers can be changed."""
        return self in {AssessmentState.DRAFT, AssessmentState.RETURNED}


class Step(Enum):
    """What can be done with an assessment as a whole."""

    SEND_FOR_REVIEW = "send-for-review"
    WITHDRAW = "withdraw"
    RETURN = "return"
    SIGN = "sign"
    SUBMIT = "submit"
    REOPEN = "reopen"
    RETURN_SUBMISSION = "return-submission"


@dataclass(frozen=True, slots=True)
class Transition:
    """From where a step leads to where, and what it takes. `voids` tells that it takes back a signature."""

    step: Step
    before: frozenset[AssessmentState]
    after: AssessmentState
    permission: Permission
    voids: bool = False


_OPEN = frozenset({AssessmentState.DRAFT, AssessmentState.RETURNED})
TRANSITIONS: dict[Step, Transition] = {
    transition.step: transition
    for transition in (
        Transition(Step.SEND_FOR_REVIEW, _OPEN, AssessmentState.IN_REVIEW, Permission.SEND_FOR_REVIEW),
        Transition(
            Step.WITHDRAW, frozenset({AssessmentState.IN_REVIEW}), AssessmentState.DRAFT, Permission.SEND_FOR_REVIEW
        ),
        Transition(Step.RETURN, frozenset({AssessmentState.IN_REVIEW}), AssessmentState.RETURNED, Permission.REVIEW),
        Transition(Step.SIGN, frozenset({AssessmentState.IN_REVIEW}), AssessmentState.SIGNED, Permission.REVIEW),
        Transition(
            Step.SUBMIT, frozenset({AssessmentState.SIGNED}), AssessmentState.SUBMITTED, Permission.SEND_FOR_REVIEW
        ),
        Transition(
            Step.REOPEN,
            frozenset({AssessmentState.SIGNED, AssessmentState.SUBMITTED}),
            AssessmentState.DRAFT,
            Permission.REOPEN,
            voids=True,
        ),
        # The programme gives a submission back; a facilitator only to organisations that are bound to them.
        Transition(
            Step.RETURN_SUBMISSION,
            frozenset({AssessmentState.SUBMITTED}),
            AssessmentState.RETURNED,
            Permission.CHECK_SUBMISSIONS,
            voids=True,
        ),
    )
}


# Whose turn it is after a step: those with this permission get a message. After the others nobody has to act.
TURNS: dict[Step, Permission] = {
    Step.SEND_FOR_REVIEW: Permission.REVIEW,
    Step.RETURN: Permission.SEND_FOR_REVIEW,
    Step.SIGN: Permission.SEND_FOR_REVIEW,
    Step.REOPEN: Permission.SEND_FOR_REVIEW,
    Step.RETURN_SUBMISSION: Permission.SEND_FOR_REVIEW,
}


def possible(state: AssessmentState) -> tuple[Transition, ...]:
    """Return the steps that lead on from a state."""
    return tuple(transition for transition in TRANSITIONS.values() if state in transition.before)
