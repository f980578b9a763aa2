"""Taking an assessment out of a round that takes it no more, so that the organisation can finish it for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.services.conflicts import Stale
from assessment.services.rounds import submitting
from assessment.web.guards import guarded, now, who
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.review import to_review
from assessment.web.respondent.review_forms import StepForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.rounds.submitting import InRound


@blueprint.get("/assessments/<assessment_id>/leave-round")
@guarded(Permission.SEND_FOR_REVIEW)
def leaving_round(assessment_id: str) -> ResponseReturnValue:
    """Say what it means, before it is done."""
    taking = submitting.round_of(g.place.assessment, now())
    if taking is None:
        return redirect(url_for("respondent.review", assessment_id=assessment_id), 303)
    return _page(taking, StepForm(revision=str(g.place.assessment.revision)))


@blueprint.post("/assessments/<assessment_id>/leave-round")
@guarded(Permission.SEND_FOR_REVIEW)
def leave_round(assessment_id: str) -> ResponseReturnValue:
    """Take it out."""
    taking, form = submitting.round_of(g.place.assessment, now()), StepForm()
    if taking is None:
        raise Stale
    if not form.validate():
        return _page(taking, form), 422
    submitting.leave_round(assessment_id, form.seen, who(), now())
    flash(gettext("The assessment is out of the round. You can submit it for yourselves."))
    return to_review(assessment_id)


def _page(taking: InRound, form: StepForm) -> str:
    return render_template("respondent/leaving_round.html", taking=taking, form=form)
