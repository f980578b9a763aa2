"""Words of the translators' workbench."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from assessment.content.translations.units import INTERFACE, State

STATES = {
    State.MISSING: _("Missing"),
    State.STALE: _("Source changed"),
    State.DRAFT: _("Translated"),
    State.REVIEWED: _("Reviewed"),
}
BY_VALUE = {state.value: text for state, text in STATES.items()}
LOOKS = {State.MISSING: "warn", State.STALE: "warn", State.DRAFT: "busy", State.REVIEWED: "good"}
# The forms of plurals as CLDR has them.
FORMS = {
    "": _("Translation"),
    "zero": _("Form for none"),
    "one": _("Form for one"),
    "two": _("Form for two"),
    "few": _("Form for a few"),
    "many": _("Form for many"),
    "other": _("Form for all other numbers"),
}


def domain(name: str) -> str:
    """Return what a domain is called: a questionnaire by its short name."""
    return gettext("Pages, messages and reports") if name == INTERFACE else name
