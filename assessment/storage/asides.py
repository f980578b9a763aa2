"""What stands beside the answers of a section: how many comments with the latest, and the names of the evidence."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from assessment.storage.one_of import LENGTHS, given, one_of
from assessment.storage.tables import Account, Comment, Evidence, GuestLink

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row, Select

    from assessment.storage import DatabaseSession


@lru_cache(maxsize=LENGTHS)
def _latest(count: int) -> Select[str, int, str, str, datetime]:
    newest = func.row_number().over(partition_by=Comment.question_id, order_by=Comment.written_at.desc())
    ranked = (
        select(
            Comment.question_id, func.count().over(partition_by=Comment.question_id).label("number"),
            Comment.text, Comment.written_by, Comment.written_at, newest.label("place"),
        )
        .where(
            Comment.assessment_id == bindparam("assessment"),
            one_of(Comment.question_id, count),
            Comment.deleted_at.is_(None),
        )
        .subquery()
    )  # fmt: skip
    name = func.coalesce(Account.name, func.nullif(GuestLink.name, ""), GuestLink.email, "")
    return (
        select(ranked.c.question_id, ranked.c.number, ranked.c.text, name, ranked.c.written_at)
        .outerjoin(Account, Account.id == ranked.c.written_by)
        .outerjoin(GuestLink, GuestLink.id == ranked.c.written_by)
        .where(ranked.c.place == 1)
    )


@lru_cache(maxsize=LENGTHS)
def _names(count: int) -> Select[str, str]:
    return (
        select(Evidence.question_id, Evidence.name)
        .where(
            Evidence.assessment_id == bindparam("assessment"),
            one_of(Evidence.question_id, count),
            Evidence.removed_at.is_(None),
        )
        .order_by(Evidence.added_at)
    )


def latest_comments(
    session: DatabaseSession, assessment_id: str, questions: Collection[str]
) -> Sequence[Row[str, int, str, str, datetime]]:
    """Return (question, number of comments, latest text, its author's name, its time) of questions with comments."""
    about = {"assessment": assessment_id} | given("question_id", questions)
    return session.connection().execute(_latest(len(questions)), about).all()


def evidence_names(session: DatabaseSession, assessment_id: str, questions: Collection[str]) -> Sequence[Row[str, str]]:
    """Return (question, name) of each piece of evidence that was not removed, in the order in which it was added."""
    about = {"assessment": assessment_id} | given("question_id", questions)
    return session.connection().execute(_names(len(questions)), about).all()
