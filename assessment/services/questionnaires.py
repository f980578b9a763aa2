"""Looking at questionnaires: list, show, compare and check them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.content import checking, files
from assessment.content.errors import NotPublished, UnknownQuestionnaire
from assessment.domain.differences import Difference, differences
from assessment.domain.questionnaire import SectionKind

if TYPE_CHECKING:
    from pathlib import Path

    from assessment.domain.questionnaire import Questionnaire

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


@lru_cache(maxsize=1)
def list_questionnaires() -> tuple[Listed, ...]:
    """Return every version, published and drafts; raise ContentError when a published one was changed."""
    return tuple(_listed(version) for version in files.versions())


def _listed(version: files.Version) -> Listed:
    questionnaire = files.load(version.questionnaire, version.version, drafts=True)
    return Listed(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        title=questionnaire.title,
        summary=questionnaire.summary,
        is_published=version.is_published,
        fingerprint=questionnaire.fingerprint,
        languages=questionnaire.languages,
        items=items(questionnaire),
        change=questionnaire.change.value if questionnaire.change else "",
    )


def items(questionnaire: Questionnaire) -> int:
    """Return the number of questions outside the system profile."""
    profiles = {s.id for s in questionnaire.sections if s.kind is SectionKind.PROFILE}
    return sum(question.section not in profiles for question in questionnaire.questions)


def show_questionnaire(questionnaire: str, version: str, language: str = "", *, drafts: bool = False) -> Questionnaire:
    """Return one version; raise ContentError when it cannot be loaded."""
    return files.load(questionnaire, version, language, drafts=drafts)


def compare_versions(questionnaire: str, old: str, new: str) -> tuple[Difference, ...]:
    """Return what differs between two versions."""
    return differences(files.load(questionnaire, old, drafts=True), files.load(questionnaire, new, drafts=True))


def check_files(paths: tuple[Path, ...]) -> tuple[checking.Checked, ...]:
    """Return all findings about each file."""
    return tuple(checking.check_file(path) for path in paths)
