"""Versions that were published here: read by everybody, added once, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from assessment.storage import affected
from assessment.storage.tables import Assessment, Draft, Edition, InstalledCatalogue, Round, Submission

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessment.storage import DatabaseSession


def are_readable(session: DatabaseSession) -> bool:
    """Whether the database is there, in a state that has versions."""
    try:
        session.execute(select(Edition.fingerprint).limit(1))
    except SQLAlchemyError:
        session.rollback()
        return False
    return True


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


def add_catalogue(session: DatabaseSession, values: Mapping[str, Any]) -> None:
    """Keep the translations of a questionnaire in one language; newer ones take the place of older ones."""
    session.merge(InstalledCatalogue(**values))


def of_packs(session: DatabaseSession) -> Sequence[Edition]:
    """Return what content packs brought, by pack, questionnaire and version."""
    query = select(Edition).where(Edition.pack != "").order_by(Edition.pack, Edition.questionnaire, Edition.version)
    return session.scalars(query).all()


def remove_pack(session: DatabaseSession, pack: str) -> int:
    """Remove everything that a pack brought; return how many versions and crosswalks that were."""
    session.execute(delete(InstalledCatalogue).where(InstalledCatalogue.pack == pack))
    return affected(session.execute(delete(Edition).where(Edition.pack == pack)))


def used(session: DatabaseSession) -> set[tuple[str, str]]:
    """Return the (questionnaire, version) that an assessment, a round, a submission or a draft is about."""
    found: set[tuple[str, str]] = set()
    pairs = (
        (Assessment.questionnaire, Assessment.version), (Round.questionnaire, Round.version),
        (Submission.questionnaire, Submission.version), (Draft.questionnaire, Draft.base),
    )  # fmt: skip
    for columns in pairs:
        found.update((row[0], row[1]) for row in session.execute(select(*columns).distinct()))
    return found
