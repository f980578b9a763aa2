"""One report for an organisation: all its AI systems side by side, and the report of each as a chapter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assessment.reports import comparison, organisation
from assessment.reports.edition import Edition
from assessment.reports.overview import overview
from assessment.reports.own_ids import with_own_ids
from assessment.reports.stylesheet import joint_stylesheet, screen_css
from assessment.reports.typed import Typed, clip, clipped, isolated, typed

if TYPE_CHECKING:
    from assessment.domain import answers as given
    from assessment.reports.comparison import Point
    from assessment.reports.edition import Report
    from assessment.reports.language import ReportLanguage
    from assessment.reports.overview import Overview
    from assessment.reports.planned import PlannedAction

_NAME, _LONG, _QUESTIONNAIRES = 44, 42, 70


@dataclass(frozen=True)
class JointSystem:
    """One system: its report, and its submissions up to now, oldest first.

    With `is_further` it is the system before, assessed with a further questionnaire.
    """

    report: Report
    history: tuple[Point, ...] = ()
    is_further: bool = False


@dataclass(frozen=True)
class JointReport:
    """Everything that the report of an organisation is made from; `date` is that of the newest answers."""

    organisation: given.Organisation
    date: str
    systems: tuple[JointSystem, ...]
    plan: tuple[PlannedAction, ...] = ()
    with_chapters: bool = True


def joint_html(report: JointReport, language: ReportLanguage) -> str:
    """Return the report as one self-contained HTML document; the same input gives the same text."""
    shown = [overview(Edition(_told_apart(system), language)) for system in report.systems]
    templates = organisation.environment(language)
    chapters = []
    if report.with_chapters:
        parts = templates.get_template("report/joint_chapter.html")
        for number, one in enumerate(shown, 1):
            text = parts.render(organisation.context(one.edition) | {"chapter_number": number})
            chapters.append(with_own_ids(text, f"c{number}-"))
    context = _context(report, language, shown) | {"chapter_texts": chapters}
    return templates.get_template("report/joint.html").render(context)


def _told_apart(one: JointSystem) -> Report:
    """Return the report of a system; with a further questionnaire the name of the system says with which."""
    if not one.is_further:
        return one.report
    assessment, title = one.report.assessment, one.report.questionnaire.title
    name = f"{assessment.system.name} ({title})"
    return replace(one.report, assessment=replace(assessment, system=replace(assessment.system, name=name)))


def _context(report: JointReport, language: ReportLanguage, shown: list[Overview]) -> dict[str, Any]:
    histories = [system.history for system in report.systems]
    name = _name(report, language)
    return {
        "language": language,
        "organisation": name,
        "is_long": len(name.text) > _LONG,
        "short_name": clipped(name.text, _NAME),
        "country": language.country_name(report.organisation.country) if report.organisation.country else "",
        "date": language.date(report.date),
        "webs": [one.radar for one, system in zip(shown, report.systems, strict=True) if not system.is_further],
        "systems": comparison.glances(shown),
        "how_many": sum(not system.is_further for system in report.systems),
        "grids": comparison.grids(shown),
        "lines": comparison.lines(shown),
        "recurring": comparison.recurring(shown),
        "trend": comparison.trend(shown, histories),
        "plan": comparison.planned(report.plan, language),
        "has_drafts": any(system.report.options.is_draft for system in report.systems),
        "questionnaires": _questionnaires(shown, language),
        "questionnaires_short": clip(_questionnaires(shown, language), _QUESTIONNAIRES),
        "running": _running(name, language),
        "css": joint_stylesheet(language, [(one.radar, one.strip) for one in shown]),
        "screen_css": screen_css(language.direction),
        "with_chapters": report.with_chapters,
    }


def _name(report: JointReport, language: ReportLanguage) -> Typed:
    name = typed(report.organisation.name)
    return name or Typed(language.gettext("Organisation without a name"), language.direction)


def _questionnaires(shown: list[Overview], language: ReportLanguage) -> str:
    used = (one.edition.report.questionnaire for one in shown)
    return language.semicolon.join(dict.fromkeys(f"{source.title}{language.comma}{source.version}" for source in used))


def _running(name: Typed, language: ReportLanguage) -> str:
    return language.gettext("All AI systems: %(names)s") % {"names": isolated(clipped(name.text, _NAME).text)}
