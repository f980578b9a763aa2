"""Founding and describing an organisation and its AI systems."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from assessment.domain import sectors
from assessment.domain.access import Person, Role
from assessment.domain.trail import Event
from assessment.services.identifiers import new_id
from assessment.storage import acts, organisations

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from assessment.storage import DatabaseSession


@dataclass(frozen=True, slots=True)
class OrganisationDescription:
    """What an organisation says about itself; `activity` names a line of `domain.sectors`, which gives the sector."""

    name: str
    country: str
    activity: str
    size: str
    language: str
    time_zone: str

    @property
    def values(self) -> dict[str, str]:
        """The columns, with the sector that the activity stands for."""
        return asdict(self) | {"sector": sectors.SECTIONS.get(self.activity, "")}


@dataclass(frozen=True, slots=True)
class SystemDescription:
    """What an organisation says about one of its systems."""

    name: str
    role: str
    purpose: str
    stage: str


def found_organisation(
    described: OrganisationDescription,
    by: Person,
    at: datetime,
    *,
    beside: Callable[[DatabaseSession, str], None] | None = None,
) -> str:
    """Make an organisation with its founder as owner; return its id. `beside` does more with it in the same act."""
    id_ = new_id()
    owner = {"organisation_id": id_, "account_id": by.id, "role": Role.OWNER.value, "joined_at": at}
    with acts.act(Event.ORGANISATION_CREATED, by=by.id, at=at, subject=id_) as done:
        organisations.add(done.session, described.values | {"id": id_, "created_at": at}, owner)
        done.content["owner"] = by.id
        if beside is not None:
            beside(done.session, id_)
    return id_


def describe_organisation(id_: str, described: OrganisationDescription, by: Person, at: datetime) -> None:
    """Change what an organisation says about itself."""
    with acts.act(Event.ORGANISATION_CHANGED, by=by.id, at=at, subject=id_) as done:
        organisations.change(done.session, id_, described.values)


def describe_new_system(organisation_id: str, described: SystemDescription, by: Person, at: datetime) -> str:
    """Add a system to an organisation; return its id."""
    id_ = new_id()
    with acts.act(Event.SYSTEM_DESCRIBED, by=by.id, at=at, subject=id_) as done:
        values = asdict(described) | {"id": id_, "organisation_id": organisation_id, "created_at": at}
        organisations.add_system(done.session, values)
        done.content["organisation"] = organisation_id
    return id_


def describe_system(id_: str, described: SystemDescription, by: Person, at: datetime) -> None:
    """Change what is said about a system. Submissions keep what was said when they were made."""
    with acts.act(Event.SYSTEM_DESCRIBED, by=by.id, at=at, subject=id_) as done:
        organisations.change_system(done.session, id_, asdict(described))


def archive_system(id_: str, by: Person, at: datetime) -> None:
    """Put a system away: it and its assessments stay readable, and no new assessment starts."""
    with acts.act(Event.SYSTEM_ARCHIVED, by=by.id, at=at, subject=id_) as done:
        organisations.change_system(done.session, id_, {"archived_at": at})


def take_system_back(id_: str, by: Person, at: datetime) -> None:
    """Take a system out of the archive."""
    with acts.act(Event.SYSTEM_ARCHIVED, by=by.id, at=at, subject=id_) as done:
        organisations.change_system(done.session, id_, {"archived_at": None})
        done.content["taken_back"] = True
