"""The blueprint of the operator's pages, with the tabs between them."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext

from assessment.domain.access import Permission
from assessment.web import navigation
from assessment.web.navigation import Entry

blueprint = Blueprint("operator", __name__, url_prefix="/operator")

TABS = (
    Entry("operator.home", lazy_gettext("At a glance"), Permission.OPERATE),
    Entry("operator.organisations", lazy_gettext("Organisations"), Permission.OPERATE),
    Entry("operator.accounts", lazy_gettext("Accounts"), Permission.OPERATE),
    Entry("operator.invitations", lazy_gettext("Invitations"), Permission.OPERATE),
    Entry("editor.version_ends_page", lazy_gettext("Versions"), Permission.END_VERSIONS, "editor."),
    Entry("operator.packs", lazy_gettext("Content packs"), Permission.OPERATE, "operator.pack"),
    Entry("operator.work", lazy_gettext("Mail and jobs"), Permission.OPERATE),
    Entry("operator.retention", lazy_gettext("Retention"), Permission.OPERATE),
    Entry("operator.settings", lazy_gettext("Settings"), Permission.OPERATE),
)


@blueprint.context_processor
def _context() -> dict[str, object]:
    return {"operator_tabs": lambda: navigation.links(TABS)}
