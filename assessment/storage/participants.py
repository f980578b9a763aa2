"""The participants of rounds, from the invitation on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, insert, or_, select, update

from assessment.storage import affected
from assessment.storage.tables import Account, Assessment, Invitation, Membership, Organisation, Participant, Round

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession

MOST = 50
_AT_ONCE = 500
# Every page of an organisation asks for its rounds: made once, these queries cost half.
_OF_ORGANISATION = (
    select(Participant, Round)
    .join(Round, Round.id == Participant.round_id)
    .where(
        Participant.organisation_id.in_(bindparam("organisations", expanding=True)), Participant.withdrawn_at.is_(None)
    )
    .order_by(Round.closes_on, Participant.created_at, Participant.id)
)
_SYSTEMS = select(Assessment.system_id, Assessment.id).where(
    Assessment.round_id == bindparam("round"), Assessment.organisation_id == bindparam("organisation")
)


def add(session: DatabaseSession, rows: Sequence[Mapping[str, object]]) -> None:
    """Write participants."""
    for start in range(0, len(rows), _AT_ONCE):
        session.execute(insert(Participant), [dict(row) for row in rows[start : start + _AT_ONCE]])


def add_invitations(session: DatabaseSession, rows: Sequence[Mapping[str, object]]) -> None:
    """Write the invitations of participants."""
    for start in range(0, len(rows), _AT_ONCE):
        session.execute(insert(Invitation), [dict(row) for row in rows[start : start + _AT_ONCE]])


def find(session: DatabaseSession, id_: str) -> Participant | None:
    """Return a participant as it is now."""
    query = select(Participant).where(Participant.id == id_).execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def known(session: DatabaseSession, round_id: str) -> Sequence[Row[str, str, str, str, bool]]:
    """Return (key, e-mail, name, country, withdrawn) of everybody in a round, to find what would be invited twice."""
    return session.execute(
        select(
            Participant.key, Participant.email, Participant.name, Participant.country,
            Participant.withdrawn_at.is_not(None),
        ).where(Participant.round_id == round_id)
    ).all()  # fmt: skip


def of_round(session: DatabaseSession, round_id: str) -> Sequence[Participant]:
    """Return those who take part in a round, by name."""
    query = select(Participant).where(Participant.round_id == round_id, Participant.withdrawn_at.is_(None))
    return session.scalars(query.order_by(func.lower(Participant.name), Participant.id)).all()


def search(
    session: DatabaseSession, round_id: str, words: str, start: int
) -> tuple[Sequence[Row[Participant, Invitation, Organisation]], int]:
    """Return participants with invitation and organisation, whose name or address has these words; and how many."""
    query = (
        select(Participant, Invitation, Organisation)
        .outerjoin(Invitation, Invitation.id == Participant.invitation_id)
        .outerjoin(Organisation, Organisation.id == Participant.organisation_id)
        .where(Participant.round_id == round_id)
    )
    if words:
        wanted = words.lower()
        query = query.where(
            or_(
                func.lower(Participant.name).contains(wanted, autoescape=True),
                func.lower(Participant.email).contains(wanted, autoescape=True),
            )
        )
    total = session.scalar(select(func.count()).select_from(query.with_only_columns(Participant.id).subquery())) or 0
    ordered = query.order_by(
        Participant.withdrawn_at.is_not(None), func.lower(Participant.name), Participant.id
    )  # fmt: skip
    return session.execute(ordered.offset(start).limit(MOST)).all(), total


def with_invitation(session: DatabaseSession, id_: str) -> Row[Participant, Invitation] | None:
    """Return a participant and its invitation as they are now."""
    query = (
        select(Participant, Invitation)
        .outerjoin(Invitation, Invitation.id == Participant.invitation_id)
        .where(Participant.id == id_)
        .execution_options(populate_existing=True)
    )
    return session.execute(query).one_or_none()


def with_everything(session: DatabaseSession, id_: str) -> Row[Participant, Invitation, Organisation] | None:
    """Return a participant with invitation and organisation."""
    query = (
        select(Participant, Invitation, Organisation)
        .outerjoin(Invitation, Invitation.id == Participant.invitation_id)
        .outerjoin(Organisation, Organisation.id == Participant.organisation_id)
        .where(Participant.id == id_)
        .execution_options(populate_existing=True)
    )
    return session.execute(query).one_or_none()


def change(session: DatabaseSession, id_: str, values: Mapping[str, object]) -> bool:
    """Change a participant that was not withdrawn; return whether there is one."""
    query = update(Participant).where(Participant.id == id_, Participant.withdrawn_at.is_(None)).values(dict(values))
    return affected(session.execute(query)) == 1


def point(session: DatabaseSession, id_: str, invitation_id: str) -> None:
    """Let another invitation stand for a participant, who takes part again if they were withdrawn."""
    values = {"invitation_id": invitation_id, "withdrawn_at": None}
    session.execute(update(Participant).where(Participant.id == id_).values(values))


def note_opened(session: DatabaseSession, id_: str, at: datetime) -> bool:
    """Note when somebody first looked at the invitation; return whether this was the first time."""
    query = update(Participant).where(Participant.id == id_, Participant.opened_at.is_(None)).values(opened_at=at)
    return affected(session.execute(query)) == 1


def of_invitation(session: DatabaseSession, invitation_id: str) -> Row[Participant, Round] | None:
    """Return whom an invitation is for, with the round; None for an invitation to anything else."""
    query = (
        select(Participant, Round)
        .join(Round, Round.id == Participant.round_id)
        .where(Participant.invitation_id == invitation_id, Participant.withdrawn_at.is_(None))
    )
    return session.execute(query).one_or_none()


def accepted_by(session: DatabaseSession, account: str) -> Sequence[Row[Participant, Round]]:
    """Return the participants whose invitation an account has accepted and that have no organisation yet."""
    query = (
        select(Participant, Round)
        .join(Invitation, Invitation.id == Participant.invitation_id)
        .join(Round, Round.id == Participant.round_id)
        .where(
            Invitation.accepted_by == account, Participant.organisation_id.is_(None),
            Participant.withdrawn_at.is_(None),
        )
        .order_by(Participant.created_at, Participant.id)
    )  # fmt: skip
    return session.execute(query).all()


def of_organisation(session: DatabaseSession, organisations: Collection[str]) -> Sequence[Row[Participant, Round]]:
    """Return in which rounds organisations take part, the one that closes first first."""
    return session.execute(_OF_ORGANISATION, {"organisations": list(organisations)}).all()


def for_person(
    session: DatabaseSession, account: str, organisations: Collection[str]
) -> Sequence[Row[Participant, Round]]:
    """Return in which rounds these organisations take part, and which an account may join with one."""
    may_join = Participant.organisation_id.is_(None) & (Invitation.accepted_by == account)
    query = (
        select(Participant, Round)
        .join(Round, Round.id == Participant.round_id)
        .outerjoin(Invitation, Invitation.id == Participant.invitation_id)
        .where(or_(Participant.organisation_id.in_(organisations), may_join), Participant.withdrawn_at.is_(None))
        .order_by(Round.closes_on, Participant.created_at, Participant.id)
    )
    return session.execute(query).all()


def systems_in_round(session: DatabaseSession, round_id: str, organisation_id: str) -> dict[str, str]:
    """Return the assessment in a round of each system of an organisation that has one."""
    found = session.execute(_SYSTEMS, {"round": round_id, "organisation": organisation_id})
    return {row[0]: row[1] for row in found}


def owned_by(session: DatabaseSession, addresses: Collection[str]) -> Sequence[Row[str, str, str, str]]:
    """Return (address, organisation, its name, its country) of what the accounts of these addresses own."""
    found: list[Row[str, str, str, str]] = []
    wanted = sorted(addresses)
    for start in range(0, len(wanted), _AT_ONCE):
        query = (
            select(Account.email, Organisation.id, Organisation.name, Organisation.country)
            .join(Membership, Membership.account_id == Account.id)
            .join(Organisation, Organisation.id == Membership.organisation_id)
            .where(
                Account.email.in_(wanted[start : start + _AT_ONCE]), Account.active,
                Membership.role == "owner", Organisation.suspended_at.is_(None),
            )
            .order_by(Account.email, Organisation.name)
        )  # fmt: skip
        found += session.execute(query).all()
    return found


def owners(session: DatabaseSession, organisations: Collection[str]) -> Sequence[Row[str, str, str]]:
    """Return (organisation, address, language) of the owners of organisations."""
    query = (
        select(Membership.organisation_id, Account.email, Account.language)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.organisation_id.in_(organisations), Membership.role == "owner", Account.active)
        .order_by(Membership.organisation_id, Account.email)
    )
    return session.execute(query).all()


def organisations_in(session: DatabaseSession, round_id: str) -> frozenset[str]:
    """Return the organisations that take part in a round."""
    query = select(Participant.organisation_id).where(
        Participant.round_id == round_id, Participant.withdrawn_at.is_(None), Participant.organisation_id.is_not(None)
    )
    return frozenset(found for found in session.scalars(query) if found)
