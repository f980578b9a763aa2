"""Where one can go: the main navigation as data, shown to those who may go there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import current_app, request, url_for
from flask_babel import lazy_gettext

from assessment.domain.access import Permission
from assessment.web import guards

if TYPE_CHECKING:
    from flask import Flask
    from flask_babel import LazyString


@dataclass(frozen=True, slots=True)
class Entry:
    """One link: its endpoint, its words and who sees it: everybody, or those with a permission.

    One `for_visitors` makes room in the head of the page for those who have signed in.
    """

    endpoint: str
    title: LazyString
    permission: Permission | None = None
    prefix: str = ""
    for_visitors: bool = False


MAIN = (
    Entry("respondent.home", lazy_gettext("My organisations"), Permission.USE_OWN_ACCOUNT, "respondent."),
    Entry("programme.home", lazy_gettext("Programme"), Permission.FOLLOW_ROUNDS, "programme."),
    Entry("official.home", lazy_gettext("Released figures"), Permission.SEE_RELEASES, "official."),
    Entry("editor.home", lazy_gettext("Editing"), Permission.EDIT_QUESTIONNAIRES, "editor."),
    Entry("operator.home", lazy_gettext("Operation"), Permission.OPERATE, "operator."),
    Entry("public.requirements", lazy_gettext("Requirements"), for_visitors=True),
    Entry("public.questionnaire_list", lazy_gettext("Questionnaires"), for_visitors=True),
    Entry("public.scoring_method", lazy_gettext("Scoring method"), for_visitors=True),
)
# At the foot of every page.
FOOT = (
    Entry("public.requirements", lazy_gettext("Requirements")),
    Entry("public.questionnaire_list", lazy_gettext("Questionnaires")),
    Entry("public.scoring_method", lazy_gettext("Scoring method")),
    Entry("public.verify", lazy_gettext("Check a report")),
    Entry("public.language_list", lazy_gettext("Languages")),
    Entry("public.privacy", lazy_gettext("Privacy")),
    Entry("public.accessibility", lazy_gettext("Accessibility")),
    Entry("public.help", lazy_gettext("Help")),
)
# Inside one organisation; each takes its id.
ORGANISATION = (
    Entry("respondent.organisation", lazy_gettext("Overview"), Permission.SEE_ORGANISATION),
    Entry("respondent.plan", lazy_gettext("Improvement plan"), Permission.SEE_RESULT),
    Entry("respondent.organisation_report", lazy_gettext("Report"), Permission.SEE_RESULT),
    Entry("respondent.members", lazy_gettext("Members"), Permission.SEE_ORGANISATION),
    Entry("respondent.data", lazy_gettext("Data and consent"), Permission.SEE_ORGANISATION),
)
# Inside one assessment; each takes its id.
ASSESSMENT = (
    Entry("respondent.assessment", lazy_gettext("Progress"), Permission.SEE_ASSESSMENT),
    Entry("respondent.assigning", lazy_gettext("Who answers"), Permission.SEE_ASSESSMENT, "respondent.assign"),
    Entry("respondent.everything", lazy_gettext("All questions"), Permission.SEE_ASSESSMENT),
    Entry("respondent.review", lazy_gettext("Review and sign-off"), Permission.SEE_ASSESSMENT),
    Entry("respondent.result", lazy_gettext("Result"), Permission.SEE_RESULT),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One link as a page shows it."""

    address: str
    title: str
    is_current: bool


def attach(app: Flask) -> None:
    """Give templates the navigation; the foot is the same for everybody, also in pages prepared beforehand."""
    app.jinja_env.globals["foot"] = lambda: links(FOOT)
    app.context_processor(context)


def context() -> dict[str, object]:
    """Return what every template knows of where one can go; it depends on rights alone, not on who has them."""
    return {
        "navigation": links,
        "organisation_pages": ORGANISATION,
        "assessment_pages": ASSESSMENT,
    }


def links(entries: tuple[Entry, ...] = MAIN, **ids: str) -> list[Link]:
    """Return the links that who asks may follow, with the present one marked."""
    return [
        Link(_address(entry, ids), str(entry.title), _is_current(entry))
        for entry in entries
        if entry.endpoint in current_app.view_functions and _sees(entry)
    ]


def _address(entry: Entry, ids: dict[str, str]) -> str:
    values: dict[str, Any] = dict(ids)
    return url_for(entry.endpoint, **values)


def _sees(entry: Entry) -> bool:
    if entry.for_visitors and guards.who().is_signed_in:
        return False
    return entry.permission is None or guards.allows(entry.permission)


def _is_current(entry: Entry) -> bool:
    here = request.endpoint or ""
    return here.startswith(entry.prefix) if entry.prefix else here == entry.endpoint
