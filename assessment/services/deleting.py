"""Deleting an assessment with everything that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.trail import Event
from assessment.services import documents, evidence, files
from assessment.services.places import NotFound
from assessment.storage import acts, assessments, results

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.storage.tables import Assessment

# What is made from assessments; made again when somebody asks.
_REPORTS = (documents.REPORT, documents.DRAFT, documents.JOINT)


def delete_assessment(assessment: Assessment, by: Person, at: datetime) -> None:
    """Remove an assessment with answers, history, comments, evidence, plan and submissions, and the files of all that.

    Reports are made again when somebody asks; so that none of this one stays, all of its organisation's are forgotten.
    What released aggregates contain stays in them. The trail keeps that it existed, but not what was done in it.
    """
    with acts.act(Event.ASSESSMENT_DELETED, by=by.id, at=at, subject=assessment.id) as done:
        digests = evidence.remove_evidence_of(done.session, assessment.id)
        digests |= results.forget_reports(done.session, assessment.organisation_id, _REPORTS)
        if not assessments.remove(done.session, assessment.id):
            raise NotFound
        done.note_deleted(assessment.id)
        done.content["system"] = assessment.system_id
    files.forget_unneeded(digests)
