"""Evidence: files and links beside the answers, and which files are still needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, or_, select, update

from assessment.storage.tables import Assessment, Evidence, Job, ReleaseFile, RoundLetters, StoredDocument

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from assessment.storage import DatabaseSession


def of_question(
    session: DatabaseSession, assessment_id: str, question_id: str, removed_since: datetime
) -> Sequence[Evidence]:
    """Return the evidence of a question, oldest first, with what was removed only since then."""
    query = select(Evidence).where(
        Evidence.assessment_id == assessment_id,
        Evidence.question_id == question_id,
        or_(Evidence.removed_at.is_(None), Evidence.removed_at > removed_since),
    )
    return session.scalars(query.order_by(Evidence.added_at, Evidence.id)).all()


def find(session: DatabaseSession, assessment_id: str, question_id: str, id_: str) -> Evidence | None:
    """Return one piece of evidence if it belongs to this question of this assessment."""
    query = select(Evidence).where(
        Evidence.id == id_, Evidence.assessment_id == assessment_id, Evidence.question_id == question_id
    )
    return session.scalars(query).one_or_none()


def add(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Keep a piece of evidence."""
    session.execute(insert(Evidence).values(**values))


def set_removed(session: DatabaseSession, id_: str, at: datetime | None) -> None:
    """Mark a piece of evidence as removed, or as there again."""
    session.execute(update(Evidence).where(Evidence.id == id_).values(removed_at=at))


def count(session: DatabaseSession, assessment_id: str, question_id: str) -> int:
    """Return how many pieces of evidence a question has."""
    query = select(func.count()).where(
        Evidence.assessment_id == assessment_id, Evidence.question_id == question_id, Evidence.removed_at.is_(None)
    )
    return session.scalar(query) or 0


def used(session: DatabaseSession, organisation_id: str, *, with_removed: bool = False) -> int:
    """Return how many bytes the files of an organisation take up, with or without those that can be put back."""
    query = select(func.coalesce(func.sum(Evidence.size), 0)).where(Evidence.organisation_id == organisation_id)
    if not with_removed:
        query = query.where(Evidence.removed_at.is_(None))
    return int(session.scalar(query) or 0)


def added_by(session: DatabaseSession, person_id: str) -> tuple[int, int]:
    """Return how many files one person has added, and their bytes; with those that can be put back."""
    mine = (Evidence.added_by == person_id) & (Evidence.size > 0)
    count, size = session.execute(select(func.count(), func.coalesce(func.sum(Evidence.size), 0)).where(mine)).one()
    return int(count), int(size)


def state(session: DatabaseSession, assessment_id: str) -> str:
    """Return the state of an assessment as it is now; empty if there is none."""
    return session.scalar(select(Assessment.state).where(Assessment.id == assessment_id)) or ""


def needed(session: DatabaseSession, digests: Collection[str]) -> set[str]:
    """Return those of the digests that evidence, a document, a file of a release, letters or a job still refer to."""
    found: set[str] = set()
    for column in (Evidence.digest, StoredDocument.digest, ReleaseFile.digest, RoundLetters.digest, Job.result):
        found.update(session.scalars(select(column).where(column.in_(digests)).distinct()).all())
    return found
