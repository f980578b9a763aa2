"""The operator's first page: the state of the service at a glance."""

from __future__ import annotations

from flask import render_template

from assessment.domain.access import Permission
from assessment.web.guards import guarded
from assessment.web.operator.blueprint import blueprint


@blueprint.get("/")
@guarded(Permission.OPERATE)
def home() -> str:
    """Show what needs attention, and how much there is."""
    return render_template("operator/home.html")
