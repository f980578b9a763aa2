"""The improvement plan of an organisation: see it, add to it, change it, take back, take it along."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask import abort, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext, ngettext

from assessment.domain.access import Permission
from assessment.domain.actions import STEPS, ActionState
from assessment.reports.planned import ActionText
from assessment.services import plan as plans
from assessment.services.places import NotFound
from assessment.services.plan import Stale, Undo
from assessment.web import guards, language
from assessment.web.guards import guarded
from assessment.web.respondent import plan_form
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.here import today_there
from assessment.web.respondent.plan_form import ActionForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.reports.planned import PlannedAction

_UNDO = "plan_undo"


@blueprint.get("/organisations/<organisation_id>/plan")
@guarded(Permission.SEE_RESULT)
def plan(organisation_id: str) -> str:  # noqa: ARG001 - the guard has used it
    """Show the plan, of all systems or of one."""
    system = request.args.get("system", "")
    return render_template(
        "respondent/plan.html",
        actions=plans.plan_of(g.place, system),
        systems=plans.systems_of(g.place),
        chosen=system,
        has_undo=session.get(_UNDO, {}).get("organisation") == g.place.organisation.id,
        today=today_there(),
        steps=STEPS,
        words=plan_form,
    )


@blueprint.post("/assessments/<assessment_id>/plan")
@guarded(Permission.PLAN)
def add_to_plan(assessment_id: str) -> ResponseReturnValue:
    """Put recommendations into the plan."""
    wanted = request.form.getlist("question")
    words = (language.content_language(), language.of_reports())
    done = plans.add_recommendations(g.place, wanted, words, guards.who().id, guards.now())
    if not done.added:
        flash(gettext("Nothing was added: choose at least one recommendation that is not in the plan yet."), "error")
        return redirect(url_for("respondent.result", assessment_id=assessment_id), 303)
    count = len(done.added)
    text = ngettext("%(num)s action is now in the plan.", "%(num)s actions are now in the plan.", count)
    return _done(done, text, g.place.system.id)


@blueprint.get("/organisations/<organisation_id>/plan/new")
@guarded(Permission.PLAN)
def new_action(organisation_id: str) -> str:  # noqa: ARG001 - the guard has used it
    """Ask for an action of the organisation's own."""
    return _edited(_own_form(), None)


@blueprint.post("/organisations/<organisation_id>/plan/new")
@guarded(Permission.PLAN)
def add_action(organisation_id: str) -> ResponseReturnValue:  # noqa: ARG001 - the guard has used it
    """Add an action of the organisation's own."""
    form = _own_form()
    if not form.validate_on_submit():
        return _edited(form, None), 422
    try:
        done = plans.add_action(g.place, form.system.data, form.text, guards.who().id, guards.now())
    except NotFound:
        abort(404)
    return _done(done, gettext("The action is in the plan."))


@blueprint.get("/organisations/<organisation_id>/plan/<action_id>")
@guarded(Permission.SEE_RESULT)
def action(organisation_id: str, action_id: str) -> str:  # noqa: ARG001 - the guard has used it
    """Show one action, to be changed."""
    found = _found(action_id)
    form = ActionForm()
    form.offer()
    form.fill(found)
    return _edited(form, found)


@blueprint.post("/organisations/<organisation_id>/plan/<action_id>")
@guarded(Permission.PLAN)
def change_action(organisation_id: str, action_id: str) -> ResponseReturnValue:  # noqa: ARG001 - the guard has used it
    """Change an action, unless somebody else was faster: then both texts are shown."""
    found = _found(action_id)
    form = ActionForm()
    form.offer()
    if not form.validate_on_submit():
        return _edited(form, found), 422
    try:
        seen = (action_id, form.version.data or 0)
        done = plans.change_action(g.place, seen, form.text, guards.who().id, guards.now())
    except Stale as stale:
        # What the person typed stays; sending it again replaces the other's text, knowingly.
        form.version.raw_data, form.version.data = None, stale.now.version
        return _edited(form, stale.now, is_stale=True), 409
    return _done(done, gettext("The action has been changed."))


@blueprint.post("/organisations/<organisation_id>/plan/<action_id>/state")
@guarded(Permission.PLAN)
def move_action(organisation_id: str, action_id: str) -> ResponseReturnValue:  # noqa: ARG001 - the guard has used it
    """Put an action into another state with one button."""
    try:
        state = ActionState(request.form.get("state", ""))
    except ValueError:
        abort(400)
    try:
        seen = (action_id, request.form.get("version", 0, int))
        done = plans.move_action(g.place, seen, state, guards.who().id, guards.now())
    except NotFound:
        abort(404)
    except Stale:
        flash(gettext("Somebody else has just changed this action. See how it stands now."), "error")
        return redirect(_back(), 303)
    return _done(done, gettext("State: %(state)s.", state=plan_form.STATES[state]))


@blueprint.post("/organisations/<organisation_id>/plan/undo")
@guarded(Permission.PLAN)
def undo_plan(organisation_id: str) -> ResponseReturnValue:  # noqa: ARG001 - the guard has used it
    """Take back what this person did last."""
    kept = session.pop(_UNDO, None)
    if kept is None or kept["organisation"] != g.place.organisation.id:
        abort(404)
    try:
        plans.undo(g.place, _read(kept), guards.who().id, guards.now())
    except (NotFound, Stale):
        flash(gettext("It could not be taken back: somebody has changed it since."), "error")
    else:
        flash(gettext("Taken back."))
    return redirect(_back(), 303)


def _own_form() -> ActionForm:
    systems = plans.systems_of(g.place)
    if not systems:
        abort(404)
    form = ActionForm()
    form.offer(systems)
    return form


def _found(action_id: str) -> PlannedAction:
    try:
        return plans.action_of(g.place, action_id)
    except NotFound:
        abort(404)


def _edited(form: ActionForm, found: PlannedAction | None, *, is_stale: bool = False) -> str:
    return render_template("respondent/plan_action.html", form=form, action=found, is_stale=is_stale, words=plan_form)


def _done(undo: Undo, text: str, system: str = "") -> ResponseReturnValue:
    """Say what was done, remember how it is taken back, and go to the plan."""
    flash(text)
    if undo != Undo():
        session[_UNDO] = _written(undo)
    return redirect(_back(system), 303)


def _back(system: str = "") -> str:
    chosen = system or request.form.get("of", "")
    return url_for("respondent.plan", organisation_id=g.place.organisation.id, system=chosen or None)


def _written(undo: Undo) -> dict[str, Any]:
    kept: dict[str, Any] = {"organisation": g.place.organisation.id, "added": list(undo.added)}
    if undo.text is not None:
        text = undo.text
        due = text.due_on.isoformat() if text.due_on else ""
        kept |= {"id": undo.id, "version": undo.version}
        kept["text"] = [text.title, text.note, text.lead, text.effort, due, text.state.value]
    return kept


def _read(kept: dict[str, Any]) -> Undo:
    if "text" not in kept:
        return Undo(added=tuple(kept["added"]))
    title, note, lead, effort, due, state = kept["text"]
    text = ActionText(title, note, lead, effort, date.fromisoformat(due) if due else None, ActionState(state))
    return Undo((), kept["id"], kept["version"], text)
