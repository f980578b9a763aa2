"""Voting: people in the room vote from their phones without an account, each browser once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment import storage
from assessment.content import languages
from assessment.domain import workshops as together
from assessment.domain.answer_json import from_text, to_text
from assessment.services.identifiers import as_typed, hashed
from assessment.services.places import NotFound
from assessment.services.workshops import holding
from assessment.storage import assessments, db, workshops

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.domain.answers import Answer
    from assessment.domain.questionnaire import Question

# So many browsers may vote on one question: more than any room holds, fewer than a program could fill a disk with.
MOST = 500


class NotNow(Exception):
    """Nothing is being voted on, or it is another question meanwhile."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What somebody in the room sees: the question that is voted on, or none; and their vote."""

    workshop_id: str
    question: Question | None
    vote: Answer | None
    voters: int


def start_voting(person: Person, workshop_id: str, question_id: str, at: datetime) -> None:
    """Let people vote on a question; voting on another one ends."""
    holding.find(person, workshop_id, at)
    with storage.transaction() as session:
        workshops.change(session, workshop_id, {"question_id": question_id, "is_voting": True})


def stop_voting(person: Person, workshop_id: str, at: datetime) -> None:
    """Close the vote; its counts can be seen then."""
    holding.find(person, workshop_id, at)
    with storage.transaction() as session:
        workshops.change(session, workshop_id, {"is_voting": False})


def find_workshop(code: str, at: datetime) -> str:
    """Return the workshop of a typed code; raise NotFound. The caller limits how often that is tried."""
    found = workshops.open_by_code(db.session, hashed(as_typed(code)), at)
    if found is None:
        raise NotFound
    return found.id


def show_ballot(workshop_id: str, voter: str, language: str, at: datetime) -> Ballot:
    """Return what a voter sees now; raise NotFound when the workshop is over."""
    row = workshops.find(db.session, workshop_id)
    if row is None or row.ended_at is not None or row.expires_at <= at:
        raise NotFound
    if not row.is_voting:
        return Ballot(workshop_id, None, None, 0)
    assessment = assessments.find(db.session, row.assessment_id)
    if assessment is None:
        raise NotFound
    shown = languages.shown(assessment.questionnaire, assessment.version, language)
    given = dict(workshops.votes(db.session, workshop_id, row.question_id))
    mine = given.get(hashed(voter))
    return Ballot(workshop_id, shown.by_id[row.question_id], from_text(mine) if mine else None, len(given))


def cast_vote(ballot: Ballot, question_id: str, answer: Answer | None, voter: str, at: datetime) -> None:
    """Keep a vote; a second one of the same browser replaces it. Raises NotNow when the question is not voted on."""
    vote = together.as_vote(answer)
    if ballot.question is None or ballot.question.id != question_id or vote is None:
        raise NotNow
    with storage.transaction() as session:
        row = workshops.find(session, ballot.workshop_id)
        if row is None or not row.is_voting or row.question_id != question_id:
            raise NotNow
        known = dict(workshops.votes(session, ballot.workshop_id, question_id))
        if hashed(voter) not in known and len(known) >= MOST:
            raise NotNow
        workshops.vote(
            session,
            {
                "workshop_id": ballot.workshop_id, "question_id": question_id, "voter": hashed(voter),
                "choice": to_text(vote), "voted_at": at,
            },
        )  # fmt: skip
