"""Appending to the trail, inside the transaction of the act that is written down."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from assessment.domain.trail import START, Event, Line, canonical, commit_to, seal
from assessment.storage.tables.trail import TrailDetail, TrailHead, TrailLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.storage import DatabaseSession

_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


def lock_head(session: DatabaseSession) -> tuple[int, str]:
    """Return number and digest of the last line and keep others from appending until this transaction ends."""
    found = session.execute(select(TrailHead.number, TrailHead.digest).where(TrailHead.id == 1).with_for_update())
    row = found.one_or_none()
    return (row[0], row[1]) if row else (0, START)


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
    session.execute(
        insert(TrailLine).values(
            number=line.number, at=line.at, event=line.event, subject=line.subject,
            commitment=line.commitment, previous=line.previous, digest=line.digest,
        )
    )  # fmt: skip
    session.execute(insert(TrailDetail).values(number=line.number, salt=salt, actor=actor, content=words))
    if number == 0:
        session.execute(insert(TrailHead).values(id=1, number=1, digest=line.digest))
    else:
        session.execute(update(TrailHead).where(TrailHead.id == 1).values(number=line.number, digest=line.digest))
