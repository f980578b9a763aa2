"""The screen for the projector: one question at a time, the votes, then the agreed answer and the dissent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.exceptions import Conflict, UnprocessableEntity

from assessment.domain import workshops as together
from assessment.domain.access import Permission
from assessment.domain.answer_form import read_answer
from assessment.domain.answer_words import kindly
from assessment.domain.answers import problems
from assessment.domain.marks import plain
from assessment.services.answering import Closed, NotOnTheForm, Outcome
from assessment.services.identifiers import CODE_LENGTH, new_id
from assessment.services.workshops import holding, voting
from assessment.services.workshops.holding import Agreement, NotShared
from assessment.web import language, qr
from assessment.web.account import letters
from assessment.web.guards import guarded, now, who
from assessment.web.programme.blueprint import blueprint

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.workshops.holding import Screen

# The codes of workshops that were opened in this session: the database keeps only their digests.
_CODES = "workshop codes"
_LONGEST_DISSENT = 2000


@blueprint.get("/participants/<participant_id>/workshop")
@guarded(Permission.HOLD_WORKSHOPS)
def workshop_room(participant_id: str) -> str:
    """Show what a workshop can be about, and those that were held."""
    return render_template("programme/workshop_room.html", room=holding.enter(who(), participant_id), now=now())


@blueprint.post("/participants/<participant_id>/workshop")
@guarded(Permission.HOLD_WORKSHOPS)
def open_workshop(participant_id: str) -> ResponseReturnValue:
    """Open a workshop."""
    try:
        made = holding.open_workshop(who(), participant_id, request.form.get("assessment", ""), now())
    except NotShared:
        flash(gettext("The organisation has not agreed yet to share its answers with you."))
        return redirect(url_for(".workshop_room", participant_id=participant_id), 303)
    except Closed:
        flash(gettext("These answers cannot be changed now: they are being reviewed, or were submitted."))
        return redirect(url_for(".workshop_room", participant_id=participant_id), 303)
    session[_CODES] = session.get(_CODES, {}) | {made.id: made.code}
    return redirect(url_for(".workshop", workshop_id=made.id), 303)


@blueprint.get("/workshops/<workshop_id>")
@guarded(Permission.HOLD_WORKSHOPS)
def workshop(workshop_id: str) -> ResponseReturnValue:
    """Go on where the workshop is: at the question on the screen, else at the first that is open."""
    screen = holding.show_screen(who(), workshop_id, "", language.chosen(), now())
    return redirect(_address(workshop_id, screen.question.id))


@blueprint.get("/workshops/<workshop_id>/questions/<question_id>")
@guarded(Permission.HOLD_WORKSHOPS)
def workshop_question(workshop_id: str, question_id: str) -> str:
    """Show one question, large."""
    return _page(holding.show_screen(who(), workshop_id, question_id, language.chosen(), now()))


@blueprint.post("/workshops/<workshop_id>/questions/<question_id>/vote")
@guarded(Permission.HOLD_WORKSHOPS)
def workshop_vote(workshop_id: str, question_id: str) -> ResponseReturnValue:
    """Open or close the vote on a question."""
    if request.form.get("act") == "stop":
        voting.stop_voting(who(), workshop_id, now())
    else:
        holding.show_screen(who(), workshop_id, question_id, language.chosen(), now())
        voting.start_voting(who(), workshop_id, question_id, now())
    return redirect(_address(workshop_id, question_id), 303)


@blueprint.post("/workshops/<workshop_id>/questions/<question_id>")
@guarded(Permission.HOLD_WORKSHOPS)
def workshop_agree(workshop_id: str, question_id: str) -> ResponseReturnValue:
    """Store what was agreed, and go on."""
    screen = holding.show_screen(who(), workshop_id, question_id, language.chosen(), now())
    dissent = request.form.get("dissent", "").strip()
    try:
        answer = read_answer(screen.question, {name: request.form.getlist(name) for name in request.form})
    except NotOnTheForm:
        return _page(
            screen, gettext("This answer is not on offer here. Choose one of those shown.")
        ), UnprocessableEntity.code
    found = [kindly(problem, gettext) for problem, _ in problems(screen.question, answer)] if answer else []
    if answer is None or found or len(dissent) > _LONGEST_DISSENT:
        words = found[0] if found else gettext("Choose an answer; write at most 2,000 characters about the dissent.")
        return _page(screen, words, dissent), UnprocessableEntity.code
    base = int(request.form["base"]) if request.form.get("base", "").isdigit() else screen.version
    save_id = request.form.get("save_id") or new_id()
    agreement = Agreement(question_id, base, answer, dissent, save_id, language.content_language())
    try:
        result = holding.agree(who(), workshop_id, agreement, now())
    except Closed:
        return _page(screen, gettext("These answers cannot be changed any more."), dissent), Conflict.code
    if result.outcome is Outcome.CONFLICT:
        fresh = holding.show_screen(who(), workshop_id, question_id, language.chosen(), now())
        words = gettext("Somebody has changed this answer meanwhile. Look at it, and agree again.")
        return _page(fresh, words, dissent), Conflict.code
    flash(gettext("Saved: %(question)s.", question=question_id))
    return redirect(_address(workshop_id, screen.after or question_id), 303)


@blueprint.get("/workshops/<workshop_id>/end")
@guarded(Permission.HOLD_WORKSHOPS)
def ending_workshop(workshop_id: str) -> str:
    """Ask before a workshop is ended."""
    _, found, _ = holding.find(who(), workshop_id, now())
    return render_template("programme/workshop_end.html", workshop_id=workshop_id, found=found)


@blueprint.post("/workshops/<workshop_id>/end")
@guarded(Permission.HOLD_WORKSHOPS)
def end_workshop(workshop_id: str) -> ResponseReturnValue:
    """End a workshop."""
    participant_id = holding.end_workshop(who(), workshop_id, now())
    session[_CODES] = {id_: code for id_, code in session.get(_CODES, {}).items() if id_ != workshop_id}
    flash(gettext("The workshop is over. What was agreed is with the organisation."))
    return redirect(url_for(".workshop_room", participant_id=participant_id), 303)


def _address(workshop_id: str, question_id: str) -> str:
    return url_for(".workshop_question", workshop_id=workshop_id, question_id=question_id)


def _page(screen: Screen, problem: str = "", dissent: str | None = None) -> str:
    code = session.get(_CODES, {}).get(screen.workshop.id, "")
    half = CODE_LENGTH // 2
    return render_template(
        "programme/workshop.html",
        screen=screen,
        plain=plain,
        can_vote=together.can_be_voted_on(screen.question),
        problem=problem,
        dissent=screen.dissent if dissent is None else dissent,
        chosen=screen.leading or screen.answer,
        code=f"{code[:half]}-{code[half:]}" if code else "",
        join=letters.public_address("public.vote"),
        qr=qr.picture(letters.public_address("public.vote") + f"?code={code}") if code else "",
        save_id=new_id(),
    )
