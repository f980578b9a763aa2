"""Going on with a newer version: what it would do, doing it, what is left to confirm, and going back."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from assessment.domain import marks
from assessment.domain.access import Permission
from assessment.domain.crosswalk import Carries
from assessment.domain.moving import Fate
from assessment.domain.states import AssessmentState
from assessment.services import answering, moved, moving
from assessment.services.conflicts import Stale
from assessment.services.identifiers import new_id
from assessment.services.moving import Change
from assessment.web import language
from assessment.web.guards import guarded, now, who
from assessment.web.respondent import posted
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.here import may_see, questionnaire_here
from assessment.web.respondent.review_forms import StepForm
from assessment.web.saying import in_words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.domain.answer_words import Words
    from assessment.domain.answers import Answer
    from assessment.domain.questionnaire import Question
    from assessment.storage.tables import Move


@blueprint.get("/assessments/<assessment_id>/move")
@guarded(Permission.START_ASSESSMENT)
def move_preview(assessment_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Show what going on with the newest version would do."""
    row = g.place.assessment
    version = moving.newer_version(row, now().date())
    preview = moved.preview(row, version, language.content_language(), now()) if version else None
    return render_template(
        "respondent/move.html",
        preview=preview,
        questionnaire=questionnaire_here(),
        form=StepForm(formdata=None, revision=str(row.revision)),
        is_open=AssessmentState(row.state).is_open,
        Fate=Fate,
        says=says,
        plain=marks.plain,
    )


@blueprint.post("/assessments/<assessment_id>/move")
@guarded(Permission.START_ASSESSMENT)
def move_assessment(assessment_id: str) -> ResponseReturnValue:
    """Go on with the version that the page showed."""
    found = moving.move_assessment(assessment_id, request.form.get("version", ""), _change())
    carried = len(found.of(Fate.CARRIED, Fate.BACK))
    flash(
        ngettext(
            "The assessment goes on with the newer version. %(num)s answer was carried.",
            "The assessment goes on with the newer version. %(num)s answers were carried.",
            carried,
        )
    )
    return redirect(url_for("respondent.after_move", assessment_id=assessment_id), 303)


@blueprint.get("/assessments/<assessment_id>/moved")
@guarded(Permission.SEE_ASSESSMENT)
def after_move(assessment_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """List what is to be confirmed, what is new and what was kept with the version before."""
    row, questionnaire = g.place.assessment, questionnaire_here()
    found = moved.after_move(row, language.content_language())
    if found is None:
        abort(404)
    seen = [line for line in found.waiting if may_see(line.question.section)]
    by_section = groupby(seen, key=lambda line: line.question.section)
    return render_template(
        "respondent/moved.html",
        found=found,
        sections=[(questionnaire.section_by_id[id_], list(lines)) for id_, lines in by_section],
        kept=[one for one in found.kept if may_see(one.question.section)],
        questionnaire=questionnaire,
        is_open=AssessmentState(row.state).is_open,
        save_id=new_id(),
        says=says,
        plain=marks.plain,
    )


@blueprint.post("/assessments/<assessment_id>/sections/<section_id>/moved")
@guarded(Permission.ANSWER)
def confirm_moved(assessment_id: str, section_id: str) -> ResponseReturnValue:
    """Keep the proposals of a section that were ticked."""
    questionnaire = questionnaire_here()
    ticked = set(request.form.getlist("confirm"))
    wanted = [q.id for q in questionnaire.questions if q.section == section_id and q.id in ticked]
    row, save_id = g.place.assessment, posted.save_id()
    try:
        count = moved.confirm_proposals(row, questionnaire, wanted, who(), now(), save_id)
    except (answering.Closed, answering.Moved) as error:
        raise Stale from error
    words = ngettext("%(num)s answer confirmed.", "%(num)s answers confirmed.", count)
    flash(words if count else gettext("Nothing was ticked, so nothing has changed."))
    return redirect(url_for("respondent.after_move", assessment_id=assessment_id), 303)


@blueprint.get("/assessments/<assessment_id>/move-back")
@guarded(Permission.START_ASSESSMENT)
def moving_back(assessment_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Say what going back to the version before gives back."""
    row, standing = g.place.assessment, _standing()
    way, back = moving.what_undo_gives(row, standing)
    along = {link.new for link in way.links if link.old in back.taken and link.carries is Carries.ANSWER}
    return render_template(
        "respondent/move_back.html",
        standing=standing,
        back=back,
        waiting=[way.new.by_id[id_] for id_ in back.again if id_ not in along],
        taken=[way.old.by_id[id_] for id_ in back.taken],
        questionnaire=questionnaire_here(),
        form=StepForm(formdata=None, revision=str(row.revision)),
        is_open=AssessmentState(row.state).is_open,
        plain=marks.plain,
    )


@blueprint.post("/assessments/<assessment_id>/move-back")
@guarded(Permission.START_ASSESSMENT)
def move_back(assessment_id: str) -> ResponseReturnValue:
    """Go back to the version before."""
    moving.undo_move(assessment_id, request.form.get("move", ""), _change())
    flash(gettext("The assessment is back at the version before, with its answers. Nothing is lost."))
    return redirect(url_for("respondent.assessment", assessment_id=assessment_id), 303)


def says(question: Question, answer: Answer) -> tuple[Words, ...]:
    """Return an answer in words."""
    return in_words(question, answer)


def _standing() -> Move:
    standing = moving.standing_move(g.place.assessment)
    if standing is None:
        abort(404)
    return standing


def _change() -> Change:
    form = StepForm()
    if not form.validate():
        raise Stale
    return Change(who(), form.seen, now())
