"""Accounts of a demonstration: nobody signs in to them but by its links, and their addresses reach nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assessment.domain.access import Person, Role
from assessment.domain.trail import Event
from assessment.services import accounts, factors
from assessment.services.accounts import Profile, Proof
from assessment.services.demo import links
from assessment.services.releases import rights
from assessment.storage import accounts as stored
from assessment.storage import acts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

# Countries of the official who does not see all of them: one of many organisations, one of some, one of a few.
LIMITED_TO = ("CO", "GH", "KE")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office: `who` stands in the address, `note` tells people of one role apart."""

    who: str
    name: str
    role: Role
    note: str = ""


MEMBERS = (Role.OWNER, Role.EDITOR, Role.CONTRIBUTOR, Role.APPROVER, Role.READER)
HOLDERS = (
    Holder("officer", "Ophelia Officer", Role.PROGRAMME_OFFICER, "runs rounds, makes releases"),
    Holder("approver", "Otis Officer", Role.PROGRAMME_OFFICER, "approves what Ophelia has made"),
    Holder("facilitator", "Farida Facilitator", Role.FACILITATOR),
    Holder("facilitator2", "Felipe Facilitator", Role.FACILITATOR),
    Holder("official", "Oscar Official", Role.OFFICIAL, "sees all countries"),
    Holder("limited", "Ofelia Official", Role.OFFICIAL, f"sees {', '.join(LIMITED_TO)} only"),
    Holder("editor", "Edna Editor", Role.QUESTIONNAIRE_EDITOR),
    Holder("operator", "Opeyemi Operator", Role.OPERATOR),
)


@dataclass(frozen=True, slots=True)
class Staff:
    """Those who act for the programme: who makes releases, who approves them, and the others."""

    officer: Person
    approver: Person
    facilitators: tuple[Person, ...]
    operator: Person


def values_of(name: str, email: str, zone: str, at: datetime, offices: Sequence[Role] = ()) -> dict[str, object]:
    """Return the columns of an account without a password.

    Who holds an office has a second step whose secret nobody was told: the service lets nobody hold one without.
    """
    made = accounts.new_account(email, Profile(name, "en", zone), Proof(), at)
    kept = factors.new_secret(str(made["id"]))
    second = {"tf_totp_secret": kept, "tf_primary_method": factors.AUTHENTICATOR} if offices else {}
    return made | second | {"offices": [office.value for office in offices]}


def person_of(values: dict[str, object], language: str = "en") -> Person:
    """Return who an account belongs to, as one who acts."""
    offices = values["offices"]
    assert isinstance(offices, list)  # noqa: S101 - `values_of` made it
    person = Person(str(values["id"]), str(values["name"]), str(values["email"]), language, str(values["time_zone"]))
    return replace(person, offices=frozenset(Role(office) for office in offices), has_second_factor=bool(offices))


def hire(tag: str, at: datetime) -> Staff:
    """Make the accounts of all who hold an office; `tag` stands in the addresses of this demonstration."""
    held = {one.who: _account(one, tag, at) for one in HOLDERS}
    staff = Staff(held["officer"], held["approver"], (held["facilitator"], held["facilitator2"]), held["operator"])
    rights.limit(held["limited"].id, LIMITED_TO, staff.operator.id, at)
    return staff


def _account(holder: Holder, tag: str, at: datetime) -> Person:
    values = values_of(holder.name, links.address(holder.who, tag), "UTC", at, [holder.role])
    with acts.act(Event.ACCOUNT_CREATED, by="", at=at, subject=str(values["id"])) as done:
        stored.add(done.session, values)
    return person_of(values)
