"""Who people are to each other: their names, and who of an organisation may see or answer a section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.access import Permission, Person, Role, Scope, may
from assessment.storage import db, team

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessment.storage import DatabaseSession

FORMER = "a former member"


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an organisation; `name` is the e-mail address of who has given no name."""

    id: str
    name: str
    email: str
    language: str
    role: Role


def names_of(ids: Iterable[str], former: str = FORMER) -> dict[str, str]:
    """Return a name for every id of an account or a guest's link; `former` stands for who was erased or is not known.

    Who has given no name is shown by the e-mail address. Pages pass `former` in their own language.
    """
    wanted = {id_ for id_ in ids if id_}
    found = team.names(db.session, wanted) if wanted else {}
    return {id_: found.get(id_) or former for id_ in wanted}


def members_of(organisation_id: str, session: DatabaseSession | None = None) -> tuple[Member, ...]:
    """Return the members of an organisation, by name."""
    return tuple(
        Member(account.id, account.name or account.email, account.email, account.language, Role(role))
        for account, role in team.members_with_roles(session or db.session, organisation_id)
    )


def members_who_may(
    permission: Permission, organisation_id: str, section: tuple[str, str], session: DatabaseSession | None = None
) -> tuple[Member, ...]:
    """Return the members who may do this in a section, given as (assessment, section)."""
    assessment_id, section_id = section
    asked = {who for where, who in team.asked(session or db.session, assessment_id) if where == section_id}
    return tuple(
        member
        for member in members_of(organisation_id, session)
        if may(Person(member.id), permission, Scope(member.role, _own(section_id, member.id in asked)), section_id)
    )


def _own(section_id: str, is_asked: bool) -> frozenset[str]:  # noqa: FBT001 - one plain fact
    return frozenset({section_id}) if is_asked else frozenset()
