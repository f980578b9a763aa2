"""Deleting an organisation: what goes, what stays, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.trail import Event
from assessment.services import mail
from assessment.services.files import forget_unneeded
from assessment.storage import acts, db, erasure

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from assessment.services.mail import Letter


@dataclass(frozen=True, slots=True)
class Weight:
    """What an organisation has, before it is deleted."""

    systems: int
    assessments: int
    submissions: int
    evidence: int
    documents: int
    members: int


def weigh(organisation_id: str) -> Weight:
    """Count what would be deleted."""
    systems, assessments, submissions, evidence, documents = erasure.counts(db.session, organisation_id)
    members = len(erasure.members(db.session, organisation_id))
    return Weight(systems, assessments, submissions, evidence, documents, members)


def delete_organisation(organisation_id: str, by: str, write: Callable[[str], Letter], at: datetime) -> None:
    """Delete an organisation with everything of it and tell all members by mail; `write` gets a language.

    The lines of the trail stay without their details, and what has been released in aggregates stays as it is.
    """
    with acts.act(Event.ORGANISATION_DELETED, by=by, at=at, subject=organisation_id) as done:
        told = erasure.members(done.session, organisation_id)
        files = erasure.files(done.session, organisation_id)
        done.note_deleted(*erasure.subjects(done.session, organisation_id))
        erasure.delete_organisation(done.session, organisation_id)
        for email, language in told:
            mail.post(done.session, "organisation-deleted", email, write(language), at)
    forget_unneeded(files)
