"""Moves of assessments, and what goes along with a question: its comments, its evidence, its actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from assessment.storage.tables import Assessment, Comment, Evidence, Move, PlanAction, StoredAnswer, Submission

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession

    Followed = Mapping[str, Mapping[str, str]]

# What stands beside an answer and names its question.
_BESIDE: dict[str, type[Comment | Evidence | PlanAction]] = {
    table.__tablename__: table for table in (Comment, Evidence, PlanAction)
}


def add(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Write a move."""
    session.add(Move(**values))


def of_assessment(session: DatabaseSession, assessment_id: str) -> Sequence[Move]:
    """Return the moves of an assessment, newest first, as they are now."""
    query = select(Move).where(Move.assessment_id == assessment_id).order_by(Move.moved_at.desc(), Move.id)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def take_back(session: DatabaseSession, id_: str, values: Mapping[str, object]) -> None:
    """Mark a move as undone."""
    session.execute(update(Move).where(Move.id == id_).values(dict(values)))


def last_submitted(session: DatabaseSession, assessment_id: str) -> datetime | None:
    """Return when an assessment was submitted last; None when it never was."""
    query = select(Submission.submitted_at).where(Submission.assessment_id == assessment_id)
    return session.scalars(query.order_by(Submission.number.desc()).limit(1)).one_or_none()


def follow(session: DatabaseSession, assessment_id: str, homes: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Take what stands beside questions along to others; return by table and id the question it stood at."""
    found: dict[str, dict[str, str]] = {}
    for name, table in _BESIDE.items():
        query = select(table.id, table.question_id).where(
            table.assessment_id == assessment_id, table.question_id.in_(list(homes))
        )
        found[name] = {row[0]: row[1] for row in session.execute(query)}
        for former in sorted(set(found[name].values())):
            _set(session, table, [id_ for id_, at in found[name].items() if at == former], homes[former])
    return found


def bring_back(session: DatabaseSession, followed: Followed) -> None:
    """Put what went along with its question back to where it stood."""
    for name, places in followed.items():
        for former in sorted(set(places.values())):
            _set(session, _BESIDE[name], [id_ for id_, at in places.items() if at == former], former)


def _set(
    session: DatabaseSession, table: type[Comment | Evidence | PlanAction], ids: Collection[str], question: str
) -> None:
    session.execute(update(table).where(table.id.in_(ids)).values(question_id=question))


def beside(session: DatabaseSession, assessment_id: str) -> dict[str, tuple[int, int, int]]:
    """Return how many comments, pieces of evidence and actions each question of an assessment has."""
    counts: dict[str, list[int]] = {}
    conditions = {Comment: Comment.deleted_at.is_(None), Evidence: Evidence.removed_at.is_(None)}
    for place, table in enumerate(_BESIDE.values()):
        query = select(table.question_id, func.count()).where(table.assessment_id == assessment_id)
        if table in conditions:
            query = query.where(conditions[table])
        for row in session.execute(query.group_by(table.question_id)):
            counts.setdefault(row[0], [0, 0, 0])[place] = row[1]
    return {question: (found[0], found[1], found[2]) for question, found in counts.items() if question}


def running(session: DatabaseSession, questionnaire: str, version: str) -> Sequence[Row[str, int, str]]:
    """Return (id, depth, state) of every assessment of a version, in the order of their ids."""
    query = select(Assessment.id, Assessment.depth, Assessment.state).where(
        Assessment.questionnaire == questionnaire, Assessment.version == version
    )
    return session.execute(query.order_by(Assessment.id)).all()


def answers(session: DatabaseSession, assessments: Collection[str]) -> Sequence[Row[str, str, str, bool]]:
    """Return (assessment, question, value, is_valid) of every answer of these assessments."""
    query = select(
        StoredAnswer.assessment_id, StoredAnswer.question_id, StoredAnswer.value, StoredAnswer.is_valid
    ).where(StoredAnswer.assessment_id.in_(assessments), StoredAnswer.value != "")
    return session.execute(query).all()
