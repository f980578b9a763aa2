"""Rounds of a demonstration: commissioned, invited to from a list, and joined by the organisations on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assessment.domain.access import Role
from assessment.domain.invitation_list import Column, Words
from assessment.domain.matching import plain
from assessment.domain.population import SIZES
from assessment.domain.population_words import ACTIVITIES, COUNTRIES
from assessment.domain.purposes import Purpose
from assessment.domain.questionnaire import Depth
from assessment.domain.rounds import Terms
from assessment.domain.trail import Event
from assessment.services import consents, invitations, organisations
from assessment.services.demo import people
from assessment.services.demo.scenes import MARK
from assessment.services.mail import Letter
from assessment.services.organisations import OrganisationDescription, SystemDescription
from assessment.services.rounds import binding, importing, managing, taking_part
from assessment.storage import acts, demo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.domain.access import Person
    from assessment.services.demo.people import Staff
    from assessment.services.demo.scenes import Scene
    from assessment.services.rounds.inviting import Invitee
    from assessment.services.rounds.taking_part import Offer

# How many of a hundred organisations let their answers be counted, and agree to each of the other uses.
AGREE_TO_COUNT, AGREE = 0.9, 0.8
_MADE, _OPENED = timedelta(days=20), timedelta(days=15)
_HOPE = 0.7
_COLUMNS = (
    Column.NAME, Column.COUNTRY, Column.ACTIVITY, Column.SIZE, Column.CONTACT, Column.EMAIL, Column.FACILITATOR,
    Column.HOLDING,
)  # fmt: skip
_LETTER = Letter("Demonstration", "Nobody reads this.")


@dataclass(frozen=True, slots=True)
class Period:
    """When a round of a demonstration runs: its first moment, and the beginning of its last day."""

    first: datetime
    last: datetime

    @property
    def days(self) -> int:
        """How many days lie between the two."""
        return (self.last - self.first).days


class _Secrets:
    """Keeps the invitations that would be sent, so that they can be accepted."""

    def __init__(self) -> None:
        self.invitees: dict[str, Invitee] = {}

    def invitation(self, invitee: Invitee, _terms: Terms) -> Letter:
        """Keep an invitation by its address."""
        self.invitees[invitee.entry.email] = invitee
        return _LETTER

    def known(self, _organisation_id: str, _organisation: str, _language: str, _terms: Terms) -> Letter:
        """Return a letter that nobody reads."""
        return _LETTER


def commission(period: Period, scenes: Sequence[Scene], by: Person) -> str:
    """Make a round of all countries and open it some time before its first day; return its id."""
    there = Counter(scene.invented.country for scene in scenes)
    countries = {country.code: round(_HOPE * there[country.code]) for country in COUNTRIES if there[country.code]}
    name, opens_on, closes_on = f"Partner countries {period.first.year}{MARK}", period.first.date(), period.last.date()
    questionnaire = scenes[0].questionnaire
    terms = Terms(name, questionnaire.id, questionnaire.version, Depth.FULL, opens_on, closes_on, countries)
    made = managing.make_round(terms, by, period.first - _MADE)
    with acts.act(Event.DEMO_FILLED, by="", at=period.first - _MADE, subject=made) as done:
        demo.mark_round(done.session, made)
    managing.open_round(made, 1, by, period.first - _OPENED)
    return made


def invite(round_id: str, scenes: Sequence[Scene], staff: Staff, at: datetime) -> dict[str, Invitee]:
    """Invite all of these from a list, as an officer does; return the invitations of newcomers by their address."""
    rows = [[column.value for column in _COLUMNS], *(_row(scene, staff) for scene in scenes)]
    headers = {plain(column.value): column for column in Column}
    listed = importing.keep_list(round_id, rows, "partners.xlsx", headers, (staff.officer, at))
    secrets = _Secrets()
    codes = {country.code for country in COUNTRIES}
    words = Words(
        headers, {plain(code): code for code in codes}, {plain(one): one for one in ACTIVITIES},
        {size: size for size in SIZES}, {"en": "en"}, binding.known_facilitators(), codes, "en", importing.address,
    )  # fmt: skip
    importing.import_list(round_id, listed, words, secrets, staff.officer, at)
    return secrets.invitees


def join(scene: Scene, invitee: Invitee, at: datetime) -> None:
    """Open an invitation, accept it with a new account, set the organisation up, and decide about every consent."""
    scene.at = at
    offer = open_invitation(invitee, at)
    owner = _accept(scene, invitee)
    described = OrganisationDescription(
        scene.name, scene.invented.country, scene.invented.activity, scene.invented.size, "en", scene.invented.zone
    )
    scene.organisation = taking_part.found_and_join(offer, described, owner, scene.later(0.01))
    scene.people = {Role.OWNER: owner}
    _add_members(scene)
    scene.systems = [
        organisations.describe_new_system(
            scene.organisation, SystemDescription(one.name, one.role, one.purpose, one.stage), owner, scene.later(0.1)
        )
        for one in scene.invented.systems
    ]
    for purpose in Purpose:
        given = scene.chance.random() < (AGREE_TO_COUNT if purpose is Purpose.AGGREGATE else AGREE)
        consents.decide_consent(scene.organisation, purpose, given=given, by=owner, at=scene.later(0.01))


def open_invitation(invitee: Invitee, at: datetime) -> Offer:
    """Look at an invitation for the first time; return what it offers."""
    offer = taking_part.offer_of_invitation(invitee.invited.id if invitee.invited else "", at)
    assert offer is not None  # noqa: S101 - it was sent just now
    taking_part.note_opened(offer, at)
    return offer


def _accept(scene: Scene, invitee: Invitee) -> Person:
    invitation = invitations.find_by_link(invitee.invited.token if invitee.invited else "", scene.at)
    assert invitation is not None  # noqa: S101 - it was sent just now
    owner = scene.invented.people[0]
    values = people.values_of(owner, scene.address, scene.invented.zone, scene.at)
    invitations.accept_with_new_account(invitation, values, scene.at)
    return people.person_of(values, scene.invented.language)


def _add_members(scene: Scene) -> None:
    """Mark the organisation as invented, and let the others of it in."""
    at = scene.later(0.1)
    others = [
        (role, people.values_of(name, scene.address.replace("owner", role.value), scene.invented.zone, at))
        for role, name in zip(people.MEMBERS[1:], scene.invented.people[1:], strict=True)
    ]
    with acts.act(Event.DEMO_FILLED, by="", at=at, subject=scene.organisation) as done:
        demo.mark(done.session, scene.organisation)
        demo.add_members(done.session, scene.organisation, [(role.value, values) for role, values in others], at)
    scene.people |= {role: people.person_of(values, scene.invented.language) for role, values in others}


def _row(scene: Scene, staff: Staff) -> list[str]:
    """Return the line of one organisation: two of three are bound to a facilitator, by their country."""
    one, codes = scene.invented, [country.code for country in COUNTRIES]
    turn = codes.index(one.country) % 3
    facilitator = staff.facilitators[turn].email if turn < len(staff.facilitators) else ""
    return [scene.name, one.country, one.activity, one.size, one.people[0], scene.address, facilitator, scene.holding]
