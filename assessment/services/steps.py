"""The steps of an assessment between draft and submission: each checks the state, moves it and writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content import files
from assessment.domain import freezing
from assessment.domain.access import Person, Scope, may
from assessment.domain.questionnaire import Depth
from assessment.domain.settings import SIGNER, SOMEBODY_ELSE
from assessment.domain.states import TRANSITIONS, TURNS, AssessmentState, Step
from assessment.domain.trail import Event
from assessment.services import answers, mail, people, settings
from assessment.services.conflicts import NotReady, SamePerson, Stale
from assessment.services.identifiers import new_id
from assessment.storage import acts, assessments, db

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from assessment.domain.answers import Answer
    from assessment.domain.questionnaire import Questionnaire
    from assessment.services.mail import Letter
    from assessment.storage import DatabaseSession
    from assessment.storage.acts import Act
    from assessment.storage.tables import Assessment


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, on which page, when: `revision` is the assessment's as the page showed it.

    `letter` gives the message to those whose turn it is then, by language; without it none is sent.
    """

    by: Person
    revision: int
    at: datetime
    letter: Callable[[str], Letter] | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """What an approver puts under the answers: the whole statement, their name and function."""

    statement: str
    name: str
    function: str


def send_for_review(assessment_id: str, decision: Decision, remark: str = "") -> None:
    """Hand the answers to the approvers; they stay as they are until somebody takes them back or returns them.

    Raises NotReady while answers do not fit their questions, and Stale when the page was older than what is stored.
    """
    with acts.act(Event.STATE_CHANGED, by=decision.by.id, at=decision.at, subject=assessment_id) as done:
        row = move(done, assessment_id, Step.SEND_FOR_REVIEW, decision, remark)
        require_fitting(row)


def withdraw(assessment_id: str, decision: Decision) -> None:
    """Take the assessment back from review; it is a draft again."""
    with acts.act(Event.STATE_CHANGED, by=decision.by.id, at=decision.at, subject=assessment_id) as done:
        move(done, assessment_id, Step.WITHDRAW, decision)


def return_with_remarks(assessment_id: str, decision: Decision, remark: str, on: Mapping[str, str]) -> None:
    """Give the assessment back with a general remark and remarks on questions by their ids."""
    with acts.act(Event.STATE_CHANGED, by=decision.by.id, at=decision.at, subject=assessment_id) as done:
        move(done, assessment_id, Step.RETURN, decision, remark)
        for question, text in on.items():
            values = {"id": new_id(), "assessment_id": assessment_id, "question_id": question, "text": text}
            assessments.remark(done.session, values | {"written_by": decision.by.id, "written_at": decision.at})
        done.content["remarks"] = list(on)


def sign(assessment_id: str, decision: Decision, signing: Signing) -> None:
    """Sign the answers as they are. Remarks that are still open are closed by this, as the page has said.

    Raises SamePerson when somebody else has to sign, NotReady while answers do not fit, and Stale when the page was
    older than what is stored.
    """
    with acts.act(Event.STATE_CHANGED, by=decision.by.id, at=decision.at, subject=assessment_id) as done:
        if needs_somebody_else(assessment_id, decision.by, done.session):
            raise SamePerson
        row = move(done, assessment_id, Step.SIGN, decision)
        digest = freezing.digest_of(require_fitting(row)[1])
        values = {
            "assessment_id": assessment_id, "statement": signing.statement, "signer_name": signing.name,
            "signer_function": signing.function, "answers_digest": digest,
            "signed_by": decision.by.id, "signed_at": decision.at,
        }  # fmt: skip
        assessments.sign(done.session, values)
        closed = assessments.resolve_remarks(done.session, assessment_id, decision.by.id, decision.at)
        done.content |= {"answers_digest": digest, "remarks_closed": closed}


def needs_somebody_else(assessment_id: str, person: Person, session: DatabaseSession | None = None) -> bool:
    """Whether this person has sent the assessment for review, and the operator asks for two people."""
    if settings.text(SIGNER) != SOMEBODY_ELSE:
        return False
    taken = assessments.steps(session or db.session, assessment_id)
    sent = next((step for step in taken if step.after == AssessmentState.IN_REVIEW.value), None)
    return sent is not None and sent.changed_by == person.id


def move(done: Act, assessment_id: str, step: Step, decision: Decision, remark: str = "") -> Assessment:
    """Take one step inside an act and write it down; raise Stale unless everything is as the page showed it.

    Returns the assessment as it was before.
    """
    transition = TRANSITIONS[step]
    row = assessments.find(done.session, assessment_id)
    if row is None or AssessmentState(row.state) not in transition.before:
        raise Stale
    before = row.state
    moved = {"state": transition.after.value, "changed_at": decision.at}
    if not assessments.move(done.session, assessment_id, decision.revision, moved):
        raise Stale
    noted = {"assessment_id": assessment_id, "before": before, "after": transition.after.value, "remark": remark}
    assessments.note(done.session, noted | {"changed_by": decision.by.id, "changed_at": decision.at})
    done.content |= {"step": step.value, "before": before, "revision": decision.revision}
    _tell(done, row.organisation_id, step, decision)
    return row


def _tell(done: Act, organisation_id: str, step: Step, decision: Decision) -> None:
    """Put a message to those whose turn it is into the outbox; who has just acted needs none."""
    if decision.letter is None or step not in TURNS:
        return
    for member in people.members_of(organisation_id, done.session):
        if member.id != decision.by.id and may(Person(member.id), TURNS[step], Scope(member.role)):
            mail.post(done.session, "turn", member.email, decision.letter(member.language), decision.at)


def require_fitting(row: Assessment) -> tuple[Questionnaire, dict[str, Answer]]:
    """Return the questionnaire and the shown answers; raise NotReady with the questions whose answer does not fit.

    Every answer is judged anew. Raises Stale when the questionnaire is not the one the assessment is pinned to.
    """
    questionnaire = files.load(row.questionnaire, row.version)
    if questionnaire.fingerprint != row.fingerprint:
        raise Stale
    stored = {
        question: one.answer for question, one in answers.stored_answers(row.id).items() if one.answer is not None
    }
    shown, unfit = freezing.parted(questionnaire, stored, Depth(row.depth))
    if unfit:
        raise NotReady(unfit)
    return questionnaire, shown
