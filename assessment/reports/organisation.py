"""The report of one organisation as one self-contained HTML document that prints as A4."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assessment.config import TEMPLATES
from assessment.domain.questionnaire import Depth
from assessment.domain.scorecard import Status
from assessment.reports import annexes, charts, texts
from assessment.reports.actions import actions
from assessment.reports.chapters import chapters
from assessment.reports.edition import Edition, Report
from assessment.reports.figures import State, rows, totals
from assessment.reports.stylesheet import report_css, screen_css, stylesheet
from assessment.reports.summary import summary
from assessment.reports.typed import clipped, typed

if TYPE_CHECKING:
    from assessment.reports.language import ReportLanguage

__all__ = ["Report", "report_css", "report_html"]

_PITCH = 125
_PURPOSE = 420
_LONG, _LONGER = 42, 130


def report_html(report: Report, language: ReportLanguage) -> str:
    """Return the report; nothing in it refers to anything outside, and the same input gives the same text."""
    edition = Edition(report, language)
    template = _environment(language).get_template("report/organisation.html")
    return template.render(_context(edition))


def _context(edition: Edition) -> dict[str, Any]:
    """Return everything the templates print; they calculate nothing."""
    report, language = edition.report, edition.language
    lines = rows(edition)
    plan = actions(edition, report.advice)
    readings = [line.reading for line in lines]
    radar = charts.radar(readings)
    met = [line.is_met for line in lines if line.number]
    strip = charts.strip(met if language.direction == "ltr" else met[::-1])
    return {
        "edition": edition,
        "options": report.options,
        "rows": lines,
        "requirements": str(sum(bool(line.number) for line in lines)),
        "summary": summary(edition, lines),
        "strip": strip,
        "radar": radar,
        "bars": charts.bars(readings, _PITCH),
        "sentences": [line.sentence for line in lines],
        "chapters": chapters(edition, lines, plan),
        "plan": plan,
        "annex": annexes.parts(edition),
        "record": annexes.record(edition),
        "looks": _looks(edition),
        "unanswered_risks": _unanswered_risks(edition),
        "is_screening": report.scorecard.depth is Depth.SCREENING,
        "has_withheld": any(line.state is State.WITHHELD for line in lines),
        "has_preamble": any(not line.number for line in lines),
        "running": _running(edition),
        "css": stylesheet(language, radar, strip),
        "screen_css": screen_css(language.direction),
        "typed_language": _typed_language(edition),
        **_cover(edition),
    }


def _cover(edition: Edition) -> dict[str, Any]:
    assessment, language = edition.report.assessment, edition.language
    organisation = assessment.organisation
    described = [
        (edition.gettext("Sector"), typed(texts.sector(language, organisation.sector))),
        (edition.gettext("Purpose of the system"), typed(assessment.system.purpose)),
    ]
    system = len(edition.system.text)
    return {
        "size": {
            "system": "longer" if system > _LONGER else "long" if system > _LONG else "",
            "organisation": len(edition.organisation.text) > _LONGER,
        },
        "purpose": clipped(assessment.system.purpose, _PURPOSE),
        "role": texts.role(language, assessment.system.role),
        "depth": texts.depth(language, edition.report.scorecard.depth),
        "organisation_size": texts.size(language, typed(organisation.size).text),
        "answered": edition.coverage(totals(edition)[0]),
        "country": language.country_name(organisation.country) if organisation.country else "",
        "described": [(name, value) for name, value in described if value],
    }


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


def _typed_language(edition: Edition) -> str:
    """Return the language in which people typed, where it is another one than the report's."""
    written = edition.report.assessment.language
    return "" if written == edition.language.code else written


def _running(edition: Edition) -> str:
    """Return the running head; each name is isolated, so that its direction does not reorder the line."""
    names = f"\u2068{edition.short_system.text}\u2069 · \u2068{edition.short_organisation.text}\u2069"
    if edition.report.options.is_draft:
        return edition.gettext("Draft, not signed: %(names)s") % {"names": names}
    return edition.gettext("Self-assessment: %(names)s") % {"names": names}


@lru_cache(maxsize=8)
def _environment(language: ReportLanguage) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals["has_figures"] = lambda row: row.state in {State.SCORED, State.WITHHELD}
    # The extension adds this method, which the types of Jinja do not know.
    environment.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return environment
