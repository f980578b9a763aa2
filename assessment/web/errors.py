"""From errors to pages: one table, plain words, nothing leaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, current_app, g, render_template
from flask_babel import gettext, lazy_gettext
from werkzeug import exceptions
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError, TooManyRequests

from assessment.content.errors import ContentError
from assessment.services.conflicts import Stale
from assessment.services.places import NotFound
from assessment.web import journal

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue
    from flask_babel import LazyString

_OTHER_NAME = "This service does not answer under this name. Use the address that you were given (PUBLIC_URL).\n"
_TEXTS = {
    400: (
        lazy_gettext("The request was not understood"),
        lazy_gettext("Go back, check what you entered and try again."),
    ),
    401: (
        lazy_gettext("Please sign in again"),
        lazy_gettext("You were signed out. Sign in and send it again; nothing that was saved is lost."),
    ),
    403: (
        lazy_gettext("Your role does not allow this"),
        lazy_gettext("Somebody with another role in your organisation can do it. An owner can change your role."),
    ),
    409: (
        lazy_gettext("Somebody else was faster"),
        lazy_gettext("The page has changed since you opened it. Look at it again before you decide."),
    ),
    429: (
        lazy_gettext("Too many attempts"),
        lazy_gettext(
            "Wait a few minutes and try again. This protects accounts against guessing; nothing of yours is locked. "
            "If you cannot sign in because somebody else keeps trying, ask for a link by mail: it always works."
        ),
    ),
    404: (
        lazy_gettext("Page not found"),
        lazy_gettext("Check the address. Perhaps what stood here was deleted, or it is not open to you."),
    ),
    405: (lazy_gettext("This cannot be done here"), lazy_gettext("Go back and use the buttons of the page.")),
    413: (lazy_gettext("Too much at once"), lazy_gettext("What you sent is larger than allowed. Send a smaller file.")),
    502: (
        lazy_gettext("The other service does not answer"),
        lazy_gettext("Sign in with your password, or try again in a few minutes."),
    ),
    500: (
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext(
            "It has been written down for the people who run this service. Please try again in a few minutes."
        ),
    ),
}
# What the log says about refusals that nobody has named more exactly.
_EVENTS = {400: "bad request", 401: "not signed in", 403: "not allowed", 413: "too large", 422: "unfit input"}


def attach(app: Flask) -> None:
    """Show every error as a page."""
    app.register_error_handler(HTTPException, show)
    app.register_error_handler(ContentError, _show_content)
    app.register_error_handler(NotFound, lambda _: show(exceptions.NotFound()))
    app.register_error_handler(Stale, lambda _: show(exceptions.Conflict()))


def show(error: HTTPException) -> ResponseReturnValue:
    """Show an error in plain words, with the time to wait where there is one."""
    if isinstance(error, SecurityError):
        # Asked for under another name: there is no address that a page could link to.
        return Response(_OTHER_NAME, error.code, content_type="text/plain; charset=utf-8")
    status = error.code or 500
    if "event" not in g and status in _EVENTS:
        journal.note(_EVENTS[status])
    title, text = words(status)
    waiting = (
        {"Retry-After": str(error.retry_after)} if isinstance(error, TooManyRequests) and error.retry_after else {}
    )
    return (*page(status, title, text), waiting)


def words(status: int) -> tuple[LazyString, LazyString]:
    """Return what is said about a status: what happened, and what to do."""
    return _TEXTS.get(status, _TEXTS[400 if status < InternalServerError.code else InternalServerError.code])


def page(status: int, title: LazyString, text: LazyString | str) -> tuple[str, int]:
    """Return a page that says what happened and what to do."""
    return render_template("public/error.html", title=title, text=text), status


def _show_content(error: ContentError) -> tuple[str, int]:
    """Log in full and show in brief: a damaged questionnaire is the operator's business."""
    current_app.logger.error("%s", error)
    text = gettext(
        "A questionnaire of this installation cannot be used. The people who run this service have to restore it."
    )
    return page(InternalServerError.code, _TEXTS[500][0], text)
