"""Files of printable letters, and whose codes go into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from assessment.storage.tables import Invitation, Participant, RoundLetters

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row, Select

    from assessment.storage import DatabaseSession


def candidates(session: DatabaseSession, round_id: str) -> Sequence[Participant]:
    """Return those of a round whom a letter would help: nobody takes part for them yet. By name."""
    query = (
        select(Participant)
        .outerjoin(Invitation, Invitation.id == Participant.invitation_id)
        .where(
            Participant.round_id == round_id, Participant.withdrawn_at.is_(None),
            Participant.organisation_id.is_(None), Invitation.accepted_at.is_(None),
        )
        .order_by(func.lower(Participant.name), Participant.id)
    )  # fmt: skip
    return session.scalars(query.execution_options(populate_existing=True)).all()


def with_invitations(session: DatabaseSession, ids: Collection[str]) -> Sequence[Row[Participant, Invitation]]:
    """Return participants with their invitations as they are now, in the order of their names."""
    query = (
        select(Participant, Invitation)
        .outerjoin(Invitation, Invitation.id == Participant.invitation_id)
        .where(Participant.id.in_(ids))
        .order_by(func.lower(Participant.name), Participant.id)
        .execution_options(populate_existing=True)
    )
    return session.execute(query).all()


def parts(session: DatabaseSession, round_id: str, key: str = "") -> Sequence[RoundLetters]:
    """Return the files of a round, or of one request, the newest first, each request's in its order."""
    query = select(RoundLetters).where(RoundLetters.round_id == round_id)
    if key:
        query = query.where(RoundLetters.key == key)
    return session.scalars(query.order_by(RoundLetters.made_at.desc(), RoundLetters.key, RoundLetters.part)).all()


def keep(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Write down a file."""
    session.execute(insert(RoundLetters).values(**values))


def forget(session: DatabaseSession, round_id: str, key: str) -> set[str]:
    """Forget the files of a request; return the digests of what they were."""
    digests = set(session.scalars(_digests().where(RoundLetters.round_id == round_id, RoundLetters.key == key)))
    session.execute(delete(RoundLetters).where(RoundLetters.round_id == round_id, RoundLetters.key == key))
    return digests


def forget_older(session: DatabaseSession, before: datetime) -> set[str]:
    """Forget the files that were made before a moment; return the digests of what they were."""
    digests = set(session.scalars(_digests().where(RoundLetters.made_at < before)))
    session.execute(delete(RoundLetters).where(RoundLetters.made_at < before))
    return digests


def _digests() -> Select[str]:
    return select(RoundLetters.digest)
