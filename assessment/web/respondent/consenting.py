"""What an organisation is asked to allow, as pages show it: all on the page of its data, some where they matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.purposes import WORDINGS as CURRENT
from assessment.domain.purposes import Basis, Purpose, is_allowed
from assessment.services import consents
from assessment.web.respondent.consent_texts import WORDINGS, Wording

if TYPE_CHECKING:
    from assessment.services.consents import Decision

# What becomes of a submission beyond the organisation's own report.
OF_A_SUBMISSION = (Purpose.AGGREGATE, Purpose.NAMED, Purpose.FACILITATOR)


@dataclass(frozen=True, slots=True)
class Asked:
    """One purpose as a page shows it; `is_outdated` when the wording has changed since the decision."""

    purpose: Purpose
    wording: Wording
    edition: int
    decision: Decision | None
    is_allowed: bool
    is_outdated: bool
    is_binding: bool


def asked(organisation_id: str, *purposes: Purpose) -> list[Asked]:
    """Return these purposes with what was decided about each; all of them when none is named."""
    present, basis = consents.consents_of(organisation_id), consents.inclusion_basis()
    return [_one(purpose, present.get(purpose), basis) for purpose in purposes or tuple(Purpose)]


def _one(purpose: Purpose, decision: Decision | None, basis: Basis) -> Asked:
    return Asked(
        purpose=purpose,
        wording=WORDINGS[purpose, CURRENT[purpose]],
        edition=CURRENT[purpose],
        decision=decision,
        is_allowed=is_allowed(purpose, decision.given if decision else None, basis),
        is_outdated=decision is not None and decision.wording != CURRENT[purpose],
        is_binding=purpose is not Purpose.AGGREGATE or basis is Basis.CONSENT,
    )
