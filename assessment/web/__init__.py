"""HTTP: decode, call one service, render or redirect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_compress import Compress
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from assessment.web import assets, errors, headers, language, public

if TYPE_CHECKING:
    from flask import Flask


def attach(app: Flask) -> None:
    """Add the pages, their templates' rules and the protections of every response."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    CSRFProtect(app)
    Compress(app)
    language.attach(app)
    headers.attach(app)
    errors.attach(app)
    app.register_blueprint(assets.blueprint)
    app.register_blueprint(public.blueprint)
