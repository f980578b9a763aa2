"""The security headers of every response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    # No text becomes markup or code in a script: browsers refuse it, whatever the text is.
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_LASTING = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def attach(app: Flask) -> None:
    """Send the headers with every response, also where Flask itself has failed."""
    wanted = HEADERS | _LASTING if app.config["SESSION_COOKIE_SECURE"] else HEADERS
    app.wsgi_app = _Protected(app.wsgi_app, wanted)  # type: ignore[method-assign, assignment] # Flask's own way


class _Protected:
    """Adds headers on the way to the server, where a response is already a plain list of them."""

    def __init__(self, application: WSGIApplication, wanted: dict[str, str]) -> None:
        self._application = application
        self._wanted = tuple((name, name.lower(), value) for name, value in wanted.items())

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request."""

        def started(status: str, headers: list[tuple[str, str]], *failure: Any) -> Callable[[bytes], object]:  # noqa: ANN401 - handed on
            given = {name.lower() for name, _ in headers}
            headers += [(name, value) for name, lower, value in self._wanted if lower not in given]
            return start(status, headers, *failure)

        return self._application(environ, started)
