"""The blueprint of the programme pages, with the tabs between them."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext

from assessment.domain.access import Permission
from assessment.web import navigation
from assessment.web.navigation import Entry

blueprint = Blueprint("programme", __name__, url_prefix="/programme")

TABS = (
    Entry("programme.home", lazy_gettext("Rounds"), Permission.FOLLOW_ROUNDS),
    Entry("programme.releases", lazy_gettext("Releases"), Permission.MAKE_RELEASES, "programme.release"),
)
# Inside one round; each takes its id.
ROUND = (
    Entry("programme.round_page", lazy_gettext("Overview"), Permission.FOLLOW_ROUNDS),
    Entry("programme.show_board", lazy_gettext("Status board"), Permission.FOLLOW_ROUNDS),
    Entry("programme.reminders", lazy_gettext("Reminders"), Permission.FOLLOW_ROUNDS),
    Entry("programme.undelivered", lazy_gettext("Mail not delivered"), Permission.FOLLOW_ROUNDS),
    Entry("programme.participants", lazy_gettext("Participants"), Permission.RUN_ROUNDS, "programme.participant"),
    Entry("programme.invite_sheet", lazy_gettext("Invite"), Permission.RUN_ROUNDS, "programme.invite"),
    Entry("programme.letters_page", lazy_gettext("Letters"), Permission.RUN_ROUNDS, "programme.letters"),
)


@blueprint.context_processor
def _context() -> dict[str, object]:
    return {
        "programme_tabs": lambda: navigation.links(TABS),
        "round_tabs": lambda round_id: navigation.links(ROUND, round_id=round_id),
    }
