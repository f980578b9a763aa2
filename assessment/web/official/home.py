"""The first page of released figures."""

from __future__ import annotations

from flask import render_template

from assessment.domain.access import Permission
from assessment.web.guards import guarded
from assessment.web.official.blueprint import blueprint


@blueprint.get("/")
@guarded(Permission.SEE_RELEASES)
def home() -> str:
    """Show what there is."""
    return render_template("official/home.html")
