"""Answers and their history."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, func, insert, select, update

from assessment.storage.one_of import LENGTHS, given, one_of
from assessment.storage.tables import Account, AnswerChange, Assessment, GuestLink, StoredAnswer

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row, Select

    from assessment.storage import DatabaseSession

    Stored = Row[str, int, str, bool, str, datetime]
    Named = Row[str, int, str, bool, str, datetime, str]
    Change = Row[str, int, str, str]
    Past = Row[int, str, str, str, str, datetime, str]


@dataclass(frozen=True, slots=True)
class Writing:
    """Which save writes: its id, where the values come from, who and when, and why, if somebody said so."""

    assessment_id: str
    save_id: str
    origin: str
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """One new version of one answer."""

    question: str
    version: int
    value: str
    is_valid: bool


# Whoever wrote: a member, an erased account without a name, or a guest by name or address.
_NAME = func.coalesce(Account.name, func.nullif(GuestLink.name, ""), GuestLink.email, "")


# Statements are made once, and sent without the session's bookkeeping: both cost as much as the statement itself.
_COLUMNS = (
    StoredAnswer.question_id, StoredAnswer.version, StoredAnswer.value,
    StoredAnswer.is_valid, StoredAnswer.changed_by, StoredAnswer.changed_at,
)  # fmt: skip
_OF = StoredAnswer.assessment_id == bindparam("assessment")
_ALL = select(*_COLUMNS).where(_OF)
_VALUES = select(StoredAnswer.question_id, StoredAnswer.value).where(_OF)
_WITH_NAMES = (
    select(*_COLUMNS, _NAME)
    .outerjoin(Account, Account.id == StoredAnswer.changed_by)
    .outerjoin(GuestLink, GuestLink.id == StoredAnswer.changed_by)
    .where(_OF)
)
_PINNED = select(Assessment.questionnaire, Assessment.version, Assessment.state).where(
    Assessment.id == bindparam("assessment")
)
_CHANGES = select(AnswerChange.question_id, AnswerChange.version, AnswerChange.value, AnswerChange.save_id).where(
    AnswerChange.assessment_id == bindparam("assessment")
)
_WRITTEN_BY = _CHANGES.where(AnswerChange.save_id == bindparam("save"))


@lru_cache(maxsize=3 * LENGTHS)
def _about(statement: Select, count: int) -> Select:  # type: ignore[type-arg] # it keeps the type it is given
    """Return a statement about answers, limited to so many questions."""
    return statement.where(one_of(StoredAnswer.question_id, count))


@lru_cache(maxsize=LENGTHS)
def _versions(questions: int, numbers: int) -> Select[str, int, str, str]:
    return _CHANGES.where(one_of(AnswerChange.question_id, questions), one_of(AnswerChange.version, numbers))


def _some(assessment_id: str, questions: Collection[str]) -> dict[str, object]:
    return {"assessment": assessment_id} | given("question_id", questions)


def of_assessment(
    session: DatabaseSession, assessment_id: str, questions: Collection[str] | None = None
) -> Sequence[Stored]:
    """Return (question, version, value, is_valid, changed_by, changed_at) of all questions, or of those named."""
    if questions is None:
        return session.connection().execute(_ALL, {"assessment": assessment_id}).all()
    return session.connection().execute(_about(_ALL, len(questions)), _some(assessment_id, questions)).all()


def values(session: DatabaseSession, assessment_id: str, questions: Collection[str]) -> Sequence[Row[str, str]]:
    """Return (question, value) of those of these questions that have an answer."""
    return session.connection().execute(_about(_VALUES, len(questions)), _some(assessment_id, questions)).all()


def with_names(session: DatabaseSession, assessment_id: str, questions: Collection[str]) -> Sequence[Named]:
    """Return what `of_assessment` does, with the name of who wrote each."""
    return session.connection().execute(_about(_WITH_NAMES, len(questions)), _some(assessment_id, questions)).all()


def pinned(session: DatabaseSession, assessment_id: str) -> Row[str, str, str] | None:
    """Return (questionnaire, version, state) of an assessment."""
    return session.connection().execute(_PINNED, {"assessment": assessment_id}).one_or_none()


def written_by(session: DatabaseSession, assessment_id: str, save_id: str) -> Sequence[Change]:
    """Return (question, version, value, save_id) of what a save wrote."""
    return session.connection().execute(_WRITTEN_BY, {"assessment": assessment_id, "save": save_id}).all()


def versions(
    session: DatabaseSession, assessment_id: str, questions: Collection[str], numbers: Collection[int]
) -> Sequence[Change]:
    """Return (question, version, value, save_id) of former versions; of each question all the numbers named."""
    asked = _some(assessment_id, questions) | given("version", numbers)
    return session.connection().execute(_versions(len(questions), len(numbers)), asked).all()


def history(session: DatabaseSession, assessment_id: str, question: str) -> Sequence[Past]:
    """Return (version, value, origin, reason, changed_by, changed_at, name) of every version, the newest first."""
    query = (
        select(
            AnswerChange.version, AnswerChange.value, AnswerChange.origin, AnswerChange.reason,
            AnswerChange.changed_by, AnswerChange.changed_at, _NAME,
        )
        .outerjoin(Account, Account.id == AnswerChange.changed_by)
        .outerjoin(GuestLink, GuestLink.id == AnswerChange.changed_by)
        .where(AnswerChange.assessment_id == assessment_id, AnswerChange.question_id == question)
        .order_by(AnswerChange.version.desc())
    )  # fmt: skip
    return session.execute(query).all()


def reasons(session: DatabaseSession, assessment_id: str, questions: Collection[str], origin: str) -> dict[str, str]:
    """Return the newest reason of each question that was given with this origin."""
    query = (
        select(AnswerChange.question_id, AnswerChange.reason)
        .where(
            AnswerChange.assessment_id == assessment_id,
            AnswerChange.question_id.in_(questions),
            AnswerChange.origin == origin,
        )
        .order_by(AnswerChange.version)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def written_as(session: DatabaseSession, assessment_id: str, origin: str) -> frozenset[str]:
    """Return the questions whose present answer was written with this origin."""
    query = (
        select(AnswerChange.question_id)
        .join(
            StoredAnswer,
            and_(
                StoredAnswer.assessment_id == AnswerChange.assessment_id,
                StoredAnswer.question_id == AnswerChange.question_id,
                StoredAnswer.version == AnswerChange.version,
            ),
        )
        .where(AnswerChange.assessment_id == assessment_id, AnswerChange.origin == origin)
    )
    return frozenset(session.scalars(query))


def write(session: DatabaseSession, writing: Writing, changes: Sequence[Written]) -> None:
    """Store new versions with their history; the caller holds the lock and has decided what is written."""
    stamp = {"changed_by": writing.by, "changed_at": writing.at}
    rows = [stamp | {"version": c.version, "value": c.value, "is_valid": c.is_valid} for c in changes]
    keys = [{"assessment_id": writing.assessment_id, "question_id": c.question} for c in changes]
    first = [row | key for row, key in zip(rows, keys, strict=True) if row["version"] == 1]
    later = [
        row | {"in_assessment": writing.assessment_id, "of_question": key["question_id"]}
        for row, key in zip(rows, keys, strict=True)
        if row["version"] != 1
    ]
    connection = session.connection()
    if first:
        connection.execute(_INSERT, first)
    if later:
        connection.execute(_UPDATE, later)
    past = {"reason": writing.reason, "save_id": writing.save_id, "origin": writing.origin}
    history = [
        past | key | {name: value for name, value in row.items() if name != "is_valid"}
        for row, key in zip(rows, keys, strict=True)
    ]
    connection.execute(_REMEMBER, history)
    connection.execute(_TOUCH, {"assessment": writing.assessment_id, "at": writing.at})


_INSERT, _REMEMBER = insert(StoredAnswer), insert(AnswerChange)
_UPDATE = update(StoredAnswer).where(
    StoredAnswer.assessment_id == bindparam("in_assessment"), StoredAnswer.question_id == bindparam("of_question")
)
_TOUCH = update(Assessment).where(Assessment.id == bindparam("assessment")).values(changed_at=bindparam("at"))
