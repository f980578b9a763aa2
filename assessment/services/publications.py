"""Keeping published questionnaires what they were when this installation first served them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment import storage
from assessment.content import files
from assessment.content.errors import ChangedAfterPublication
from assessment.storage import publications

if TYPE_CHECKING:
    from datetime import datetime


class NotOwner(RuntimeError):
    """The tables have to be made or changed, and the role of the database may not do that."""


def prepare(at: datetime) -> tuple[files.Version, ...]:
    """Bring the database to the newest schema and register what is published; processes that start together wait."""
    with storage.one_preparer():
        migrate()
        return register_published(at)


def migrate() -> None:
    """Bring the database of the current application to the newest schema; raise NotOwner when that is another's."""
    try:
        storage.migrate()
    except storage.LacksRights:
        raise NotOwner(
            "The database needs other tables, and this role may not make them: run `assessment migrate` as their owner "
            "(docs/operating.md, PostgreSQL)."
        ) from None


def register_published(at: datetime) -> tuple[files.Version, ...]:
    """Verify every published version and remember its fingerprint; return the versions on offer.

    Raises ChangedAfterPublication when a file differs from the shipped list, or the list from what this
    installation served before: assessments are pinned to those fingerprints.
    """
    offered = tuple(version for version in files.versions() if version.is_published)
    for version in offered:
        files.verified(version)
    with storage.transaction() as session:
        known = publications.fingerprints(session)
        for version in offered:
            key = (version.questionnaire, version.version)
            if key not in known:
                publications.add(session, key, version.published_as, at)
            elif known[key] != version.published_as:
                was = f"This installation has served before another text with the fingerprint {known[key][:12]}…"
                text = f"{' '.join(key)} was changed. {was}: restore it."
                raise ChangedAfterPublication(text)
    return offered


def served_since(questionnaire: str, version: str) -> str:
    """Return the day (ISO 8601, in UTC) from which a version is served here; empty when it never was."""
    found = publications.first_served(storage.db.session).get((questionnaire, version))
    return "" if found is None else found.date().isoformat()
