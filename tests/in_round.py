"""Rounds with participants at every place of the way, for tests of following them up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from assessment.domain.questionnaire import Depth
from assessment.domain.states import AssessmentState
from assessment.services.identifiers import new_id
from assessment.services.places import Place
from assessment.storage import db
from assessment.storage.tables import (
    Account,
    Assessment,
    MailMessage,
    Organisation,
    Participant,
    Round,
    RoundCountry,
    StateChange,
    System,
)
from tests import factories, results
from tests.factories import NOW

if TYPE_CHECKING:
    from datetime import datetime

OPENS, CLOSES = date(2026, 11, 1), date(2026, 12, 31)
# Long enough ago for a reminder.
INVITED = NOW - timedelta(days=7)


def round_(name: str = "Autumn 2026", countries: dict[str, int] | None = None, **values: object) -> Round:
    made = Round(
        id=new_id(), name=name, questionnaire="altai", version="2020.1", depth=int(Depth.FULL), languages=["en"],
        opens_on=OPENS, closes_on=CLOSES, state="open", created_by=new_id(), created_at=NOW,
    )  # fmt: skip
    kept: Round = factories._kept(made, values)  # noqa: SLF001 - a row of its own kind
    for country, target in (countries or {"KE": 3}).items():
        row = RoundCountry(round_id=kept.id, country=country, target=target)
        factories._kept(row, {})  # noqa: SLF001 - a row of its own kind
    return kept


def participant(of: Round, name: str = "Kisumu Health Network", **values: object) -> Participant:
    made = Participant(
        id=new_id(), round_id=of.id, key=new_id(), name=name, country="KE", contact="Amina Otieno",
        email=f"{new_id()[:8]}@example.org", language="en", created_by=new_id(), created_at=INVITED,
    )  # fmt: skip
    kept: Participant = factories._kept(made, values)  # noqa: SLF001 - a row of its own kind
    return kept


def accepted(of: Round, name: str = "Kisumu Health Network", **values: object) -> tuple[Participant, Organisation]:
    """Make a participant whose organisation has accepted."""
    organisation = factories.organisation(name)
    return participant(of, name, organisation_id=organisation.id, opened_at=NOW, **values), organisation


def started(
    of: Round, name: str = "Kisumu Health Network", state: AssessmentState = AssessmentState.DRAFT, **values: object
) -> tuple[Participant, Assessment]:
    """Make a participant with an assessment in this state."""
    made, organisation = accepted(of, name, **values)
    assessment = factories.assessment(factories.system(organisation), round_id=of.id, state=state.value)
    return made, assessment


def submitted(of: Round, name: str = "Kisumu Health Network", **values: object) -> tuple[Participant, Place]:
    """Make a participant with a submission of the example."""
    made, assessment = started(of, name, AssessmentState.SUBMITTED, **values)
    given = results.example()
    results.store_answers(assessment, given.answers)
    place = place_of(assessment)
    results.submit(place, given)
    step(assessment, "signed", "submitted", NOW)
    return made, place


def returned(of: Round, name: str = "Kisumu Health Network", **values: object) -> tuple[Participant, Assessment]:
    """Make a participant whose submission was given back, and who has not worked on it since."""
    at = NOW + timedelta(days=1)
    made, assessment = started(of, name, AssessmentState.RETURNED, **values)
    step(assessment, "signed", "submitted", NOW)
    step(assessment, "submitted", "returned", at)
    factories._kept(assessment, {"changed_at": at})  # noqa: SLF001 - as returning leaves it
    return made, assessment


def place_of(assessment: Assessment) -> Place:
    system = db.session.get(System, assessment.system_id)
    organisation = db.session.get(Organisation, assessment.organisation_id)
    return Place(assessment=assessment, system=system, organisation=organisation)


def step(assessment: Assessment, before: str, after: str, at: datetime, by: Account | None = None) -> None:
    """Write a step into the history of an assessment."""
    who = by.id if by else new_id()
    row = StateChange(assessment_id=assessment.id, before=before, after=after, changed_by=who, changed_at=at)
    factories._kept(row, {})  # noqa: SLF001 - a row of its own kind


def mail(to: Participant, *, sent: bool = False, given_up: bool = False, purpose: str = "round-invitation") -> None:
    """Put a mail to a participant's contact into the outbox."""
    made = MailMessage(
        id=new_id(), purpose=purpose, recipient=to.email, subject="Hello", text="Hello", attempts=8 * given_up,
        problem="refused: no such mailbox" if given_up else "", created_at=NOW,
        next_attempt_at=None if sent or given_up else NOW, sent_at=NOW if sent else None,
    )  # fmt: skip
    factories._kept(made, {})  # noqa: SLF001 - a row of its own kind
