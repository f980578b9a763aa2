"""Deleting one assessment with everything that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.trail import Event
from assessment.services import documents
from assessment.services.files import forget_unneeded
from assessment.storage import acts, results, retention

if TYPE_CHECKING:
    from datetime import datetime

# What is made from assessments.
_REPORTS = (documents.REPORT, documents.DRAFT, documents.JOINT)


def delete_assessment(
    assessment_id: str, by: str, at: datetime, *, because: str = "", quiet_since: datetime | None = None
) -> None:
    """Delete an assessment; nothing happens when it is gone already. `because` names the rule that deletes it.

    With `quiet_since` it stays when somebody has worked on it since then.

    Reports are made again when somebody asks; so that none of this one stays, all of its organisation's are forgotten.
    What released aggregates contain stays in them. The trail keeps that it existed, but not what was done in it.
    """
    with acts.act(Event.ASSESSMENT_DELETED, by=by, at=at, subject=assessment_id) as done:
        if quiet_since is not None and not retention.is_quiet(done.session, assessment_id, quiet_since):
            done.is_void = True
            return
        evidence = retention.evidence_of(done.session, assessment_id)
        done.note_deleted(assessment_id, *(row[0] for row in evidence))
        done.content["rule"] = because
        reports = results.forget_reports(done.session, assessment_id, _REPORTS)
        done.is_void = retention.delete_assessment(done.session, assessment_id) == 0
    forget_unneeded({row[1] for row in evidence if row[1]} | reports)
