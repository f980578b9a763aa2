"""The blueprint that every page about a person's own account belongs to."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("account", __name__)
