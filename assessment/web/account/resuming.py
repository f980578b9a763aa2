"""What was typed while a login expired: carried through signing in, and sent once more by whoever typed it.

A form of a page names, in its signed CSRF token, the account it was made for. So typing comes back only to the same
person, and a form that another site made up belongs to nobody.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app, flash, g, redirect, render_template, request, session
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import BadRequest, MethodNotAllowed, NotFound, Unauthorized

from assessment.domain.access import NOBODY
from assessment.web import addresses, errors, guards, journal

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

    from assessment.domain.access import Person

FIELD = "held"
_TOKEN = "csrf_token"  # noqa: S105 - the name of a field
# Flask-WTF signs its tokens under this name.
_SALT = "wtf-csrf-token"
_LONGEST_SHOWN = 5000


@dataclass(frozen=True, slots=True)
class Held:
    """A form that could not be taken: where it was sent, what was in it, and whom it was made for (a signed mark)."""

    address: str
    fields: tuple[tuple[str, str], ...]
    mark: str
    has_files: bool = False

    def as_text(self) -> str:
        """Return it as one text for a hidden field."""
        return json.dumps([self.address, self.fields, self.mark, self.has_files], ensure_ascii=False)

    @property
    def typed(self) -> list[str]:
        """Return what a person typed: words, not numbers and codes that the page itself put into the form."""
        texts = [value for _, value in self.fields if len(value.split()) > 1 or "\n" in value]
        return [text[:_LONGEST_SHOWN] for text in texts]


def attach(app: Flask) -> None:
    """Answer a write without a session with a page that signs in and keeps what was sent."""
    app.register_error_handler(Unauthorized, _on_unauthorized)
    app.register_error_handler(CSRFError, _on_csrf_error)


def mark_session(account_id: str) -> None:
    """Begin a session's CSRF tokens anew, so that its forms name the account they are made for."""
    session[_TOKEN] = token_for(account_id)
    g.pop(_TOKEN, None)


def token_for(account_id: str) -> str:
    """Return a fresh CSRF secret that names an account, without telling which."""
    return f"{secrets.token_hex(20)}.{_owner(account_id)}"


def hold() -> Held:
    """Take what the present request sent; passwords and the old token are left out."""
    fields = tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if not name.endswith(_TOKEN) and "password" not in name
    )
    mark = request.form.get(_TOKEN) or request.headers.get("X-CSRFToken", "")
    return Held(request.full_path.rstrip("?"), fields, mark, has_files=any(f.filename for f in request.files.values()))


def carried() -> Held | None:
    """Return what the present form carries, None when it carries nothing that can be sent to this service."""
    try:
        address, fields, mark, has_files = json.loads(request.form.get(FIELD, ""))
        held = Held(str(address), tuple((str(name), str(value)) for name, value in fields), str(mark), bool(has_files))
        held.as_text().encode()  # halves of characters, which JSON can name, stand on no page
    except (ValueError, TypeError, RecursionError):
        return None
    return held if addresses.within(held.address, "") else None


def is_by(held: Held, person: Person) -> bool:
    """Whether a form was made for this person."""
    signer = URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt=_SALT)
    try:
        token = str(signer.loads(held.mark))
    except BadData:
        return False
    return bool(person.id) and hmac.compare_digest(token.rpartition(".")[2], _owner(person.id))


def offer(held: Held, status: int = 200) -> ResponseReturnValue:
    """Show the button that sends the form once more, or to somebody else a warning with the typed words."""
    page = "account/send_again.html" if is_by(held, guards.who()) else "account/not_yours.html"
    return render_template(page, held=held), status


def ask(held: Held | None) -> ResponseReturnValue:
    """Ask to sign in, keeping what was sent."""
    # The form belongs to the page's module; a look-up keeps the two apart.
    page = current_app.extensions["sign-in-page"]
    shown: ResponseReturnValue = page(held)
    return shown


def _on_unauthorized(error: Unauthorized) -> ResponseReturnValue:
    journal.note("not signed in")
    if request.method == "GET":
        return errors.show(error)
    return ask(carried() or hold())


def _on_csrf_error(error: CSRFError) -> ResponseReturnValue:
    """Lose nothing of a page that was open while its session ended, wherever it was sent."""
    journal.note("no valid form token")
    is_public = guards.guard_of(current_app, request.endpoint or "") == guards.PUBLIC
    held = carried() or (None if is_public else hold())
    if held is None:
        return _begin_again(error)
    return ask(held) if guards.who() == NOBODY else offer(held, BadRequest.code)


def _begin_again(error: CSRFError) -> ResponseReturnValue:
    """Show a public form again, empty: it may have held a password."""
    try:
        current_app.create_url_adapter(request).match(request.path, method="GET")  # type: ignore[union-attr] # within a request there is one
    except (MethodNotAllowed, NotFound):
        return errors.show(error)
    flash(gettext("The page was open too long. Please enter it once more."), "error")
    return redirect(request.full_path.rstrip("?"), 303)


def _owner(account_id: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"form of {account_id}".encode(), hashlib.sha256).hexdigest()[:32]
