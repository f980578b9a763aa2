"""What would change if recommendations were followed, in words and shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.display import percent
from assessment.reports import charts, texts
from assessment.reports.figures import rows

if TYPE_CHECKING:
    from assessment.domain.what_if import Outlook, WhatIf
    from assessment.reports.edition import Edition

_PITCH = 60


@dataclass(frozen=True, slots=True)
class OutlookRow:
    """One row now and then; `gain` is the difference of the scores in points, '' without one or where none is."""

    id: str
    number: str
    title: str
    score: str
    band: str
    then_score: str
    then_band: str
    gain: str
    target: str
    was_met: bool
    is_met: bool
    now_bar: charts.Bars
    then_bar: charts.Bars
    is_changed: bool


def outlook_rows(edition: Edition, found: WhatIf) -> tuple[OutlookRow, ...]:
    """Return the rows of a what-if in the order of the profile."""
    return tuple(
        OutlookRow(
            id=row.id,
            number=row.number,
            title=row.title,
            score=row.score,
            band=row.band,
            then_score=edition.percent(one.score, banded=True) or row.score,
            then_band="" if one.band is None else texts.band(edition.language, one.band),
            gain=edition.language.signed(int(percent(one.gain, borders=()))) if one.gain else "",
            target=row.target,
            was_met=one.was_met,
            is_met=one.is_met,
            now_bar=charts.bars([row.reading], _PITCH),
            then_bar=charts.bars([_reading(row.reading, one)], _PITCH),
            is_changed=bool(one.assumed),
        )
        for row, one in zip(rows(edition), found.rows, strict=True)
    )


def _reading(now: charts.Reading, then: Outlook) -> charts.Reading:
    return charts.Reading(
        target=now.target,
        low=None if then.low is None else float(then.low),
        high=None if then.high is None else float(then.high),
        score=None if then.score is None else float(then.score),
        is_applicable=now.is_applicable,
    )
