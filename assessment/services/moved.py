"""Looking at a move: before it what it would do, after it what is still to be confirmed and what was kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain import moving as rules
from assessment.domain import scoring
from assessment.domain.comparable import comparable_rows
from assessment.domain.crosswalk import Carries
from assessment.domain.moving import Fate
from assessment.domain.questionnaire import Depth
from assessment.services import answering, answers, moving
from assessment.services.answering import Save
from assessment.services.successions import succession, versions_between
from assessment.storage import db, moves, team

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from fractions import Fraction

    from assessment.domain.access import Person
    from assessment.domain.answers import Answer
    from assessment.domain.moving import Move, Moved, Retired
    from assessment.domain.questionnaire import Question, Questionnaire, Section
    from assessment.domain.succession import Succession
    from assessment.storage.tables import Assessment
    from assessment.storage.tables import Move as StoredMove

# Where an answer comes from that was proposed by a move and confirmed by a person.
PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class ScoreBeside:
    """One row under both versions; a score is None where the model withholds it or the version has no such row."""

    row: Section
    before: Fraction | None
    after: Fraction | None
    is_comparable: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a move would do now; `steps` are the versions that it goes through, without the present one.

    `confirm` and `fresh` are the questions to confirm and the new ones at the assessment's depth. `asked` is how many
    questions the newer version asks at this depth, `shared` how many of them mean what their predecessor did. `beside`
    are comments, evidence and actions by question; `left` are the sections that the newer version does not have though
    somebody is asked to answer them.
    """

    way: Succession
    steps: tuple[str, ...]
    move: Move
    confirm: tuple[Moved, ...]
    fresh: tuple[Moved, ...]
    scores: tuple[ScoreBeside, ...]
    asked: int
    shared: int
    beside: Mapping[str, tuple[int, int, int]]
    left: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class AfterMove:
    """What a move has left to do: `waiting` proposals and older answers to look at, `kept` what stays behind.

    `can_be_undone` tells whether the assessment was not submitted since.
    """

    stored: StoredMove
    way: Succession
    steps: tuple[str, ...]
    waiting: tuple[Moved, ...]
    done: int
    new: tuple[Moved, ...]
    kept: tuple[Retired, ...]
    beside: Mapping[str, tuple[int, int, int]]
    can_be_undone: bool


def preview(assessment: Assessment, version: str, language: str, at: datetime) -> Preview:
    """Return what moving an assessment to a version would do; raise Stale when no way leads there."""
    way, move = moving.work_out(assessment, version, language)
    depth = Depth(assessment.depth)
    asked = way.new.at_depth(depth)
    carried = {link.new for link in way.links if link.carries is Carries.ANSWER}
    people = [*team.assigned(db.session, assessment.id), *team.guests(db.session, assessment.id, at)]
    left = {section for section, _ in people} - way.new.section_by_id.keys()
    return Preview(
        way=way,
        steps=versions_between(assessment.questionnaire, assessment.version, version)[1:],
        move=move,
        confirm=tuple(line for line in move.of(Fate.TO_CONFIRM) if line.question.depth <= depth),
        fresh=tuple(line for line in move.of(Fate.NEW) if line.question.depth <= depth),
        scores=_scores(way, depth, answers.given_answers(assessment.id), move.answers),
        asked=len(asked),
        shared=sum(question.id in carried for question in asked),
        beside=moves.beside(db.session, assessment.id),
        left=tuple(section for section in way.old.sections if section.id in left),
    )


def _scores(
    way: Succession, depth: Depth, before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> tuple[ScoreBeside, ...]:
    if depth is Depth.SCREENING:
        return ()
    old = {row.id: row.score for row in scoring.score(way.old, before, depth).requirements}
    new = {row.id: row.score for row in scoring.score(way.new, after, depth).requirements}
    alike = comparable_rows(way.old, way.new)
    return tuple(ScoreBeside(row, old.get(row.id), new.get(row.id), row.id in alike) for row in way.new.rows)


def after_move(assessment: Assessment, language: str) -> AfterMove | None:
    """Return what the last move has left to do; None for an assessment that was not moved."""
    stored = moving.last_move(assessment)
    if stored is None:
        return None
    way = succession(assessment.questionnaire, stored.before_version, stored.after_version, language)
    if way is None:
        return None
    found = rules.move(way, moving.answers_before(stored))
    present = answers.stored_answers(assessment.id)
    is_open = {id_ for id_ in way.new.by_id if id_ not in present or present[id_].answer is None}
    to_confirm = [line for line in found.of(Fate.TO_CONFIRM) if line.question.depth <= assessment.depth]
    fresh = [line for line in found.of(Fate.NEW) if line.question.depth <= assessment.depth]
    return AfterMove(
        stored=stored,
        way=way,
        steps=versions_between(assessment.questionnaire, stored.before_version, stored.after_version)[1:],
        waiting=tuple(line for line in to_confirm if line.question.id in is_open),
        done=sum(line.question.id not in is_open for line in to_confirm),
        new=tuple(line for line in fresh if line.question.id in is_open),
        kept=found.retired,
        beside=moves.beside(db.session, assessment.id),
        can_be_undone=moving.standing_move(assessment) is not None,
    )


def former_questions(assessment: Assessment, question_id: str, language: str) -> tuple[Question, ...]:
    """Return the questions of the version before the last move that lead to a question under other ids."""
    stored = moving.last_move(assessment)
    way = stored and succession(assessment.questionnaire, stored.before_version, stored.after_version, language)
    links = way.by_new.get(question_id, ()) if way else ()
    return tuple(way.old.by_id[link.old] for link in links if way and link.old != question_id)


def confirm_proposals(  # noqa: PLR0913, PLR0917 - a sentence: which of what, by whom, when, and by which save
    assessment: Assessment, questionnaire: Questionnaire, questions: Collection[str], by: Person, at: datetime,
    save_id: str,
) -> int:  # fmt: skip
    """Store what the last move proposes for these questions; return how many answers were stored.

    An answer that somebody gave meanwhile is never overwritten, and a repeated save is harmless. Raises Closed when
    answers cannot be changed now, Moved when the version has changed again.
    """
    found = after_move(assessment, "")
    wanted = [one for one in found.waiting if one.answer and one.question.id in questions] if found else []
    if not wanted:
        return 0
    stored = answers.stored_answers(assessment.id, [line.question.id for line in wanted])
    versions = {id_: one.version for id_, one in stored.items()}
    saves = [Save(line.question.id, versions.get(line.question.id, 0), line.answer) for line in wanted]
    results = answering.save_answers(
        assessment.id, saves, by=by.id, at=at, save_id=save_id, origin=PROPOSED, version=questionnaire.version
    )
    return sum(result.theirs is None for result in results)
