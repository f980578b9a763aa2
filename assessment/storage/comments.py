"""Comments on questions, and whom they mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from assessment.storage import affected
from assessment.storage.tables import Assessment, Comment, Membership, Mention, Organisation, System

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row, Select

    from assessment.storage import DatabaseSession


def of_question(session: DatabaseSession, assessment_id: str, question_id: str) -> Sequence[Comment]:
    """Return the comments on a question, oldest first."""
    query = select(Comment).where(
        Comment.assessment_id == assessment_id, Comment.question_id == question_id, Comment.deleted_at.is_(None)
    )
    return session.scalars(query.order_by(Comment.written_at, Comment.id)).all()


def mentioned(session: DatabaseSession, comments: Collection[str]) -> Sequence[Row[str, str]]:
    """Return (comment, account) of everybody whom these comments mention."""
    return session.execute(select(Mention.comment_id, Mention.account_id).where(Mention.comment_id.in_(comments))).all()


def find(session: DatabaseSession, assessment_id: str, question_id: str, id_: str) -> Comment | None:
    """Return a comment that was not deleted, if it belongs to this question of this assessment."""
    query = select(Comment).where(
        Comment.id == id_,
        Comment.assessment_id == assessment_id,
        Comment.question_id == question_id,
        Comment.deleted_at.is_(None),
    )
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def add(session: DatabaseSession, values: Mapping[str, object], accounts: Iterable[str]) -> None:
    """Write a comment that mentions these accounts."""
    session.execute(insert(Comment).values(**values))
    rows = [{"comment_id": values["id"], "account_id": account} for account in accounts]
    if rows:
        session.execute(insert(Mention), rows)


def change(session: DatabaseSession, id_: str, values: Mapping[str, object]) -> None:
    """Change a comment."""
    session.execute(update(Comment).where(Comment.id == id_).values(**values))


def open_remarks(session: DatabaseSession, assessment_id: str) -> Sequence[Comment]:
    """Return the reviewer's remarks that nobody has dealt with, oldest first."""
    query = select(Comment).where(
        Comment.assessment_id == assessment_id,
        Comment.is_return,
        Comment.resolved_at.is_(None),
        Comment.deleted_at.is_(None),
    )
    return session.scalars(query.order_by(Comment.written_at, Comment.id)).all()


def mentions_of(
    session: DatabaseSession, account: str, limit: int, *, only_unread: bool = False
) -> Sequence[Row[Mention, Comment, Assessment, System, Organisation, str]]:
    """Return where an account is mentioned in organisations that it is a member of, newest first, with its role."""
    query = (
        _mentions(account, select(Mention, Comment, Assessment, System, Organisation, Membership.role))
        .order_by(Comment.written_at.desc(), Comment.id)
        .limit(limit)
    )
    if only_unread:
        query = query.where(Mention.seen_at.is_(None))
    return session.execute(query).all()


def _mentions(account: str, query: Select) -> Select:  # type: ignore[type-arg] # it keeps the type it is given
    return (
        query.join(Comment, Comment.id == Mention.comment_id)
        .join(Assessment, Assessment.id == Comment.assessment_id)
        .join(System, System.id == Assessment.system_id)
        .join(Organisation, Organisation.id == Assessment.organisation_id)
        .join(
            Membership,
            (Membership.organisation_id == Organisation.id) & (Membership.account_id == Mention.account_id),
        )
        .where(Mention.account_id == account, Comment.deleted_at.is_(None), Organisation.suspended_at.is_(None))
    )


def see(session: DatabaseSession, account: str, comments: Collection[str], at: datetime) -> int:
    """Note that an account has seen these comments; return in how many it is mentioned and had not seen it."""
    query = update(Mention).where(
        Mention.account_id == account, Mention.comment_id.in_(comments), Mention.seen_at.is_(None)
    )
    return affected(session.execute(query.values(seen_at=at)))
