"""The figures of a row or sub-section in words: score, range, band, target and what to bear in mind about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from assessment.domain.questionnaire import Depth, SectionKind
from assessment.domain.scorecard import Band
from assessment.reports import charts, texts
from assessment.reports.typed import clip

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Section
    from assessment.domain.scorecard import Figures
    from assessment.reports.edition import Edition

_SHORT = 46
FEWEST_SPOKES = 3
NARROW = Fraction(3, 10)
NOTABLE = Fraction(1, 4)
_TARGETS = {
    Band.NOT_YET: 0.0,
    Band.STARTED: charts.BORDERS[0],
    Band.MOSTLY_IN_PLACE: charts.BORDERS[1],
    Band.IN_PLACE: charts.BORDERS[2],
}


class State(Enum):
    """Whether there is a score, and if not, why."""

    SCORED = "scored"
    WITHHELD = "withheld"
    NOT_APPLICABLE = "not-applicable"
    SCREENING = "screening"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the profile, or one sub-section, ready to be printed; what does not exist is an empty text."""

    id: str
    number: str
    title: str
    short: str
    summary: str
    state: State
    score: str
    band: str
    range: str
    risk: str
    target: str
    distance: str
    coverage: str
    known: str
    evidence: str
    not_applicable: str
    is_met: bool
    verdict: str
    sentence: str
    remarks: tuple[str, ...]
    reading: charts.Reading


def rows(edition: Edition) -> tuple[Row, ...]:
    """Return the rows of the profile: requirements first, numbered, then preambles without a number."""
    found = []
    for number, figures in enumerate(edition.report.scorecard.requirements, 1):
        section = edition.report.questionnaire.section_by_id[figures.id]
        is_requirement = section.kind is SectionKind.REQUIREMENT
        found.append(row(edition, figures, section, str(number) if is_requirement else ""))
    return tuple(found)


def spokes(edition: Edition, found: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return what the web has a spoke for: the rows, or their parts where the rows are too few to span a web."""
    if len(found) >= FEWEST_SPOKES:
        return found
    parts = [part for figures in edition.report.scorecard.requirements for part in figures.subsections]
    letters = (part.id.rpartition("-")[2] for part in parts)
    made = tuple(row(edition, part, number=letter) for part, letter in zip(parts, letters, strict=True))
    return made if len(made) >= FEWEST_SPOKES else ()


def row(edition: Edition, figures: Figures, section: Section | None = None, number: str = "") -> Row:
    """Return one row in words; a sub-section has neither summary nor number."""
    state = _state(edition, figures)
    band = "" if figures.band is None else texts.band(edition.language, figures.band)
    return Row(
        id=figures.id,
        number=number,
        title=edition.titles[figures.id],
        short=clip(edition.titles[figures.id], _SHORT),
        summary=section.summary if section else "",
        state=state,
        score=_score(edition, figures, state),
        band=band,
        range=_range(edition, figures),
        risk=texts.risk(edition.language, figures.exposure),
        target=texts.band(edition.language, figures.target),
        distance="" if figures.gap is None else texts.distance(edition.language, figures.gap),
        coverage=edition.coverage(figures.coverage),
        known=edition.percent(figures.known_share),
        evidence=edition.percent(figures.evidence_share),
        not_applicable=edition.percent(figures.not_applicable_share),
        is_met=figures.band is not None and figures.band >= figures.target,
        verdict=band or _score(edition, figures, state),
        sentence=_sentence(edition, figures, state),
        remarks=tuple(_remarks(edition, figures)),
        reading=_reading(figures, state),
    )


def _state(edition: Edition, figures: Figures) -> State:
    if edition.report.scorecard.depth is Depth.SCREENING:
        return State.SCREENING
    if not figures.is_applicable:
        return State.NOT_APPLICABLE
    return State.WITHHELD if figures.score is None else State.SCORED


def _score(edition: Edition, figures: Figures, state: State) -> str:
    match state:
        case State.SCORED:
            return edition.percent(figures.score, banded=True)
        case State.WITHHELD:
            return edition.gettext("Not enough answers")
        case State.NOT_APPLICABLE:
            return edition.gettext("Not applicable")
        case State.SCREENING:
            return edition.gettext("Not scored")


def _sentence(edition: Edition, figures: Figures, state: State) -> str:
    """Return the row as a sentence, for those who cannot see the charts."""
    words = {
        "title": edition.titles[figures.id],
        "score": _score(edition, figures, state),
        "range": _range(edition, figures),
        "target": texts.band(edition.language, figures.target),
    }
    match state:
        case State.SCORED | State.WITHHELD:
            return edition.gettext("%(title)s: %(score)s, range %(range)s, target %(target)s.") % words
        case State.NOT_APPLICABLE | State.SCREENING:
            return edition.gettext("%(title)s: %(score)s, target %(target)s.") % words


def _range(edition: Edition, figures: Figures) -> str:
    if figures.low is None or figures.high is None:
        return ""
    return texts.span(edition.language, edition.percent(figures.low), edition.percent(figures.high))


def _remarks(edition: Edition, figures: Figures) -> list[str]:
    """Return what a careful reader must know about this score."""
    if edition.report.scorecard.depth is not Depth.SCREENING and not figures.is_applicable:
        return [edition.gettext("No measure of this part applies to the system. Annex A says for each question why.")]
    found = []
    if figures.band is not None and figures.uncapped_band is not None and figures.band < figures.uncapped_band:
        pattern = edition.gettext("Held at “%(band)s” by a critical gap; the score alone would give “%(other)s”.")
        names = {
            "band": texts.band(edition.language, figures.band),
            "other": texts.band(edition.language, figures.uncapped_band),
        }
        found.append(pattern % names)
    if figures.weight_sensitive:
        found.append(edition.gettext("Depends on weights: with other weights for the questions the band would change."))
    if figures.not_applicable_share is not None and figures.not_applicable_share > NARROW:
        pattern = edition.gettext("Narrow scope: %(share)s of the weight was declared not applicable.")
        found.append(pattern % {"share": edition.percent(figures.not_applicable_share)})
    return found


def _reading(figures: Figures, state: State) -> charts.Reading:
    return charts.Reading(
        target=_TARGETS[figures.target],
        low=None if figures.low is None else float(figures.low),
        high=None if figures.high is None else float(figures.high),
        score=None if figures.score is None else float(figures.score),
        is_applicable=state is not State.NOT_APPLICABLE,
    )


def self_rating(edition: Edition, figures: Figures) -> str:
    """Return how the organisation's own rating compares with its answers; '' without one or without a score."""
    rating = dict(edition.report.scorecard.self_ratings).get(figures.id)
    if rating is None or figures.score is None:
        return ""
    words = {"rating": edition.percent(rating), "score": edition.percent(figures.score, banded=True)}
    if rating - figures.score >= NOTABLE:
        return (
            edition.gettext(
                "Your own rating, %(rating)s, is well above what the answers give, %(score)s. Find out why."
            )
            % words
        )
    if figures.score - rating >= NOTABLE:
        return (
            edition.gettext(
                "Your own rating, %(rating)s, is well below what the answers give, %(score)s. Find out why."
            )
            % words
        )
    return edition.gettext("Your own rating, %(rating)s, agrees with the answers, %(score)s.") % words


def totals(edition: Edition) -> tuple[Fraction | None, Fraction | None]:
    """Return the share answered and the share documented over all rows; None where nothing counts."""
    figures = edition.report.scorecard.requirements
    answered = sum((f.known + f.dont_know for f in figures), Fraction(0))
    asked = answered + sum((f.open for f in figures), Fraction(0))
    credit = sum((f.credit for f in figures), Fraction(0))
    documented = sum((f.credit * f.evidence_share for f in figures if f.evidence_share is not None), Fraction(0))
    return (answered / asked if asked else None, documented / credit if credit else None)
