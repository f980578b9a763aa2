"""A re-assessment beside the submission it follows: what is to be confirmed, unchanged, changed, new or gone.

A carried answer is a proposal, not an answer: it counts, and is stored, only once somebody has confirmed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.answer_json import to_text
from assessment.domain.answers import problems
from assessment.domain.moving import Fate, move
from assessment.domain.statuses import statuses
from assessment.domain.succession import asks_the_same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.answers import Answer
    from assessment.domain.moving import Moved, Origin
    from assessment.domain.questionnaire import Depth, Question, Questionnaire
    from assessment.domain.succession import Succession


class Carried(Enum):
    """What a question is to somebody who assesses again; `ANEW` was worded anew, and has been answered."""

    TO_CONFIRM = "to-confirm"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    REWORDED = "reworded"
    ANEW = "anew"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Line:
    """One question that is shown: the former answer, the present one, and what they are to each other.

    A former answer to a question that was worded differently, or that does not fit any more, is shown, and somebody has
    to answer anew. Where another version follows, `origins` are its questions with their answers, and `former` is what
    they are to this question: the answer that is carried, or a proposal when it was worded anew.
    """

    question: Question
    former: Answer | None
    present: Answer | None
    state: Carried
    origins: tuple[Origin, ...] = ()


def compare(
    former: tuple[Questionnaire, Mapping[str, Answer]],
    present: tuple[Questionnaire, Mapping[str, Answer]],
    depth: Depth,
    way: Succession | None = None,
) -> tuple[Line, ...]:
    """Return a line for every question that is shown now, in questionnaire order.

    `way` leads from the version of the former answers to the present one, when these differ and there is one.
    """
    old, before = former
    new, now = present
    standing = statuses(new, now, depth)
    shown = [question for question in new.at_depth(depth) if standing[question.id].shown]
    if way is not None:
        moved = {line.question.id: line for line in move(way, before).lines}
        return tuple(_moved(moved[question.id], now.get(question.id)) for question in shown)
    return tuple(
        Line(question, before.get(question.id), now.get(question.id), _state(old, question, before, now))
        for question in shown
    )


def _moved(line: Moved, present: Answer | None) -> Line:
    is_carried = line.fate is Fate.CARRIED
    if not line.origins:
        state = Carried.NEW
    elif present is None:
        state = Carried.TO_CONFIRM if is_carried else Carried.REWORDED
    elif line.answer is not None and _says(line.answer) == _says(present):
        state = Carried.UNCHANGED
    else:
        state = Carried.CHANGED if is_carried else Carried.ANEW
    return Line(line.question, line.answer, present, state, line.origins)


def _state(old: Questionnaire, question: Question, before: Mapping[str, Answer], now: Mapping[str, Answer]) -> Carried:
    former, present = before.get(question.id), now.get(question.id)
    if former is None:
        return Carried.NEW
    if present is not None:
        return Carried.UNCHANGED if _says(former) == _says(present) else Carried.CHANGED
    return Carried.TO_CONFIRM if _asks_the_same(old, question) and not problems(question, former) else Carried.REWORDED


def _asks_the_same(old: Questionnaire, question: Question) -> bool:
    """Whether the older version put the same question with the same choices; help may have been improved."""
    was = old.by_id.get(question.id)
    return was is not None and asks_the_same(was, question)


def _says(answer: Answer) -> str:
    """Return an answer without its evidence and note: these may grow without the answer changing."""
    return to_text(type(answer)(answer.state, answer.options, answer.cells, answer.text))
