"""Filling a demonstration: organisations that are invented, and go through the real services."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assessment.content import files
from assessment.domain import population
from assessment.domain.access import Person, Role
from assessment.domain.trail import Event
from assessment.services import accounts, organisations, publications
from assessment.services.accounts import Profile, Proof
from assessment.services.demo import links
from assessment.services.demo.stages import STAGES, Scene
from assessment.services.identifiers import new_id
from assessment.services.organisations import OrganisationDescription, SystemDescription
from assessment.storage import accounts as stored
from assessment.storage import acts, db, demo
from assessment.storage import members as memberships

if TYPE_CHECKING:
    from assessment.domain.population import Chance, Invented
    from assessment.domain.questionnaire import Questionnaire

ROLES = (Role.OWNER, Role.EDITOR, Role.CONTRIBUTOR, Role.APPROVER, Role.READER)
_QUESTIONNAIRE = ("altai", "2020.1")
# Stands behind every name, so that no page, report or export can be taken for that of a real organisation.
MARK = " (demo)"


class InUse(Exception):
    """Real organisations use this database: invented ones must not stand among them."""


@dataclass(frozen=True, slots=True)
class SignInLink:
    """The secret of a link that signs in as one person, once."""

    role: Role
    name: str
    organisation: str
    token: str


def fill(count: int, chance: Chance, at: datetime) -> list[SignInLink]:
    """Invent so many organisations; return a link for each role in the richest of them, and for an operator.

    Everything comes from `chance` but ids and secrets. Raises InUse when there are real organisations.
    """
    publications.register_published(at)
    if demo.has_real_organisations(db.session):
        raise InUse
    questionnaire = files.load(*_QUESTIONNAIRE)
    made = [_organisation(number, population.invent(chance), chance, questionnaire, at) for number in range(count)]
    operator = _account("Opeyemi Operator", "operator", "en", at, offices=(Role.OPERATOR,))
    shown = next((one for one in made if one[0] == "shared"), made[-1] if made else None)
    people = [(role, name, shown[1], id_) for role, name, id_ in shown[2]] if shown else []
    people.append((Role.OPERATOR, "Opeyemi Operator", "", operator.id))
    return [_link(*person) for person in people]


def _link(role: Role, name: str, organisation: str, account_id: str) -> SignInLink:
    found = stored.by_id(db.session, account_id)
    assert found is not None  # noqa: S101 - it was made just now
    return SignInLink(role, name, organisation, links.link_for(found))


def _organisation(
    number: int, invented: Invented, chance: Chance, questionnaire: Questionnaire, at: datetime
) -> tuple[str, str, list[tuple[Role, str, str]]]:
    """Make one organisation and bring it to its stage; return the stage, its name and its people."""
    stage, play = list(STAGES.items())[number % len(STAGES)]
    began = at - timedelta(days=90 + int(chance.random() * 60))
    people = [
        _account(name, f"{role.value}{number}", invented.language, began, zone=invented.zone)
        for role, name in zip(ROLES, invented.people, strict=True)
    ]
    described = OrganisationDescription(
        f"{invented.name}{MARK}", invented.country, invented.activity, invented.size, "en", invented.zone
    )
    organisation = organisations.found_organisation(described, people[0], began)
    with acts.act(Event.DEMO_FILLED, by="", at=began, subject=organisation) as done:
        demo.mark(done.session, organisation)
        for role, person in zip(ROLES[1:], people[1:], strict=True):
            memberships.add(done.session, organisation, person.id, role.value, began)
    systems = [
        organisations.describe_new_system(
            organisation, SystemDescription(one.name, one.role, one.purpose, one.stage), people[0], began
        )
        for one in invented.systems
    ]
    scene = Scene(organisation, systems, dict(zip(ROLES, people, strict=True)), invented, questionnaire, chance, began)
    for step in play:
        step(scene)
    with acts.act(Event.DEMO_FILLED, by="", at=at, subject=organisation) as done:
        demo.drop_mail(done.session, links.DOMAIN)
    return stage, described.name, [(role, person.name, person.id) for role, person in scene.people.items()]


def _account(  # noqa: PLR0913 - who, with which words and in which offices
    name: str, local: str, language: str, at: datetime, *, zone: str = "UTC", offices: tuple[Role, ...] = ()
) -> Person:
    """Make an account that nobody signs in to but by a link of the demonstration."""
    values = accounts.new_account(f"{local}-{new_id()[:8]}@{links.DOMAIN}", Profile(name, "en", zone), Proof(), at)
    values |= {"offices": [office.value for office in offices]}
    with acts.act(Event.ACCOUNT_CREATED, by="", at=at, subject=str(values["id"])) as done:
        stored.add(done.session, values)
    return replace(Person(str(values["id"]), name, str(values["email"]), language), time_zone=zone)
