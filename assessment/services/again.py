"""Assessing again from the last submission: confirm what still holds, say why what changed has changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content import answers_writer, files, languages
from assessment.domain import carrying, moving
from assessment.domain.answer_json import to_text
from assessment.domain.carrying import Carried, Line
from assessment.domain.questionnaire import Depth
from assessment.domain.states import AssessmentState
from assessment.domain.trail import Event
from assessment.services import answering, answers, successions
from assessment.services.answering import Save
from assessment.services.conflicts import Stale
from assessment.storage import acts, assessments, db, submissions
from assessment.storage import answers as stored_answers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.domain.moving import Retired
    from assessment.domain.questionnaire import Questionnaire
    from assessment.storage.tables import Assessment, Submission

# Where versions of answers come from, beside those that `services.answering` knows.
CONFIRMED, EXPLAINED = "confirmed", "explained"
LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Comparison:
    """A re-assessment beside the submission it follows; `reasons` are those given for changes, by question.

    `retired` are former answers to questions that the present version does not ask any more.
    """

    submission: Submission
    lines: tuple[Line, ...]
    reasons: Mapping[str, str]
    retired: tuple[Retired, ...] = ()

    def of(self, state: Carried) -> tuple[Line, ...]:
        """Return the lines in one state."""
        return tuple(line for line in self.lines if line.state is state)

    @property
    def proposals(self) -> tuple[Line, ...]:
        """The questions that were worded anew for which the former answers propose one."""
        return tuple(line for line in self.of(Carried.REWORDED) if line.origins and line.former is not None)

    @property
    def unexplained(self) -> tuple[Line, ...]:
        """The changes without a reason."""
        return tuple(line for line in self.of(Carried.CHANGED) if line.question.id not in self.reasons)


def former_of(assessment: Assessment) -> Submission | None:
    """Return the submission that an assessment follows: the one that stands, else the newest; None without one."""
    if not assessment.follows:
        return None
    standing = submissions.standing(db.session, assessment.follows)
    return standing or next(iter(submissions.of_assessment(db.session, assessment.follows)), None)


def compare_with_former(assessment: Assessment, questionnaire: Questionnaire) -> Comparison | None:
    """Return what is to be confirmed, unchanged, changed and new; None for an assessment that follows none.

    `questionnaire` is the assessment's version in the reader's language; the former answers are those that were frozen.
    """
    submission = former_of(assessment)
    if submission is None:
        return None
    language = questionnaire.language
    source = files.load(submission.questionnaire, submission.version)
    old = languages.shown(source.id, source.version, language)
    before = answers_writer.stored_answers(json.loads(submission.answers)["answers"], old)
    now = answers.given_answers(assessment.id)
    way = successions.succession(source.id, source.version, questionnaire.version, questionnaire.language)
    lines = carrying.compare((old, before), (questionnaire, now), Depth(assessment.depth), way)
    changed = [line.question.id for line in lines if line.state is Carried.CHANGED]
    reasons = stored_answers.reasons(db.session, assessment.id, changed, EXPLAINED) if changed else {}
    return Comparison(submission, lines, reasons, moving.move(way, before).retired if way else ())


def confirm_answers(  # noqa: PLR0913, PLR0917 - a sentence: which of what, by whom, when, and by which save
    assessment: Assessment, questionnaire: Questionnaire, questions: Collection[str], by: Person, at: datetime,
    save_id: str, *, with_proposals: bool = False,
) -> int:  # fmt: skip
    """Store the former answers to these questions as present ones; return how many were stored.

    `with_proposals` does so also with what is proposed for questions that were worded anew: only for those that
    somebody has looked at one by one. Only what is still to be confirmed is stored: an answer that somebody gave
    meanwhile is never overwritten, and a repeated save is harmless. Raises Closed when answers cannot be changed now.
    """
    comparison = compare_with_former(assessment, questionnaire)
    if comparison is None:
        return 0
    waiting = comparison.of(Carried.TO_CONFIRM) + (comparison.proposals if with_proposals else ())
    wanted = [line for line in waiting if line.question.id in questions]
    if not wanted:
        return 0
    versions = {
        question: one.version
        for question, one in answers.stored_answers(assessment.id, [line.question.id for line in wanted]).items()
    }
    saves = [Save(line.question.id, versions.get(line.question.id, 0), line.former) for line in wanted]
    results = answering.save_answers(assessment.id, saves, by=by.id, at=at, save_id=save_id, origin=CONFIRMED)
    return sum(result.theirs is None for result in results)


def explain_changes(  # noqa: PLR0913, PLR0917 - a sentence: why what changed, by whom, when, and by which save
    assessment: Assessment, questionnaire: Questionnaire, reasons: Mapping[str, str], by: Person, at: datetime,
    save_id: str,
) -> int:  # fmt: skip
    """Write down why answers changed since the former submission; return how many reasons were kept.

    Each is a new version of its answer with the same value: the history stays append-only. Only answers that did
    change get one, and the same reason is kept once. Raises Stale when answers cannot be changed now.
    """
    comparison = compare_with_former(assessment, questionnaire)
    changed = {line.question.id for line in comparison.of(Carried.CHANGED)} if comparison else set()
    known = comparison.reasons if comparison else {}
    given = {q: text.strip()[:LONGEST_REASON] for q, text in reasons.items() if text.strip() and q in changed}
    given = {q: text for q, text in given.items() if known.get(q) != text}
    if not given:
        return 0
    with acts.act(Event.ANSWERS_SAVED, by=by.id, at=at, subject=assessment.id) as done:
        row = assessments.find(done.session, assessment.id)
        if row is None or not AssessmentState(row.state).is_open:
            raise Stale
        for question, one in answers.stored_answers(assessment.id, list(given)).items():
            written = stored_answers.Written(question, one.version + 1, to_text(one.answer), one.is_valid)
            writing = stored_answers.Writing(assessment.id, save_id, EXPLAINED, by.id, at, given[question])
            stored_answers.write(done.session, writing, [written])
            done.note_answer(question, written.version, written.value)
    return len(given)
