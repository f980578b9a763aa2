"""Every route says who may use it; a route that says nothing is refused, and what is not yours does not exist."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from flask import abort, current_app, g, redirect, request, session, url_for

from assessment.domain.access import NOBODY, Permission, Person, may
from assessment.services import places
from assessment.web import journal
from assessment.web.sessions import ServerSession

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Flask
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response as Answer

    View = Callable[..., ResponseReturnValue]
    Finder = Callable[[Person, Mapping[str, str], datetime], places.Place]

_Function = TypeVar("_Function", bound="Callable[..., object]")
PUBLIC = "public"
# In a session that began without a second step where everybody has to have one.
OWED = "owes_second_step"
# Routes of extensions, which cannot carry a mark: each is listed here with what guards it.
EXTENSIONS: dict[str, Permission | str] = {}


def public(view: _Function) -> _Function:
    """Mark a route as open to everybody."""
    view.guard = PUBLIC  # type: ignore[attr-defined] # the mark that `guard_of` reads
    return view


def guarded(
    permission: Permission, *, before_second_factor: bool = False, find: Finder = places.find_place
) -> Callable[[View], View]:
    """Let only those through who have a permission in the place that the address names.

    The place is found by the address's `organisation_id`, `system_id` or `assessment_id`, and its `section_id` narrows
    the question for those who are limited to sections. Who is not signed in is asked to; for who is no member the page
    does not exist (404), nor does anything but their section for guests; a member without the permission is told so
    (403). The view finds the place in `g.place`. Whose office, or whose session, demands a second factor sets it up
    before anything else (`before_second_factor` marks where). A view that
    needs nothing of the place but whose it is takes `places.find_owner`, which refuses the same and reads less.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(*positional: object, **ids: str) -> ResponseReturnValue:
            person = who()
            if person is NOBODY:
                return _sign_in()
            if owes_second_step() and not before_second_factor:
                return redirect(url_for("account.choose_second_step"), 303)
            try:
                g.place = find(person, ids, now())
            except places.NotFound:
                journal.note("not theirs")
                abort(404)
            # Kept apart from the place: writing lets go of what was read, and the organisation may be what is deleted.
            g.country = g.place.organisation.country if g.place.organisation is not None else ""
            if not may(person, permission, g.place.scope, ids.get("section_id", "")):
                journal.note("not allowed")
                abort(403 if g.place.scope.role is not None and not person.is_guest else 404)
            return view(*positional, **ids)

        checked.guard = permission  # type: ignore[attr-defined] # the mark that `guard_of` reads
        return checked

    return decorate


def guard_of(app: Flask, endpoint: str) -> Permission | str | None:
    """Return what guards a route: a permission, `PUBLIC`, or None when nobody has said."""
    return getattr(app.view_functions.get(endpoint), "guard", None) or EXTENSIONS.get(endpoint)


def attach(app: Flask) -> None:
    """Refuse routes that nobody has guarded, and tell templates who is looking at them."""
    app.before_request(_refuse_unguarded)
    app.context_processor(_context)


def who() -> Person:
    """Return who asks: the account of the session, else the guest of a confirmed link, else NOBODY."""
    if "person" not in g:
        person = session.person if isinstance(session, ServerSession) else NOBODY
        if not person.id and session.get("guest_link"):
            person = places.guest_of(session["guest_link"], now())
        g.person = person if person.id else NOBODY
    found: Person = g.person
    return found


def now() -> datetime:
    """Return the time of this request, the same at every call."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    found: datetime = g.now
    return found


def owes_second_step() -> bool:
    """Whether who asks has to set up a second step before anything else: for an office, or since they signed in."""
    return who().lacks_second_factor or OWED in session


def allows(permission: Permission, section: str = "") -> bool:
    """Whether who asks may do this in the present place; pages offer only what is allowed."""
    place = g.get("place", places.NOWHERE)
    return may(who(), permission, place.scope, section)


def _refuse_unguarded() -> None:
    endpoint = request.endpoint
    if endpoint is not None and guard_of(current_app, endpoint) is None:
        current_app.logger.error("the route %s is not guarded", endpoint)
        abort(404)


def _sign_in() -> Answer:
    """Ask a reader to sign in and come back; what a writer sent is held by the page that asks."""
    if request.method != "GET":
        abort(401)
    return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))


def _context() -> dict[str, object]:
    return {
        "person": who(),
        "place": g.get("place", places.NOWHERE),
        "may": allows,
        "Permission": Permission,
        OWED: owes_second_step(),
    }
