"""Workshops, the votes in them and what they agreed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from assessment.storage import affected
from assessment.storage.tables import Assessment, System, Workshop, WorkshopOutcome, WorkshopVote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession


def add(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Write a workshop."""
    session.execute(insert(Workshop).values(**values))


def find(session: DatabaseSession, id_: str) -> Workshop | None:
    """Return a workshop as it is now."""
    query = select(Workshop).where(Workshop.id == id_).execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def open_by_code(session: DatabaseSession, code_hash: str, at: datetime) -> Workshop | None:
    """Return the workshop of a code while it goes on."""
    query = select(Workshop).where(
        Workshop.code_hash == code_hash, Workshop.ended_at.is_(None), Workshop.expires_at > at
    )
    return session.scalars(query).one_or_none()


def of_assessment(session: DatabaseSession, assessment_id: str) -> Sequence[Workshop]:
    """Return the workshops about an assessment, the newest first."""
    query = select(Workshop).where(Workshop.assessment_id == assessment_id)
    return session.scalars(query.order_by(Workshop.created_at.desc(), Workshop.id)).all()


def of_participant(session: DatabaseSession, participant_id: str) -> Sequence[Workshop]:
    """Return the workshops of a participant, the newest first."""
    query = select(Workshop).where(Workshop.participant_id == participant_id)
    return session.scalars(query.order_by(Workshop.created_at.desc(), Workshop.id)).all()


def assessments(session: DatabaseSession, organisation_id: str, round_id: str) -> Sequence[Row[Assessment, str]]:
    """Return an organisation's assessments in a round with the names of their systems, the oldest first."""
    query = (
        select(Assessment, System.name)
        .join(System, System.id == Assessment.system_id)
        .where(Assessment.organisation_id == organisation_id, Assessment.round_id == round_id)
    )
    return session.execute(query.order_by(Assessment.created_at, Assessment.id)).all()


def change(session: DatabaseSession, id_: str, values: Mapping[str, object]) -> bool:
    """Change a workshop that goes on; tell whether it did."""
    query = update(Workshop).where(Workshop.id == id_, Workshop.ended_at.is_(None))
    return affected(session.execute(query.values(**values))) == 1


def vote(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Keep the last vote of a voter on a question."""
    row = WorkshopVote
    session.execute(
        delete(row).where(
            row.workshop_id == values["workshop_id"], row.question_id == values["question_id"],
            row.voter == values["voter"],
        )
    )  # fmt: skip
    session.execute(insert(row).values(**values))


def votes(session: DatabaseSession, workshop_id: str, question_id: str) -> Sequence[tuple[str, str]]:
    """Return the votes on a question: voter and choice."""
    query = select(WorkshopVote.voter, WorkshopVote.choice).where(
        WorkshopVote.workshop_id == workshop_id, WorkshopVote.question_id == question_id
    )
    return [(voter, choice) for voter, choice in session.execute(query)]


def agree(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Keep what was agreed on a question; the last word counts."""
    row = WorkshopOutcome
    session.execute(
        delete(row).where(row.workshop_id == values["workshop_id"], row.question_id == values["question_id"])
    )
    session.execute(insert(row).values(**values))


def outcomes(session: DatabaseSession, workshop_id: str) -> dict[str, WorkshopOutcome]:
    """Return what a workshop agreed on, by question."""
    query = select(WorkshopOutcome).where(WorkshopOutcome.workshop_id == workshop_id)
    return {row.question_id: row for row in session.scalars(query)}


def forget_votes(session: DatabaseSession, workshop_id: str) -> None:
    """Remove the single votes of a workshop; what they came to stays with what was agreed."""
    session.execute(delete(WorkshopVote).where(WorkshopVote.workshop_id == workshop_id))
