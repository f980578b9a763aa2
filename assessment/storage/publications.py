"""Which questionnaire versions this installation has served, and with which fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from assessment.storage.tables.publications import PublishedVersion

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.storage import DatabaseSession


def fingerprints(session: DatabaseSession) -> dict[tuple[str, str], str]:
    """Return the fingerprint of every version ever served, by (questionnaire, version)."""
    rows = session.scalars(select(PublishedVersion))
    return {(row.questionnaire, row.version): row.fingerprint for row in rows}


def add(session: DatabaseSession, version: tuple[str, str], fingerprint: str, at: datetime) -> None:
    """Record that a version is served for the first time."""
    row = PublishedVersion(questionnaire=version[0], version=version[1], fingerprint=fingerprint, first_served=at)
    session.add(row)


def first_served(session: DatabaseSession) -> dict[tuple[str, str], datetime]:
    """Return since when every version is served here, by (questionnaire, version)."""
    rows = session.execute(
        select(PublishedVersion.questionnaire, PublishedVersion.version, PublishedVersion.first_served)
    )
    return {(row[0], row[1]): row[2] for row in rows}
