"""What an assessment comes to: its present answers, or those of one of its submissions, scored."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assessment.content import answers_writer, files
from assessment.domain import answers as given
from assessment.domain import scoring
from assessment.domain.questionnaire import Depth
from assessment.services import answers
from assessment.services.places import NotFound
from assessment.services.scoring import Scored
from assessment.storage import db, results

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assessment.domain.questionnaire import Questionnaire
    from assessment.services.places import Place
    from assessment.storage.tables import Submission

PRESENT = 0
# No database counts further.
_LAST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Brief:
    """One submission in a list; a voided one was reopened later."""

    number: int
    submitted_at: datetime
    voided_at: datetime | None
    signer: str
    function: str


@dataclass(frozen=True)
class Subject:
    """What is shown or reported: `number` is that of a submission, or PRESENT for the answers as they stand now."""

    number: int
    scored: Scored
    submission: Submission | None = None

    @cached_property
    def digest(self) -> str:
        """What tells one content from another."""
        if self.submission is not None:
            return self.submission.digest
        return hashlib.sha256(as_file(self.scored).encode()).hexdigest()

    @property
    def is_draft(self) -> bool:
        """Whether nobody has signed this."""
        return self.submission is None


def submissions_of(assessment_id: str) -> Sequence[Brief]:
    """Return the submissions of an assessment, the newest first."""
    return [Brief(*row) for row in results.submissions(db.session, assessment_id)]


def subject(place: Place, number: int = PRESENT) -> Subject:
    """Return what a page or a report is about; NotFound when the assessment has no submission of this number."""
    if place.assessment is None:
        raise NotFound
    if not PRESENT <= number <= _LAST:
        raise NotFound
    if number == PRESENT:
        return of_answers(present_answers(place))
    found = results.submission(db.session, place.assessment.id, number)
    if found is None:
        raise NotFound
    scored = score_file_text(found.answers, found.questionnaire, found.version)
    return Subject(number, scored, found)


def of_answers(assessment: given.Assessment) -> Subject:
    """Return answers that nobody has signed, scored."""
    return Subject(PRESENT, _scored(assessment))


def present_answers(place: Place) -> given.Assessment:
    """Return an assessment with the answers as they stand now; its date is that of the last change."""
    assessment, organisation, system = place.assessment, place.organisation, place.system
    if assessment is None or organisation is None or system is None:
        raise NotFound
    asked = questionnaire_of(assessment.questionnaire, assessment.version).by_id
    return given.Assessment(
        questionnaire=assessment.questionnaire,
        version=assessment.version,
        depth=Depth(assessment.depth),
        language=assessment.language,
        date=assessment.changed_at.date().isoformat(),
        organisation=given.Organisation(
            organisation.name, organisation.country, organisation.sector, organisation.size
        ),
        system=given.System(system.name, system.role, system.purpose),
        # Answers to another version stay stored after a move, and are none of these.
        answers={id_: answer for id_, answer in answers.given_answers(assessment.id).items() if id_ in asked},
    )


def questionnaire_of(questionnaire: str, version: str) -> Questionnaire:
    """Return the questionnaire that an assessment is pinned to, in its source language."""
    return files.load(questionnaire, version)


def as_file(scored: Scored) -> str:
    """Return the answers as an answers file, the same text for the same answers."""
    if scored.assessment is None or scored.questionnaire is None:
        raise NotFound
    return answers_writer.to_json(scored.assessment, scored.questionnaire)


def score_file_text(text: str, questionnaire: str, version: str) -> Scored:
    """Return the score of an answers file that this program wrote and froze."""
    source = files.load(questionnaire, version)
    return _scored(answers_writer.stored_assessment(text, source))


def _scored(assessment: given.Assessment) -> Scored:
    source = files.load(assessment.questionnaire, assessment.version)
    return Scored((), assessment, source, scoring.score(source, assessment.answers, assessment.depth))
