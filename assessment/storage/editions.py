"""Versions that were published here: read by everybody, added once, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from assessment.storage.tables import Edition, InstalledCatalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.storage import DatabaseSession


def fingerprints(session: DatabaseSession) -> dict[tuple[str, str], str]:
    """Return the fingerprints by (questionnaire, version)."""
    rows = session.execute(select(Edition.questionnaire, Edition.version, Edition.fingerprint))
    return {(row[0], row[1]): row[2] for row in rows}


def fingerprint(session: DatabaseSession, questionnaire: str, version: str) -> str:
    """Return the fingerprint of one version, empty when there is none."""
    query = select(Edition.fingerprint).where(Edition.questionnaire == questionnaire, Edition.version == version)
    return session.scalar(query) or ""


def content(session: DatabaseSession, digest: str) -> str | None:
    """Return the text of the version with this fingerprint."""
    return session.scalar(select(Edition.content).where(Edition.fingerprint == digest))


def catalogue(session: DatabaseSession, questionnaire: str, language: str) -> str | None:
    """Return the installed translations of a questionnaire."""
    of = (InstalledCatalogue.questionnaire == questionnaire, InstalledCatalogue.language == language)
    return session.scalar(select(InstalledCatalogue.content).where(*of))


def add(session: DatabaseSession, values: Mapping[str, Any]) -> None:
    """Keep a version for ever; its name and its fingerprint are new, or the database refuses it."""
    session.execute(insert(Edition).values(**values))
