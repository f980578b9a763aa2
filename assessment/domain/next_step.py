"""What one person does next with an assessment: one table by state and permission."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.access import Permission
from assessment.domain.states import AssessmentState

if TYPE_CHECKING:
    from collections.abc import Callable


class NextStep(Enum):
    """What is best done next; WAIT means that it is somebody else's turn."""

    ANSWER = "answer"
    SEND = "send"
    MEND = "mend"
    DECIDE = "decide"
    SUBMIT = "submit"
    SEE_RESULT = "see-result"
    READ = "read"
    WAIT = "wait"


# The first line that fits counts; the one before them all when every question has an answer.
_SEND = (AssessmentState.DRAFT, Permission.SEND_FOR_REVIEW, NextStep.SEND)
_STEPS = (
    (AssessmentState.DRAFT, Permission.ANSWER, NextStep.ANSWER),
    (AssessmentState.RETURNED, Permission.ANSWER, NextStep.MEND),
    (AssessmentState.IN_REVIEW, Permission.REVIEW, NextStep.DECIDE),
    (AssessmentState.SIGNED, Permission.SEND_FOR_REVIEW, NextStep.SUBMIT),
    (AssessmentState.SUBMITTED, Permission.SEE_RESULT, NextStep.SEE_RESULT),
    (AssessmentState.SUBMITTED, Permission.SEE_ASSESSMENT, NextStep.READ),
)


def next_step(state: AssessmentState, allows: Callable[[Permission], bool], *, is_complete: bool = False) -> NextStep:
    """Return what a person who is allowed this much does next; `is_complete` when nothing is left to answer."""
    steps = (_SEND, *_STEPS) if is_complete else _STEPS
    fitting = (step for when, permission, step in steps if when is state and allows(permission))
    return next(fitting, NextStep.WAIT)
