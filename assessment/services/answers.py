"""Reading the answers of an assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.answer_json import from_text
from assessment.storage import answers, db

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from assessment.domain.answers import Answer


@dataclass(frozen=True, slots=True)
class Stored:
    """The present answer to one question; None when it was taken back. `changed_by` is an account or a guest link."""

    question: str
    version: int
    answer: Answer | None
    is_valid: bool
    changed_by: str
    changed_at: datetime


def stored_answers(assessment_id: str, questions: Collection[str] | None = None) -> dict[str, Stored]:
    """Return what is stored, by question: also answers that do not fit, and those to questions not shown now."""
    rows = answers.of_assessment(db.session, assessment_id, questions)
    return {row[0]: Stored(row[0], row[1], from_text(row[2]), row[3], row[4], row[5]) for row in rows}


def given_answers(assessment_id: str) -> dict[str, Answer]:
    """Return the valid answers by question: what is scored."""
    return {
        question: stored.answer
        for question, stored in stored_answers(assessment_id).items()
        if stored.answer is not None and stored.is_valid
    }
