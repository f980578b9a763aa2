"""The words of released figures on pages: in the reader's language, with the titles of the release's questionnaire."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from flask_babel import gettext

from assessment.reports.aggregates.charts.composing import Origin
from assessment.reports.aggregates.region_names import region_names
from assessment.reports.aggregates.words import Words
from assessment.services import questionnaires
from assessment.web import language
from assessment.web.countries import sort_key
from assessment.web.programme import release_words

if TYPE_CHECKING:
    from assessment.domain.exploring import Naming
    from assessment.services.releases.exploring import Opened


def words_of(opened: Opened) -> Words:
    """Return the words for a release, with the titles of the newest version of its questionnaire that was answered."""
    version = opened.versions[-1] if opened.versions else ""
    return _words(language.chosen(), opened.head.questionnaire, version)


@lru_cache(maxsize=32)
def _words(code: str, questionnaire: str, version: str) -> Words:  # noqa: ARG001 - the language tells words apart
    shown = questionnaires.show_questionnaire(questionnaire, version, language.content_language())
    reader = language.of_reports()
    return Words(reader, shown, region_names(reader))


def naming(words: Words) -> Naming:
    """Return what categories are sorted by: their names, as a dictionary would; codes of sectors as they are."""
    return lambda dimension, code: code if dimension == "sector" else _sorted_by(words.category(dimension, code))


@lru_cache(maxsize=2048)
def _sorted_by(name: str) -> str:
    return sort_key(name)[0]


def origin(opened: Opened) -> Origin:
    """Return what a source line says of a release."""
    service = str(gettext("Trustworthy AI self-assessment"))
    head = opened.head
    return Origin(service, head.number, release_words.period(head.period), opened.count, head.is_demo)
