"""What a result would be if chosen recommendations were followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.advice import next_month
from assessment.domain.what_if import WhatIf, predict
from assessment.reports.actions import Action, actions
from assessment.reports.outlook import OutlookRow, outlook_rows
from assessment.services import reporting, results

if TYPE_CHECKING:
    from assessment.reports.edition import Edition
    from assessment.reports.language import ReportLanguage
    from assessment.services.places import Place


@dataclass(frozen=True, slots=True)
class ShownOutlook:
    """The rows now and then, all recommendations, and those that are taken to be followed."""

    edition: Edition
    found: WhatIf
    rows: tuple[OutlookRow, ...]
    actions: tuple[Action, ...]
    chosen: frozenset[str]
    is_from_plan: bool


def outlook_of(
    place: Place, chosen: frozenset[str] | None, planned: frozenset[str], words: tuple[str, ReportLanguage]
) -> ShownOutlook:
    """Return the present result as it would be with what is chosen; without a choice, with what the plan holds.

    An empty plan stands for the first recommendations.
    """
    edition = reporting.edition_of(results.subject(place).scored, *words)
    advice = edition.report.advice
    is_from_plan = chosen is None and bool(planned & {one.question for one in advice})
    if chosen is None:
        chosen = planned if is_from_plan else frozenset(one.question for one in next_month(advice))
    found = predict(edition.report.questionnaire, edition.report.scorecard, chosen)
    return ShownOutlook(edition, found, outlook_rows(edition, found), actions(edition, advice), chosen, is_from_plan)
