"""Submitting into a round: until when, with whose help, what happens when it is over, and leaving it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.purposes import Circle
from assessment.domain.rounds import RoundState, accepts_submissions
from assessment.domain.trail import Event
from assessment.services import consents
from assessment.services.conflicts import Stale
from assessment.storage import acts, assessments, db, participants, participants_followed, round_board

if TYPE_CHECKING:
    from datetime import date, datetime

    from assessment.domain.access import Person
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Assessment, Participant, Round


class RoundOver(RuntimeError):
    """Nothing is submitted into the round any more: it is over, or the organisation takes no part in it."""

    def __init__(self, taking: InRound) -> None:
        super().__init__(taking.name)
        self.taking = taking


@dataclass(frozen=True, slots=True)
class InRound:
    """An organisation in a round. `last_day` is its own when it was given more time.

    `facilitator` is empty without one; `circle` is who of the programme reads the answers of the organisation.
    """

    round_id: str
    name: str
    opens_on: date
    last_day: date
    accepts: bool
    has_more_time: bool = False
    facilitator: str = ""
    circle: Circle = Circle.NOBODY


def rounds_of(organisation_id: str, at: datetime) -> tuple[InRound, ...]:
    """Return the rounds that an organisation takes part in, the one that closes last first."""
    found = participants.of_organisation(db.session, [organisation_id])
    rows = [row for row in reversed(found) if row[1].state != RoundState.DRAFT.value]
    if not rows:
        return ()
    names = round_board.names(db.session, {row[0].facilitator_id for row in rows if row[0].facilitator_id})
    circle = consents.circle(organisation_id)
    return tuple(_taking(round_, participant, at, (names, circle)) for participant, round_ in rows)


def round_of(assessment: Assessment, at: datetime, session: DatabaseSession | None = None) -> InRound | None:
    """Return the round that an assessment belongs to; None when it belongs to none."""
    if not assessment.round_id:
        return None
    found = participants_followed.of_assessment(session or db.session, assessment)
    return _taking(found[0], found[1], at) if found else None


def require_open(assessment: Assessment, at: datetime, session: DatabaseSession) -> None:
    """Let an assessment be submitted outside rounds, or while its round accepts it; else raise RoundOver."""
    taking = round_of(assessment, at, session)
    if taking is not None and not taking.accepts:
        raise RoundOver(taking)


def leave_round(assessment_id: str, revision: int, by: Person, at: datetime) -> None:
    """Take an assessment out of its round, so that its organisation can finish it for itself.

    Raises Stale when the page was older than what is stored, or the assessment is in no round.
    """
    with acts.act(Event.ASSESSMENT_CHANGED, by=by.id, at=at, subject=assessment_id) as done:
        row = assessments.find(done.session, assessment_id)
        if row is None or not row.round_id:
            raise Stale
        done.content["left_round"] = row.round_id
        if not assessments.move(done.session, assessment_id, revision, {"round_id": "", "changed_at": at}):
            raise Stale


def last_day(round_: Round, participant: Participant | None) -> date:
    """Return until when somebody may submit: their own day if they were given a later one."""
    own = participant.extended_to if participant else None
    return max(round_.closes_on, own) if own else round_.closes_on


def accepts(round_: Round, participant: Participant | None, at: datetime) -> bool:
    """Whether a participant can submit into a round now; who was withdrawn cannot."""
    if participant is None or participant.withdrawn_at is not None:
        return False
    period = (round_.opens_on, round_.closes_on)
    return accepts_submissions(RoundState(round_.state), period, participant.extended_to, at)


def _taking(
    round_: Round,
    participant: Participant | None,
    at: datetime,
    known: tuple[dict[str, str], Circle] = ({}, Circle.NOBODY),
) -> InRound:
    names, circle = known
    day = last_day(round_, participant)
    facilitator = names.get(participant.facilitator_id, "") if participant else ""
    return InRound(
        round_.id,
        round_.name,
        round_.opens_on,
        day,
        accepts(round_, participant, at),
        day > round_.closes_on,
        facilitator,
        circle,
    )
