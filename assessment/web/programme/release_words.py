"""The words that pages about releases use for states, refusals and periods."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from flask_babel import gettext, lazy_gettext

from assessment.domain.disclosure.publishable import Altered
from assessment.services.releases.approving import NotReady, Outdated, SamePerson
from assessment.services.releases.asking import AlreadyReleased
from assessment.web.formats import day
from assessment.web.respondent.words import DEPTHS

if TYPE_CHECKING:
    from flask_babel import LazyString

    from assessment.services.releases.asking import Wish
    from assessment.services.releases.previewing import Overview

STATES: dict[str, LazyString] = {
    "waiting": lazy_gettext("Waits for its turn"),
    "computing": lazy_gettext("Being computed"),
    "ready": lazy_gettext("Waits for approval"),
    "refused": lazy_gettext("Refused"),
    "failed": lazy_gettext("Could not be computed"),
    "approved": lazy_gettext("Approved"),
    "discarded": lazy_gettext("Discarded"),
}
# The look of each state; the words say the same, so that nothing depends on colour.
LOOKS = {
    "waiting": "busy",
    "computing": "busy",
    "ready": "warn",
    "refused": "warn",
    "failed": "warn",
    "approved": "good",
    "discarded": "calm",
}
# Why nothing can be published, and what to do about it.
PROBLEMS: dict[str, tuple[LazyString, LazyString]] = {
    "nobody": (
        lazy_gettext("No organisation can be counted."),
        lazy_gettext(
            "Counted is who has submitted by the cut-off, is not suspended, and allows the use in anonymous figures. "
            "The numbers below show where they were lost."
        ),
    ),
    "twice": (
        lazy_gettext("An organisation would be counted twice."),
        lazy_gettext("Merge the two in the administration, discard this release and make it again."),
    ),
    "changed": (
        lazy_gettext("Figures of a former release do not follow from what it was made from."),
        lazy_gettext(
            "Former releases were altered in the database. Nothing is published on top of them: tell the operator."
        ),
    ),
    "exposed": (
        lazy_gettext("No choice of figures protects everybody."),
        lazy_gettext("Wait until more organisations have taken part; earlier releases stay as they are."),
    ),
    "solver": (
        lazy_gettext("The check could not be brought to an end."),
        lazy_gettext("Nothing is published on an unfinished check. Discard this release and make it again."),
    ),
}
PROBLEM = (
    lazy_gettext("The computation broke off, three times."),
    lazy_gettext("Nothing was published. Discard it and try again; if it fails once more, tell the operator."),
)
# Why a release cannot be approved as it is.
REASONS: dict[type[Exception], LazyString] = {
    Outdated: lazy_gettext(
        "An organisation in it was deleted or suspended, or has withdrawn its consent, since it was computed. "
        "Discard it and make it again: it will be computed without that organisation."
    ),
    NotReady: lazy_gettext("It has been approved or discarded meanwhile."),
    SamePerson: lazy_gettext("You have made it: somebody else has to approve it."),
    AlreadyReleased: lazy_gettext("This round or quarter has been released meanwhile."),
    Altered: lazy_gettext("Its figures are no longer those that were computed. Discard it and tell the operator."),
}
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


def problem(release: Overview) -> tuple[LazyString, LazyString]:
    """Return what went wrong and what to do."""
    return PROBLEMS.get(release.problem, PROBLEM)


def period(text: str) -> str:
    """Return a quarter in words, or the last day of a round as it is written here."""
    found = _QUARTER.fullmatch(text)
    if found is None:
        return str(gettext("Round until %(day)s", day=day(date.fromisoformat(text))))
    return str(gettext("Quarter %(number)s of %(year)s", number=found[2], year=found[1]))


def wish_words(wish: Wish) -> str:
    """Return what can be released in words."""
    about = {"questionnaire": wish.questionnaire, "depth": DEPTHS[wish.depth], "cutoff": day(wish.cutoff)}
    if wish.round_id:
        return str(
            gettext("%(title)s: round, %(questionnaire)s, %(depth)s, until %(cutoff)s", title=wish.title, **about)
        )
    return str(gettext("%(title)s: %(questionnaire)s, %(depth)s, until %(cutoff)s", title=period(wish.period), **about))
