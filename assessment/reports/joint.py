"""One report for an organisation: all its AI systems side by side, and the report of each as a chapter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assessment.reports import comparison, organisation
from assessment.reports.bilingual import SECOND, annex_twice, further
from assessment.reports.edition import Edition
from assessment.reports.overview import overview
from assessment.reports.own_ids import with_own_ids
from assessment.reports.stylesheet import (
    bilingual_screen_css,
    joint_bilingual_stylesheet,
    joint_stylesheet,
    screen_css,
)
from assessment.reports.typed import Typed, clip, clipped, isolated, typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

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
    shown = _shown(report, language)
    added = {
        "chapter_texts": _chapters(report, language, shown),
        "css": joint_stylesheet(language, [(one.radar, one.strip) for one in shown]),
        "screen_css": screen_css(language.direction),
    }
    template = organisation.environment(language).get_template("report/joint.html")
    return template.render(_context(report, language, shown) | added)


def joint_bilingual_html(first: tuple[JointReport, ReportLanguage], second: tuple[JointReport, ReportLanguage]) -> str:
    """Return the report in two languages: all of it in one, then in the other, each annex of answers once in both."""
    own, other = _shown(*first), _shown(*second)
    languages = (first[1], second[1])
    twice = [annex_twice(*(one.edition for one in pair)) for pair in zip(own, other, strict=True)]
    again = _context(*second, other) | {
        "chapter_texts": _chapters(*second, other, [{"annex_elsewhere": True} for _ in other]),
        "further": further(languages[0], "first"),
    }
    text = organisation.environment(languages[1]).get_template("report/joint_again.html").render(again)
    drawn = [((one.radar, one.strip), (same.radar, same.strip)) for one, same in zip(own, other, strict=True)]
    added = {
        "chapter_texts": _chapters(*first, own, twice),
        "further": further(languages[1], f"{SECOND}part"),
        "second": languages[1],
        "again": with_own_ids(text, SECOND),
        "css": joint_bilingual_stylesheet(languages, drawn),
        "screen_css": bilingual_screen_css(languages),
    }
    template = organisation.environment(languages[0]).get_template("report/joint_bilingual.html")
    return template.render(_context(*first, own) | added)


def _shown(report: JointReport, language: ReportLanguage) -> list[Overview]:
    return [overview(Edition(_told_apart(system), language)) for system in report.systems]


def _chapters(
    report: JointReport, language: ReportLanguage, shown: list[Overview], added: Sequence[dict[str, Any]] = ()
) -> list[Markup]:
    """Return the report of each system as a chapter, with what is `added` to the context of each."""
    if not report.with_chapters:
        return []
    template = organisation.environment(language).get_template("report/joint_chapter.html")
    chapters = []
    for number, (one, more) in enumerate(zip(shown, added or [{} for _ in shown], strict=True), 1):
        text = template.render(organisation.context(one.edition) | {"chapter_number": number} | more)
        chapters.append(with_own_ids(text, f"c{number}-"))
    return chapters


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
