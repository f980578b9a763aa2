"""Voting in a workshop, from a telephone and without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.exceptions import Conflict, UnprocessableEntity

from assessment.domain.answer_form import read_answer
from assessment.domain.marks import plain
from assessment.services.answering import NotOnTheForm
from assessment.services.identifiers import new_token
from assessment.services.places import NotFound
from assessment.services.workshops import voting
from assessment.services.workshops.voting import NotNow
from assessment.web import guards, language, limits
from assessment.web.guards import public
from assessment.web.public import blueprint

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.workshops.voting import Ballot

_WORKSHOP, _VOTER = "workshop", "voter"


@blueprint.get("/vote")
@public
def vote() -> str:
    """Ask for the code on the screen; a scanned one is filled in, and used only when it is sent."""
    return render_template("public/vote_code.html", code=request.args.get("code", "")[:20], problem="")


@blueprint.post("/vote")
@public
def join_vote() -> ResponseReturnValue:
    """Let somebody into the room."""
    code = request.form.get("code", "")[:40]
    attempt = limits.attempt(("code from a place", (limits.place(),)))
    try:
        found = voting.find_workshop(code, guards.now())
    except NotFound:
        problem = gettext("No workshop that goes on has this code. Look at the screen again, or ask the facilitator.")
        return render_template("public/vote_code.html", code=code, problem=problem), UnprocessableEntity.code
    attempt.succeeded()
    session[_WORKSHOP] = found
    session.setdefault(_VOTER, new_token())
    return redirect(url_for(".ballot"), 303)


@blueprint.get("/vote/now")
@public
def ballot() -> ResponseReturnValue:
    """Show the question that is voted on."""
    found = _ballot()
    return redirect(url_for(".vote")) if found is None else _page(found)


@blueprint.post("/vote/now")
@public
def cast_vote() -> ResponseReturnValue:
    """Take a vote."""
    found = _ballot()
    if found is None:
        return redirect(url_for(".vote"), 303)
    if found.question is None or found.question.id != request.form.get("question"):
        return _page(found, gettext("The vote on that question is closed.")), Conflict.code
    try:
        answer = read_answer(found.question, {name: request.form.getlist(name) for name in request.form})
        voting.cast_vote(found, found.question.id, answer, session[_VOTER], guards.now())
    except (NotNow, NotOnTheForm):
        return _page(found, gettext("Choose one of the answers.")), UnprocessableEntity.code
    return redirect(url_for(".ballot", done=1), 303)


def _ballot() -> Ballot | None:
    """Return what the person sees; None for who is in no workshop that goes on."""
    if _WORKSHOP not in session:
        return None
    try:
        return voting.show_ballot(session[_WORKSHOP], session[_VOTER], language.chosen(), guards.now())
    except NotFound:
        session.pop(_WORKSHOP)
        return None


def _page(found: Ballot, problem: str = "") -> str:
    return render_template(
        "public/ballot.html", ballot=found, plain=plain, problem=problem, is_done="done" in request.args
    )
