"""What the retention rules would delete today."""

from __future__ import annotations

from flask import render_template

from assessment.domain.access import Permission
from assessment.services.retention import rules
from assessment.web import guards
from assessment.web.guards import guarded
from assessment.web.operator.blueprint import blueprint
from assessment.web.operator.page_texts import RULES


@blueprint.get("/retention")
@guarded(Permission.OPERATE)
def retention() -> str:
    """Show each rule with what it would take now; nothing is changed."""
    return render_template("operator/retention.html", due=rules.due_today(guards.now()), titles=RULES)
