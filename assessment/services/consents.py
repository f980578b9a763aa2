"""What an organisation allows: one decision for each purpose, versioned, revocable, never overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.purposes import WORDINGS, Basis, Circle, Purpose, circle_of, is_allowed
from assessment.domain.trail import Event
from assessment.services import settings
from assessment.storage import acts, consents, db

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.domain.access import Person


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a purpose, on which wording, by whom and when. An erased person has no name."""

    purpose: Purpose
    wording: int
    given: bool
    decided_by: str
    decided_at: datetime


def consents_of(organisation_id: str) -> dict[Purpose, Decision]:
    """Return the present decision of each purpose; a purpose that nobody has decided is not in it."""
    newest: dict[Purpose, Decision] = {}
    for decision in decisions_of(organisation_id):
        newest.setdefault(decision.purpose, decision)
    return newest


def decisions_of(organisation_id: str) -> tuple[Decision, ...]:
    """Return every decision that was ever taken, the newest first."""
    return tuple(
        Decision(Purpose(row.purpose), row.wording, row.given, name or "", row.decided_at)
        for row, name in consents.of(db.session, organisation_id)
    )


def allows(organisation_id: str, purpose: Purpose) -> bool:
    """Whether an organisation's data may be used for a purpose now."""
    decision = consents_of(organisation_id).get(purpose)
    return is_allowed(purpose, decision.given if decision else None, inclusion_basis())


def circle(organisation_id: str) -> Circle:
    """Return who of the programme may read an organisation's answers now."""
    decision = consents_of(organisation_id).get(Purpose.FACILITATOR) if organisation_id else None
    return circle_of(decision.given, decision.wording) if decision else Circle.NOBODY


def inclusion_basis() -> Basis:
    """Return what inclusion in aggregates rests on in this installation."""
    return Basis(settings.text("inclusion-basis"))


def decide_consent(organisation_id: str, purpose: Purpose, *, given: bool, by: Person, at: datetime) -> None:
    """Write down a decision on the present wording; deciding the same again changes nothing."""
    wording = WORDINGS[purpose]
    with acts.act(Event.CONSENT_DECIDED, by=by.id, at=at, subject=organisation_id) as done:
        present = consents_of(organisation_id).get(purpose)
        if present is not None and (present.given, present.wording) == (given, wording):
            done.is_void = True
            return
        consents.add(
            done.session,
            {
                "organisation_id": organisation_id, "purpose": purpose.value, "wording": wording, "given": given,
                "decided_by": by.id, "decided_at": at,
            },
        )  # fmt: skip
        done.content |= {"purpose": purpose.value, "wording": wording, "given": given}
