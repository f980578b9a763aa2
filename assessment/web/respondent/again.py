"""Assessing again: starting from a submission, confirming what still holds, saying why what changed has changed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from assessment.domain import marks
from assessment.domain.access import Permission
from assessment.domain.carrying import Carried
from assessment.domain.questionnaire import Depth
from assessment.domain.states import AssessmentState
from assessment.services import again, answering, assessments, version_ends
from assessment.services.conflicts import Stale
from assessment.services.identifiers import new_id
from assessment.web import language
from assessment.web.guards import allows, guarded, now, who
from assessment.web.respondent import posted, undoing, words
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.here import edition_of, listed_here, questionnaire_here, questionnaire_of
from assessment.web.respondent.moving import says
from assessment.web.respondent.starting import UNACCEPTED, start_form
from assessment.web.saying import changed

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.questionnaires import Listed
    from assessment.web.respondent.forms import StartForm


@blueprint.get("/assessments/<assessment_id>/again")
@guarded(Permission.START_ASSESSMENT)
def reassessing(assessment_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Ask how to assess again."""
    _require_submission()
    row = g.place.assessment
    listed = listed_here("", of=row.questionnaire)
    chosen = {"depth": Depth(row.depth).word, "edition": edition_of(listed), "language": language.content_language()}
    return _start_page(start_form(listed, of=row.questionnaire, **chosen), listed)


@blueprint.post("/assessments/<assessment_id>/again")
@guarded(Permission.START_ASSESSMENT)
def assess_again(assessment_id: str) -> ResponseReturnValue:
    """Start an assessment that follows this one."""
    _require_submission()
    questionnaire_id = g.place.assessment.questionnaire
    listed = listed_here(request.form.get("edition", ""), of=questionnaire_id)
    form = start_form(listed, of=questionnaire_id)
    if not form.validate():
        return _start_page(form, listed), UNACCEPTED
    questionnaire = assessments.questionnaire_of(listed.questionnaire, listed.version, form.language.data)
    id_ = assessments.start_assessment(
        g.place.system, questionnaire, form.chosen, who(), now(), follows=assessment_id
    )  # fmt: skip
    flash(gettext("The assessment has started. The former answers wait to be confirmed."))
    return redirect(url_for("respondent.former", assessment_id=id_), 303)


@blueprint.get("/assessments/<assessment_id>/former")
@guarded(Permission.SEE_ASSESSMENT)
def former(assessment_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Show the former answers beside the present ones, section by section."""
    questionnaire = questionnaire_here()
    comparison = again.compare_with_former(g.place.assessment, questionnaire)
    if comparison is None:
        abort(404)
    seen = [line for line in comparison.lines if allows(Permission.SEE_SECTION, line.question.section)]
    by_section = groupby(seen, key=lambda line: line.question.section)
    return render_template(
        "respondent/former.html",
        comparison=comparison,
        sections=[(questionnaire.section_by_id[id_], list(lines)) for id_, lines in by_section],
        questionnaire=questionnaire,
        is_open=AssessmentState(g.place.assessment.state).is_open,
        save_id=new_id(),
        undo=undoing.offered(undoing.CONFIRMED).split(),
        Carried=Carried,
        says=says,
        kept=[one for one in comparison.retired if allows(Permission.SEE_SECTION, one.question.section)],
        differs=lambda line: changed(line.question, line.former, line.present),
        plain=marks.plain,
    )


@blueprint.post("/assessments/<assessment_id>/sections/<section_id>/former")
@guarded(Permission.ANSWER)
def confirm_former(assessment_id: str, section_id: str) -> ResponseReturnValue:
    """Keep what was confirmed in a section, and the reasons that were given."""
    questionnaire = questionnaire_here()
    inside = [question.id for question in questionnaire.questions if question.section == section_id]
    wanted = inside if "all" in request.form else [id_ for id_ in inside if id_ in request.form.getlist("confirm")]
    reasons = {id_: request.form.get(f"reason-{id_}", "") for id_ in inside}
    row, save_id = g.place.assessment, posted.save_id()
    try:
        confirmed = again.confirm_answers(
            row, questionnaire, wanted, who(), now(), save_id, with_proposals="all" not in request.form
        )  # fmt: skip
        explained = again.explain_changes(row, questionnaire, reasons, who(), now(), save_id)
    except answering.Closed as error:
        raise Stale from error
    flash(_receipt(confirmed, explained))
    if confirmed:
        done = f"{section_id} {save_id}"
        flash(done, undoing.CONFIRMED)
    address = url_for("respondent.former", assessment_id=assessment_id)
    return redirect(f"{address}#{section_id}", 303)


def _receipt(confirmed: int, explained: int) -> str:
    parts = [
        ngettext("%(num)s answer confirmed.", "%(num)s answers confirmed.", confirmed) if confirmed else "",
        ngettext("%(num)s reason kept.", "%(num)s reasons kept.", explained) if explained else "",
    ]
    return " ".join(filter(None, parts)) or str(gettext("Nothing was ticked, so nothing has changed."))


def _require_submission() -> None:
    """Only what was submitted and stands can be followed."""
    if g.place.assessment.state != AssessmentState.SUBMITTED.value or g.place.system.archived_at is not None:
        raise Stale


def _start_page(form: StartForm, listed: Listed) -> str:
    return render_template(
        "respondent/reassessing.html",
        form=form,
        listed=listed,
        amounts=assessments.amounts(questionnaire_of(listed)),
        last_day=version_ends.last_day_of(listed.questionnaire, listed.version),
        words=words,
    )
