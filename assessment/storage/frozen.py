"""Submissions as they were frozen, all of them, a few at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from assessment.storage.tables import Submission

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.storage import DatabaseSession

_AT_ONCE = 20


class Frozen(NamedTuple):
    """What a submission's score was computed from, and the score as JSON."""

    id: str
    questionnaire: str
    version: str
    fingerprint: str
    depth: int
    answers: str
    score: str


def submissions(session: DatabaseSession) -> Iterator[Frozen]:
    """Give every submission, voided ones too."""
    query = select(
        Submission.id, Submission.questionnaire, Submission.version, Submission.fingerprint, Submission.depth,
        Submission.answers, Submission.score,
    ).order_by(Submission.id)  # fmt: skip
    for row in session.execute(query.execution_options(yield_per=_AT_ONCE)):
        yield Frozen(*row)
