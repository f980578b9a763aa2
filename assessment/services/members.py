"""The members of an organisation: who they are, what they may do, how they leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.access import MEMBER_ROLES, Role
from assessment.domain.trail import Event
from assessment.services.places import NotFound
from assessment.storage import acts, db, guest_links, invitations, members

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.storage import DatabaseSession


class LastOwner(ValueError):
    """An organisation keeps at least one owner."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs to an organisation."""

    id: str
    name: str
    email: str
    role: Role
    joined_at: datetime
    has_second_factor: bool


def list_members(organisation_id: str) -> list[Member]:
    """Return the members of an organisation by name."""
    return [
        Member(account.id, account.name, account.email, Role(role), joined, bool(account.tf_primary_method))
        for account, role, joined in members.of_organisation(db.session, organisation_id)
    ]


def find_member(organisation_id: str, account_id: str) -> Member:
    """Return one member; raise NotFound for a stranger."""
    for member in list_members(organisation_id):
        if member.id == account_id:
            return member
    raise NotFound


def change_role(by: str, organisation_id: str, account_id: str, role: Role, at: datetime) -> None:
    """Give a member another role; raise LastOwner when nobody would own the organisation any more."""
    if role not in MEMBER_ROLES:
        raise ValueError(role)
    with acts.act(Event.MEMBER_ROLE_CHANGED, by=by, at=at, subject=organisation_id) as done:
        former = _role(done.session, organisation_id, account_id)
        if former == Role.OWNER.value != role.value:
            _keep_an_owner(done.session, organisation_id)
        members.change_role(done.session, organisation_id, account_id, role.value)
        done.content |= {"member": account_id, "from": former, "to": role.value}
        done.is_void = former == role.value


def remove_member(by: str, organisation_id: str, account_id: str, at: datetime) -> None:
    """End a membership: from now on the organisation does not exist for this person. What they wrote stays.

    Somebody removes themselves in the same way. Who is removed by another leaves no way back: the invitations they made
    and the links for guests to their own address are closed. Raises LastOwner when nobody would own the organisation
    any more.
    """
    with acts.act(Event.MEMBER_REMOVED, by=by, at=at, subject=organisation_id) as done:
        former = _role(done.session, organisation_id, account_id)
        if former == Role.OWNER.value:
            _keep_an_owner(done.session, organisation_id)
        members.remove(done.session, organisation_id, account_id)
        if by != account_id:
            invitations.revoke_made_by(done.session, organisation_id, account_id, at)
            guest_links.revoke_to_member(done.session, organisation_id, account_id, at)
        done.content |= {"member": account_id, "from": former}


def _role(session: DatabaseSession, organisation_id: str, account_id: str) -> str:
    role = members.role_of(session, organisation_id, account_id)
    if role is None:
        raise NotFound
    return role


def _keep_an_owner(session: DatabaseSession, organisation_id: str) -> None:
    if members.owners(session, organisation_id) <= 1:
        raise LastOwner
