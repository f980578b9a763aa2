"""The blueprint of the pages for officials, with the tabs between them."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext

from assessment.domain.access import Permission
from assessment.web import navigation
from assessment.web.navigation import Entry

blueprint = Blueprint("official", __name__, url_prefix="/figures")

TABS = (
    Entry("official.home", lazy_gettext("Figures"), Permission.SEE_RELEASES),
    Entry("official.explore_latest", lazy_gettext("Explorer"), Permission.SEE_RELEASES, "official.explore"),
    Entry("official.views", lazy_gettext("Saved views"), Permission.SEE_RELEASES),
    Entry("official.my_downloads", lazy_gettext("Downloads"), Permission.SEE_RELEASES),
    Entry("official.tokens", lazy_gettext("Programs"), Permission.SEE_RELEASES),
)


@blueprint.context_processor
def _context() -> dict[str, object]:
    return {"official_tabs": lambda: navigation.links(TABS)}
