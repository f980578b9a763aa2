"""Opening, extending, closing and reopening a round, each after a page that says what it means; and the next round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext

from assessment.domain.access import Permission
from assessment.domain.rounds import Step
from assessment.services.conflicts import Stale
from assessment.services.rounds import cloning, managing
from assessment.services.rounds.managing import Unfit
from assessment.web.guards import guarded, now, who
from assessment.web.programme import letters, words
from assessment.web.programme.blueprint import blueprint
from assessment.web.programme.round_forms import CloneForm, EndForm, StepForm
from assessment.web.programme.rounds import UNACCEPTED, found_round

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from flask_babel import LazyString

    from assessment.services.rounds.reading import Known


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of one step: the question, the button, what was done."""

    title: LazyString
    button: LazyString
    done: LazyString


STEPS: dict[Step, Asked] = {
    Step.OPEN: Asked(
        lazy_gettext("Open this round?"), lazy_gettext("Open the round"), lazy_gettext("The round is open.")
    ),
    Step.EXTEND: Asked(
        lazy_gettext("Until when?"), lazy_gettext("Change the last day"), lazy_gettext("The last day has changed.")
    ),
    Step.CLOSE: Asked(
        lazy_gettext("Close this round?"), lazy_gettext("Close the round"), lazy_gettext("The round is closed.")
    ),
    Step.REOPEN: Asked(
        lazy_gettext("Open this round again?"), lazy_gettext("Open it again"), lazy_gettext("The round is open again.")
    ),
}
WITH_END = frozenset({Step.EXTEND, Step.REOPEN})


@blueprint.get("/rounds/<round_id>/steps/<step_name>")
@guarded(Permission.RUN_ROUNDS)
def round_step(round_id: str, step_name: str) -> str:
    """Say what a step means, before it is taken."""
    known, step = found_round(round_id), _step(step_name)
    if step not in known.steps:
        abort(409)
    form = (
        EndForm(revision=known.revision, closes_on=max(known.terms.closes_on, now().date()))
        if step in WITH_END
        else StepForm(revision=known.revision)
    )
    return _page(known, step, form)


@blueprint.post("/rounds/<round_id>/steps/<step_name>")
@guarded(Permission.RUN_ROUNDS)
def take_round_step(round_id: str, step_name: str) -> ResponseReturnValue:
    """Take the step."""
    known, step = found_round(round_id), _step(step_name)
    form = EndForm() if step in WITH_END else StepForm()
    if not form.validate():
        return _page(known, step, form), UNACCEPTED
    try:
        _take(round_id, step, form)
    except Unfit as unfit:
        form.form_errors.append(str(words.UNFIT[unfit.code]))
        return _page(known, step, form), UNACCEPTED
    except Stale:
        flash(gettext("Somebody else has changed this round meanwhile. Look at it again before you decide."), "error")
    else:
        flash(str(STEPS[step].done))
    return redirect(url_for("programme.round_page", round_id=round_id), 303)


def _take(round_id: str, step: Step, form: StepForm) -> None:
    match step:
        case Step.OPEN:
            managing.open_round(round_id, form.seen, who(), now(), letters.Writer(who().name))
        case Step.EXTEND:
            managing.extend_round(round_id, form.closes_on.data, form.seen, who(), now())
        case Step.CLOSE:
            managing.close_round(round_id, form.seen, who(), now())
        case Step.REOPEN:
            managing.reopen_round(round_id, form.closes_on.data, form.seen, who(), now())


@blueprint.get("/rounds/<round_id>/next")
@guarded(Permission.RUN_ROUNDS)
def next_round(round_id: str) -> str:
    """Ask what differs in the round of the next year."""
    known = found_round(round_id)
    first, last = _a_year_later(known.terms.opens_on), _a_year_later(known.terms.closes_on)
    form = CloneForm(name=known.terms.name, opens_on=first, closes_on=last, with_participants=True)
    return render_template("programme/round_next.html", round=known, form=form, words=words)


@blueprint.post("/rounds/<round_id>/next")
@guarded(Permission.RUN_ROUNDS)
def clone_round(round_id: str) -> ResponseReturnValue:
    """Make the round of the next year as a draft."""
    known, form = found_round(round_id), CloneForm()
    if not form.validate():
        return render_template("programme/round_next.html", round=known, form=form, words=words), UNACCEPTED
    wish = cloning.Wish(form.name.data, form.opens_on.data, form.closes_on.data, form.with_participants.data)
    try:
        id_ = cloning.clone_round(round_id, wish, who(), now())
    except Unfit as unfit:
        form.form_errors.append(str(words.UNFIT[unfit.code]))
        return render_template("programme/round_next.html", round=known, form=form, words=words), UNACCEPTED
    flash(gettext("The next round is a draft. Check its terms, then open it."))
    return redirect(url_for("programme.round_page", round_id=id_), 303)


def _step(name: str) -> Step:
    try:
        return Step(name)
    except ValueError:
        abort(404)


def _a_year_later(day: date) -> date:
    """Return the same day of the next year; the last of February stays the last."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def _page(known: Known, step: Step, form: StepForm) -> str:
    return render_template(
        "programme/round_step.html", round=known, step=step.value, asked=STEPS[step], form=form, words=words
    )
