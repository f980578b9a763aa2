"""What a result would be if chosen recommendations were followed."""

from __future__ import annotations

from flask import g, render_template, request

from assessment.domain.access import Permission
from assessment.services import outlook, plan
from assessment.web import language
from assessment.web.guards import guarded
from assessment.web.respondent.blueprint import blueprint


@blueprint.get("/assessments/<assessment_id>/what-if")
@guarded(Permission.SEE_RESULT)
def what_if(assessment_id: str) -> str:  # noqa: ARG001 - the guard has used it
    """Show the rows now and then; at first for what the plan holds, else for the first recommendations."""
    planned = plan.planned_questions(g.place)
    chosen = frozenset(request.args.getlist("question")) if request.args else None
    words = (language.content_language(), language.of_reports(g.place.organisation.country))
    shown = outlook.outlook_of(g.place, chosen, planned, words)
    return render_template("respondent/what_if.html", outlook=shown, planned=planned)
