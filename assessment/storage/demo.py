"""What tells the demonstration from real use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from assessment.storage.tables import Account, Assessment, MailMessage, Membership, Organisation, Participant, Round

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assessment.storage import DatabaseSession

_REVISION = select(Assessment.revision).where(Assessment.id == bindparam("id"))
_ACCOUNT, _MEMBERSHIP = insert(Account), insert(Membership)


def has_real_organisations(session: DatabaseSession) -> bool:
    """Whether there is an organisation that is not invented."""
    query = select(Organisation.id).where(Organisation.is_demo.is_(False)).limit(1)
    return session.execute(query).first() is not None


def mark(session: DatabaseSession, organisation: str) -> None:
    """Mark an organisation as invented."""
    session.execute(update(Organisation).where(Organisation.id == organisation).values(is_demo=True))


def add_members(
    session: DatabaseSession, organisation: str, members: Sequence[tuple[str, dict[str, object]]], at: datetime
) -> None:
    """Keep the accounts of several people, given with their roles, and make them members."""
    connection = session.connection()
    connection.execute(_ACCOUNT, [values for _, values in members])
    joined = {"organisation_id": organisation, "joined_at": at}
    connection.execute(_MEMBERSHIP, [joined | {"account_id": values["id"], "role": role} for role, values in members])


def participants(session: DatabaseSession, round_id: str) -> dict[str, str]:
    """Return the participants of a round by organisation."""
    query = select(Participant.organisation_id, Participant.id)
    query = query.where(Participant.round_id == round_id, Participant.organisation_id.is_not(None))
    return {str(row[0]): row[1] for row in session.execute(query)}


def revision(session: DatabaseSession, assessment: str) -> int:
    """Return the revision that an assessment is at."""
    return session.connection().execute(_REVISION, {"id": assessment}).scalar_one()


def mark_round(session: DatabaseSession, round_id: str) -> None:
    """Mark a round as invented."""
    session.execute(update(Round).where(Round.id == round_id).values(is_demo=True))


def drop_mail(session: DatabaseSession, domain: str) -> None:
    """Forget messages to people who do not exist."""
    session.execute(delete(MailMessage).where(MailMessage.recipient.like(f"%@{domain}")))
