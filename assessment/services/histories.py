"""The history of one answer."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.answer_json import from_text
from assessment.storage import answers, db

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.domain.answers import Answer


@dataclass(frozen=True, slots=True)
class PastVersion:
    """One version of an answer with the one before it; an answer that was taken back, or not yet given, is None."""

    number: int
    answer: Answer | None
    before: Answer | None
    origin: str
    reason: str
    name: str
    at: datetime


def history(assessment_id: str, question: str) -> tuple[PastVersion, ...]:
    """Return every version of the answer to a question, the newest first; empty when it was never answered."""
    rows = answers.history(db.session, assessment_id, question)
    values = [from_text(row[1]) for row in rows]
    older = itertools.chain(values[1:], (None,))
    return tuple(
        PastVersion(row[0], value, before, row[2], row[3], row[6], row[5])
        for row, value, before in zip(rows, values, older, strict=False)
    )
