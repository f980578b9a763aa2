"""Which languages there are, how far each is, and what of a translation a reader is looking at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template

from assessment.languages import interface
from assessment.services import assessments, questionnaires
from assessment.web import language
from assessment.web.guards import public
from assessment.web.public import blueprint

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Questionnaire
    from assessment.languages.interface import Coverage


@dataclass(frozen=True, slots=True)
class Line:
    """One language: how far the pages and each questionnaire are; None is a questionnaire's own language."""

    code: str
    name: str
    is_offered: bool
    pages: Coverage | None
    versions: tuple[Coverage | None, ...]


@blueprint.get("/languages")
@public
def language_list() -> str:
    """Show how far every language is."""
    newest = assessments.newest_of_each(assessments.offered())
    shown = [questionnaires.show_questionnaire(one.questionnaire, one.version) for one in newest]
    known = {code for one in shown for code in questionnaires.known_languages(one)} - {interface.SOURCE}
    codes = (interface.SOURCE, *sorted({*interface.known(), *known}, key=interface.own_name))
    return render_template("public/languages.html", titles=_titles(shown), lines=[_line(code, shown) for code in codes])


def _titles(shown: list[Questionnaire]) -> list[str]:
    spoken = language.content_language()
    own = [questionnaires.show_questionnaire(one.id, one.version, spoken) for one in shown]
    return [f"{one.title} {one.version}" for one in own]


def _line(code: str, shown: list[Questionnaire]) -> Line:
    versions = tuple(None if one.language == code else questionnaires.coverage_of(one, code) for one in shown)
    pages = None if code == interface.SOURCE else interface.of(code).coverage
    return Line(code, interface.own_name(code), code in interface.offered(), pages, versions)
