"""What to do first, what is already strong, which answers contradict each other, and where the weakest point is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from assessment.domain.conditions import Truth
from assessment.domain.questionnaire import Effort, SectionKind
from assessment.domain.scorecard import Status
from assessment.domain.scoring import band_of
from assessment.domain.statuses import truths

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessment.domain.answers import Answer
    from assessment.domain.questionnaire import Consistency, Depth, Questionnaire
    from assessment.domain.scorecard import Figures, ItemResult, Scorecard


class Reason(Enum):
    """Why an item is advised: it can be raised, somebody has to find out, or it has not been answered."""

    RAISE = "raise"
    FIND_OUT = "find-out"
    ANSWER = "answer"


_REASONS = {Status.KNOWN: Reason.RAISE, Status.DONT_KNOW: Reason.FIND_OUT, Status.OPEN: Reason.ANSWER}


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation: the question it is about and what decides its place.

    `gap` is that of its row in bands, `shortfall` the weight that is missing, `then` the details that can only be
    answered once this is done. It is `critical` when its question is, or when it or such a detail caps the band.
    """

    question: str
    requirement: str
    reason: Reason
    gap: int
    shortfall: Fraction
    effort: Effort | None
    critical: bool
    then: tuple[str, ...] = ()


def recommendations(questionnaire: Questionnaire, scorecard: Scorecard) -> tuple[Advice, ...]:
    """Return what to do, by gap, then missing weight, then critical first, then questionnaire order.

    Every item below the top value, not known or open is there once, also where the target is met; one that inherits
    stands in `then` of the measure it waits for.
    """
    rows = {row.id: row for row in scorecard.requirements}
    waiting = waiting_for(questionnaire, scorecard)
    found = [
        _advice(questionnaire, rows, result, tuple(waiting.get(result.id, ())))
        for result in scorecard.items
        if result.status in _REASONS and result.value != 1
    ]
    return tuple(sorted(found, key=lambda one: (-one.gap, -one.shortfall, not one.critical)))


def next_month(advices: Sequence[Advice], n: int = 3) -> tuple[Advice, ...]:
    """Return the first n recommendations; among equals those that take days or weeks come before those of months."""

    def place(one: Advice) -> tuple[int, Fraction, bool, bool]:
        return -one.gap, -one.shortfall, not one.critical, one.effort is Effort.L

    return tuple(sorted(advices, key=place)[:n])


def strengths(questionnaire: Questionnaire, scorecard: Scorecard, row: str) -> tuple[str, ...]:
    """Return the items of a row at the top value, heaviest first, then in questionnaire order."""
    top = [item for item in scorecard.items if item.value == 1 and questionnaire.by_id[item.id].section == row]
    return tuple(item.id for item in sorted(top, key=lambda item: -item.weight))


def foremost(questionnaire: Questionnaire, scorecard: Scorecard, n: int = 3) -> tuple[str, ...]:
    """Return the n strengths to name first: one of each row before a second one, critical items before heavy ones."""
    order = list(questionnaire.by_id)
    weights = {item.id: item.weight for item in scorecard.items}
    ranked = []
    for row in scorecard.requirements:
        found = strengths(questionnaire, scorecard, row.id)
        found = tuple(sorted(found, key=lambda name: not questionnaire.by_id[name].critical))
        for place, name in enumerate(found):
            ranked.append((place, not questionnaire.by_id[name].critical, -weights[name], order.index(name), name))
    return tuple(name for *_, name in sorted(ranked)[:n])


def contradictions(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], depth: Depth
) -> tuple[Consistency, ...]:
    """Return the consistency rules that certainly hold, in file order."""
    conditions = [rule.when for rule in questionnaire.consistency]
    found = truths(questionnaire, answers, depth, conditions)
    return tuple(rule for rule, truth in zip(questionnaire.consistency, found, strict=True) if truth is Truth.TRUE)


def weakest(questionnaire: Questionnaire, scorecard: Scorecard) -> str | None:
    """Return the requirement with the largest gap, then the lowest score, then the first; None when none applies.

    One whose score is withheld is judged by its worst case. A preamble is no requirement.
    """
    kinds = {section.id: section.kind for section in questionnaire.sections}
    rows = [row for row in scorecard.requirements if kinds[row.id] is SectionKind.REQUIREMENT and row.is_applicable]
    ordered = sorted((-_gap(row), _certain_score(row), place) for place, row in enumerate(rows))
    return rows[ordered[0][2]].id if ordered else None


def _advice(
    questionnaire: Questionnaire, rows: Mapping[str, Figures], result: ItemResult, then: tuple[str, ...]
) -> Advice:
    question = questionnaire.by_id[result.id]
    row = rows[question.section]
    return Advice(
        question=question.id,
        requirement=row.id,
        reason=_REASONS[result.status],
        gap=_gap(row),
        shortfall=result.weight * (1 - (result.value or Fraction(0))),
        effort=question.recommendation.effort if question.recommendation else None,
        critical=question.critical or not {question.id, *then}.isdisjoint(row.critical_gaps),
        then=then,
    )


def waiting_for(questionnaire: Questionnaire, scorecard: Scorecard) -> dict[str, list[str]]:
    """Return the items that inherit, by the item that they inherit from in the end."""
    inheriting = {item.id for item in scorecard.items if item.status is Status.INHERIT}
    waiting: dict[str, list[str]] = {}
    for item in scorecard.items:
        if item.id in inheriting:
            source = questionnaire.by_id[item.id].follows
            while source in inheriting:
                source = questionnaire.by_id[source].follows
            waiting.setdefault(source, []).append(item.id)
    return waiting


def _gap(row: Figures) -> int:
    """Return the gap of an applicable row in bands; a withheld band is stood in for by that of the worst case."""
    return row.target - band_of(_certain_score(row)) if row.gap is None else row.gap


def _certain_score(row: Figures) -> Fraction:
    """Return the score, or the worst case where it is withheld."""
    return (row.low or Fraction(0)) if row.score is None else row.score
