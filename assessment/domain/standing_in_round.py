"""How far an organisation has come in a round, and whether a reminder would help it; figures about this, no answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from assessment.domain.states import AssessmentState


class Stage(Enum):
    """How far a participant is, in the order of the way; one that was withdrawn is on no way any more."""

    INVITED = "invited"
    OPENED = "opened"
    ACCEPTED = "accepted"
    UNDER_WAY = "under-way"
    IN_REVIEW = "in-review"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    WITHDRAWN = "withdrawn"

    @property
    def has_opened(self) -> bool:
        """Whether somebody has looked at the invitation."""
        return self not in {Stage.INVITED, Stage.WITHDRAWN}

    @property
    def has_started(self) -> bool:
        """Whether an assessment was begun."""
        return self.has_opened and self not in {Stage.OPENED, Stage.ACCEPTED}

    @property
    def has_submitted(self) -> bool:
        """Whether a submission stands."""
        return self in {Stage.SUBMITTED, Stage.CHECKED}


class Delivery(Enum):
    """What became of the mail with the invitation; mails that left long ago are not kept."""

    NO_ADDRESS = "no-address"
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Group(Enum):
    """Those whom one kind of reminder is for."""

    NOT_OPENED = "not-opened"
    NOT_STARTED = "not-started"
    UNDER_WAY = "under-way"
    RETURNED = "returned"


class Obstacle(Enum):
    """Why somebody who is in a group gets no reminder now."""

    OVER = "over"
    RECENT = "recent"
    NO_ADDRESS = "no-address"
    UNDELIVERABLE = "undeliverable"


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """One assessment in the round: `of` questions are shown and `done` of them dealt with.

    `is_returned` tells that the programme gave its last submission back, `is_untouched` that nobody has worked on it
    since, `is_checked` that its standing submission was found complete and coherent.
    """

    state: AssessmentState
    done: int = 0
    of: int = 0
    is_returned: bool = False
    is_untouched: bool = False
    is_checked: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a participant."""

    is_opened: bool = False
    is_accepted: bool = False
    is_withdrawn: bool = False
    assessments: tuple[AssessmentFacts, ...] = ()


def stage_of(facts: Facts) -> Stage:
    """Return how far a participant is.

    With several systems the one that was returned counts first, because somebody has to act; then what was submitted.
    """
    if facts.is_withdrawn:
        return Stage.WITHDRAWN
    found = [_stage_of(one) for one in facts.assessments]
    if Stage.RETURNED in found:
        return Stage.RETURNED
    submitted = [stage for stage in found if stage.has_submitted]
    if submitted:
        return Stage.SUBMITTED if Stage.SUBMITTED in submitted else Stage.CHECKED
    if found:
        return Stage.IN_REVIEW if Stage.IN_REVIEW in found else Stage.UNDER_WAY
    if facts.is_accepted:
        return Stage.ACCEPTED
    return Stage.OPENED if facts.is_opened else Stage.INVITED


def _stage_of(one: AssessmentFacts) -> Stage:
    match one.state:
        case AssessmentState.SUBMITTED:
            return Stage.CHECKED if one.is_checked else Stage.SUBMITTED
        case _ if one.is_returned:
            return Stage.RETURNED
        case AssessmentState.IN_REVIEW | AssessmentState.SIGNED:
            return Stage.IN_REVIEW
        case AssessmentState.DRAFT | AssessmentState.RETURNED:
            return Stage.UNDER_WAY


def group_of(facts: Facts) -> Group | None:
    """Return the kind of reminder that would help; None for those who need none.

    Whoever has submitted, waits for approval inside the organisation or works on what was returned is left in peace.
    """
    match stage_of(facts):
        case Stage.INVITED:
            return Group.NOT_OPENED
        case Stage.OPENED | Stage.ACCEPTED:
            return Group.NOT_STARTED
        case Stage.UNDER_WAY:
            return Group.UNDER_WAY
        case Stage.RETURNED:
            waiting = [one for one in facts.assessments if one.is_returned and one.is_untouched]
            return Group.RETURNED if waiting else None
        case _:
            return None


def percent(facts: Facts) -> int:
    """Return how much of all its assessments is done, in whole per cent, rounded down; 0 before the first."""
    of = sum(one.of for one in facts.assessments)
    return 100 * sum(one.done for one in facts.assessments) // of if of else 0
