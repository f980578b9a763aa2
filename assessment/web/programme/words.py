"""The words that the programme's pages use for phases and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext

from assessment.domain.rounds import Phase

if TYPE_CHECKING:
    from flask_babel import LazyString

PHASES: dict[Phase, LazyString] = {
    Phase.DRAFT: lazy_gettext("Draft"),
    Phase.AHEAD: lazy_gettext("Opens soon"),
    Phase.RUNNING: lazy_gettext("Under way"),
    Phase.OVER: lazy_gettext("Over, not closed yet"),
    Phase.CLOSED: lazy_gettext("Closed"),
}
# The look of each phase; the words say the same, so that nothing depends on colour.
PHASE_LOOKS = {
    Phase.DRAFT: "",
    Phase.AHEAD: "busy",
    Phase.RUNNING: "good",
    Phase.OVER: "warn",
    Phase.CLOSED: "",
}
UNFIT: dict[str, LazyString] = {
    "period": lazy_gettext("The last day comes before the first one."),
    "past": lazy_gettext("The last day has to be today or later, and not before the first one."),
    "questionnaire": lazy_gettext("Choose a questionnaire version that is published."),
    "languages": lazy_gettext("Choose at least one language."),
    "countries": lazy_gettext("Name at least one country."),
}
FIELDS: dict[str, LazyString] = {
    "questionnaire": lazy_gettext("Questionnaire version"),
    "version": lazy_gettext("Questionnaire version"),
    "depth": lazy_gettext("How much to answer"),
    "opens_on": lazy_gettext("First day"),
    "closes_on": lazy_gettext("Last day"),
    "languages": lazy_gettext("Languages"),
    "countries": lazy_gettext("Countries"),
}
