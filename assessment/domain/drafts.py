"""Versions in the making: where a draft stands, what the next version is called, and how great a change it is."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.questionnaire import Change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessment.domain.questionnaire import Question, Questionnaire

VERSION = re.compile(r"([0-9]{4})\.([0-9]{1,3})")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SECTION_ID = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
QUESTION_ID = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*(?:(?:\.[0-9]+)+[a-z]?)?")
_SCORED = ("weight", "critical", "depth", "exposes", "polarity", "asked_if", "follows", "scale", "rows", "rates")


class DraftState(Enum):
    """Where a draft stands; only in the first state can it be changed."""

    DRAFT = "draft"
    IN_APPROVAL = "in-approval"
    PUBLISHED = "published"
    DISCARDED = "discarded"


def next_version(base: str, taken: Iterable[str]) -> str:
    """Return the first free version after `base` in its year, such as 2020.3 after 2020.2."""
    found, known = VERSION.fullmatch(base), set(taken)
    if found is None:
        return ""
    number = int(found[2]) + 1
    while f"{found[1]}.{number}" in known:
        number += 1
    return f"{found[1]}.{number}"


def least_change(old: Questionnaire, new: Questionnaire) -> Change:
    """Return the smallest change that a version may honestly call itself against its predecessor."""
    kept = [(before, new.by_id.get(before.id)) for before in old.questions]
    if any(now is None or _is_broken(before, now) for before, now in kept):
        return Change.MAJOR
    is_added = any(question.id not in old.by_id for question in new.questions)
    counts_otherwise = any(now is not None and _counts_otherwise(before, now) for before, now in kept)
    return Change.MINOR if is_added or counts_otherwise else Change.PATCH


def _is_broken(before: Question, now: Question) -> bool:
    lost = {option.id for option in before.options} - {option.id for option in now.options}
    return before.role is not now.role or before.kind is not now.kind or bool(lost)


def _counts_otherwise(before: Question, now: Question) -> bool:
    values = [[(option.id, option.value) for option in question.options] for question in (before, now)]
    return values[0] != values[1] or any(getattr(before, part) != getattr(now, part) for part in _SCORED)
