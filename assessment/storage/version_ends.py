"""The last days of versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from assessment.storage.tables import Assessment, Round, VersionEnd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession


def last_days(session: DatabaseSession) -> dict[tuple[str, str], date]:
    """Return the last day of every version that has one, by (questionnaire, version)."""
    rows = session.execute(select(VersionEnd.questionnaire, VersionEnd.version, VersionEnd.last_day))
    return {(row[0], row[1]): row[2] for row in rows}


def find(session: DatabaseSession, questionnaire: str, version: str) -> VersionEnd | None:
    """Return the end of a version, as it is now; None when it has none."""
    query = select(VersionEnd).where(VersionEnd.questionnaire == questionnaire, VersionEnd.version == version)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def put(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Give a version its last day, or another one."""
    session.merge(VersionEnd(**values))


def remove(session: DatabaseSession, questionnaire: str, version: str) -> None:
    """Let a version go on without an end."""
    query = delete(VersionEnd).where(VersionEnd.questionnaire == questionnaire, VersionEnd.version == version)
    session.execute(query)


def in_use(session: DatabaseSession) -> Sequence[Row[str, str, str, int]]:
    """Return (questionnaire, version, state, number) of all assessments."""
    columns = (Assessment.questionnaire, Assessment.version, Assessment.state)
    return session.execute(select(*columns, func.count()).group_by(*columns)).all()


def rounds(session: DatabaseSession) -> Sequence[Row[str, str, str, str]]:
    """Return (questionnaire, version, state, name) of all rounds, by name."""
    return session.execute(
        select(Round.questionnaire, Round.version, Round.state, Round.name).order_by(Round.name)
    ).all()
