"""Looking at questionnaires: list, show, compare and check them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.content import answers_format, catalogue, checking, crosswalks, files, languages, output, sarif
from assessment.content.crosswalk_format import CROSSWALK
from assessment.content.errors import NotPublished, UnknownQuestionnaire
from assessment.content.format import QUESTIONNAIRE
from assessment.domain.beside import Beside, beside
from assessment.domain.differences import Difference, differences
from assessment.domain.questionnaire import SectionKind
from assessment.languages import folders

if TYPE_CHECKING:
    from pathlib import Path

    from assessment.domain.crosswalk import Crosswalk
    from assessment.domain.questionnaire import Questionnaire
    from assessment.languages.catalogue import Fault
    from assessment.languages.interface import Coverage

# What a reader may not see is the same as what does not exist.
NOT_FOUND = (UnknownQuestionnaire, NotPublished)


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of questionnaires; `items` are the questions outside the system profile."""

    questionnaire: str
    version: str
    title: str
    summary: str
    is_published: bool
    fingerprint: str
    languages: tuple[str, ...]
    items: int
    change: str


def list_questionnaires() -> tuple[Listed, ...]:
    """Return every version, published and drafts; raise ContentError when a published one was changed."""
    return tuple(_listed(version, folders.roots()) for version in files.versions())


@lru_cache(maxsize=256)
def _listed(version: files.Version, _roots: tuple[Path, ...]) -> Listed:
    questionnaire = files.load(version.questionnaire, version.version, drafts=True)
    return Listed(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        title=questionnaire.title,
        summary=questionnaire.summary,
        is_published=version.is_published,
        fingerprint=questionnaire.fingerprint,
        languages=languages.of(questionnaire),
        items=items(questionnaire),
        change=questionnaire.change.value if questionnaire.change else "",
    )


def languages_of(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the languages in which a version is complete, its own first."""
    return languages.of(questionnaire)


def original_of(questionnaire: Questionnaire) -> Questionnaire | None:
    """Return a translated version as it was written; None for one that is shown so already."""
    return languages.original(questionnaire)


def coverage_of(questionnaire: Questionnaire, language: str = "") -> Coverage:
    """Return how far a version is translated and reviewed in a language, by default the one it is shown in."""
    return languages.coverage(questionnaire, language or questionnaire.language)


def faults_of(questionnaire: str) -> tuple[tuple[str, Fault], ...]:
    """Return what is wrong in the catalogues of a questionnaire, each with the language."""
    return languages.faults(questionnaire)


def known_languages(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the languages in which a version has translations, complete or not."""
    return languages.known(questionnaire)


def items(questionnaire: Questionnaire) -> int:
    """Return the number of questions outside the system profile."""
    profiles = {s.id for s in questionnaire.sections if s.kind is SectionKind.PROFILE}
    return sum(question.section not in profiles for question in questionnaire.questions)


def count_by_section(questionnaire: Questionnaire) -> dict[str, int]:
    """Return the number of questions of each section and sub-section by its id."""
    places = [place for question in questionnaire.questions for place in (question.section, question.subsection)]
    return dict(Counter(places))


def show_questionnaire(questionnaire: str, version: str, language: str = "", *, drafts: bool = False) -> Questionnaire:
    """Return one version, in a language if it is complete in it; raise ContentError when it cannot be loaded."""
    return languages.shown(questionnaire, version, language, drafts=drafts)


def compare_versions(questionnaire: str, old: str, new: str) -> tuple[Difference, ...]:
    """Return what differs between two versions."""
    return differences(files.load(questionnaire, old, drafts=True), files.load(questionnaire, new, drafts=True))


def compare_beside(questionnaire: str, old: str, new: str) -> tuple[Beside, ...]:
    """Return what differs between two versions beside their questions."""
    return beside(files.load(questionnaire, old, drafts=True), files.load(questionnaire, new, drafts=True))


def show_crosswalk(questionnaire: str, old: str, new: str, *, drafts: bool = False) -> Crosswalk:
    """Return what became of every question between two versions; raise ContentError when it cannot be loaded."""
    return crosswalks.load(questionnaire, old, new, drafts=drafts)


def crosswalk_between(questionnaire: str, old: str, new: str) -> Crosswalk | None:
    """Return the crosswalk between two versions, also a draft, or None when there is none."""
    known = crosswalks.find(questionnaire, old, new) is not None
    return crosswalks.load(questionnaire, old, new, drafts=True) if known else None


class Format(Enum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def check_files(paths: tuple[Path, ...]) -> tuple[checking.Checked, ...]:
    """Return all findings about each file."""
    return tuple(checking.check_file(path) for path in paths)


def write_findings(checked: tuple[checking.Checked, ...], output_format: Format, *, paths: bool = False) -> str:
    """Return the findings as text (with `paths` also how each question is reached), JSON or SARIF."""
    match output_format:
        case Format.TEXT:
            return output.to_text(checked, paths=paths)
        case Format.JSON:
            return output.to_json(checked)
        case Format.SARIF:
            return sarif.to_sarif(checked)


def write_catalogue() -> str:
    """Return the page that lists every finding code."""
    return catalogue.page()


class Schema(Enum):
    """The kinds of file that have a JSON Schema."""

    QUESTIONNAIRE = "questionnaire"
    ANSWERS = "answers"
    CROSSWALK = "crosswalk"


def write_schema(of: Schema) -> str:
    """Return the JSON Schema of a kind of file."""
    match of:
        case Schema.QUESTIONNAIRE:
            schema = QUESTIONNAIRE.schema()
        case Schema.ANSWERS:
            schema = answers_format.schema()
        case Schema.CROSSWALK:
            schema = CROSSWALK.schema()
    return json.dumps(schema, indent=2) + "\n"
