"""Frozen submissions: written once, read, and voided; never changed and never removed on their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from assessment.storage.tables import Assessment, Submission

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from assessment.storage import DatabaseSession


def add(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Write a submission."""
    session.add(Submission(**values))


def next_number(session: DatabaseSession, assessment_id: str) -> int:
    """Return the number of the next submission of an assessment, counted from 1."""
    query = select(func.max(Submission.number)).where(Submission.assessment_id == assessment_id)
    return (session.scalar(query) or 0) + 1


def find(session: DatabaseSession, assessment_id: str, id_: str) -> Submission | None:
    """Return one submission of an assessment."""
    query = select(Submission).where(Submission.id == id_, Submission.assessment_id == assessment_id)
    return session.scalars(query).one_or_none()


def by_code(session: DatabaseSession, code: str) -> Submission | None:
    """Return the submission with a verification code."""
    return session.scalars(select(Submission).where(Submission.code == code)).one_or_none()


def of_assessment(session: DatabaseSession, assessment_id: str) -> Sequence[Submission]:
    """Return the submissions of an assessment, newest first."""
    query = select(Submission).where(Submission.assessment_id == assessment_id).order_by(Submission.number.desc())
    return session.scalars(query).all()


def standing(session: DatabaseSession, assessment_id: str) -> Submission | None:
    """Return the newest submission of an assessment that was not voided."""
    query = (
        select(Submission)
        .where(Submission.assessment_id == assessment_id, Submission.voided_at.is_(None))
        .order_by(Submission.number.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def is_replaced(session: DatabaseSession, submission: Submission) -> bool:
    """Whether a later submission of the same assessment stands."""
    query = select(func.count()).where(
        Submission.assessment_id == submission.assessment_id,
        Submission.number > submission.number,
        Submission.voided_at.is_(None),
    )
    return bool(session.scalar(query))


def void(session: DatabaseSession, assessment_id: str, at: datetime) -> None:
    """Mark what was submitted as taken back."""
    query = update(Submission).where(Submission.assessment_id == assessment_id, Submission.voided_at.is_(None))
    session.execute(query.values(voided_at=at))


def of_system(session: DatabaseSession, system_id: str) -> Sequence[Submission]:
    """Return the submissions about a system that stand, oldest first."""
    query = (
        select(Submission)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .where(Assessment.system_id == system_id, Submission.voided_at.is_(None))
        .order_by(Submission.submitted_at, Submission.id)
    )
    return session.scalars(query).all()
