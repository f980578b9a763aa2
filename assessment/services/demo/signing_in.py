"""Whom links of a demonstration sign in as: everybody of one organisation, and everybody who holds an office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.services.demo import links, people
from assessment.storage import accounts, db, people_found

if TYPE_CHECKING:
    from assessment.domain.access import Role


@dataclass(frozen=True, slots=True)
class SignInLink:
    """The secret of a link that signs in as one person, once; `note` tells people of one role apart."""

    role: Role
    name: str
    organisation: str
    token: str
    note: str = ""


def links_of(tag: str, shown: int) -> list[SignInLink]:
    """Return a link for everybody of an organisation, given by its number, and for everybody with an office."""
    members = ((role, f"{role.value}{shown}", "") for role in people.MEMBERS)
    holders = ((one.role, one.who, one.note) for one in people.HOLDERS)
    found = []
    for role, who, note in (*members, *holders):
        account = accounts.by_email(db.session, links.address(who, tag))
        if account is not None:
            home = next((row[1] for row in people_found.memberships(db.session, account.id)), "")
            found.append(SignInLink(role, account.name, home, links.link_for(account), note))
    return found
