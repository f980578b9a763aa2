"""The blueprint of the programme pages, with the tabs between them."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext

from assessment.domain.access import Permission
from assessment.web import navigation
from assessment.web.navigation import Entry

blueprint = Blueprint("programme", __name__, url_prefix="/programme")

TABS = (Entry("programme.home", lazy_gettext("Rounds"), Permission.FOLLOW_ROUNDS),)


@blueprint.context_processor
def _context() -> dict[str, object]:
    return {"programme_tabs": lambda: navigation.links(TABS)}
