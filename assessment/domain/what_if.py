"""What a result would be if chosen recommendations had been followed.

The rule: each chosen measure is taken to be at its highest level, and with it the details that wait for its answer.
Everything else stays as it is: no other answer changes, no question appears or goes, no risk and no target moves. So a
score, a range and a band can only rise. Being exact about the sums, it is modest about the world: a measure that is
only begun gives less.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from assessment.domain.advice import waiting_for
from assessment.domain.questionnaire import SectionKind
from assessment.domain.scorecard import Inherits, Status
from assessment.domain.scoring import CRITICAL_CAP, ENOUGH_COVERAGE, band_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from assessment.domain.questionnaire import Questionnaire
    from assessment.domain.scorecard import Band, Figures, ItemResult, Scorecard


@dataclass(frozen=True, slots=True)
class Outlook:
    """One row now and then; a figure that the model withholds is None. `assumed` are the items that were raised."""

    before: Figures
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    coverage: Fraction | None
    band: Band | None
    critical_gaps: tuple[str, ...]
    assumed: tuple[str, ...]

    @property
    def was_met(self) -> bool:
        """Whether the target is met now."""
        return self.before.band is not None and self.before.band >= self.before.target

    @property
    def is_met(self) -> bool:
        """Whether the target would be met then."""
        return self.band is not None and self.band >= self.before.target

    @property
    def gain(self) -> Fraction | None:
        """By how much the score would rise; None where it is withheld now or then."""
        return None if self.score is None or self.before.score is None else self.score - self.before.score


@dataclass(frozen=True, slots=True)
class WhatIf:
    """All rows now and then, and how many requirements meet their target."""

    rows: tuple[Outlook, ...]
    met_before: int
    met_after: int
    of: int


def predict(questionnaire: Questionnaire, scorecard: Scorecard, chosen: Collection[str]) -> WhatIf:
    """Return the result as it would be; ids that are no item of this result, or are at their top, change nothing."""
    waiting = waiting_for(questionnaire, scorecard)
    assumed = {name for one in chosen for name in (one, *waiting.get(one, ()))}
    items: dict[str, list[ItemResult]] = {}
    for item in scorecard.items:
        if item.id in assumed and item.status not in {Status.OUT, Status.NOT_APPLICABLE}:
            items.setdefault(questionnaire.by_id[item.id].section, []).append(item)
    rows = tuple(_outlook(row, items.get(row.id, [])) for row in scorecard.requirements)
    kinds = {section.id: section.kind for section in questionnaire.sections}
    counted = [row for row in rows if kinds[row.before.id] is SectionKind.REQUIREMENT]
    return WhatIf(
        rows=rows,
        met_before=sum(row.was_met for row in counted),
        met_after=sum(row.is_met for row in counted),
        of=scorecard.targets_of,
    )


def _outlook(before: Figures, items: Iterable[ItemResult]) -> Outlook:
    """Move the weight of each item to where full credit puts it, then take the shares as the scoring model does."""
    known, dont_know, is_open, credit = before.known, before.dont_know, before.open, before.credit
    raised = []
    for item in items:
        if item.value == 1:
            continue
        raised.append(item.id)
        credit += item.weight * (1 - (item.value or Fraction(0)))
        if _counts_as(item, Status.DONT_KNOW, Inherits.DONT_KNOW):
            known, dont_know = known + item.weight, dont_know - item.weight
        elif _counts_as(item, Status.OPEN, Inherits.OPEN):
            known, is_open = known + item.weight, is_open - item.weight
    answered = known + dont_know
    total = answered + is_open
    gaps = tuple(gap for gap in before.critical_gaps if gap not in raised)
    score = credit / answered if total and answered >= ENOUGH_COVERAGE * total else None
    band = None if score is None else band_of(score)
    return Outlook(
        before=before,
        score=score,
        low=credit / total if total else None,
        high=(credit + dont_know + is_open) / total if total else None,
        coverage=answered / total if total else None,
        band=min(band, CRITICAL_CAP) if band is not None and gaps else band,
        critical_gaps=gaps,
        assumed=tuple(raised),
    )


def _counts_as(item: ItemResult, status: Status, inherits: Inherits) -> bool:
    return item.status is status or item.inherits is inherits
