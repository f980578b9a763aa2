"""A section as respondents will see it, for drafts and for translations: nothing that is ticked there is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort
from markupsafe import Markup

from assessment.domain.parts import parts_of
from assessment.domain.questionnaire import Depth
from assessment.services.sections import Asked
from assessment.web.respondent.compiled import questions_pattern

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Questionnaire


def previewed(questionnaire: Questionnaire, section: str) -> tuple[Asked, Markup]:
    """Return a section as it is asked in full, and its questions as HTML; it does not exist (404) if it has none."""
    parts = parts_of(questionnaire, Depth.FULL)
    if section not in parts:
        abort(404)
    asked = Asked(questionnaire, questionnaire.section_by_id[section], parts[section], tuple(parts))
    made = questions_pattern(asked, editable=True)
    # The pattern is HTML that Jinja has escaped; its slots stay empty.
    return asked, Markup(made.fill(made.blank))  # noqa: S704
