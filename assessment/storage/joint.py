"""What the report of an organisation about all its systems needs, in a few queries whatever their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from assessment.storage.tables import Assessment, StoredAnswer, Submission, System

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession

    Past = Row[str, str, int, datetime, str, str, str, int, str, str]


def assessed(session: DatabaseSession, organisation_id: str) -> Sequence[Row[System, Assessment]]:
    """Return the assessments of the systems in use, each with its system: by the system's name, the oldest first."""
    query = (
        select(System, Assessment)
        .join(Assessment, Assessment.system_id == System.id)
        .where(System.organisation_id == organisation_id, System.archived_at.is_(None))
        .order_by(System.name, System.id, Assessment.created_at)
    )
    return session.execute(query).all()


def submissions(session: DatabaseSession, organisation_id: str) -> Sequence[Past]:
    """Return the valid submissions of an organisation, oldest first, without their answers.

    Each is (system, assessment, number, submitted_at, questionnaire, version, fingerprint, depth, score, digest).
    """
    query = (
        select(
            Assessment.system_id, Submission.assessment_id, Submission.number, Submission.submitted_at,
            Submission.questionnaire, Submission.version, Submission.fingerprint, Submission.depth, Submission.score,
            Submission.digest,
        )
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .where(Submission.organisation_id == organisation_id, Submission.voided_at.is_(None))
        .order_by(Submission.submitted_at, Submission.number)
    )  # fmt: skip
    return session.execute(query).all()


def answer_versions(session: DatabaseSession, organisation_id: str) -> dict[str, tuple[int, int]]:
    """Return how many answers each assessment has and the sum of their versions, which grows with every change."""
    query = (
        select(StoredAnswer.assessment_id, func.count(), func.sum(StoredAnswer.version))
        .join(Assessment, Assessment.id == StoredAnswer.assessment_id)
        .where(Assessment.organisation_id == organisation_id)
        .group_by(StoredAnswer.assessment_id)
    )
    return {row[0]: (row[1], int(row[2])) for row in session.execute(query)}
