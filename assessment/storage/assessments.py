"""Assessments and the steps they took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from assessment.storage import affected
from assessment.storage.tables import Assessment, Comment, Signature, StateChange

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from assessment.storage import DatabaseSession

# Every step runs these: made once, they cost half.
_FIND = select(Assessment).where(Assessment.id == bindparam("id")).execution_options(populate_existing=True)
_SIGNATURE = (
    select(Signature)
    .where(Signature.assessment_id == bindparam("assessment"), Signature.voided_at.is_(None))
    .order_by(Signature.id.desc())
    .limit(1)
)


def add(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Write an assessment."""
    session.add(Assessment(**values))


def find(session: DatabaseSession, id_: str) -> Assessment | None:
    """Return an assessment as it is now, not as this session has read it before."""
    return session.scalars(_FIND, {"id": id_}).one_or_none()


def change(session: DatabaseSession, id_: str, values: Mapping[str, object]) -> None:
    """Change an assessment without touching its state."""
    session.execute(update(Assessment).where(Assessment.id == id_).values(dict(values)))


def move(session: DatabaseSession, id_: str, revision: int, values: Mapping[str, object]) -> bool:
    """Change an assessment that is still at this revision and raise the revision; False when somebody was faster."""
    query = (
        update(Assessment)
        .where(Assessment.id == id_, Assessment.revision == revision)
        .values(dict(values) | {"revision": revision + 1})
    )
    return affected(session.execute(query)) == 1


def note(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Write down a step."""
    session.add(StateChange(**values))


def steps(session: DatabaseSession, assessment_id: str) -> Sequence[StateChange]:
    """Return the steps of an assessment, newest first."""
    query = select(StateChange).where(StateChange.assessment_id == assessment_id).order_by(StateChange.id.desc())
    return session.scalars(query).all()


def sign(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Write a signature."""
    session.add(Signature(**values))


def signature(session: DatabaseSession, assessment_id: str) -> Signature | None:
    """Return the signature that counts."""
    return session.scalars(_SIGNATURE, {"assessment": assessment_id}).one_or_none()


def void_signatures(session: DatabaseSession, assessment_id: str, at: datetime) -> None:
    """Take back what was signed."""
    query = update(Signature).where(Signature.assessment_id == assessment_id, Signature.voided_at.is_(None))
    session.execute(query.values(voided_at=at))


def remark(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Write a reviewer's remark on a question."""
    session.add(Comment(**values, is_return=True))


def open_remarks(session: DatabaseSession, assessment_id: str) -> Sequence[Comment]:
    """Return the reviewers' remarks that nobody has dealt with, oldest first."""
    query = select(Comment).where(*_is_open(assessment_id)).order_by(Comment.written_at, Comment.id)
    return session.scalars(query).all()


def resolve_remarks(session: DatabaseSession, assessment_id: str, by: str, at: datetime) -> int:
    """Close the remarks that are open; return how many."""
    query = update(Comment).where(*_is_open(assessment_id)).values(resolved_by=by, resolved_at=at)
    return affected(session.execute(query))


def _is_open(assessment_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Comment.assessment_id == assessment_id,
        Comment.is_return.is_(True),
        Comment.resolved_at.is_(None),
        Comment.deleted_at.is_(None),
    )
