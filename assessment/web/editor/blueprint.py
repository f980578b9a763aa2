"""The blueprint of the editors' pages, with the tabs of one draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort
from flask_babel import lazy_gettext

from assessment.domain.access import Permission
from assessment.services.drafting import reading
from assessment.services.places import NotFound
from assessment.web import navigation
from assessment.web.navigation import Entry

if TYPE_CHECKING:
    from assessment.services.drafting.reading import Whole

blueprint = Blueprint("editor", __name__, url_prefix="/editing")

CONFLICT, UNACCEPTED = 409, 422
_MAY = Permission.EDIT_QUESTIONNAIRES
# Inside one draft; each takes its id.
DRAFT = (
    Entry("editor.draft", lazy_gettext("Overview"), _MAY),
    Entry("editor.differences", lazy_gettext("What changes"), _MAY),
    Entry("editor.crosswalk", lazy_gettext("What becomes of answers"), _MAY, "editor.crosswalk"),
    Entry("editor.preview", lazy_gettext("Preview"), _MAY, "editor.preview"),
    Entry("editor.sample_report_page", lazy_gettext("Sample report"), _MAY, "editor.sample"),
    Entry("editor.things", lazy_gettext("Lists"), _MAY, "editor.thing"),
    Entry("editor.draft_files", lazy_gettext("Files"), _MAY),
)


def found(draft_id: str) -> Whole:
    """Return the draft that an address names; 404 when there is none."""
    try:
        return reading.find(draft_id)
    except NotFound:
        abort(404)


@blueprint.context_processor
def _context() -> dict[str, object]:
    return {"draft_tabs": lambda draft_id: navigation.links(DRAFT, draft_id=draft_id)}
