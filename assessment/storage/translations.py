"""Revisions of translations that are made in the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from assessment.storage.tables import Account, TranslatedText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from assessment.storage import DatabaseSession


def newest(
    session: DatabaseSession, language: str, domain: str, until: datetime | None = None
) -> Sequence[TranslatedText]:
    """Return the newest revision of each text of a domain in a language, as it was at a moment if one is given."""
    one = TranslatedText
    where = [one.language == language, one.domain == domain, *([one.made_at <= until] if until else [])]
    last = select(one.name, func.max(one.version).label("version")).where(*where).group_by(one.name).subquery()
    query = select(one).join(last, (one.name == last.c.name) & (one.version == last.c.version)).where(*where)
    return session.scalars(query.order_by(one.name)).all()


def version(session: DatabaseSession, language: str, domain: str, name: str) -> int:
    """Return the newest version of a text, 0 when nobody has translated it here."""
    one = TranslatedText
    query = select(func.max(one.version)).where(one.language == language, one.domain == domain, one.name == name)
    return session.scalar(query) or 0


def revisions(session: DatabaseSession, language: str, domain: str, name: str) -> Sequence[tuple[TranslatedText, str]]:
    """Return every revision of a text, the newest first, each with the name of who made it."""
    one = TranslatedText
    query = select(one, Account.name).join(Account, Account.id == one.made_by, isouter=True)
    query = query.where(one.language == language, one.domain == domain, one.name == name).order_by(one.version.desc())
    return [(row[0], row[1] or "") for row in session.execute(query)]


def add(session: DatabaseSession, values: Mapping[str, Any]) -> None:
    """Add a revision."""
    session.execute(insert(TranslatedText).values(**values))


def domains(session: DatabaseSession) -> Sequence[tuple[str, str]]:
    """Return the languages and domains of which a text was translated here."""
    query = select(TranslatedText.language, TranslatedText.domain).distinct()
    return sorted((language, domain) for language, domain in session.execute(query))


def last_change(session: DatabaseSession) -> datetime | None:
    """Return when a translation was last changed."""
    return session.scalar(select(func.max(TranslatedText.made_at)))


def name_of(session: DatabaseSession, account_id: str) -> str:
    """Return the name of a person; empty when they are gone."""
    return session.scalar(select(Account.name).where(Account.id == account_id)) or ""
