"""One frozen submission: signature, statement, digest and verification code."""

from __future__ import annotations

from flask import render_template, url_for

from assessment.domain.access import Permission
from assessment.domain.questionnaire import Depth
from assessment.services import submissions
from assessment.services.submissions import Validity
from assessment.web.codes import grouped
from assessment.web.guards import guarded
from assessment.web.respondent import words
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.here import questionnaire_here


@blueprint.get("/assessments/<assessment_id>/submissions/<submission_id>")
@guarded(Permission.SEE_RESULT)
def submission(assessment_id: str, submission_id: str) -> str:
    """Show what was signed, by whom, and how a reader can check it."""
    found, validity = submissions.show_submission(assessment_id, submission_id)
    return render_template(
        "respondent/submission.html",
        submission=found,
        validity=validity,
        Validity=Validity,
        code=grouped(found.code),
        address=url_for("public.verify_code", code=found.code, _external=True),
        depth=Depth(found.depth),
        questionnaire=questionnaire_here(),
        words=words,
    )
