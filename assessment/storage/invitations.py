"""Invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from assessment.storage import affected
from assessment.storage.tables import Account, Invitation, Organisation, Participant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

    from assessment.storage import DatabaseSession

    Found = Row[Invitation, Organisation | None, str | None]


def _is_open(at: datetime) -> ColumnElement[bool]:
    return Invitation.accepted_at.is_(None) & Invitation.revoked_at.is_(None) & (Invitation.expires_at > at)


def by_token(session: DatabaseSession, digest: str, at: datetime) -> Found | None:
    """Return an open invitation by the digest of its link's secret, its organisation and the inviter's name."""
    return _one(session, Invitation.token_hash == digest, at)


def by_code(session: DatabaseSession, digest: str, at: datetime) -> Found | None:
    """Return an open invitation by the digest of its code, its organisation and the inviter's name."""
    return _one(session, Invitation.code_hash == digest, at)


def by_id(session: DatabaseSession, id_: str, at: datetime) -> Found | None:
    """Return an open invitation, its organisation and the inviter's name."""
    return _one(session, Invitation.id == id_, at)


def _one(session: DatabaseSession, which: ColumnElement[bool], at: datetime) -> Found | None:
    query = (
        select(Invitation, Organisation, Account.name)
        .outerjoin(Organisation, Organisation.id == Invitation.organisation_id)
        .outerjoin(Account, Account.id == Invitation.created_by)
        .where(which, _is_open(at), Organisation.suspended_at.is_(None))
    )
    return session.execute(query).one_or_none()


def pending(session: DatabaseSession, organisation: str | None) -> Sequence[Invitation]:
    """Return the invitations of an organisation (None: those of operators) that nobody has accepted or revoked."""
    place: ColumnElement[bool]
    if organisation is None:
        # Those to a round have pages of their own.
        to_a_round = select(Participant.id).where(Participant.invitation_id == Invitation.id).exists()
        place = Invitation.organisation_id.is_(None) & (Invitation.created_by != "") & ~to_a_round
    else:
        place = Invitation.organisation_id == organisation
    query = select(Invitation).where(place, Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    return session.scalars(query.order_by(Invitation.created_at.desc())).all()


def add(session: DatabaseSession, values: dict[str, object]) -> None:
    """Keep a new invitation."""
    session.execute(insert(Invitation).values(**values))


def renew(session: DatabaseSession, id_: str, values: dict[str, object]) -> bool:
    """Give an unaccepted invitation new secrets; return whether there is one."""
    unused = Invitation.accepted_at.is_(None) & Invitation.revoked_at.is_(None)
    return bool(affected(session.execute(update(Invitation).where(Invitation.id == id_, unused).values(**values))))


def accept(session: DatabaseSession, id_: str, by: str, at: datetime) -> bool:
    """Use an invitation up; of two who try at once one gets False."""
    done = session.execute(
        update(Invitation).where(Invitation.id == id_, _is_open(at)).values(accepted_at=at, accepted_by=by)
    )
    return bool(affected(done))


def revoke(session: DatabaseSession, id_: str, organisation: str | None, at: datetime) -> bool:
    """Take an unaccepted invitation back; return whether there was one."""
    place = Invitation.organisation_id.is_(None) if organisation is None else Invitation.organisation_id == organisation
    unused = Invitation.accepted_at.is_(None) & Invitation.revoked_at.is_(None)
    done = session.execute(update(Invitation).where(Invitation.id == id_, place, unused).values(revoked_at=at))
    return bool(affected(done))


def revoke_made_by(session: DatabaseSession, organisation: str, account: str, at: datetime) -> None:
    """Take back the unaccepted invitations to an organisation that an account made."""
    made = (Invitation.organisation_id == organisation) & (Invitation.created_by == account)
    unused = Invitation.accepted_at.is_(None) & Invitation.revoked_at.is_(None)
    session.execute(update(Invitation).where(made, unused).values(revoked_at=at))


def revoke_by_program(session: DatabaseSession, role: str, at: datetime) -> None:
    """Take back the invitations that the program itself made for an office."""
    mine = (Invitation.created_by == "") & Invitation.organisation_id.is_(None) & (Invitation.role == role)
    unused = Invitation.accepted_at.is_(None) & Invitation.revoked_at.is_(None)
    session.execute(update(Invitation).where(mine, unused).values(revoked_at=at))
