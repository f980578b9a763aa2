"""What following participants up changes: contacts, facilitators, reminders, checks; and their history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from assessment.storage import affected
from assessment.storage.tables import (
    Assessment,
    Evidence,
    Invitation,
    Participant,
    Round,
    StateChange,
    SubmissionCheck,
    TrailDetail,
    TrailLine,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession

# Every page of an assessment in a round runs it: made once, it costs half.
_OF_ASSESSMENT = (
    select(Round, Participant)
    .outerjoin(
        Participant,
        (Participant.round_id == Round.id)
        & (Participant.organisation_id == bindparam("organisation"))
        & Participant.withdrawn_at.is_(None),
    )
    .where(Round.id == bindparam("round"))
    .limit(1)
    .execution_options(populate_existing=True)
)


def change(session: DatabaseSession, id_: str, values: Mapping[str, object]) -> None:
    """Change a participant."""
    session.execute(update(Participant).where(Participant.id == id_).values(dict(values)))


def bind(session: DatabaseSession, round_id: str, ids: Collection[str], facilitator: str) -> int:
    """Bind those participants of a round to a facilitator who are not; return how many."""
    mine = (Participant.round_id == round_id) & Participant.id.in_(ids) & (Participant.facilitator_id != facilitator)
    return affected(session.execute(update(Participant).where(mine).values(facilitator_id=facilitator)))


def remind(session: DatabaseSession, id_: str, before: datetime, at: datetime) -> bool:
    """Count a reminder of somebody who got none since a moment; False when somebody else was faster."""
    not_since = Participant.reminded_at.is_(None) | (Participant.reminded_at <= before)
    values = {"reminders": Participant.reminders + 1, "reminded_at": at}
    mine = (Participant.id == id_) & Participant.withdrawn_at.is_(None) & not_since
    return affected(session.execute(update(Participant).where(mine).values(values))) == 1


def invitations(session: DatabaseSession, ids: Collection[str]) -> dict[str, Invitation]:
    """Return those of these invitations that nobody has accepted or taken back."""
    unused = Invitation.accepted_at.is_(None) & Invitation.revoked_at.is_(None)
    return {row.id: row for row in session.scalars(select(Invitation).where(Invitation.id.in_(ids), unused))}


def attached(session: DatabaseSession, assessment_id: str) -> frozenset[str]:
    """Return the questions of an assessment that have a file or a link as evidence."""
    query = select(Evidence.question_id).where(Evidence.assessment_id == assessment_id, Evidence.removed_at.is_(None))
    return frozenset(session.scalars(query))


def check(session: DatabaseSession, submission_id: str, by: str, at: datetime) -> None:
    """Mark a submission as checked."""
    values = {"submission_id": submission_id, "checked_by": by, "checked_at": at}
    session.execute(insert(SubmissionCheck).values(values))


def uncheck(session: DatabaseSession, submission_id: str) -> bool:
    """Take the mark off again; return whether there was one."""
    return bool(
        affected(session.execute(delete(SubmissionCheck).where(SubmissionCheck.submission_id == submission_id)))
    )


def lines_about(session: DatabaseSession, participant: Participant) -> list[tuple[str, str, str, dict[str, object]]]:
    """Return (event, when, actor, content) of the lines about a participant, those about several at once too."""
    query = (
        select(TrailLine.event, TrailLine.at, TrailDetail.actor, TrailDetail.content, TrailLine.subject)
        .join(TrailDetail, TrailDetail.number == TrailLine.number)
        .where(TrailLine.subject.in_([participant.id, participant.round_id]))
        .order_by(TrailLine.number)
    )
    found = []
    for event, at, actor, content, subject in session.execute(query):
        said: dict[str, object] = json.loads(content) if content else {}
        named = said.get("participants")
        if subject == participant.id or (isinstance(named, list) and participant.id in named):
            found.append((event, at, actor, said))
    return found


def steps_of(session: DatabaseSession, assessments: Collection[str]) -> Sequence[StateChange]:
    """Return the steps of several assessments, oldest first."""
    query = select(StateChange).where(StateChange.assessment_id.in_(assessments)).order_by(StateChange.id)
    return session.scalars(query).all()


def of_assessment(session: DatabaseSession, assessment: Assessment) -> Row[Round, Participant | None] | None:
    """Return the round of an assessment and its organisation's place in it, as they are now."""
    values = {"organisation": assessment.organisation_id, "round": assessment.round_id}
    return session.execute(_OF_ASSESSMENT, values).one_or_none()
