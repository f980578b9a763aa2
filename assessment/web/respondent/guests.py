"""What a guest meets: the link, the code, the section, and leaving again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, session, url_for
from flask_babel import gettext
from werkzeug.exceptions import Gone, UnprocessableEntity

from assessment.services import guest_codes, places
from assessment.services.guest_codes import CODES_WINDOW, CodeExpired, Opened, TooManyCodes, WrongCode
from assessment.services.questionnaires import show_questionnaire
from assessment.web import cookies, guards, journal, language, limits
from assessment.web.account import resuming
from assessment.web.guards import public
from assessment.web.respondent import letters
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.teamwork_forms import CodeForm
from assessment.web.sessions import ServerSession

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from assessment.services.mail import Letter

# What guards.who() reads.
SESSION = "guest_link"


@blueprint.get("/guest/<token>")
@public
def guest_link(token: str) -> ResponseReturnValue:
    """Say who asks for what; looking changes nothing, because mail filters look too."""
    opened = _open(token)
    if opened is None:
        return _closed()
    if guards.who().is_signed_in:
        return render_template("respondent/guest_signed_in.html", opened=opened)
    if guest_codes.is_known(opened.link_id, cookies.read(_cookie(opened.link_id))):
        return _enter(opened)
    return render_template("respondent/guest_link.html", opened=opened, token=token, section=_section(opened))


@blueprint.post("/guest/<token>")
@public
def send_guest_code(token: str) -> ResponseReturnValue:
    """Mail a code to the guest's address."""
    opened = _open(token)
    if opened is None:
        return _closed()

    def letter(code: str) -> Letter:
        return letters.guest_code(opened.language, code)

    try:
        guest_codes.send_code(token, guards.now(), letter)
    except places.NotFound:
        return _closed()
    except TooManyCodes:
        minutes = int(CODES_WINDOW.total_seconds()) // 60
        flash(gettext("Several codes were sent already. Wait up to %(minutes)s minutes.", minutes=minutes), "error")
    return redirect(url_for("respondent.guest_code", token=token), 303)


@blueprint.get("/guest/<token>/code")
@public
def guest_code(token: str) -> ResponseReturnValue:
    """Ask for the code."""
    opened = _open(token)
    if opened is None:
        return _closed()
    return _ask_for_code(token, opened, CodeForm(formdata=None))


@blueprint.post("/guest/<token>/code")
@public
def confirm_guest(token: str) -> ResponseReturnValue:
    """Let the guest in whose code is right."""
    opened, form = _open(token), CodeForm()
    if opened is None:
        return _closed()
    if guards.who().is_signed_in:
        return redirect(url_for("respondent.guest_link", token=token), 303)
    if not form.validate_on_submit():
        return _ask_for_code(token, opened, form), UnprocessableEntity.code
    counted = limits.attempt(("code from a place", (limits.place(),)))
    try:
        browser = guest_codes.confirm_link(token, form.code.data, guards.now())
    except places.NotFound:
        return _closed()
    except (WrongCode, CodeExpired) as problem:
        journal.note("guest code refused")
        form.code.errors = [_words(problem)]
        return _ask_for_code(token, opened, form), UnprocessableEntity.code
    counted.succeeded()
    response = _enter(opened)
    lasts = int((opened.expires_at - guards.now()).total_seconds())
    cookies.give(response, _cookie(opened.link_id), browser, lasts)
    return response


def _words(problem: WrongCode | CodeExpired) -> str:
    if isinstance(problem, WrongCode) and problem.left:
        return str(gettext("This is not the code. You can try %(left)s more times.", left=problem.left))
    return str(gettext("No code is valid any more. Ask for a new one below."))


@blueprint.post("/guest/leave")
@public
def leave_as_guest() -> ResponseReturnValue:
    """Forget in this browser that the guest was let in."""
    link_id = session.get(SESSION, "")
    session.clear()
    response = redirect(url_for("public.home"), 303)
    if link_id:
        guest_codes.forget_browser(link_id, cookies.read(_cookie(link_id)))
        cookies.take_back(response, _cookie(link_id))
    flash(gettext("You have left. To go on, open your link again; it sends a new code."))
    return response


def _open(token: str) -> Opened | None:
    try:
        return guest_codes.open_link(token, guards.now())
    except places.NotFound:
        return None


def _closed() -> ResponseReturnValue:
    return render_template("respondent/guest_closed.html"), Gone.code


def _ask_for_code(token: str, opened: Opened, form: CodeForm) -> str:
    return render_template("respondent/guest_code.html", opened=opened, token=token, form=form)


def _enter(opened: Opened) -> Response:
    """Make this session the guest's, under a new token, and lead to the section."""
    if not isinstance(session, ServerSession):
        abort(400)
    session.renew()
    session[SESSION] = opened.link_id
    resuming.mark_session(opened.link_id)
    where = {"assessment_id": opened.assessment_id, "section_id": opened.section_id}
    return redirect(url_for("respondent.section", **where), 303)  # type: ignore[arg-type] # ids only


def _section(opened: Opened) -> str:
    shown = show_questionnaire(opened.questionnaire, opened.version, language.content_language())
    return shown.section_by_id[opened.section_id].title


def _cookie(link_id: str) -> str:
    """Return the name of the cookie by which a browser is known: one for each link."""
    return f"guest-{link_id}"
