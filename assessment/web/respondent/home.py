"""A person's organisations, with where everything stands."""

from __future__ import annotations

from flask import render_template

from assessment.domain.access import Permission
from assessment.services import mentions, overview
from assessment.web.guards import guarded, now, who
from assessment.web.respondent import words
from assessment.web.respondent.blueprint import blueprint


@blueprint.get("/organisations")
@guarded(Permission.USE_OWN_ACCOUNT)
def home() -> str:
    """Show the person's organisations, what waits for them, and how to begin."""
    found = overview.organisations_of(who())
    return render_template(
        "respondent/home.html",
        organisations=found,
        words=words,
        today=now().date(),
        unread=mentions.unread_mentions(who()),
    )
