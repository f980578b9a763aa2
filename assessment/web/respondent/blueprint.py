"""The blueprint that every page of an organisation belongs to."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("respondent", __name__)
