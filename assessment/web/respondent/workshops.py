"""What workshops about an assessment came to: the votes, what was agreed and what spoke against it."""

from __future__ import annotations

from flask import render_template
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.domain.marks import plain
from assessment.domain.questionnaire import DONT_KNOW, NOT_APPLICABLE
from assessment.services.workshops import holding
from assessment.web.guards import guarded
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.here import questionnaire_here


@blueprint.get("/assessments/<assessment_id>/workshops")
@guarded(Permission.SEE_RESULT)
def workshop_record(assessment_id: str) -> str:
    """Show the record of every workshop, the newest first."""
    questionnaire = questionnaire_here()
    return render_template(
        "respondent/workshops.html",
        record=holding.record(assessment_id),
        questions=questionnaire.by_id,
        plain=plain,
        words={DONT_KNOW: gettext("Don’t know"), NOT_APPLICABLE: gettext("Not applicable")},
    )
