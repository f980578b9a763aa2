"""Where a person was mentioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from assessment.domain import marks
from assessment.domain.access import Permission
from assessment.services import mentions as found
from assessment.services import people
from assessment.web import guards, language
from assessment.web.guards import guarded
from assessment.web.respondent.blueprint import blueprint

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


@blueprint.get("/mentions")
@guarded(Permission.USE_OWN_ACCOUNT)
def mentions() -> str:
    """List the comments that mention who looks, the new ones first."""
    listed = found.mentions_of(guards.who(), language.content_language())
    return render_template(
        "respondent/mentions.html",
        unread=[one for one in listed if one.is_unread],
        seen=[one for one in listed if not one.is_unread],
        names=people.names_of({one.written_by for one in listed}, gettext("a former member")),
        plain=marks.plain,
    )


@blueprint.post("/mentions")
@guarded(Permission.USE_OWN_ACCOUNT)
def see_mentions() -> Response:
    """Mark everything as seen."""
    found.see_all_mentions(guards.who(), guards.now())
    flash(gettext("All mentions are marked as read."))
    return redirect(url_for("respondent.mentions"), 303)
