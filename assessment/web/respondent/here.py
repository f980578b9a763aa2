"""The questionnaire that a page is about, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import abort, g
from flask_babel import gettext
from wtforms.fields.choices import SelectChoice

from assessment.domain.access import Permission
from assessment.services import assessments
from assessment.web import language
from assessment.web.guards import allows, now

if TYPE_CHECKING:
    from datetime import date

    from assessment.domain.questionnaire import Questionnaire
    from assessment.services.questionnaires import Listed


def questionnaire_here() -> Questionnaire:
    """Return the questionnaire of the present assessment in the reader's language, or in its own."""
    row = g.place.assessment
    return assessments.questionnaire_of(row.questionnaire, row.version, language.content_language())


def questionnaire_of(listed: Listed) -> Questionnaire:
    """Return a published version in the reader's language, or in its own."""
    return assessments.questionnaire_of(listed.questionnaire, listed.version, language.content_language())


def edition_of(listed: Listed) -> str:
    """Return how addresses and forms name a version."""
    return f"{listed.questionnaire} {listed.version}"


def listed_here(edition: str, of: str = "") -> Listed:
    """Return the version that an address or form names, or the newest one; `of` narrows it to one questionnaire."""
    offered = _offered(of)
    if not offered:
        abort(404)
    return next((listed for listed in offered if edition_of(listed) == edition), offered[0])


def editions(of: str = "", kept: str = "") -> list[SelectChoice]:
    """Return the versions to choose from, the older ones in a group of their own behind the newest.

    `kept` is one that stays on offer even if it has ended, because it was chosen before.
    """
    startable = _offered(of)
    offered = [one for one in assessments.offered() if one in startable or edition_of(one) == kept]
    newest = assessments.newest_of_each(offered)
    older = gettext("Older versions")
    return [
        SelectChoice(
            edition_of(one), f"{language.titled(one)} {one.version}", optgroup=None if one in newest else older
        )
        for one in offered
    ]


def _offered(questionnaire: str) -> list[Listed]:
    return [one for one in assessments.startable(now().date()) if questionnaire in {"", one.questionnaire}]


def may_see(section_id: str) -> bool:
    """Whether who asks may see what was answered and said in a section."""
    return allows(Permission.SEE_SECTION, section_id)


def today_there() -> date:
    """Return the day that it is where the organisation has its seat."""
    return now().astimezone(ZoneInfo(g.place.organisation.time_zone)).date()
