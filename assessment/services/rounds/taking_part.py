"""Taking part in a round: what an invitation offers, joining with an organisation, starting assessments in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.content import files
from assessment.domain import effort
from assessment.domain.rounds import Phase, RoundState, Terms, end_of, phase_of
from assessment.domain.trail import Event
from assessment.services import assessments
from assessment.services.identifiers import new_id
from assessment.services.organisations import found_organisation
from assessment.services.places import NotFound
from assessment.services.rounds import participants as listed
from assessment.services.rounds import reading
from assessment.storage import acts, db, organisations, participants
from assessment.storage import assessments as stored

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from assessment.domain.access import Person
    from assessment.domain.invitation_list import Entry
    from assessment.domain.questionnaire import Depth
    from assessment.services.organisations import OrganisationDescription
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Participant, Round, System


class Closed(RuntimeError):
    """The round takes no new assessments now; `phase` says why."""

    def __init__(self, phase: Phase) -> None:
        super().__init__(phase.value)
        self.phase = phase


class Taken(ValueError):
    """The organisation takes part in this round already."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A round as somebody who is invited sees it: its terms, what it is now, until when they may start.

    `started` has the assessment in the round of each system that has one.
    """

    participant_id: str
    round_id: str
    organisation_id: str
    entry: Entry
    terms: Terms
    phase: Phase
    closes_on: date
    started: dict[str, str]

    @property
    def is_running(self) -> bool:
        """Whether an assessment can be started."""
        return self.phase is Phase.RUNNING

    @property
    def takes_in(self) -> bool:
        """Whether it makes sense to accept the invitation."""
        return self.phase in {Phase.AHEAD, Phase.RUNNING}

    @property
    def minutes(self) -> int:
        """How long one system takes."""
        return minutes_of(self.terms)


def minutes_of(terms: Terms) -> int:
    """Return how many minutes the questions of a round take, by the rule of `effort`."""
    return _minutes(terms.questionnaire, terms.version, terms.depth)


@lru_cache(maxsize=64)
def _minutes(questionnaire: str, version: str, depth: Depth) -> int:
    return effort.total(files.load(questionnaire, version).at_depth(depth))


def offer_of_invitation(invitation_id: str, at: datetime) -> Offer | None:
    """Return what an invitation to a round offers; None for an invitation to anything else."""
    found = participants.of_invitation(db.session, invitation_id) if invitation_id else None
    return _offer(db.session, found[0], found[1], at) if found else None


def note_opened(offer: Offer, at: datetime) -> None:
    """Note that somebody has looked at the invitation for the first time."""
    with acts.act(Event.PARTICIPANT_CHANGED, by="", at=at, subject=offer.participant_id) as done:
        done.is_void = not participants.note_opened(done.session, offer.participant_id, at)
        done.content["opened"] = True


def offers_to(person: Person, at: datetime) -> tuple[Offer, ...]:
    """Return the rounds whose invitation a person has accepted without having named an organisation yet."""
    return tuple(_offer(db.session, row[0], row[1], at) for row in participants.accepted_by(db.session, person.id))


def offers_of(organisation_ids: Collection[str], at: datetime) -> tuple[Offer, ...]:
    """Return the rounds that organisations take part in, drafts and former ones left out; who may see them decides."""
    found = participants.of_organisation(db.session, organisation_ids)
    offers = (_offer(db.session, row[0], row[1], at) for row in found)
    return tuple(one for one in offers if one.phase not in {Phase.DRAFT, Phase.CLOSED})


def offers_for(person: Person, organisation_ids: Collection[str], at: datetime) -> tuple[Offer, ...]:
    """Return both of these together, with one query for whom there is nothing."""
    found = participants.for_person(db.session, person.id, organisation_ids)
    offers = (_offer(db.session, row[0], row[1], at) for row in found)
    return tuple(one for one in offers if one.phase not in {Phase.DRAFT, Phase.CLOSED} or not one.organisation_id)


def offer_to_join(participant_id: str, person: Person, at: datetime) -> Offer:
    """Return the round that a person may join with an organisation; raise NotFound."""
    for offer in offers_to(person, at):
        if offer.participant_id == participant_id:
            return offer
    raise NotFound


def join(offer: Offer, organisation_id: str, by: Person, at: datetime) -> None:
    """Let an organisation of the person take part. Raises NotFound or Taken."""
    with acts.act(Event.PARTICIPANT_CHANGED, by=by.id, at=at, subject=offer.participant_id) as done:
        _bind(done.session, offer, organisation_id)
        done.content["organisation"] = organisation_id


def found_and_join(offer: Offer, described: OrganisationDescription, by: Person, at: datetime) -> str:
    """Set up an organisation that takes part, with its founder as owner; return its id."""
    return found_organisation(described, by, at, beside=lambda session, id_: _bind(session, offer, id_))


def start_in_round(  # noqa: PLR0913 - a sentence: what, in which round, how, by whom, when, after which
    system: System, round_id: str, language: str, by: Person, at: datetime, *, follows: str = ""
) -> str:
    """Start the assessment of a system in a round and return its id; one that is there already is returned.

    Raises NotFound when its organisation does not take part, and Closed while nothing can be started.
    """
    id_ = new_id()
    with acts.act(Event.ASSESSMENT_STARTED, by=by.id, at=at, subject=id_) as done:
        offer = _offer_in(done.session, system.organisation_id, round_id, at)
        if system.id in offer.started:
            done.is_void = True
            return offer.started[system.id]
        if not offer.is_running:
            raise Closed(offer.phase)
        terms = offer.terms
        questionnaire = assessments.questionnaire_of(terms.questionnaire, terms.version, language)
        values = assessments.first_values(system, questionnaire, terms.depth, by, at)
        stored.add(
            done.session,
            values | {"id": id_, "round_id": round_id, "due_on": offer.closes_on, "follows": follows},
        )
        done.content |= {"system": system.id, "round": round_id, "fingerprint": questionnaire.fingerprint}
    return id_


def offer_in(organisation_id: str, round_id: str, at: datetime) -> Offer:
    """Return a round as an organisation that takes part sees it; raise NotFound."""
    return _offer_in(db.session, organisation_id, round_id, at)


def _offer_in(session: DatabaseSession, organisation_id: str, round_id: str, at: datetime) -> Offer:
    for participant, row in participants.of_organisation(session, [organisation_id]):
        if row.id == round_id:
            return _offer(session, participant, row, at)
    raise NotFound


def _bind(session: DatabaseSession, offer: Offer, organisation_id: str) -> None:
    row = participants.find(session, offer.participant_id)
    if row is None or row.organisation_id is not None or row.withdrawn_at is not None:
        raise NotFound
    if organisation_id in participants.organisations_in(session, offer.round_id):
        raise Taken
    participants.change(session, offer.participant_id, {"organisation_id": organisation_id})
    if row.holding:
        organisations.change(session, organisation_id, {"holding": row.holding})


def _offer(session: DatabaseSession, participant: Participant, row: Round, at: datetime) -> Offer:
    """Return what a participant is offered; a longer term of its own counts."""
    terms = reading.terms_of(session, row)
    phase, closes_on = phase_of(RoundState(row.state), terms, at), row.closes_on
    if participant.extended_to is not None and participant.extended_to > closes_on:
        closes_on = participant.extended_to
        if phase in {Phase.OVER, Phase.CLOSED} and at < end_of(closes_on):
            phase = Phase.RUNNING
    organisation = participant.organisation_id or ""
    started = participants.systems_in_round(session, row.id, organisation) if organisation else {}
    return Offer(
        participant.id, row.id, organisation, listed.entry_of(participant), terms, phase, closes_on, started
    )  # fmt: skip
