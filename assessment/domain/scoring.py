"""Scoring model 1.0: from answers to exact figures, bands and targets; there is no overall number."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from assessment.domain.answers import Evidence
from assessment.domain.errors import UnknownScoringModel
from assessment.domain.exposure import TARGETS, exposers_of, raised_by, severities
from assessment.domain.once import once_per_questionnaire
from assessment.domain.plan import Weights, plan_of
from assessment.domain.questionnaire import Depth, Role, ScaleKind, SectionKind, Severity
from assessment.domain.scorecard import SCORING_MODEL, Band, Figures, Scorecard
from assessment.domain.statuses import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessment.domain.answers import Answer
    from assessment.domain.exposure import Exposer
    from assessment.domain.plan import Plan, Reading, Standing
    from assessment.domain.questionnaire import Question, Questionnaire, Section

    # A share before it is reduced: how much of how much.
    Share = tuple[int, int]

# A score above n of these borders is in band n, counted from Not yet.
BORDERS = (Fraction(15, 100), Fraction(50, 100), Fraction(85, 100))
ENOUGH_COVERAGE = Fraction(80, 100)
CRITICAL_CAP = Band.STARTED
_BANDS = tuple(Band)
_CAP = int(CRITICAL_CAP)
_PERCENT_BORDERS = tuple(int(100 * border) for border in BORDERS)
_PERCENT_COVERAGE = int(100 * ENOUGH_COVERAGE)
# The same few thousand fractions return in all assessments; making one costs ten times as much as finding it.
_fraction = lru_cache(maxsize=8192)(Fraction)


class _Sums(NamedTuple):
    """The sums of a row or sub-section in parts of `scale`, the credit that has evidence, and its critical gaps."""

    scale: int
    weights: Weights
    evidenced: int
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Measured:
    """What each scored item adds, by its place: its standing, and the credit that has evidence."""

    scale: int
    standings: Sequence[Standing]
    evidenced: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the profile: the places of its scored items, all and by sub-section."""

    id: str
    is_requirement: bool
    items: tuple[int, ...]
    parts: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Scheme:
    """All that scoring needs to know of a questionnaire at one depth; self-ratings are (row, place, values)."""

    plan: Plan
    exposers: tuple[Exposer, ...]
    rows: tuple[_Row, ...]
    ratings: tuple[tuple[str, int, Mapping[Reading, Fraction]], ...]


def score(questionnaire: Questionnaire, assessment_answers: Mapping[str, Answer], depth: Depth) -> Scorecard:
    """Return the scorecard; a screening gives exposure and targets only.

    Answers that do not fit their question, or are stored for one that is not asked, are left out. Raises
    UnknownScoringModel when the questionnaire was made for other rules.
    """
    if questionnaire.scoring_model != SCORING_MODEL:
        name = f"{questionnaire.id} {questionnaire.version}"
        text = f"{name} needs scoring model {questionnaire.scoring_model!r}; this program has {SCORING_MODEL!r}."
        raise UnknownScoringModel(text)
    scheme = _scheme(questionnaire, depth)
    found = walk(scheme.plan, assessment_answers)
    raised = raised_by(scheme.exposers, found.readings)
    exposure = severities(raised)
    measured = _Measured(scheme.plan.scale, found.standings, _evidenced(found.standings, assessment_answers))
    rows = tuple([_row(row, measured, exposure.get(row.id, Severity.LOW)) for row in scheme.rows])
    targets = [figures for row, figures in zip(scheme.rows, rows, strict=True) if row.is_requirement]
    is_screening = depth is Depth.SCREENING
    return Scorecard(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        fingerprint=questionnaire.fingerprint,
        scoring_model=SCORING_MODEL,
        depth=depth,
        requirements=rows,
        targets_met=None if is_screening else sum(row.gap is not None and row.gap <= 0 for row in targets),
        targets_of=sum(is_screening or row.is_applicable for row in targets),
        items=() if is_screening else tuple([standing.result for standing in found.standings]),
        raised=raised,
        self_ratings=_self_ratings(scheme, found.readings),
    )


def band_of(share: Fraction) -> Band:
    """Return the band of an exact share; one on a border belongs to the lower band."""
    return _BANDS[_exceeded(share.numerator, share.denominator)]


def _exceeded(part: int, whole: int) -> int:
    """Return how many borders part of whole exceeds, which is the number of its band."""
    low, middle, high = _PERCENT_BORDERS
    percent = 100 * part
    return (percent > low * whole) + (percent > middle * whole) + (percent > high * whole)


@once_per_questionnaire
def _scheme(questionnaire: Questionnaire, depth: Depth) -> _Scheme:
    plan = plan_of(questionnaire, depth)
    # In a screening no item counts, so that every sum is zero and every figure withheld.
    scored = [] if depth is Depth.SCREENING else [step.question for step in plan.items]
    ratings = tuple(
        (step.question.section, step.index, _values(step.question))
        for step in plan.steps
        if step.question.role is Role.REFLECTION and step.question.rates is ScaleKind.ADEQUACY
    )
    return _Scheme(plan, exposers_of(plan), tuple(_layout(row, scored) for row in questionnaire.rows), ratings)


def _values(question: Question) -> Mapping[Reading, Fraction]:
    return {option.id: option.value or Fraction(0) for option in question.options}


def _layout(section: Section, scored: Sequence[Question]) -> _Row:
    places = [(place, question.subsection) for place, question in enumerate(scored) if question.section == section.id]
    names = [part.id for part in section.subsections]
    return _Row(
        id=section.id,
        is_requirement=section.kind is SectionKind.REQUIREMENT,
        items=tuple(place for place, _ in places),
        parts=tuple((name, tuple(place for place, part in places if part == name)) for name in names),
    )


def _row(row: _Row, measured: _Measured, severity: Severity) -> Figures:
    parts = [_sums(measured, places) for _, places in row.parts]
    whole = _Sums(
        scale=measured.scale,
        weights=_total([sums.weights for sums in parts]),
        evidenced=sum([sums.evidenced for sums in parts]),
        gaps=_gaps([measured.standings[place] for place in row.items]),
    )
    equal_parts = _mean([_score(sums.weights) for sums in parts])
    figures = tuple([_part_figures(name, sums, severity) for (name, _), sums in zip(row.parts, parts, strict=True)])
    return _figures(row.id, whole, severity, equal_parts, figures)


def _sums(measured: _Measured, places: Iterable[int]) -> _Sums:
    standings = [measured.standings[place] for place in places]
    return _Sums(
        scale=measured.scale,
        weights=_total([standing.weights for standing in standings]),
        evidenced=sum([measured.evidenced[place] for place in places]),
        gaps=_gaps(standings),
    )


def _total(weights: Sequence[Weights]) -> Weights:
    return Weights._make(map(sum, zip(*weights, strict=True))) if weights else Weights()


def _gaps(standings: Iterable[Standing]) -> tuple[str, ...]:
    return tuple([standing.result.id for standing in standings if standing.is_gap])


def _score(weights: Weights) -> Share:
    """Return C of K + D."""
    return weights.credit, weights.known + weights.dont_know


def _evidenced(standings: Iterable[Standing], answers: Mapping[str, Answer]) -> list[int]:
    """Return the credit of each item that rests on a document or more; only own answers earn credit."""
    return [
        credit if (credit := standing.weights.credit) and answers[standing.result.id].evidence >= Evidence.E2 else 0
        for standing in standings
    ]


def _mean(shares: Iterable[Share]) -> Share:
    """Return the plain mean of the shares that are of something."""
    total, whole, count = 0, 1, 0
    for part, of in shares:
        if of:
            total, whole, count = total * of + part * whole, whole * of, count + 1
    return total, whole * count


def _figures(
    name: str, sums: _Sums, severity: Severity, equal_parts: Share | None = None, parts: tuple[Figures, ...] = ()
) -> Figures:
    """Return the figures of a row or sub-section; `equal_parts` is a row's score if its sub-sections were equal."""
    weights, scale = sums.weights, sums.scale
    known, dont_know, is_open, not_applicable, credit, unit_known, unit_credit = weights
    answered = known + dont_know
    total = answered + is_open
    band = uncapped = gap = is_sensitive = None
    target = TARGETS[severity]
    if total and 100 * answered >= _PERCENT_COVERAGE * total:
        cap = _CAP if sums.gaps else len(BORDERS)
        place = _exceeded(credit, answered)
        shown = min(place, cap)
        equal_items = _exceeded(unit_credit, unit_known)
        equal_sections = _exceeded(*equal_parts) if equal_parts else place
        is_sensitive = not min(equal_items, cap) == shown == min(equal_sections, cap)
        band, uncapped, gap = _BANDS[shown], _BANDS[place], target - shown
    return Figures(
        id=name,
        known=_fraction(known, scale),
        dont_know=_fraction(dont_know, scale),
        open=_fraction(is_open, scale),
        credit=_fraction(credit, scale),
        score=None if band is None else _fraction(credit, answered),
        low=_share(credit, total),
        high=_share(credit + dont_know + is_open, total),
        coverage=_share(answered, total),
        known_share=_share(known, answered),
        evidence_share=_share(sums.evidenced, credit),
        not_applicable_share=_share(not_applicable, total + not_applicable),
        band=band,
        uncapped_band=uncapped,
        critical_gaps=sums.gaps,
        exposure=severity,
        target=target,
        gap=gap,
        weight_sensitive=is_sensitive,
        subsections=parts,
    )


# A save changes one sub-section; the figures of the others are found again.
_part_figures = lru_cache(maxsize=4096)(_figures)


@lru_cache(maxsize=8192)
def _share(part: int, whole: int) -> Fraction | None:
    """Return part of whole, None when there is nothing to take a share of."""
    return Fraction(part, whole) if whole else None


def _self_ratings(scheme: _Scheme, readings: Sequence[Reading]) -> tuple[tuple[str, Fraction], ...]:
    """Return the mean self-rating of each row in which one was given."""
    given: dict[str, list[Fraction]] = {}
    for row, place, values in scheme.ratings:
        if readings[place] in values:
            given.setdefault(row, []).append(values[readings[place]])
    means = {row: sum(values, Fraction(0)) / len(values) for row, values in given.items()}
    return tuple((row.id, means[row.id]) for row in scheme.rows if row.id in means)
