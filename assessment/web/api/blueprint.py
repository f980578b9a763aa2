"""The blueprint of the interface for programs: a token instead of a session, and errors as RFC 9457 describes them."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from flask import Blueprint, g, jsonify, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, NotFound, TooManyRequests, Unauthorized

from assessment.services import places
from assessment.services.releases import tokens
from assessment.web import journal, limits
from assessment.web.guards import now, public

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response
    from flask.typing import ResponseReturnValue

    from assessment.services.releases.tokens import Reader

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
PROBLEM = "application/problem+json"


class Problem(HTTPException):
    """An error with the name of the parameter that is wrong and how to mend it."""

    code = 400

    def __init__(self, parameter: str, detail: str) -> None:
        """Keep both."""
        super().__init__(detail)
        self.parameter = parameter


def with_token(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Let only programs through that show a token in force; the view finds who reads in `reader()`.

    The route is public to the guards, which know sessions: no cookie opens it, and no token opens a page.
    """

    @public
    @wraps(view)
    def checked(*positional: object, **ids: object) -> ResponseReturnValue:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        limits.attempt(("interface from a place", (limits.place(),)))
        found = tokens.find_reader(secret.strip(), now()) if scheme.casefold() == "bearer" else None
        if found is None:
            journal.note("no token")
            raise Unauthorized
        limits.attempt(("interface with a token", (found.token_id,)))
        g.reader = found
        return view(*positional, **ids)

    return checked


def reader() -> Reader:
    """Return who reads."""
    found: Reader = g.reader
    return found


# Named once more: for this status the application has a page of its own, which would be found first.
@blueprint.errorhandler(Unauthorized)
@blueprint.errorhandler(HTTPException)
def _problem(error: HTTPException) -> ResponseReturnValue:
    """Say what is wrong as JSON."""
    status = error.code or 500
    detail = error.description if isinstance(error, Problem) else _details().get(status, "")
    body = {"type": "about:blank", "title": error.name, "status": status, "detail": detail}
    if isinstance(error, Problem):
        body["parameter"] = error.parameter
    response: Response = jsonify(body)
    response.status_code, response.mimetype = status, PROBLEM
    if isinstance(error, Unauthorized):
        response.headers["WWW-Authenticate"] = 'Bearer realm="releases"'
    if isinstance(error, TooManyRequests) and error.retry_after:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


@blueprint.errorhandler(places.NotFound)
def _not_found(_: places.NotFound) -> ResponseReturnValue:
    return _problem(NotFound())


def _details() -> dict[int, str]:
    """Return what to do about a status."""
    return {
        400: gettext("The request holds the character NUL, which no text can hold."),
        401: gettext(
            "Send a token in the header “Authorization: Bearer …”. You make one on the page “Programs” of the released "
            "figures. It may have expired or been revoked."
        ),
        404: gettext("There is no such release. The list of releases names those there are."),
        429: gettext("Too many requests. Wait as long as the header Retry-After says."),
    }
