"""What tells the demonstration from real use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from assessment.storage.tables import MailMessage, Organisation, Round

if TYPE_CHECKING:
    from assessment.storage import DatabaseSession


def has_real_organisations(session: DatabaseSession) -> bool:
    """Whether there is an organisation that is not invented."""
    query = select(Organisation.id).where(Organisation.is_demo.is_(False)).limit(1)
    return session.execute(query).first() is not None


def mark(session: DatabaseSession, organisation: str) -> None:
    """Mark an organisation as invented."""
    session.execute(update(Organisation).where(Organisation.id == organisation).values(is_demo=True))


def mark_round(session: DatabaseSession, round_id: str) -> None:
    """Mark a round as invented."""
    session.execute(update(Round).where(Round.id == round_id).values(is_demo=True))


def drop_mail(session: DatabaseSession, domain: str) -> None:
    """Forget messages to people who do not exist."""
    session.execute(delete(MailMessage).where(MailMessage.recipient.like(f"%@{domain}")))
