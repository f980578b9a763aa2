"""What reviewers and those who wait for them see: history, remarks, signature, submissions, and who answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.states import AssessmentState
from assessment.services import answers, people
from assessment.services.moving import MOVED
from assessment.storage import answers as stored_answers
from assessment.storage import assessments, db, submissions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.services.answers import Stored
    from assessment.storage.tables import Assessment, Signature, Submission


@dataclass(frozen=True, slots=True)
class Past:
    """One step that was taken; `who` is empty for a person who is gone."""

    before: AssessmentState
    after: AssessmentState
    remark: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """A reviewer's remark that nobody has dealt with yet."""

    question: str
    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Review:
    """Everything about the review of one assessment, newest first."""

    history: tuple[Past, ...]
    remarks: tuple[Remark, ...]
    signature: Signature | None
    submissions: tuple[Submission, ...]

    @property
    def by_programme(self) -> bool:
        """Whether the programme has given a submission back, and the organisation has not submitted it again."""
        ends = [one for one in self.history if AssessmentState.SUBMITTED in {one.before, one.after}]
        return bool(ends) and ends[0].after is AssessmentState.RETURNED


def review_of(assessment: Assessment) -> Review:
    """Return what there is about the review of an assessment; the number of queries is fixed."""
    steps = assessments.steps(db.session, assessment.id)
    remarks = assessments.open_remarks(db.session, assessment.id)
    ids = {step.changed_by for step in steps} | {remark.written_by for remark in remarks}
    names = people.names_of(ids, former="")
    return Review(
        history=tuple(
            Past(
                AssessmentState(step.before),
                AssessmentState(step.after),
                step.remark,
                names.get(step.changed_by, ""),
                step.changed_at,
            )
            for step in steps
        ),
        remarks=tuple(
            Remark(remark.question_id, remark.text, names.get(remark.written_by, ""), remark.written_at)
            for remark in remarks
        ),
        signature=assessments.signature(db.session, assessment.id),
        submissions=tuple(submissions.of_assessment(db.session, assessment.id)),
    )


def answered_most(assessment_id: str, person: Person) -> bool:
    """Whether a person gave more than half of the answers: readers of the report should know if the signer did.

    An answer that a move to a newer version carried to another id was given by whoever gave it before.
    """
    stored = answers.stored_answers(assessment_id)
    carried = stored_answers.written_as(db.session, assessment_id, MOVED)
    return wrote_most([one for id_, one in stored.items() if id_ not in carried], person.id)


def wrote_most(stored: Iterable[Stored], account: str) -> bool:
    """Whether more than half of what is answered was last changed by this account."""
    authors = Counter(one.changed_by for one in stored if one.answer is not None)
    return 2 * authors[account] > authors.total()
