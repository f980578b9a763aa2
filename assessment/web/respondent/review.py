"""Review and sign-off: what is open, who has the turn, and the steps that need no page of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext

from assessment.domain import marks
from assessment.domain.access import Permission
from assessment.domain.questionnaire import Depth
from assessment.domain.states import TRANSITIONS, AssessmentState, Step, possible
from assessment.services import progress, reviewing, steps, submissions
from assessment.services.conflicts import NotReady
from assessment.services.rounds import submitting
from assessment.services.rounds.submitting import RoundOver
from assessment.services.steps import Decision
from assessment.web.guards import allows, guarded, now, who
from assessment.web.respondent import consenting, letters, words
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.here import may_see, questionnaire_here, today_there
from assessment.web.respondent.review_forms import SendForm, StepForm, SubmitForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.domain.questionnaire import Questionnaire
    from assessment.services.progress import Standing
    from assessment.services.reviewing import Remark

UNACCEPTED = 422


@blueprint.get("/assessments/<assessment_id>/review")
@guarded(Permission.SEE_ASSESSMENT)
def review(assessment_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Show where the review stands and what this person can do."""
    return page(standing_here())


@blueprint.post("/assessments/<assessment_id>/send-for-review")
@guarded(TRANSITIONS[Step.SEND_FOR_REVIEW].permission)
def send_for_review(assessment_id: str) -> ResponseReturnValue:
    """Hand the answers to the approvers."""
    standing = standing_here()
    form = SendForm(len(standing.total.open))
    if not form.validate():
        return page(standing, send=form), UNACCEPTED
    try:
        steps.send_for_review(assessment_id, decision(form, Step.SEND_FOR_REVIEW), form.remark.data)
    except NotReady as error:
        return page(standing, unfit=error.questions), UNACCEPTED
    flash(gettext("It has been sent for review. Answers stay as they are until the review is over."))
    return to_review(assessment_id)


@blueprint.post("/assessments/<assessment_id>/withdraw")
@guarded(TRANSITIONS[Step.WITHDRAW].permission)
def withdraw(assessment_id: str) -> ResponseReturnValue:
    """Take it back from review."""
    form = StepForm()
    if not form.validate():
        return page(standing_here()), UNACCEPTED
    steps.withdraw(assessment_id, decision(form, Step.WITHDRAW))
    flash(gettext("It has been taken back from review. Answers can be changed again."))
    return to_review(assessment_id)


@blueprint.post("/assessments/<assessment_id>/submit")
@guarded(TRANSITIONS[Step.SUBMIT].permission)
def submit(assessment_id: str) -> ResponseReturnValue:
    """Freeze what was signed."""
    standing = standing_here()
    form = SubmitForm(len(standing.total.open))
    if not form.validate():
        return page(standing, submit=form), UNACCEPTED
    try:
        id_ = submissions.submit(g.place, decision(form, Step.SUBMIT), today_there())
    except NotReady as error:
        return page(standing, unfit=error.questions), UNACCEPTED
    except RoundOver:
        # The page says that the round is over, and what can be done.
        return page(standing), UNACCEPTED
    flash(gettext("The assessment has been submitted."))
    return redirect(url_for("respondent.submission", assessment_id=assessment_id, submission_id=id_), 303)


def decision(form: StepForm, step: Step) -> Decision:
    """Return who decides, on the page that the form came from, and what those are told whose turn it is then."""
    return Decision(who(), form.seen, now(), letters.turn(step))


def standing_here() -> Standing:
    """Return how far the present assessment is."""
    return progress.standing_of(g.place.assessment, questionnaire_here(), now())


def to_review(assessment_id: str) -> ResponseReturnValue:
    """Go back to the page of the review."""
    return redirect(url_for("respondent.review", assessment_id=assessment_id), 303)


def _is_seen(questionnaire: Questionnaire, remark: Remark) -> bool:
    """Whether who asks sees a remark; one on a question that a move has left behind, who sees every section does."""
    question = questionnaire.by_id.get(remark.question)
    return allows(Permission.SEE_RESULT) if question is None else may_see(question.section)


def page(standing: Standing, unfit: tuple[str, ...] = (), **forms: Any) -> str:  # noqa: ANN401 - forms have no types
    """Show the review; `forms` are those that were not accepted, by `send` and `submit`."""
    row, state = g.place.assessment, AssessmentState(g.place.assessment.state)
    review, questionnaire = reviewing.review_of(row), questionnaire_here()
    seen = tuple(remark for remark in review.remarks if _is_seen(questionnaire, remark))
    open_count = len(standing.total.open)
    open_steps = {transition.step for transition in possible(state) if allows(transition.permission)}
    purposes = consenting.OF_A_SUBMISSION if Step.SUBMIT in open_steps else ()
    empty: dict[str, Any] = {"formdata": None, "revision": str(row.revision)}
    return render_template(
        "respondent/review.html",
        standing=standing,
        review=replace(review, remarks=seen),
        state=state,
        depth=Depth(row.depth),
        steps=open_steps,
        Step=Step,
        unfit=unfit,
        taking=submitting.round_of(row, now()),
        asked=consenting.asked(g.place.organisation.id, *purposes) if purposes else (),
        send=forms.get("send") or SendForm(open_count, **empty),
        submit=forms.get("submit") or SubmitForm(open_count, **empty),
        questionnaire=questionnaire,
        words=words,
        plain=marks.plain,
    )
