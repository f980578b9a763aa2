"""The first page of rounds."""

from __future__ import annotations

from flask import render_template

from assessment.domain.access import Permission
from assessment.web.guards import guarded
from assessment.web.programme.blueprint import blueprint


@blueprint.get("/")
@guarded(Permission.FOLLOW_ROUNDS)
def home() -> str:
    """Show what there is."""
    return render_template("programme/home.html")
