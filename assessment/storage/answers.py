"""Answers and their history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from assessment.storage.tables import StoredAnswer

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession

    Stored = Row[str, int, str, bool, str, datetime]


def of_assessment(
    session: DatabaseSession, assessment_id: str, questions: Collection[str] | None = None
) -> Sequence[Stored]:
    """Return (question, version, value, is_valid, changed_by, changed_at) of all questions, or of those named."""
    query = select(
        StoredAnswer.question_id, StoredAnswer.version, StoredAnswer.value,
        StoredAnswer.is_valid, StoredAnswer.changed_by, StoredAnswer.changed_at,
    ).where(StoredAnswer.assessment_id == assessment_id)  # fmt: skip
    if questions is not None:
        query = query.where(StoredAnswer.question_id.in_(questions))
    return session.execute(query).all()
