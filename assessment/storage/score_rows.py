"""Score rows: written with a submission, added for those from before, read for aggregates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import insert, select

from assessment.storage.tables import Assessment, Organisation, ScoreRow, Submission, System

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Select

    from assessment.storage import DatabaseSession

_AT_ONCE = 200


class Scored(NamedTuple):
    """What a submission's score row is made from."""

    submission_id: str
    assessment_id: str
    organisation_id: str
    system_id: str
    round_id: str
    role: str
    questionnaire: str
    version: str
    scoring_model: str
    depth: int
    language: str
    submitted_at: object
    score: str


def add(session: DatabaseSession, rows: Sequence[Mapping[str, object]]) -> None:
    """Write score rows."""
    session.execute(insert(ScoreRow), [dict(row) for row in rows])


def missing(session: DatabaseSession, limit: int) -> Sequence[Scored]:
    """Return some of the submissions that have no score row yet, voided ones too."""
    query = _scored().where(~select(ScoreRow.submission_id).where(ScoreRow.submission_id == Submission.id).exists())
    return [Scored(*row) for row in session.execute(query.order_by(Submission.id).limit(limit))]


def of_submissions(session: DatabaseSession, ids: Collection[str]) -> Sequence[Scored]:
    """Return what the rows of these submissions are made from."""
    return [Scored(*row) for row in session.execute(_scored().where(Submission.id.in_(ids)))]


def pairs(session: DatabaseSession) -> Iterator[tuple[Scored, ScoreRow]]:
    """Give every score row beside what it is made from."""
    query = _scored().add_columns(ScoreRow).join(ScoreRow, ScoreRow.submission_id == Submission.id)
    for row in session.execute(query.order_by(Submission.id).execution_options(yield_per=_AT_ONCE)):
        yield Scored(*row[:-1]), row[-1]


def _scored() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Submission.id, Submission.assessment_id, Submission.organisation_id, Assessment.system_id,
            Assessment.round_id, System.role, Submission.questionnaire, Submission.version, Submission.scoring_model,
            Submission.depth, Submission.language, Submission.submitted_at, Submission.score,
        )
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .join(System, System.id == Assessment.system_id)
        .join(Organisation, Organisation.id == Submission.organisation_id)
    )  # fmt: skip
