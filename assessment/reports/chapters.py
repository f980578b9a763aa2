"""One chapter per requirement: what is strong, what is missing, what to do, and what deserves a second look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.advice import strengths
from assessment.domain.answers import Evidence
from assessment.reports import given, texts
from assessment.reports.actions import Form
from assessment.reports.charts import Bars, bars
from assessment.reports.figures import row, self_rating
from assessment.reports.written import brief

if TYPE_CHECKING:
    from assessment.domain.scorecard import Figures
    from assessment.reports.actions import Action
    from assessment.reports.edition import Edition
    from assessment.reports.figures import Row
    from assessment.reports.typed import Typed

PITCH = 60


@dataclass(frozen=True, slots=True)
class Strength:
    """A measure at its highest level, with the evidence and note given."""

    id: str
    wording: str
    level: str
    grade: str
    note: Typed


@dataclass(frozen=True, slots=True)
class Raising:
    """An answer that shows a risk: which, what was answered, and how grave."""

    id: str
    wording: str
    answer: str
    risk: str
    decides: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """Everything about one row of the profile."""

    row: Row
    bars: Bars
    parts: tuple[Row, ...]
    critical: tuple[tuple[str, str], ...]
    looks: tuple[str, ...]
    rating: str
    strengths: tuple[Strength, ...]
    build: tuple[Action, ...]
    find_out: tuple[Action, ...]
    check: tuple[Action, ...]
    raised: tuple[Raising, ...]


def chapters(edition: Edition, rows: tuple[Row, ...], plan: tuple[Action, ...]) -> tuple[Chapter, ...]:
    """Return the chapters in the order of the rows."""
    return tuple(
        _chapter(edition, line, figures, tuple(action for action in plan if action.requirement == figures.id))
        for line, figures in zip(rows, edition.report.scorecard.requirements, strict=True)
    )


def _chapter(edition: Edition, line: Row, figures: Figures, own: tuple[Action, ...]) -> Chapter:
    report = edition.report
    names = strengths(report.questionnaire, report.scorecard, figures.id)
    return Chapter(
        row=line,
        bars=bars([line.reading], PITCH),
        parts=tuple(row(edition, part) for part in figures.subsections) if len(figures.subsections) > 1 else (),
        critical=tuple((name, edition.wording(name)) for name in figures.critical_gaps),
        looks=tuple(_looks(edition, figures.id)),
        rating=self_rating(edition, figures),
        strengths=tuple(_strength(edition, name) for name in names),
        build=tuple(action for action in own if action.form is Form.BUILD),
        find_out=tuple(action for action in own if action.form in {Form.FIND_OUT, Form.ANSWER}),
        check=tuple(action for action in own if action.form is Form.CHECK),
        raised=tuple(_raised(edition, figures)),
    )


def _looks(edition: Edition, section: str) -> list[str]:
    """Return the messages of the consistency rules that speak about a question of this section."""
    rules = edition.report.contradictions
    return [rule.message for rule in rules if section in edition.sections_of(rule.when)]


def _strength(edition: Edition, name: str) -> Strength:
    question, answer = edition.question(name), edition.answer(name)
    given = answer.options if answer else ()
    top = question.option(given[0]) if len(given) == 1 else None
    return Strength(
        id=name,
        wording=edition.wording(name),
        level=top.text if top else edition.gettext("All parts in place"),
        grade=texts.evidence(edition.language, answer.evidence if answer else Evidence.E0),
        note=brief(edition, answer),
    )


def _raised(edition: Edition, figures: Figures) -> list[Raising]:
    """Return what raised the risk of a row, gravest first; several parts of one question stand as one."""
    gravest: dict[str, tuple[int, bool]] = {}
    for one in edition.report.scorecard.raised:
        if one.requirement == figures.id:
            known = gravest.get(one.question, (0, False))
            gravest[one.question] = max(known, (one.severity, one.by_dont_know))
    order = list(edition.report.questionnaire.by_id)
    names = sorted(gravest, key=lambda name: (-gravest[name][0], order.index(name)))
    severities = {one.severity: texts.risk(edition.language, one.severity) for one in edition.report.scorecard.raised}
    return [
        Raising(
            id=name,
            wording=edition.wording(name),
            answer=given.words(edition, name),
            risk=next(words for severity, words in severities.items() if severity == gravest[name][0]),
            decides=gravest[name][0] == figures.exposure,
        )
        for name in names
    ]
