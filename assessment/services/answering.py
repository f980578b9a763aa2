"""Saving answers: never lost once acknowledged, never applied twice, never over a colleague's work unseen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assessment.domain.answer_form import NotOnTheForm, attention, in_order, is_too_long
from assessment.domain.answer_json import differs, from_text, to_text
from assessment.domain.answers import Problem
from assessment.domain.merging import NONE_YET, Attempt, Judgement, Outcome, Version, judge
from assessment.domain.questionnaire import DONT_KNOW
from assessment.domain.states import AssessmentState
from assessment.domain.trail import Event
from assessment.services.assessments import questionnaire_of
from assessment.services.places import NotFound
from assessment.storage import acts, answers, db

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from assessment.domain.answers import Answer
    from assessment.domain.questionnaire import Question, Questionnaire
    from assessment.storage import DatabaseSession

__all__ = [
    "Closed",
    "Moved",
    "NotOnTheForm",
    "Outcome",
    "Result",
    "Save",
    "restore_answer",
    "save_answers",
    "touched",
    "undo_save",
]

TYPED, RESTORED, UNDONE = "typed", "restored", "undone"
MAX_SAVE_ID = 36
_UNKNOWN = frozenset({Problem.UNKNOWN_OPTION, Problem.UNKNOWN_ROW, Problem.REPEATED})


class Closed(Exception):
    """The assessment is not open for answers: it is being reviewed, or it was signed or submitted."""

    def __init__(self, state: AssessmentState) -> None:
        super().__init__(f"the assessment is {state.value}")
        self.state = state


class Moved(Exception):
    """The assessment goes on with another version than the one that was answered."""

    def __init__(self, version: str) -> None:
        super().__init__(f"the assessment is pinned to {version}")
        self.version = version


@dataclass(frozen=True, slots=True)
class Save:
    """One answer that somebody wants to store, and the version they saw before; 0 when there was none."""

    question: str
    base: int
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Theirs:
    """What is stored instead: by whom, and when."""

    version: int
    answer: Answer | None
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one save. `version` holds the answer, or is the present one; `theirs` is given for conflicts."""

    question: str
    outcome: Outcome
    version: int
    mine: Answer | None
    theirs: Theirs | None = None


def save_answers(  # noqa: PLR0913 - a sentence: what, by whom, when, and by which save
    assessment_id: str, saves: Sequence[Save], *, by: str, at: datetime, save_id: str, origin: str = TYPED,
    version: str = "", language: str = "",
) -> tuple[Result, ...]:  # fmt: skip
    """Store answers as typed, each for itself, in one transaction; return what became of each, in the same order.

    `by` is an account or a guest link. Whether a save is applied is decided by `domain.merging.judge`: a save based on
    an older version is not applied when both sides changed the answer, but returned as a conflict with what is stored.
    A repeated `save_id` is harmless. An answer need not fit its question: it is stored and marked. A text of more than
    10,000 characters is not stored (`TOO_LONG`). `language` is the one in which texts that are new were written; what
    was there before and is the same keeps its own. The second version of a text stays unless the save has one.

    Raises Closed when answers cannot be changed now, Moved when the assessment does not have the `version` (if given)
    whose questions were answered, NotOnTheForm for questions, options and rows that do not exist, NotFound when there
    is no such assessment. The caller has checked that the person may answer these questions.
    """
    writing = answers.Writing(assessment_id, save_id, origin, by, at)
    return _save(Event.ANSWERS_SAVED, writing, _spoken(assessment_id, saves, language), version)


def _spoken(assessment_id: str, saves: Sequence[Save], language: str) -> list[Save]:
    """Return the saves with the languages of their texts; only what has texts is compared with what it changes."""
    typed = {save.question: save for save in saves if save.answer is not None and any(save.answer.texts)}
    if not typed:
        return list(saves)
    bases = sorted({save.base for save in typed.values()} - {0})
    rows = answers.versions(db.session, assessment_id, list(typed), bases) if bases else ()
    shown = {(row[0], row[1]): from_text(row[2]) for row in rows}
    return [_said(save, language, shown.get((save.question, save.base))) for save in saves]


def _said(save: Save, language: str, before: Answer | None) -> Save:
    answer = save.answer
    return replace(save, answer=answer.spoken(language, before)) if answer else save


def touched(assessment_id: str, saves: Sequence[Save]) -> list[Save]:
    """Return the saves whose author has changed what their page showed: its `base`, or what is stored under it."""
    bases = {save.base for save in saves}
    rows = answers.versions(db.session, assessment_id, [save.question for save in saves], sorted(bases))
    shown = {(row[0], row[1]): row[2] for row in rows}
    return [save for save in saves if differs(save.answer, from_text(shown.get((save.question, save.base), "")))]


def restore_answer(  # noqa: PLR0913 - a sentence: what, by whom, when, and by which save
    assessment_id: str, question: str, version: int, *, base: int, by: str, at: datetime, save_id: str
) -> Result:
    """Store a former version as the newest one; `base` is the version that the person saw as the present one.

    Version 0 takes the answer back. Raises as `save_answers` does, and NotFound for a version that never was.
    """
    found = answers.versions(db.session, assessment_id, [question], [version])
    if not found and version != 0:
        raise NotFound
    value = found[0][2] if found else ""
    writing = answers.Writing(assessment_id, save_id, RESTORED, by, at)
    return _save(Event.ANSWER_RESTORED, writing, [Save(question, base, from_text(value))])[0]


def undo_save(  # noqa: PLR0913 - a sentence: what, by whom, when, and by which save
    assessment_id: str, undone: str, within: Collection[str], *, by: str, at: datetime, save_id: str
) -> tuple[Result, ...]:
    """Give the answers that a save wrote their former values back, where nobody has changed them since.

    Only questions `within` are touched. Raises as `save_answers` does, and NotFound when the save wrote none of them.
    """
    rows = [row for row in answers.written_by(db.session, assessment_id, undone) if row[0] in within]
    if not rows:
        raise NotFound
    last = {row[0]: row[1] for row in sorted(rows, key=lambda row: row[1])}
    first = {row[0]: row[1] for row in sorted(rows, key=lambda row: -row[1])}
    known = answers.versions(db.session, assessment_id, list(first), [number - 1 for number in first.values()])
    before = {(row[0], row[1]): row[2] for row in known}
    saves = [Save(q, last[q], from_text(before.get((q, first[q] - 1), ""))) for q in first]
    writing = answers.Writing(assessment_id, save_id, UNDONE, by, at)
    return _save(Event.ANSWERS_SAVED, writing, saves)


def _save(event: Event, writing: answers.Writing, saves: Sequence[Save], version: str = "") -> tuple[Result, ...]:
    """Decide and write under the lock; everything that can be computed before is."""
    if not 0 < len(writing.save_id) <= MAX_SAVE_ID:
        raise NotOnTheForm("a save has an id of 1 to 36 characters")
    questionnaire = _questionnaire(writing.assessment_id, version)
    wanted = {save.question: _fitting(questionnaire, save) for save in saves}
    if len(wanted) != len(saves):
        raise NotOnTheForm("a question was saved twice at once")
    attempts = {
        save.question: Attempt(save.base, to_text(wanted[save.question][0]), writing.save_id)
        for save in saves
        if not is_too_long(save.answer)
    }
    judged: Mapping[str, Judgement] = {}
    if attempts:
        with acts.act(event, by=writing.by, at=writing.at, subject=writing.assessment_id) as done:
            _refuse_when_closed(done.session, writing.assessment_id, questionnaire)
            judged = _judge(done.session, writing.assessment_id, attempts)
            changes = [
                answers.Written(q, judged[q].version, attempt.value, wanted[q][1])
                for q, attempt in attempts.items()
                if judged[q].writes
            ]
            done.is_void = not changes
            if changes:
                answers.write(done.session, writing, changes)
                done.content["save"] = writing.save_id
                done.content["origin"] = writing.origin
            for change in changes:
                done.note_answer(change.question, change.version, change.value)
    return _results(writing.assessment_id, saves, judged)


def _questionnaire(assessment_id: str, version: str) -> Questionnaire:
    """Return what an assessment is pinned to; raise Moved when that is not this version, if one is given."""
    found = answers.pinned(db.session, assessment_id)
    if found is None:
        raise NotFound
    if version and found[1] != version:
        raise Moved(found[1])
    return questionnaire_of(found[0], found[1], "")


def _fitting(questionnaire: Questionnaire, save: Save) -> tuple[Answer | None, bool]:
    """Return the answer in the order of its question, and whether it fits; refuse what no form could have sent."""
    question = questionnaire.by_id.get(save.question)
    if question is None:
        raise NotOnTheForm(f"there is no question {save.question[:60]}")
    if save.answer is None:
        return None, True
    if not _is_offered(question, save.answer):
        raise NotOnTheForm(f"{question.id} has no such option or row")
    unfit = attention(question, save.answer)
    if any(problem in _UNKNOWN for problem, _ in unfit):
        raise NotOnTheForm(f"{question.id} has no such option or row")
    return in_order(question, save.answer), not unfit


def _is_offered(question: Question, answer: Answer) -> bool:
    """Whether a question has these options and rows, whatever its answer's state: pages look them up."""
    options = {option.id for option in question.options} | {DONT_KNOW}
    chosen = {*answer.options, *[option for _, option in answer.cells]}
    return chosen <= options and {row for row, _ in answer.cells} <= {row.id for row in question.rows}


def _refuse_when_closed(session: DatabaseSession, assessment_id: str, questionnaire: Questionnaire) -> None:
    found = answers.pinned(session, assessment_id)
    if found is None:
        raise NotFound
    state = AssessmentState(found[2])
    if not state.is_open:
        raise Closed(state)
    if found[1] != questionnaire.version:
        raise Moved(found[1])


def _judge(session: DatabaseSession, assessment_id: str, attempts: Mapping[str, Attempt]) -> dict[str, Judgement]:
    present = dict.fromkeys(attempts, NONE_YET) | {
        row[0]: Version(row[1], row[2]) for row in answers.of_assessment(session, assessment_id, list(attempts))
    }
    save_id = next(iter(attempts.values())).save_id
    known: dict[str, list[Version]] = {q: [] for q in attempts}
    stale = {q: a.base for q, a in attempts.items() if a.base != present[q].number}
    rows = [*answers.written_by(session, assessment_id, save_id)]
    if stale:
        rows += answers.versions(session, assessment_id, list(stale), sorted(set(stale.values())))
    for question, number, value, by_save in rows:
        if question in known:
            known[question].append(Version(number, value, by_save))
    return {q: judge(attempt, present[q], tuple(known[q])) for q, attempt in attempts.items()}


def _results(assessment_id: str, saves: Sequence[Save], judged: Mapping[str, Judgement]) -> tuple[Result, ...]:
    torn = [question for question, judgement in judged.items() if judgement.outcome is Outcome.CONFLICT]
    rows = answers.with_names(db.session, assessment_id, torn) if torn else ()
    theirs = {row[0]: Theirs(row[1], from_text(row[2]), row[6], row[5]) for row in rows}
    return tuple(_result(save, judged.get(save.question), theirs.get(save.question)) for save in saves)


def _result(save: Save, judgement: Judgement | None, theirs: Theirs | None) -> Result:
    if judgement is None:
        return Result(save.question, Outcome.TOO_LONG, save.base, save.answer)
    version = theirs.version if theirs else judgement.version
    return Result(save.question, judgement.outcome, version, save.answer, theirs)
