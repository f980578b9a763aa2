"""The result of an assessment on the screen: the same content and figures as the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, g, render_template, request

from assessment.domain.access import Permission
from assessment.services import plan, reporting, results
from assessment.services.places import NotFound
from assessment.web import language
from assessment.web.guards import allows, guarded
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.here import questionnaire_here

if TYPE_CHECKING:
    from assessment.services.results import Subject


@blueprint.get("/assessments/<assessment_id>/result")
@guarded(Permission.SEE_RESULT)
def result(assessment_id: str) -> str:
    """Show what the present answers come to, or those of a submission."""
    submissions = results.submissions_of(assessment_id)
    subject = chosen_subject(submissions[0].number if _is_closed() and submissions else results.PRESENT)
    spoken = language.of_reports(g.place.organisation.country)
    shown = reporting.overview_of(subject, language.content_language(), spoken)
    asked = questionnaire_here().by_id

    def section_of(question: str) -> str:
        """Return where the page of a question lies, '' if there is none that who looks may see."""
        section = asked[question].section if question in asked else ""
        return section if allows(Permission.SEE_SECTION, section) else ""

    return render_template(
        "respondent/result.html",
        result=shown,
        section_of=section_of,
        subject=subject,
        submissions=submissions,
        planned=plan.planned_questions(g.place),
    )


def chosen_subject(otherwise: int) -> Subject:
    """Return what the address names by the number of a submission; 404 if there is none of it."""
    number = request.args.get("submission", otherwise, int)
    try:
        return results.subject(g.place, number)
    except NotFound:
        abort(404)


def _is_closed() -> bool:
    """Whether the present answers are those that were submitted."""
    return bool(g.place.assessment.state == "submitted")
