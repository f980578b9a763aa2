"""Which questionnaire versions this installation has served, and with which fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from assessment.storage.tables import PublishedVersion

if TYPE_CHECKING:
    from datetime import datetime

    from flask_sqlalchemy.session import Session
    from sqlalchemy.orm import scoped_session


def fingerprints(session: scoped_session[Session]) -> dict[tuple[str, str], str]:
    """Return the fingerprint of every version ever served, by (questionnaire, version)."""
    rows = session.scalars(select(PublishedVersion))
    return {(row.questionnaire, row.version): row.fingerprint for row in rows}


def add(session: scoped_session[Session], version: tuple[str, str], fingerprint: str, at: datetime) -> None:
    """Record that a version is served for the first time."""
    row = PublishedVersion(questionnaire=version[0], version=version[1], fingerprint=fingerprint, first_served=at)
    session.add(row)
