"""HTTP: decode, call one service, render or redirect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_compress import Compress
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from assessment.web import (
    account,
    api,
    assets,
    characters,
    editor,
    errors,
    formats,
    found,
    guards,
    headers,
    health,
    journal,
    language,
    languages,  # noqa: F401 - adds its page to the public ones
    limits,
    navigation,
    notices,  # noqa: F401 - adds its pages to the public ones
    official,
    operator,
    programme,
    public,
    respondent,
    roles,
    verification,  # noqa: F401 - adds its pages to the public ones
    versions,  # noqa: F401 - adds its pages to the public ones
    votes,  # noqa: F401 - adds its pages to the public ones
)
from assessment.web.application import Forms
from assessment.web.sessions import ServerSessions

if TYPE_CHECKING:
    from flask import Flask
    from flask_security import UserDatastore


def attach(app: Flask, datastore: UserDatastore) -> None:
    """Add the pages, their templates' rules and the protections of every response."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.session_interface = ServerSessions()
    if app.config["PROXIES"]:
        hops = app.config["PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign] # Flask's own way
    Forms(app)
    Compress(app)
    for part in (
        journal,
        language,
        headers,
        errors,
        characters,
        formats,
        found,
        navigation,
        guards,
        roles,
        limits,
        health,
    ):
        part.attach(app)
    for audience in (public, account, respondent, programme, official, editor, operator, api):
        app.register_blueprint(audience.blueprint)
    app.register_blueprint(assets.blueprint)
    account.attach(app, datastore)
