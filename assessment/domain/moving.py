"""What moving an assessment to a newer version does to its answers, and what undoing that gives back.

No answer is ever dropped: each of them is carried, or proposed at a question that somebody has to look at, or kept
with the older version.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.answer_form import in_order
from assessment.domain.answers import Answer, Problem, State, problems
from assessment.domain.crosswalk import Carries
from assessment.domain.questionnaire import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.crosswalk import Line
    from assessment.domain.questionnaire import Question
    from assessment.domain.succession import Link, Succession

_MISFITS = frozenset({Problem.UNKNOWN_OPTION, Problem.UNKNOWN_ROW, Problem.WRONG_SHAPE, Problem.REPEATED})


class Fate(Enum):
    """What a question of the newer version is after the move.

    `BACK` was answered in the newer version before an undo, and gets that answer again. `OPEN` has predecessors, but
    none of them was answered.
    """

    CARRIED = "carried"
    BACK = "back"
    TO_CONFIRM = "to-confirm"
    OPEN = "open"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Origin:
    """An older question with its answer, and how it leads to the newer one."""

    question: Question
    answer: Answer
    link: Link


@dataclass(frozen=True, slots=True)
class Moved:
    """One question of the newer version: what it holds after the move, and from where.

    `answer` counts when the fate is `CARRIED` or `BACK`; when it is `TO_CONFIRM` it is the proposal, None when the
    older answers can only be read.
    """

    question: Question
    fate: Fate
    origins: tuple[Origin, ...]
    answer: Answer | None

    @property
    def holds(self) -> Answer | None:
        """The answer that is stored by the move."""
        return self.answer if self.fate in {Fate.CARRIED, Fate.BACK} else None


@dataclass(frozen=True, slots=True)
class Retired:
    """An answered question that the newer version does not ask any more; `line` says why."""

    question: Question
    answer: Answer
    line: Line


@dataclass(frozen=True)
class Move:
    """What a move does: every question of the newer version in its order, and the answers that stay behind."""

    lines: tuple[Moved, ...]
    retired: tuple[Retired, ...]

    def of(self, *fates: Fate) -> tuple[Moved, ...]:
        """Return the questions of these fates."""
        return tuple(line for line in self.lines if line.fate in fates)

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers that count after the move, by question."""
        return {line.question.id: line.holds for line in self.lines if line.holds is not None}


def move(succession: Succession, answers: Mapping[str, Answer], again: Mapping[str, Answer] | None = None) -> Move:
    """Return what becomes of answers to the older version, fitting or not.

    `again` are answers to the newer version from before an undo, by question: they come back.
    """
    known = {id_: answer for id_, answer in answers.items() if id_ in succession.old.by_id}
    lines = tuple(_moved(succession, question, known, again or {}) for question in succession.new.questions)
    retired = tuple(
        Retired(question, known[question.id], succession.ends[question.id])
        for question in succession.old.questions
        if question.id in known and question.id not in succession.by_old
    )
    return Move(lines, retired)


def _moved(
    succession: Succession, question: Question, answers: Mapping[str, Answer], again: Mapping[str, Answer]
) -> Moved:
    links = succession.by_new.get(question.id, ())
    origins = tuple(
        Origin(succession.old.by_id[link.old], answers[link.old], link) for link in links if link.old in answers
    )
    if question.id in again:
        return Moved(question, Fate.BACK, origins, again[question.id])
    if not origins:
        return Moved(question, Fate.OPEN if links else Fate.NEW, (), None)
    kept = next((origin for origin in origins if origin.link.carries is Carries.ANSWER), None)
    answer = _carried(question, kept) if kept else None
    if answer is not None:
        return Moved(question, Fate.CARRIED, origins, answer)
    return Moved(question, Fate.TO_CONFIRM, origins, _proposal(question, origins))


def _carried(question: Question, origin: Origin) -> Answer | None:
    """Return the answer that is kept: one that fits, or a draft that did not fit before and still can be mended."""
    answer = origin.link.forth(origin.answer)
    if answer is None:
        return None
    found = {problem for problem, _ in problems(question, answer)}
    was_draft = bool(problems(origin.question, origin.answer))
    return in_order(question, answer) if not found or (was_draft and not found & _MISFITS) else None


def _proposal(question: Question, origins: tuple[Origin, ...]) -> Answer | None:
    """Return the one answer that all older ones propose, or their ticks together; None when they do not agree."""
    proposing = [origin for origin in origins if origin.link.proposes]
    forth = [found for origin in proposing if (found := origin.link.forth(origin.answer)) is not None]
    if not forth or any(problems(question, answer) for answer in forth):
        return None
    if question.kind is Kind.MULTIPLE and {answer.state for answer in forth} == {State.GIVEN}:
        ticked = tuple(dict.fromkeys(option for answer in forth for option in answer.options))
        return _merged(question, Answer(options=ticked), forth)
    said = {(answer.state, answer.options, answer.cells, answer.text, answer.reason) for answer in forth}
    return _merged(question, forth[0], forth) if len(said) == 1 else None


def _merged(question: Question, answer: Answer, origins: list[Answer]) -> Answer | None:
    """Return an answer with the notes of all it comes from, and no better evidence than the weakest of them has."""
    notes = dict.fromkeys(origin.note for origin in origins if origin.note)
    tongues = {(origin.language, origin.second) for origin in origins if any(origin.texts)}
    # Only the one text that stays as it is keeps its second version.
    language, second = tongues.pop() if len(tongues) == 1 and len(notes) <= 1 else ("", None)
    merged = replace(
        answer, note="\n\n".join(notes), evidence=min(origin.evidence for origin in origins),
        language=language, second=second,
    )  # fmt: skip
    return None if problems(question, merged) else in_order(question, merged)


@dataclass(frozen=True)
class Return:
    """What undoing a move gives back: the answers to the older version, and what waits for a move to come.

    `taken` are the questions of the older version that keep what was answered since, `again` the answers to the newer
    version that were given since the move.
    """

    answers: dict[str, Answer]
    taken: tuple[str, ...]
    again: dict[str, Answer]


def undo(
    succession: Succession,
    before: Mapping[str, Answer],
    present: Mapping[str, Answer],
    again: Mapping[str, Answer] | None = None,
) -> Return:
    """Return what there is after an undo.

    `before` are the answers at the move and `again` those that came back with it; `present` are the answers to the
    newer version. An answer that was given since to a question that both versions ask alike is taken along; every other
    older answer is what it was.
    """
    asked = {id_: given for id_, given in present.items() if id_ in succession.new.by_id}
    derived = move(succession, before).answers
    moved = move(succession, before, again).answers if again else derived
    answers, taken = {id_: answer for id_, answer in before.items() if id_ in succession.old.by_id}, []
    for link in succession.links:
        given = asked.get(link.new)
        if link.carries is Carries.ANSWER and given is not None and given != moved.get(link.new):
            former = link.back(given)
            if former is not None and not problems(succession.old.by_id[link.old], former):
                answers[link.old] = former
                taken.append(link.old)
    return Return(answers, tuple(taken), {id_: given for id_, given in asked.items() if given != derived.get(id_)})
