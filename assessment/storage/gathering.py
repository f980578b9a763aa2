"""What a release counts: the newest standing submission of each system, and who was invited, has started, submitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, distinct, func, or_, select

from assessment.storage.tables import (
    Assessment,
    Consent,
    Organisation,
    Participant,
    PlanAction,
    Round,
    ScoreRow,
    Submission,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

    from assessment.storage import DatabaseSession

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Extent:
    """What belongs to a release: of one round, or, without `round_id`, of every assessment with the questionnaire."""

    round_id: str
    questionnaire: str
    depth: int
    scoring_model: str
    cutoff: datetime
    is_demo: bool


def rows(session: DatabaseSession, extent: Extent) -> Iterator[Row[Organisation, ScoreRow]]:
    """Give the standing submissions at the cut-off by organisation and system, the newest of each system first."""
    row = ScoreRow
    query = (
        select(Organisation, row)
        .join(row, row.organisation_id == Organisation.id)
        .join(Submission, Submission.id == row.submission_id)
        .where(
            row.questionnaire == extent.questionnaire, row.depth == extent.depth,
            row.scoring_model == extent.scoring_model, row.submitted_at <= extent.cutoff,
            Submission.voided_at.is_(None), *_real(extent),
        )
        .order_by(Organisation.id, row.system_id, row.submitted_at.desc(), row.submission_id)
    )  # fmt: skip
    if extent.round_id:
        query = query.where(row.round_id == extent.round_id)
    return iter(session.execute(query.execution_options(yield_per=_AT_ONCE)))


def consenting(session: DatabaseSession, purpose: str) -> frozenset[str]:
    """Return the organisations whose newest decision about a purpose is consent."""
    newest = select(func.max(Consent.id)).where(Consent.purpose == purpose).group_by(Consent.organisation_id)
    return frozenset(
        session.scalars(select(Consent.organisation_id).where(Consent.id.in_(newest), Consent.given.is_(True)))
    )


def present(session: DatabaseSession) -> frozenset[str]:
    """Return the organisations that exist and are not suspended."""
    return frozenset(session.scalars(select(Organisation.id).where(Organisation.suspended_at.is_(None))))


def actions(session: DatabaseSession, cutoff: datetime) -> dict[str, frozenset[str]]:
    """Return by system the questions for which its plan had an action at the cut-off that has not been dropped."""
    query = select(PlanAction.system_id, PlanAction.question_id).where(
        PlanAction.question_id != "", PlanAction.state != "dropped", PlanAction.created_at <= cutoff
    )
    found: dict[str, set[str]] = {}
    for system, question in session.execute(query):
        found.setdefault(system, set()).add(question)
    return {system: frozenset(questions) for system, questions in found.items()}


def counts(session: DatabaseSession, extent: Extent) -> dict[tuple[str, str], int]:
    """Return how many organisations were invited, have started and have submitted, by (measure, country)."""
    started = _started(extent)
    submitted = and_(
        *started, Submission.assessment_id == Assessment.id, Submission.voided_at.is_(None),
        Submission.submitted_at <= extent.cutoff,
    )  # fmt: skip
    asked = {
        "started": select(Organisation.country, func.count(distinct(Organisation.id))).where(*started),
        "submitted": select(Organisation.country, func.count(distinct(Organisation.id))).where(submitted),
    }
    found = {
        (measure, country): count
        for measure, query in asked.items()
        for country, count in session.execute(query.group_by(Organisation.country))
    }
    return found | _invited(session, extent)


def _invited(session: DatabaseSession, extent: Extent) -> dict[tuple[str, str], int]:
    """Return who was invited: by name of the list, and once however many rounds an organisation takes part in."""
    who = func.coalesce(Participant.organisation_id, Participant.key)
    query = (
        select(Participant.country, func.count(distinct(who)))
        .join(Round, Round.id == Participant.round_id)
        .where(
            Participant.withdrawn_at.is_(None), Participant.created_at <= extent.cutoff,
            Round.questionnaire == extent.questionnaire, Round.depth == extent.depth,
        )
    )  # fmt: skip
    query = query.where(Round.id == extent.round_id if extent.round_id else Round.is_demo.is_(extent.is_demo))
    return {("invited", country): count for country, count in session.execute(query.group_by(Participant.country))}


def _started(extent: Extent) -> list[ColumnElement[bool]]:
    about = [
        Assessment.organisation_id == Organisation.id, Assessment.questionnaire == extent.questionnaire,
        Assessment.depth == extent.depth, Assessment.created_at <= extent.cutoff, *_real(extent),
    ]  # fmt: skip
    return [*about, Assessment.round_id == extent.round_id] if extent.round_id else about


def _real(extent: Extent) -> tuple[ColumnElement[bool], ...]:
    return Organisation.suspended_at.is_(None), Organisation.is_demo.is_(extent.is_demo)


def kinds(session: DatabaseSession) -> Sequence[Row[str, int, datetime]]:
    """Return (questionnaire, depth, when the first was submitted) of everything that was submitted."""
    row = Submission
    query = select(row.questionnaire, row.depth, func.min(row.submitted_at)).group_by(row.questionnaire, row.depth)
    return session.execute(query.order_by(row.questionnaire, row.depth.desc())).all()


def finished_rounds(session: DatabaseSession) -> Sequence[Round]:
    """Return the rounds that have been opened, the one that closes last first."""
    query = select(Round).where(or_(Round.state == "closed", Round.state == "open"))
    return session.scalars(query.order_by(Round.closes_on.desc(), Round.id)).all()
