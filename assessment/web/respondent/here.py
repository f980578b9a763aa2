"""The questionnaire that a page is about, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import abort, g

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


def listed_here(edition: str) -> Listed:
    """Return the version that an address or form names, or the newest one."""
    offered = assessments.offered()
    if not offered:
        abort(404)
    return next((listed for listed in offered if edition_of(listed) == edition), offered[0])


def may_see(section_id: str) -> bool:
    """Whether who asks may see what was answered and said in a section."""
    return allows(Permission.SEE_SECTION, section_id)


def today_there() -> date:
    """Return the day that it is where the organisation has its seat."""
    return now().astimezone(ZoneInfo(g.place.organisation.time_zone)).date()
