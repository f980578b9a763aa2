"""Which versions of a questionnaire, and which rows of the profile, mean the same, so that figures may meet."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from assessment.domain.questionnaire import Change, Question, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.questionnaire import Questionnaire

# What explains a question or helps after it, and changes neither what is asked nor what an answer is worth.
_BESIDE = frozenset({"help", "example", "source", "answered_by", "recommendation", "tags"})
_COMPARED = tuple(part.name for part in fields(Question) if part.name not in _BESIDE)


def age(version: str) -> tuple[int, ...]:
    """Return a version as numbers, by which versions are in their order: 2020.10 comes after 2020.9."""
    return tuple(int(part) for part in version.split("."))


def main_first(questionnaire: str) -> tuple[bool, str]:
    """Return by what questionnaires are in their order: ALTAI before what is added to it."""
    return questionnaire != "altai", questionnaire


def family(newest: str, versions: Mapping[str, Questionnaire]) -> frozenset[str]:
    """Return a version and those from which patches and minor changes alone lead to it.

    A major change begins a new family: figures of both sides of it do not belong into one mean.
    """
    found, current = {newest}, versions.get(newest)
    while current is not None and current.change is not Change.MAJOR and current.supersedes in versions.keys() - found:
        found.add(current.supersedes)
        current = versions[current.supersedes]
    return frozenset(found)


def comparable_rows(old: Questionnaire, new: Questionnaire) -> frozenset[str]:
    """Return the rows whose scored questions are the same in both versions and asked under the same conditions.

    Words must be the same too, unless one version says that it only mends words of the other. Gates and facts decide
    what is asked anywhere: when one of them differs, no row is comparable.
    """
    is_mended = _mends(old, new) or _mends(new, old)
    if _others(old, is_mended) != _others(new, is_mended):
        return frozenset()
    return frozenset(
        row.id
        for row in new.rows
        if row.id in old.section_by_id and _asked(old, row.id, is_mended) == _asked(new, row.id, is_mended)
    )


def _mends(old: Questionnaire, new: Questionnaire) -> bool:
    return new.change is Change.PATCH and new.supersedes == old.version


def _others(questionnaire: Questionnaire, is_mended: bool) -> list[tuple[object, ...]]:  # noqa: FBT001 - of both versions
    return [_meaning(q, is_mended) for q in questionnaire.questions if _decides(q)]


def _asked(questionnaire: Questionnaire, row: str, is_mended: bool) -> list[tuple[object, ...]]:  # noqa: FBT001 - of both versions
    return [_meaning(q, is_mended) for q in questionnaire.questions if q.is_scored and q.section == row]


def _decides(question: Question) -> bool:
    return not question.is_scored and question.role is not Role.REFLECTION


def _meaning(question: Question, is_mended: bool) -> tuple[object, ...]:  # noqa: FBT001 - of both versions
    if is_mended:
        options = tuple(replace(option, text="", anchor="") for option in question.options)
        rows = tuple(replace(row, text="") for row in question.rows)
        question = replace(question, text="", options=options, rows=rows)
    return tuple(getattr(question, name) for name in _COMPARED)
