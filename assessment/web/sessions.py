"""Flask's session, kept on the server: the cookie is a random token, and the table knows only its hash."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from assessment.domain.access import NOBODY
from assessment.services import accounts, sessions
from assessment.web import devices

if TYPE_CHECKING:
    from flask import Flask, Request, Response

    from assessment.domain.access import Person
    from assessment.services.sessions import Found
    from assessment.storage.tables import Account

_JSON = TaggedJSONSerializer()
_IDENTITY = "_user_id"


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """A session's data with the account it belongs to. It is stored only when something in it changed."""

    def __init__(self, found: Found | None = None) -> None:
        """Begin with what is stored, or with nothing."""

        def on_update(changed: ServerSession) -> None:
            changed.modified = True

        super().__init__(_data(found.data) if found else {}, on_update)
        self.found = found
        self._newcomer: Account | None = None
        self.new = found is None
        self.modified = False
        self.accessed = True
        if found is not None and found.identity and not found.person.id:
            # The password was changed, the account closed: whatever this session was, it is nobody's now.
            self.clear()

    @property
    def account(self) -> Account | None:
        """The account that the session belongs to, read anew unless somebody has signed in during this request."""
        newcomer = self._newcomer
        if newcomer is not None and self.get(_IDENTITY) == newcomer.fs_uniquifier:
            return newcomer
        return accounts.find_account(self.person.id) if self.person.id else None

    @property
    def person(self) -> Person:
        """Who asks: who has signed in during this request, else whose session it was before."""
        identity = self.get(_IDENTITY)
        if self._newcomer is not None and identity == self._newcomer.fs_uniquifier:
            return sessions.person_of(self._newcomer)
        return self.found.person if self.found and identity == self.found.identity else NOBODY

    @property
    def queue_key(self) -> str:
        """The key of unsent answers in the browser of whose session it was before this request, else empty."""
        return self.found.queue_key if self.found and self.get(_IDENTITY) == self.found.identity else ""

    def welcome(self, account: Account) -> None:
        """Take note of who is about to sign in, so that the account is not asked for again."""
        self._newcomer = account

    def renew(self) -> None:
        """Take a new token and end the former session, because whom this session is for has changed."""
        if self.found is not None:
            sessions.end_session(self.found)
        self.found = None
        self.modified = True


class ServerSessions(SessionInterface):
    """Reads and writes sessions."""

    def get_cookie_name(self, app: Flask) -> str:
        """Bind the cookie to this host where TLS allows it."""
        return "__Host-session" if app.config["SESSION_COOKIE_SECURE"] else "session"

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Find the session of the request's cookie. Static files have none."""
        if request.path.startswith("/assets/"):
            return ServerSession()
        token = request.cookies.get(self.get_cookie_name(app), "")
        return ServerSession(sessions.find_session(token, datetime.now(UTC)) if token else None)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed; give a new token at first and whenever somebody signs in or out."""
        if not isinstance(session, ServerSession):
            return
        at = datetime.now(UTC)
        if session.found is not None or session:
            _keep_private(response)
        if not session.modified:
            if session.found is not None:
                sessions.touch_session(session.found, session.person, at)
        elif session:
            self._keep(app, session, response, at)
        elif session.found is not None:
            sessions.end_session(session.found)
            response.delete_cookie(self.get_cookie_name(app), path="/", secure=app.config["SESSION_COOKIE_SECURE"])

    def _keep(self, app: Flask, session: ServerSession, response: Response, at: datetime) -> None:
        who = (str(session.get(_IDENTITY, "")), session.person)
        token = sessions.keep_session(session.found, _JSON.dumps(dict(session)), who, devices.words(), at)
        if token is not None:
            response.set_cookie(
                self.get_cookie_name(app),
                token,
                path="/",
                httponly=True,
                secure=app.config["SESSION_COOKIE_SECURE"],
                samesite="Lax",
            )


def _data(stored: str) -> dict[str, Any]:
    """Return a session's data; what JSON has no kind for, is tagged by a name that begins with a space."""
    data: dict[str, Any] = (_JSON.loads if '{" ' in stored else json.loads)(stored)
    return data


def _keep_private(response: Response) -> None:
    """Let nobody keep a response that a session was part of, unless its view has said otherwise."""
    headers = response.headers
    if "Cache-Control" not in headers:
        headers.add("Cache-Control", "no-store")
    varies = headers.get("Vary")
    if varies is None:
        headers.add("Vary", "Cookie")
    elif "cookie" not in varies.lower():
        headers["Vary"] = f"{varies}, Cookie"
