"""A document about a release on its way to print: the templates of reports, their stylesheet, the confined process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessment.reports import process
from assessment.reports.document import Document
from assessment.reports.organisation import environment
from assessment.reports.stylesheet import release_stylesheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.reports.aggregates.given import Given

# A job is held for a little longer than this.
_SECONDS = 90


def html(given: Given, template: str, context: Mapping[str, Any]) -> str:
    """Return the document as HTML that refers to nothing outside; the same input gives the same text."""
    language = given.words.language
    common = {"language": language, "imprint": given.imprint, "css": release_stylesheet(language)}
    return environment(language).get_template(template).render(common | dict(context))


def pdf(given: Given, template: str, context: Mapping[str, Any]) -> bytes:
    """Return the document as PDF, made in a process of its own; raise ReportError when that meets a limit."""
    page = html(given, template, context)
    document = Document(page, given.words.language.code, given.imprint.approved)
    return process.render(document, process.Limits(seconds=_SECONDS))
