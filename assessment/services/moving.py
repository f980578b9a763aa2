"""Going on with a newer version: offered, looked at before, done in one transaction, and undone at will."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain import moving
from assessment.domain.answer_form import attention
from assessment.domain.answer_json import from_text, to_text
from assessment.domain.comparable import age
from assessment.domain.moving import Fate
from assessment.domain.states import AssessmentState
from assessment.domain.trail import Event
from assessment.services import answers, version_ends
from assessment.services.conflicts import Stale
from assessment.services.identifiers import new_id
from assessment.services.successions import published, succession, versions_between
from assessment.storage import acts, assessments, db, moves
from assessment.storage import answers as stored_answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from assessment.domain.access import Person
    from assessment.domain.answers import Answer
    from assessment.domain.moving import Move, Return
    from assessment.domain.questionnaire import Questionnaire
    from assessment.domain.succession import Succession
    from assessment.storage.acts import Act
    from assessment.storage.tables import Assessment
    from assessment.storage.tables import Move as StoredMove

# Where versions of answers come from, beside those that `services.answering` knows.
MOVED, MOVED_BACK = "moved", "moved-back"


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes the version of an assessment, seen at this revision, and when."""

    by: Person
    revision: int
    at: datetime


def newer_version(assessment: Assessment, today: date, last_days: Mapping[tuple[str, str], date] | None = None) -> str:
    """Return the newest version that an assessment can go on with; empty when there is none.

    `last_days` are those of versions, for who has read them already. What is being reviewed or was signed stays as it
    is, and in a round everybody answers the version of the round.
    """
    if not AssessmentState(assessment.state).is_open or assessment.round_id:
        return ""
    found = published(assessment.questionnaire)
    ends = last_days if last_days is not None else version_ends.last_days()
    for version in reversed([version for version in found if age(version) > age(assessment.version)]):
        last_day = ends.get((assessment.questionnaire, version))
        is_over = last_day is not None and last_day < today
        if not is_over and versions_between(assessment.questionnaire, assessment.version, version, found):
            return version
    return ""


def standing_move(assessment: Assessment) -> StoredMove | None:
    """Return the move that can be undone: the last one, unless the assessment was submitted since."""
    found = last_move(assessment)
    if found is None:
        return None
    submitted = moves.last_submitted(db.session, assessment.id)
    return None if submitted is not None and submitted > found.moved_at else found


def last_move(assessment: Assessment) -> StoredMove | None:
    """Return the move that brought an assessment to its version, also when it cannot be undone any more."""
    found = next((one for one in moves.of_assessment(db.session, assessment.id) if one.undone_at is None), None)
    return found if found is not None and found.after_version == assessment.version else None


def work_out(assessment: Assessment, version: str, language: str = "") -> tuple[Succession, Move]:
    """Return what moving an assessment to a version would do now; raise Stale when no way leads there."""
    way = succession(assessment.questionnaire, assessment.version, version, language)
    if way is None:
        raise Stale
    present = _present(assessment.id)
    return way, moving.move(way, _given(present), _again(assessment, way, present))


def move_assessment(assessment_id: str, version: str, change: Change) -> Move:
    """Let an assessment go on with a newer version, with all its answers; return what was done.

    What stands beside a question that goes on under another id goes along. Raises Stale when the assessment is not as
    the page showed it, is closed, or belongs to a round.
    """
    with acts.act(Event.ASSESSMENT_MOVED, by=change.by.id, at=change.at, subject=assessment_id) as done:
        row = assessments.find(done.session, assessment_id)
        if row is None or newer_version(row, change.at.date()) != version:
            raise Stale
        present = _present(assessment_id)
        way, found = work_out(row, version)
        again = {line.question.id: line.answer for line in found.of(Fate.BACK)}
        _pin(done, row, way.new, change)
        wrote = _write(done, (row.id, MOVED, change), way.new, found.answers)
        followed = moves.follow(done.session, row.id, way.homes)
        values = {
            "id": new_id(), "assessment_id": row.id, "before_version": way.old.version,
            "before_fingerprint": way.old.fingerprint, "after_version": way.new.version,
            "after_fingerprint": way.new.fingerprint, "moved_by": change.by.id, "moved_at": change.at,
            "answers": _dumped({id_: answer for id_, answer in _given(present).items() if id_ in way.old.by_id}),
            "again": _dumped(again), "followed": json.dumps(followed),
        }  # fmt: skip
        moves.add(done.session, values)
        done.content |= {
            "from": way.old.version, "to": way.new.version, "fingerprint": way.new.fingerprint,
            "crosswalks": list(way.crosswalks), "save": wrote, "retired": len(found.retired),
        } | {fate.value: len(found.of(fate)) for fate in Fate}  # fmt: skip
    return found


def undo_move(assessment_id: str, move_id: str, change: Change) -> Return:
    """Go back to the version before a move; return what that gives back.

    Every answer is what it was, but for those given since to questions that both versions ask alike; the others given
    since are kept and come back with the next move. Raises Stale when it is not the last move, or was submitted.
    """
    with acts.act(Event.ASSESSMENT_MOVED_BACK, by=change.by.id, at=change.at, subject=assessment_id) as done:
        row = assessments.find(done.session, assessment_id)
        last = standing_move(row) if row is not None else None
        if row is None or last is None or last.id != move_id or not AssessmentState(row.state).is_open:
            raise Stale
        way, back = what_undo_gives(row, last)
        _pin(done, row, way.old, change)
        wrote = _write(done, (row.id, MOVED_BACK, change), way.old, back.answers)
        moves.follow(done.session, row.id, _homewards(way))
        moves.bring_back(done.session, json.loads(last.followed))
        stood = {id_: one.version for id_, one in _present(assessment_id).items()}
        undone: dict[str, object] = {"undone_by": change.by.id, "undone_at": change.at, "since": _dumped(back.again)}
        undone["stood"] = json.dumps(stood, sort_keys=True)
        moves.take_back(done.session, last.id, undone)
        done.content |= {
            "from": way.new.version, "to": way.old.version, "fingerprint": way.old.fingerprint,
            "save": wrote, "taken": len(back.taken), "kept": len(back.again),
        }  # fmt: skip
    return back


def what_undo_gives(assessment: Assessment, last: StoredMove) -> tuple[Succession, Return]:
    """Return what undoing a move would give back now; raise Stale when the way back is gone."""
    way = succession(assessment.questionnaire, last.before_version, last.after_version)
    if way is None:
        raise Stale
    present = _given(_present(assessment.id))
    return way, moving.undo(way, answers_before(last), present, _loaded(last.again))


def answers_before(move: StoredMove) -> dict[str, Answer]:
    """Return the answers that an assessment had before a move."""
    return _loaded(move.answers)


def _homewards(way: Succession) -> dict[str, str]:
    """Return where what was said since about questions of the newer version alone goes: to their first predecessor."""
    alone = {id_: links for id_, links in way.by_new.items() if id_ not in way.old.by_id}
    return {id_: links[0].old for id_, links in alone.items()}


def _pin(done: Act, row: Assessment, questionnaire: Questionnaire, change: Change) -> None:
    pinned = {
        "version": questionnaire.version, "fingerprint": questionnaire.fingerprint, "changed_at": change.at,
    }  # fmt: skip
    if not assessments.move(done.session, row.id, change.revision, pinned):
        raise Stale


def _write(
    done: Act, writing: tuple[str, str, Change], questionnaire: Questionnaire, wanted: Mapping[str, Answer]
) -> str:
    """Make these the answers to a version, each change as one more version of its answer; return the id of the save.

    Rows of questions that the version does not have are left alone: nothing reads them, and an undo finds them.
    """
    assessment_id, origin, change = writing
    save, changes = new_id(), []
    present = _present(assessment_id)
    for question in questionnaire.questions:
        answer, stored = wanted.get(question.id), present.get(question.id)
        value, fits = to_text(answer), answer is None or not attention(question, answer)
        if (value, fits) != ((to_text(stored.answer), stored.is_valid) if stored else ("", True)):
            version = stored.version + 1 if stored else 1
            changes.append(stored_answers.Written(question.id, version, value, fits))
    if changes:
        by = stored_answers.Writing(assessment_id, save, origin, change.by.id, change.at)
        stored_answers.write(done.session, by, changes)
    for one in changes:
        done.note_answer(one.question, one.version, one.value)
    return save


def _again(assessment: Assessment, way: Succession, present: Mapping[str, answers.Stored]) -> dict[str, Answer]:
    """Return the answers from before the last undo that still stand: nobody has answered their predecessors since."""
    undone = [one for one in moves.of_assessment(db.session, assessment.id) if one.undone_at is not None]
    last = next((one for one in undone if one.before_version == assessment.version), None)
    if last is None or last.undone_at is None:
        return {}
    onward = succession(assessment.questionnaire, last.after_version, way.new.version)
    since = _loaded(last.since)
    found = moving.move(onward, since).answers if onward is not None else since
    if onward is None and last.after_version != way.new.version:
        return {}
    stood = json.loads(last.stood)
    changed = {id_ for id_, one in present.items() if one.version != stood.get(id_)}
    return {id_: answer for id_, answer in found.items() if changed.isdisjoint(_predecessors(way, id_))}


def _predecessors(way: Succession, question: str) -> list[str]:
    return [link.old for link in way.by_new.get(question, ())]


def _present(assessment_id: str) -> dict[str, answers.Stored]:
    return answers.stored_answers(assessment_id)


def _given(stored: Mapping[str, answers.Stored]) -> dict[str, Answer]:
    return {id_: one.answer for id_, one in stored.items() if one.answer is not None}


def _dumped(found: Mapping[str, Answer | None]) -> str:
    return json.dumps({id_: to_text(answer) for id_, answer in found.items()}, ensure_ascii=False, sort_keys=True)


def _loaded(text: str) -> dict[str, Answer]:
    found = {id_: from_text(value) for id_, value in json.loads(text).items()}
    return {id_: answer for id_, answer in found.items() if answer is not None}
