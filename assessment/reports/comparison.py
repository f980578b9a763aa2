"""Several systems of one organisation beside each other: where they stand, what recurs, what changed, what comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.display import percent
from assessment.domain.scoring import band_of
from assessment.reports import texts
from assessment.reports.typed import Typed, clip, clipped, typed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from assessment.reports import charts
    from assessment.reports.figures import Row
    from assessment.reports.language import ReportLanguage
    from assessment.reports.overview import Overview
    from assessment.reports.planned import PlannedAction
    from assessment.reports.summary import Fact

_NAME, _TASK, _RECURRING = 60, 260, 12


@dataclass(frozen=True, slots=True)
class Point:
    """One submission in the history of a system; `basis` is what has to be equal for two to be compared."""

    date: str
    met: int | None
    of: int
    scores: tuple[tuple[str, Fraction | None], ...]
    basis: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Glance:
    """One system in a few figures."""

    name: Typed
    is_draft: bool
    date: str
    depth: str
    met: str
    of: str
    meaning: str
    strip: charts.Strip
    facts: tuple[Fact, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Score or state of one requirement in one system, and its distance to the target; '' where it does not exist."""

    score: str
    band: str
    distance: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Requirements of one questionnaire by number with their titles, and one line of cells for each system."""

    title: str
    heads: tuple[tuple[str, str], ...]
    lines: tuple[tuple[Typed, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement over all systems: how many meet its target, between which scores they lie, the furthest off."""

    number: str
    title: str
    met: str
    span: str
    furthest: tuple[Typed, ...]
    distance: str


@dataclass(frozen=True, slots=True)
class Recurring:
    """One recommendation that several systems got."""

    id: str
    task: str
    systems: tuple[Typed, ...]
    is_critical: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One submission of one system and what changed since the one before."""

    name: Typed
    date: str
    met: str
    risen: str
    fallen: str
    remark: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One action of the joint plan."""

    title: Typed
    system: Typed
    lead: Typed
    due: str
    state: str


def glances(shown: Sequence[Overview]) -> tuple[Glance, ...]:
    """Return each system in a few figures."""
    return tuple(
        Glance(
            name=_name(one),
            is_draft=one.edition.report.options.is_draft,
            date=one.edition.date,
            depth=texts.depth(one.edition.language, one.edition.report.scorecard.depth),
            met=one.summary.met,
            of=one.summary.of,
            meaning=one.summary.meaning,
            strip=one.strip,
            facts=one.summary.facts,
            rows=one.summary.rows,
        )
        for one in shown
    )


def grids(shown: Sequence[Overview]) -> tuple[Grid, ...]:
    """Return one grid for each questionnaire, in the order in which they come up."""
    together: dict[str, list[Overview]] = {}
    for one in shown:
        together.setdefault(one.edition.report.questionnaire.id, []).append(one)
    return tuple(_grid(same) for same in together.values())


def _grid(shown: Sequence[Overview]) -> Grid:
    """Return requirements across, systems down; a requirement that a version does not have stays empty."""
    heads = _heads(shown)
    empty = Cell("–", "", "", is_met=False)
    lines = []
    for one in shown:
        cells = {row.id: Cell(row.score, row.band, row.distance, row.is_met) for row in one.rows}
        lines.append((_name(one), tuple(cells.get(name, empty) for name, _, _ in heads)))
    title = shown[-1].edition.report.questionnaire.title
    return Grid(title, tuple((number, head) for _, number, head in heads), tuple(lines))


def lines(shown: Sequence[Overview]) -> tuple[Line, ...]:
    """Return each requirement over all systems in which it applies and has a band."""
    return tuple(_line(shown, *head) for head in _heads(shown))


def _line(shown: Sequence[Overview], id_: str, number: str, title: str) -> Line:
    language = shown[0].edition.language
    found = [
        (one, figures)
        for one in shown
        for figures in one.edition.report.scorecard.requirements
        if figures.id == id_ and figures.score is not None and figures.gap is not None
    ]
    scores = sorted(figures.score for _, figures in found if figures.score is not None)
    gap = max((figures.gap or 0 for _, figures in found), default=0)
    words = {"met": sum((figures.gap or 0) <= 0 for _, figures in found), "of": len(found)}
    ends = [language.percent(percent(score)) for score in scores[:1] + scores[-1:]]
    return Line(
        number=number,
        title=title,
        met=language.gettext("%(met)d of %(of)d") % words if found else "–",
        span=texts.span(language, ends[0], ends[-1]) if ends else "",
        furthest=tuple(_name(one) for one, figures in found if gap > 0 and figures.gap == gap),
        distance=texts.distance(language, gap) if gap > 0 else "",
    )


def recurring(shown: Sequence[Overview]) -> tuple[Recurring, ...]:
    """Return the recommendations that at least two systems got: most systems first, then the largest distances."""
    found: dict[tuple[str, str], list[tuple[Overview, int]]] = {}
    for one in shown:
        source = one.edition.report.questionnaire.id
        for place, advice in enumerate(one.edition.report.advice):
            found.setdefault((source, advice.question), []).append((one, place))
    several = [(key, places) for key, places in found.items() if len(places) > 1]

    def rank(entry: tuple[tuple[str, str], list[tuple[Overview, int]]]) -> tuple[int, int, int]:
        advised = [one.edition.report.advice[place] for one, place in entry[1]]
        return -len(advised), -sum(each.gap for each in advised), sum(place for _, place in entry[1])

    return tuple(_recurring(name, places) for (_, name), places in sorted(several, key=rank)[:_RECURRING])


def _recurring(name: str, places: Sequence[tuple[Overview, int]]) -> Recurring:
    first = places[0][0].edition
    question = first.question(name)
    task = question.recommendation.action if question.recommendation else first.wording(name)
    is_critical = any(one.edition.report.advice[place].critical for one, place in places)
    return Recurring(name, clip(task, _TASK), tuple(_name(one) for one, _ in places), is_critical)


def trend(shown: Sequence[Overview], histories: Sequence[Sequence[Point]]) -> tuple[Step, ...]:
    """Return the submissions of each system, oldest first, with the requirements that rose or fell a band since."""
    return tuple(
        _step(one, point, history[place - 1] if place else None)
        for one, history in zip(shown, histories, strict=True)
        for place, point in enumerate(history)
    )


def _step(one: Overview, point: Point, before: Point | None) -> Step:
    language = one.edition.language
    is_comparable = before is not None and before.basis == point.basis
    then = dict(before.scores) if before is not None and is_comparable else {}
    moved = [(name, score, then[name]) for name, score in point.scores if name in then]
    changes = [
        (name, band_of(score) - band_of(was)) for name, score, was in moved if score is not None and was is not None
    ]
    remark = "" if before is None or is_comparable else language.gettext("other questions or depth: not compared")
    met = {"met": point.met, "of": point.of}
    return Step(
        name=_name(one),
        date=language.date(point.date),
        met="–" if point.met is None else language.gettext("%(met)d of %(of)d") % met,
        risen=language.joined([one.edition.titles.get(name, name) for name, change in changes if change > 0]),
        fallen=language.joined([one.edition.titles.get(name, name) for name, change in changes if change < 0]),
        remark=remark,
    )


def planned(plan: Sequence[PlannedAction], language: ReportLanguage) -> tuple[PlanLine, ...]:
    """Return the joint plan in words."""
    return tuple(
        PlanLine(
            title=clipped(one.text.title, _TASK),
            system=clipped(one.system, _NAME),
            lead=typed(one.text.lead),
            due=language.date(one.text.due_on.isoformat()) if one.text.due_on else "–",
            state=texts.action_state(language, one.text.state),
        )
        for one in plan
    )


def _heads(shown: Sequence[Overview]) -> list[tuple[str, str, str]]:
    """Return (id, number, title) of the requirements of all systems, in the order in which they come up.

    Only those of one questionnaire have numbers: two of them would begin with the first.
    """
    found: dict[str, tuple[str, str, str]] = {}
    main = shown[0].edition.report.questionnaire.id
    for one in shown:
        is_main = one.edition.report.questionnaire.id == main
        for row in one.rows:
            if row.number:
                found.setdefault(row.id, (row.id, row.number if is_main else "", row.title))
    return list(found.values())


def _name(one: Overview) -> Typed:
    return clipped(one.edition.system.text, _NAME)
