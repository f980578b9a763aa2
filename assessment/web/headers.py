"""The security headers of every response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from flask import Flask, Response

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
    """Send the headers with every response."""
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    given = {name.lower() for name, _ in response.headers}
    wanted = HEADERS | _LASTING if current_app.config["SESSION_COOKIE_SECURE"] else HEADERS
    for name, value in wanted.items():
        if name.lower() not in given:
            response.headers.add(name, value)
    return response
