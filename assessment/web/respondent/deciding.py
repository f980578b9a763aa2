"""The approver's decisions, each on a page of its own: returning with remarks, signing off, reopening."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import flash, g, render_template, request
from flask_babel import gettext

from assessment.domain import marks
from assessment.domain.states import TRANSITIONS, AssessmentState, Step
from assessment.services import reviewing, steps, submissions
from assessment.services.conflicts import NotReady, SamePerson, Stale
from assessment.services.steps import Signing
from assessment.web.account.profile import asks_password, is_unproven, own_account
from assessment.web.guards import guarded, who
from assessment.web.respondent import words
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.here import questionnaire_here
from assessment.web.respondent.review import UNACCEPTED, decision, page, standing_here, to_review
from assessment.web.respondent.review_forms import LINES, MOST_LINES, ReopenForm, ReturnForm, SignForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


def statement() -> str:
    """Return the approver's statement of responsibility in the reader's language; it is stored as it is shown."""
    return str(
        gettext(
            "I have read the answers of this assessment. To the best of my knowledge they describe %(system)s as it is "
            "today; where an answer is not known or still open, it says so. I take responsibility for them on behalf "
            "of %(organisation)s. I know that this is a self-assessment: it is no certificate and no legal advice.",
            system=g.place.system.name,
            organisation=g.place.organisation.name,
        )
    )


@blueprint.get("/assessments/<assessment_id>/return")
@guarded(TRANSITIONS[Step.RETURN].permission)
def returning(assessment_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Ask what the colleagues should do."""
    _require(Step.RETURN)
    form = ReturnForm(questionnaire_here(), revision=str(g.place.assessment.revision))
    return _return_page(form, LINES)


@blueprint.post("/assessments/<assessment_id>/return")
@guarded(TRANSITIONS[Step.RETURN].permission)
def return_with_remarks(assessment_id: str) -> ResponseReturnValue:
    """Give the assessment back."""
    form = ReturnForm(questionnaire_here())
    if "more" in request.form:
        return _return_page(form, len(form.lines) + LINES)
    if not form.validate():
        return _return_page(form, len(form.lines)), UNACCEPTED
    steps.return_with_remarks(assessment_id, decision(form, Step.RETURN), form.remark.data, form.on)
    flash(gettext("It has been returned. The colleagues see your remarks beside the questions."))
    return to_review(assessment_id)


def _return_page(form: ReturnForm, lines: int) -> str:
    while len(form.lines) < min(lines, MOST_LINES):
        form.lines.append_entry()
    standing, questionnaire = standing_here(), questionnaire_here()
    return render_template(
        "respondent/returning.html",
        form=form,
        questions=[q for q in questionnaire.questions if q.depth <= g.place.assessment.depth],
        standing=standing,
        can_grow=len(form.lines) < MOST_LINES,
        plain=marks.plain,
    )


@blueprint.get("/assessments/<assessment_id>/sign-off")
@guarded(TRANSITIONS[Step.SIGN].permission)
def signing(assessment_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Show the statement of responsibility in full."""
    _require(Step.SIGN)
    return _sign_page(SignForm(name=who().name, revision=str(g.place.assessment.revision)))


@blueprint.post("/assessments/<assessment_id>/sign-off")
@guarded(TRANSITIONS[Step.SIGN].permission)
def sign(assessment_id: str) -> ResponseReturnValue:
    """Keep the signature."""
    form, own = SignForm(), own_account()
    if not form.validate() or is_unproven(form, own):
        return _sign_page(form), UNACCEPTED
    try:
        signing = Signing(statement(), form.name.data, form.function.data)
        steps.sign(assessment_id, decision(form, Step.SIGN), signing)
    except NotReady as error:
        return page(standing_here(), unfit=error.questions), UNACCEPTED
    except SamePerson:
        return _sign_page(form), HTTPStatus.CONFLICT
    flash(gettext("It is signed off. It can be submitted now."))
    return to_review(assessment_id)


def _sign_page(form: SignForm) -> str:
    return render_template(
        "respondent/signing.html",
        form=form,
        statement=statement(),
        standing=standing_here(),
        review=reviewing.review_of(g.place.assessment),
        wrote_most=reviewing.answered_most(g.place.assessment.id, who()),
        asks_password=asks_password(own_account()),
        needs_somebody_else=steps.needs_somebody_else(g.place.assessment.id, who()),
        questionnaire=questionnaire_here(),
        words=words,
        plain=marks.plain,
    )


@blueprint.get("/assessments/<assessment_id>/reopen")
@guarded(TRANSITIONS[Step.REOPEN].permission)
def reopening(assessment_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Say what reopening takes back, before it does."""
    _require(Step.REOPEN)
    return _reopen_page(ReopenForm(revision=str(g.place.assessment.revision)))


@blueprint.post("/assessments/<assessment_id>/reopen")
@guarded(TRANSITIONS[Step.REOPEN].permission)
def reopen(assessment_id: str) -> ResponseReturnValue:
    """Open it for answers again."""
    form = ReopenForm()
    if not form.validate():
        return _reopen_page(form), UNACCEPTED
    submissions.reopen(assessment_id, decision(form, Step.REOPEN), form.remark.data)
    flash(gettext("It is open again. The signature is void."))
    return to_review(assessment_id)


def _reopen_page(form: ReopenForm) -> str:
    return render_template("respondent/reopening.html", form=form, review=reviewing.review_of(g.place.assessment))


def _require(step: Step) -> None:
    """Show the page of a decision only while it can be taken."""
    if AssessmentState(g.place.assessment.state) not in TRANSITIONS[step].before:
        raise Stale
