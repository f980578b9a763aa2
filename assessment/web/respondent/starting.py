"""Starting an assessment: which questionnaire, how much of it, in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.domain.questionnaire import Depth
from assessment.services import assessments, submissions, version_ends
from assessment.web import language
from assessment.web.guards import guarded, now, who
from assessment.web.respondent import words
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.forms import StartForm
from assessment.web.respondent.here import edition_of, editions, listed_here, questionnaire_of
from assessment.web.respondent.rounds import offers_here

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.questionnaires import Listed

UNACCEPTED = 422


@blueprint.get("/systems/<system_id>/assessments/new")
@guarded(Permission.START_ASSESSMENT)
def new_assessment(system_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Ask what to assess the system with; another questionnaire can be looked at before."""
    listed = listed_here(request.args.get("edition", ""))
    depth = request.args.get("depth", Depth.FULL.word)
    form = start_form(listed, depth=depth, edition=edition_of(listed), language=language.content_language())
    return _page(form, listed)


@blueprint.post("/systems/<system_id>/assessments/new")
@guarded(Permission.START_ASSESSMENT)
def start_assessment(system_id: str) -> ResponseReturnValue:  # noqa: ARG001 - the guard has found the place
    """Start, and show the way through."""
    listed = listed_here(request.form.get("edition", ""))
    form = start_form(listed)
    if g.place.system.archived_at is not None:
        abort(409)
    if not form.validate():
        return _page(form, listed), UNACCEPTED
    questionnaire = assessments.questionnaire_of(listed.questionnaire, listed.version, form.language.data)
    id_ = assessments.start_assessment(g.place.system, questionnaire, form.chosen, who(), now())
    flash(gettext("The assessment has started. Everything you enter is kept."))
    return redirect(url_for("respondent.assessment", assessment_id=id_), 303)


def start_form(listed: Listed, of: str = "", **chosen: str) -> StartForm:
    """Return the form of a start, with the versions on offer and the languages of this one."""
    return StartForm(editions(of), language.named(listed.languages), **chosen)


def _page(form: StartForm, listed: Listed) -> str:
    newest = assessments.newest_of_each(assessments.offered())
    return render_template(
        "respondent/assessment_new.html",
        form=form,
        listed=listed,
        others=[one for one in newest if one.questionnaire != listed.questionnaire],
        edition_of=edition_of,
        amounts=assessments.amounts(questionnaire_of(listed)),
        former=submissions.newest_of_system(g.place.system.id, listed.questionnaire),
        words=words,
        last_day=version_ends.last_day_of(listed.questionnaire, listed.version),
        offers=[offer for offer in offers_here() if offer.is_running and g.place.system.id not in offer.started],
    )
