"""The report of one organisation as one self-contained HTML document that prints as A4."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assessment.config import TEMPLATES
from assessment.reports import annexes, texts
from assessment.reports.edition import Edition, Report
from assessment.reports.figures import State, totals
from assessment.reports.overview import overview
from assessment.reports.stylesheet import report_css, screen_css, stylesheet
from assessment.reports.typed import clip, clipped, isolated, typed

if TYPE_CHECKING:
    from assessment.reports.language import ReportLanguage

__all__ = ["Report", "report_css", "report_html"]

_PURPOSE, _TITLE = 420, 70
_LONG, _LONGER = 42, 130


def report_html(report: Report, language: ReportLanguage) -> str:
    """Return the report; nothing in it refers to anything outside, and the same input gives the same text."""
    edition = Edition(report, language)
    template = environment(language).get_template("report/organisation.html")
    return template.render(context(edition))


def context(edition: Edition) -> dict[str, Any]:
    """Return everything the templates print; they calculate nothing."""
    report, language = edition.report, edition.language
    figures = overview(edition)
    return {
        **vars(figures),
        "options": report.options,
        "annex": annexes.parts(edition),
        "running": _running(edition),
        "css": stylesheet(language, figures.radar, figures.strip),
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
        "questionnaire_title": clip(edition.report.questionnaire.title, _TITLE),
        "role": texts.role(language, assessment.system.role),
        "depth": texts.depth(language, edition.report.scorecard.depth),
        "organisation_size": texts.size(language, typed(organisation.size).text),
        "answered": edition.coverage(totals(edition)[0]),
        "country": language.country_name(organisation.country) if organisation.country else "",
        "described": [(name, value) for name, value in described if value],
    }


def _typed_language(edition: Edition) -> str:
    """Return the language in which people typed, where it is another one than the report's."""
    written = edition.report.assessment.language
    return "" if written == edition.language.code else written


def _running(edition: Edition) -> str:
    """Return the running head; each name is isolated, so that its direction does not reorder the line."""
    names = f"{isolated(edition.short_system.text)} · {isolated(edition.short_organisation.text)}"
    if edition.report.options.is_draft:
        return edition.gettext("Draft, not signed: %(names)s") % {"names": names}
    return edition.gettext("Self-assessment: %(names)s") % {"names": names}


@lru_cache(maxsize=8)
def environment(language: ReportLanguage) -> Environment:
    """Return the templates of reports with the words of a language."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals |= {
        "is_mirrored": language.direction == "rtl", "comma": language.comma, "semicolon": language.semicolon,
        "own_language": language.code,
    }  # fmt: skip
    environment.filters["isolated"] = isolated
    environment.globals["has_figures"] = lambda row: row.state in {State.SCORED, State.WITHHELD}
    # The extension adds this method, which the types of Jinja do not know.
    environment.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return environment
