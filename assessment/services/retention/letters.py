"""The warning that an assessment will be deleted, in the language of whoever gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.languages import interface
from assessment.reports.language import ReportLanguage
from assessment.services.mail import Letter
from assessment.storage import instance

if TYPE_CHECKING:
    from datetime import date


def warning(language: str, system: str, organisation: str, assessment_id: str, day: date) -> Letter:
    """Write when an assessment will be deleted and how to keep it."""
    words = ReportLanguage.of(interface.fitting(language))
    subject = words.gettext("An assessment will be deleted on %(day)s")
    text = words.gettext(
        "Nobody has worked for a long time on the assessment of %(system)s by %(organisation)s. It will be deleted on "
        "%(day)s, with its answers and its evidence.\n\nTo keep it, open it and change or confirm an answer. To take "
        "everything with you, pack your data on the page “Data and consent”."
    )
    values = {"day": words.date(day.isoformat()), "system": system, "organisation": organisation}
    link = f"{instance.settings().public_url}/assessments/{assessment_id}"
    return Letter(subject % values, f"{text % values}\n\n{link}\n")
