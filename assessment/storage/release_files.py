"""Files made of releases, and who took them: a file is made once, a taking is written down for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from assessment.storage.tables import Account, Download, Release, ReleaseFile, TrailLine

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession

    Taken = Row[datetime, str, str, str, str, int | None, str | None]


def find(session: DatabaseSession, key: str) -> ReleaseFile | None:
    """Return the file of a key."""
    return session.get(ReleaseFile, key, populate_existing=True)


def of_keys(session: DatabaseSession, keys: Collection[str]) -> dict[str, ReleaseFile]:
    """Return those of the files that were made, by key."""
    return {row.key: row for row in session.scalars(select(ReleaseFile).where(ReleaseFile.key.in_(keys)))}


def keep(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Keep the row of a file; one of the same key is replaced."""
    session.execute(delete(ReleaseFile).where(ReleaseFile.key == values["key"]))
    session.execute(insert(ReleaseFile).values(**values))


def note_taken(session: DatabaseSession, rows: Sequence[Mapping[str, object]]) -> None:
    """Write down that somebody took files."""
    session.execute(insert(Download), rows)


def taken(session: DatabaseSession, limit: int, offset: int, by: str = "", number: int = 0) -> Sequence[Taken]:
    """Return who took what, the newest first: moment, kind, name, purpose, account, release's number, person's name.

    `by` limits it to one account, `number` to one release.
    """
    row = Download
    query = (
        select(row.taken_at, row.kind, row.name, row.purpose, row.taken_by, Release.number, Account.name)
        .join(Release, Release.id == row.release_id)
        .outerjoin(Account, Account.id == row.taken_by)
    )
    if by:
        query = query.where(row.taken_by == by)
    if number:
        query = query.where(Release.number == number)
    return session.execute(query.order_by(row.taken_at.desc(), row.id.desc()).limit(limit).offset(offset)).all()


def lines_about(session: DatabaseSession, release_id: str) -> Sequence[TrailLine]:
    """Return the lines of the trail about a release, without who and what."""
    return session.scalars(select(TrailLine).where(TrailLine.subject == release_id).order_by(TrailLine.number)).all()


def was_taken(session: DatabaseSession, release_id: str, kind: str, name: str, by: str) -> bool:
    """Whether somebody has taken a file of this name before."""
    row = Download
    query = select(row.id).where(row.release_id == release_id, row.kind == kind, row.name == name, row.taken_by == by)
    return session.scalar(query.limit(1)) is not None
