"""Under which name the browser knows this service when it makes or asks for passkeys."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request

from assessment.services.passkeys import Site


def site() -> Site:
    """Return the public address where there is TLS, else that of the request, whose host is a trusted one."""
    settings = current_app.config["SETTINGS"]
    origin = settings.public_url if settings.is_secure else request.host_url.rstrip("/")
    return Site(urlsplit(origin).hostname or "localhost", origin)
