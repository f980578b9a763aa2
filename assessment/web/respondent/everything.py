"""Everything first: all questions with conditions, minutes, people and documents, on a screen or as a paper form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, render_template, request
from flask_babel import gettext

from assessment.domain import effort, marks
from assessment.domain.access import Permission
from assessment.domain.questionnaire import Depth
from assessment.domain.wording import sentence
from assessment.domain.workplan import plan_work
from assessment.services import assessments
from assessment.web.guards import guarded
from assessment.web.respondent import words
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.here import listed_here, questionnaire_here, questionnaire_of

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Questionnaire


@blueprint.get("/assessments/<assessment_id>/everything")
@guarded(Permission.SEE_ASSESSMENT)
def everything(assessment_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Show all questions of the assessment's depth, or of another one."""
    return _page(questionnaire_here(), Depth(g.place.assessment.depth), "")


@blueprint.get("/systems/<system_id>/questions")
@guarded(Permission.SEE_ORGANISATION)
def questions_before(system_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Show all questions of a questionnaire before an assessment starts."""
    listed = listed_here(request.args.get("edition", ""))
    return _page(questionnaire_of(listed), Depth.FULL, f"{listed.questionnaire} {listed.version}")


def _page(questionnaire: Questionnaire, usual: Depth, edition: str) -> str:
    titles = {function.id: function.title for function in questionnaire.functions}
    chosen = next((depth for depth in Depth if depth.word == request.args.get("depth")), usual)
    return render_template(
        "respondent/everything.html",
        questionnaire=questionnaire,
        plan=plan_work(questionnaire, chosen),
        amounts=assessments.amounts(questionnaire),
        edition=edition,
        words=words,
        plain=marks.plain,
        minutes=effort.minutes,
        knows=lambda question: [titles[id_] for id_ in question.answered_by],
        describe=lambda condition: sentence(condition, questionnaire, gettext),
    )
