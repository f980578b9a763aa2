"""The trail: appending inside the transaction of the act that is written down, reading, and erasing details."""

from __future__ import annotations

import secrets
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import func, insert, select, text, tuple_, update

from assessment.domain.trail import START, Event, Line, canonical, commit_to, digest_of, seal
from assessment.domain.trail_proof import Detail
from assessment.storage.tables import AnswerChange, Assessment, StoredAnswer, TrailDetail, TrailHead, TrailLine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Row

    from assessment.domain.trail_proof import Claim
    from assessment.storage import DatabaseSession

# So many rows are in memory at once while a trail is read.
_AT_ONCE = 1000

# Every act runs these: made once, and sent without the session's bookkeeping, they cost a third.
_LOCKED_HEAD = select(TrailHead.number, TrailHead.digest).where(TrailHead.id == 1).with_for_update()
_INSERT_LINE = insert(TrailLine)
_INSERT_DETAIL = insert(TrailDetail)
_MOVE_HEAD = update(TrailHead).where(TrailHead.id == 1)

_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


def lock_head(session: DatabaseSession) -> tuple[int, str]:
    """Return number and digest of the last line and keep others from appending until this transaction ends."""
    found = _locked(session)
    if found is None:
        # The very first act: of two at once, the second waits here for the row of the first.
        session.execute(
            text("INSERT INTO trail_head (id, number, digest) VALUES (1, 0, :start) ON CONFLICT DO NOTHING"),
            {"start": START},
        )
        found = _locked(session)
        assert found is not None  # noqa: S101 - the row was inserted just above
    return found


def _locked(session: DatabaseSession) -> tuple[int, str] | None:
    row = session.connection().execute(_LOCKED_HEAD).one_or_none()
    return (row[0], row[1]) if row else None


def append(
    session: DatabaseSession,
    head: tuple[int, str],
    key: bytes,
    act: tuple[Event, str, str, datetime, Mapping[str, object]],
) -> None:
    """Write one line after the head; an act is (event, subject, actor, at, content)."""
    event, subject, actor, at, content = act
    number, previous = head
    words, salt = canonical(content), secrets.token_hex(16)
    when = at.astimezone(UTC).strftime(_TIME)
    line = Line(number + 1, when, event.value, subject, commit_to(salt, actor, words), previous, "")
    line = replace(line, digest=seal(key, line))
    connection = session.connection()
    connection.execute(_INSERT_LINE, asdict(line))
    connection.execute(_INSERT_DETAIL, {"number": line.number, "salt": salt, "actor": actor, "content": words})
    connection.execute(_MOVE_HEAD, {"number": line.number, "digest": line.digest})


def head(session: DatabaseSession) -> tuple[int, str] | None:
    """Return number and digest of the last line as the head row says them."""
    row = session.execute(select(TrailHead.number, TrailHead.digest).where(TrailHead.id == 1)).one_or_none()
    return (row[0], row[1]) if row else None


def last_moment(session: DatabaseSession) -> str:
    """Return when the last line was written, in ISO form; empty before the first."""
    return session.scalar(select(TrailLine.at).order_by(TrailLine.number.desc()).limit(1)) or ""


def key() -> bytes:
    """Return the installation's key, which seals lines."""
    found: bytes = current_app.config["TRAIL_KEY"]
    return found


def read(session: DatabaseSession) -> Iterator[tuple[Line, Detail | None]]:
    """Give the lines in order with their details, a thousand at a time: memory does not grow with the trail."""
    line, detail = TrailLine, TrailDetail
    query = (
        select(
            line.number, line.at, line.event, line.subject, line.commitment, line.previous, line.digest,
            detail.salt, detail.actor, detail.content,
        )
        .outerjoin(detail, detail.number == line.number)
        .order_by(line.number)
        .execution_options(yield_per=_AT_ONCE)
    )  # fmt: skip
    for row in session.execute(query):
        number, at, event, subject, commitment, previous, digest, salt, actor, content = row
        written = Line(number, at, event, subject, commitment, previous, digest)
        is_missing = (salt or actor or content) is None
        yield written, None if is_missing else Detail(salt, actor, content)


def erase_details(session: DatabaseSession, subjects: Collection[str]) -> None:
    """Empty who and what of every line about these subjects; the lines themselves stay, and the chain whole."""
    about = select(TrailLine.number).where(TrailLine.subject.in_(subjects))
    session.execute(update(TrailDetail).where(TrailDetail.number.in_(about)).values(salt="", actor="", content=""))


def disagreeing(session: DatabaseSession, claims: Sequence[Claim]) -> list[Claim]:
    """Return those of some answers that lines wrote which the history does not hold as written."""
    change = AnswerChange
    place = tuple_(change.assessment_id, change.question_id, change.version)
    wanted = [(claim.assessment, claim.question, claim.version) for claim in claims]
    query = select(change.assessment_id, change.question_id, change.version, change.value).where(place.in_(wanted))
    found = {(row[0], row[1], row[2]): digest_of(row[3]) for row in session.execute(query)}
    return [claim for claim in claims if found.get((claim.assessment, claim.question, claim.version)) != claim.digest]


def count_changes(session: DatabaseSession) -> int:
    """Return how many rows the history of answers holds."""
    return session.execute(select(func.count()).select_from(AnswerChange)).scalar_one()


def changes(session: DatabaseSession) -> Iterator[tuple[str, str, int]]:
    """Give (assessment, question, version) of the whole history of answers."""
    query = select(AnswerChange.assessment_id, AnswerChange.question_id, AnswerChange.version)
    for row in session.execute(query.execution_options(yield_per=_AT_ONCE)):
        yield row[0], row[1], row[2]


def stale_answers(session: DatabaseSession, limit: int) -> Sequence[Row[str, str]]:
    """Return (assessment, question) of answers that are not the last of their history."""
    answer, change = StoredAnswer, AnswerChange
    same = (change.assessment_id == answer.assessment_id) & (change.question_id == answer.question_id)
    unwritten = (
        select(answer.assessment_id, answer.question_id)
        .outerjoin(change, same & (change.version == answer.version))
        .where(change.value.is_(None) | (change.value != answer.value))
    )
    overtaken = (
        select(change.assessment_id, change.question_id)
        .outerjoin(answer, same)
        .where(answer.version.is_(None) | (change.version > answer.version))
    )
    return session.execute(unwritten.union(overtaken).limit(limit)).all()


def existing(session: DatabaseSession, assessments: Collection[str]) -> set[str]:
    """Return which of these assessments there are."""
    found: set[str] = set()
    wanted = list(assessments)
    for start in range(0, len(wanted), _AT_ONCE):
        found.update(session.scalars(select(Assessment.id).where(Assessment.id.in_(wanted[start : start + _AT_ONCE]))))
    return found
