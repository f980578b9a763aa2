"""Checking a submission for completeness and coherence, never for truth; giving it back with remarks, or marking it.

What was answered is shown only to whom the organisation has agreed to show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content import files
from assessment.domain import coherence, freezing
from assessment.domain.questionnaire import Depth
from assessment.domain.states import Step
from assessment.domain.trail import Event
from assessment.services import answers, progress, steps
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.services.rounds import reach
from assessment.storage import acts, assessments, db, participants_followed, round_board, submissions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from assessment.domain.access import Person
    from assessment.domain.answers import Answer
    from assessment.domain.coherence import Observation
    from assessment.services.rounds.reach import Found
    from assessment.services.steps import Decision
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Assessment, Submission


@dataclass(frozen=True, slots=True)
class Examined:
    """A submission that stands, and what the automatic check has seen in it.

    `shown` holds the answers that were submitted when the organisation shares them, else None.
    """

    found: Found
    assessment: Assessment
    submission: Submission
    system: str
    checked_at: datetime | None
    observations: tuple[Observation, ...]
    shown: Mapping[str, Answer] | None


@dataclass(frozen=True, slots=True)
class Return:
    """Why a submission is given back: in general, on questions by their ids, and the day until which there is time."""

    remark: str
    on: Mapping[str, str]
    until: date | None = None


def examine(person: Person, participant_id: str, submission_id: str) -> Examined:
    """Return what the check of a standing submission has seen. Raises NotFound for what is out of reach or void."""
    found, assessment, submission = _find(person, participant_id, submission_id, db.session)
    questionnaire = files.load(assessment.questionnaire, assessment.version)
    given, drafts = progress.split(answers.stored_answers(assessment.id).values())
    depth = Depth(assessment.depth)
    attached = participants_followed.attached(db.session, assessment.id)
    shares = reach.reads_answers(person, found.participant)
    names = {row.id: name for row, name in _assessments(db.session, found)}
    _, _, checked_at = round_board.submissions(db.session, [assessment.id])[assessment.id]
    return Examined(
        found, assessment, submission, names[assessment.id] if shares else "", checked_at,
        coherence.observe(questionnaire, given, depth, attached, drafts),
        freezing.shown_answers(questionnaire, given, depth) if shares else None,
    )  # fmt: skip


def return_submission(
    person: Person, participant_id: str, submission_id: str, decision: Decision, giving: Return
) -> None:
    """Give a submission back: it and its signature are void, and answers can be changed again.

    The remarks stand beside the questions like a reviewer's. Raises NotFound, and Stale when the page was older than
    what is stored.
    """
    known = _find(person, participant_id, submission_id, db.session)[1]
    with acts.act(Event.SUBMISSION_RETURNED, by=decision.by.id, at=decision.at, subject=known.id) as done:
        found, assessment, _ = _find(person, participant_id, submission_id, done.session)
        steps.move(done, assessment.id, Step.RETURN_SUBMISSION, decision, giving.remark)
        assessments.void_signatures(done.session, assessment.id, decision.at)
        submissions.void(done.session, assessment.id, decision.at)
        for question, text in giving.on.items():
            values = {"id": new_id(), "assessment_id": assessment.id, "question_id": question, "text": text}
            assessments.remark(done.session, values | {"written_by": decision.by.id, "written_at": decision.at})
        if giving.until is not None:
            participants_followed.change(done.session, found.participant.id, {"extended_to": giving.until})
        done.content |= {
            "participant": found.participant.id, "submission": submission_id, "remarks": list(giving.on),
            "until": giving.until.isoformat() if giving.until else "",
        }  # fmt: skip


def mark_checked(person: Person, participant_id: str, submission_id: str, at: datetime, *, undo: bool = False) -> None:
    """Note that a submission is complete and coherent, or take the note back. Raises NotFound."""
    with acts.act(Event.PARTICIPANT_CHANGED, by=person.id, at=at, subject=participant_id) as done:
        _, assessment, _ = _find(person, participant_id, submission_id, done.session)
        is_checked = round_board.submissions(done.session, [assessment.id])[assessment.id][2] is not None
        done.is_void = is_checked is not undo
        if undo and is_checked:
            participants_followed.uncheck(done.session, submission_id)
        elif not undo and not is_checked:
            participants_followed.check(done.session, submission_id, person.id, at)
        done.content |= {"submission": submission_id, "checked": not undo}


def _find(
    person: Person, participant_id: str, submission_id: str, session: DatabaseSession
) -> tuple[Found, Assessment, Submission]:
    """Return a submission that stands, of an assessment in the participant's round; raise NotFound."""
    found = reach.find_participant(person, participant_id, session)
    for row, _ in _assessments(session, found):
        submission = submissions.standing(session, row.id)
        if submission is not None and submission.id == submission_id:
            return found, row, submission
    raise NotFound


def _assessments(session: DatabaseSession, found: Found) -> list[tuple[Assessment, str]]:
    organisation = found.participant.organisation_id
    if not organisation:
        return []
    return [(row[0], row[1]) for row in round_board.assessments(session, found.round.id, organisation)]
