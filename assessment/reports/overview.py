"""Everything a reader sees of a result, as figures and words: the same for the report and for the page on a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.questionnaire import Depth
from assessment.domain.scorecard import Status
from assessment.reports import annexes, charts
from assessment.reports.actions import Action, actions
from assessment.reports.chapters import PITCH, Chapter, chapters
from assessment.reports.figures import Row, State, rows, spokes
from assessment.reports.summary import Summary, summary

if TYPE_CHECKING:
    from assessment.reports.edition import Edition

_PITCH = 125


@dataclass(frozen=True)
class Overview:
    """The figures of one result; templates print them and calculate nothing.

    `spokes` is what the web shows, and `profile` what the bars show: the rows, and behind them their parts where the
    web is one of parts. `gauges` are the same bars one by one.
    """

    edition: Edition
    rows: tuple[Row, ...]
    spokes: tuple[Row, ...]
    profile: tuple[Row, ...]
    requirements: str
    summary: Summary
    strip: charts.Strip
    radar: charts.Radar
    bars: charts.Bars
    gauges: tuple[charts.Bars, ...]
    sentences: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    plan: tuple[Action, ...]
    record: annexes.Record
    looks: tuple[str, ...]
    unanswered_risks: str
    is_screening: bool
    has_withheld: bool
    has_preamble: bool


def overview(edition: Edition) -> Overview:
    """Return the figures of a result in the words of the edition's language."""
    report, language = edition.report, edition.language
    lines = rows(edition)
    plan = actions(edition, report.advice)
    web = spokes(edition, lines)
    profile = lines if web == lines else (*lines, *web)
    met = [line.is_met for line in lines if line.number]
    return Overview(
        edition=edition,
        rows=lines,
        spokes=web,
        profile=profile,
        requirements=str(sum(bool(line.number) for line in lines)),
        summary=summary(edition, lines),
        strip=charts.strip(met if language.direction == "ltr" else met[::-1]),
        radar=charts.radar([line.reading for line in web]),
        bars=charts.bars([line.reading for line in profile], _PITCH),
        gauges=tuple(charts.bars([line.reading], PITCH) for line in profile),
        sentences=tuple(line.sentence for line in profile),
        chapters=chapters(edition, lines, plan),
        plan=plan,
        record=annexes.record(edition),
        looks=tuple(_looks(edition)),
        unanswered_risks=_unanswered_risks(edition),
        is_screening=report.scorecard.depth is Depth.SCREENING,
        has_withheld=any(line.state is State.WITHHELD for line in lines),
        has_preamble=any(not line.number for line in lines),
    )


def _looks(edition: Edition) -> list[str]:
    """Return the messages of consistency rules that no chapter shows: all of them where there are no chapters."""
    report = edition.report
    rows = set() if report.scorecard.depth is Depth.SCREENING else {row.id for row in report.scorecard.requirements}
    return [rule.message for rule in report.contradictions if not edition.sections_of(rule.when) & rows]


def _unanswered_risks(edition: Edition) -> str:
    """Return a warning when risk questions are open, for an open question raises no risk; '' when all are answered."""
    questions = edition.report.questionnaire.at_depth(edition.report.scorecard.depth)
    number = sum(bool(q.exposes) and edition.statuses[q.id].status is Status.OPEN for q in questions)
    if not number:
        return ""
    pattern = edition.language.ngettext(
        "%(number)d risk question has not been answered. Until then it raises no risk, so targets may still rise.",
        "%(number)d risk questions have not been answered. Until then they raise no risk, so targets may still rise.",
        number,
    )
    return pattern % {"number": number}
