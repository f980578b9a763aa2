"""The progress page of an assessment, and how much it asks until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext

from assessment.domain import marks
from assessment.domain.access import Permission
from assessment.domain.carrying import Carried
from assessment.domain.next_step import next_step
from assessment.domain.questionnaire import Depth
from assessment.domain.states import AssessmentState
from assessment.services import again, assessments, moved, moving, progress, version_ends
from assessment.services.identifiers import new_id
from assessment.web import language
from assessment.web.guards import allows, guarded, now, who
from assessment.web.respondent import undoing, words
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.forms import DepthForm, DueForm
from assessment.web.respondent.here import may_see, questionnaire_here, today_there

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

UNACCEPTED = 422


@blueprint.get("/assessments/<assessment_id>")
@guarded(Permission.SEE_ASSESSMENT)
def assessment(assessment_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Show how far the assessment is and what to do next."""
    row, questionnaire = g.place.assessment, questionnaire_here()
    state = AssessmentState(row.state)
    standing = progress.standing_of(row, questionnaire, now())
    last_days = version_ends.last_days()
    still_open = (questionnaire.by_id[id_] for id_ in standing.total.open)
    return render_template(
        "respondent/assessment.html",
        questionnaire=questionnaire,
        standing=standing,
        # What does not go together tells what was answered.
        doubts=[one for one in standing.contradictions if all(may_see(q.section) for q in one.questions)],
        next_open=next((q for q in still_open if allows(Permission.ANSWER, q.section)), None),
        state=state,
        depth=Depth(row.depth),
        step=next_step(state, allows),
        former=again.compare_with_former(row, questionnaire),
        newer=moving.newer_version(row, now().date(), last_days),
        moved=moved.after_move(row, language.content_language()),
        last_day=last_days.get((row.questionnaire, row.version)),
        Carried=Carried,
        undo=undoing.offered(undoing.IMPORTED),
        save_id=new_id(),
        today=today_there(),
        words=words,
        plain=marks.plain,
    )


@blueprint.get("/assessments/<assessment_id>/settings")
@guarded(Permission.START_ASSESSMENT)
def assessment_settings(assessment_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Show how much is asked and until when, to be changed."""
    row = g.place.assessment
    return _settings(DepthForm(depth=Depth(row.depth).word), DueForm(due_on=row.due_on))


@blueprint.post("/assessments/<assessment_id>/depth")
@guarded(Permission.START_ASSESSMENT)
def change_depth(assessment_id: str) -> ResponseReturnValue:
    """Ask more or less from now on."""
    form = DepthForm()
    if not form.validate():
        return _settings(form, DueForm(formdata=None, due_on=g.place.assessment.due_on)), UNACCEPTED
    assessments.change_depth(assessment_id, form.chosen, who(), now())
    flash(gettext("The depth has been changed. Every answer is still there."))
    return redirect(url_for("respondent.assessment", assessment_id=assessment_id), 303)


@blueprint.post("/assessments/<assessment_id>/due-date")
@guarded(Permission.START_ASSESSMENT)
def set_due_date(assessment_id: str) -> ResponseReturnValue:
    """Say until when it should be done."""
    form = DueForm()
    if not form.validate():
        depth = DepthForm(formdata=None, depth=Depth(g.place.assessment.depth).word)
        return _settings(depth, form), UNACCEPTED
    assessments.set_due_date(assessment_id, form.due_on.data, who(), now())
    flash(gettext("The date has been saved."))
    return redirect(url_for("respondent.assessment", assessment_id=assessment_id), 303)


def _settings(depth: DepthForm, due: DueForm) -> str:
    amounts = assessments.amounts(questionnaire_here())
    is_open = AssessmentState(g.place.assessment.state).is_open
    return render_template(
        "respondent/assessment_settings.html", depth=depth, due=due, amounts=amounts, is_open=is_open, words=words
    )
