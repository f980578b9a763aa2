"""What became of the questions of one version in the next, for people who read about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.crosswalk import Relation
from assessment.domain.differences import changed_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.domain.questionnaire import Question
    from assessment.domain.succession import Succession


# What decides whether a question is asked and what an answer is worth.
_SETTINGS = frozenset({
    "asked_if", "follows", "depth", "weight", "critical", "exposes", "polarity", "rates", "section", "subsection",
})  # fmt: skip


class Sort(Enum):
    """What happened to questions, in the order in which it is told.

    `MENDED` ones say the same in better words; `SET` ones say the same and are asked or counted otherwise.
    """

    NEW = "new"
    REWORDED = "reworded"
    WIDENED = "widened"
    NARROWED = "narrowed"
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"
    BECAME_OPTION = "became-option"
    DROPPED = "dropped"
    SET = "set"
    MENDED = "mended"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one question: `old` is None for a new one, `new` is empty for one that was dropped.

    `parts` names what differs in a question that is still called the same. `language` is that of the note.
    """

    sort: Sort
    old: Question | None
    new: tuple[Question, ...]
    note: str
    parts: tuple[str, ...] = ()
    language: str = ""


def tell(step: Succession) -> dict[Sort, tuple[Told, ...]]:
    """Return what happened to every question in one step, by sort; sorts that nothing happened in are left out."""
    told = [*_former(step), *_fresh(step)]
    return {sort: found for sort in Sort if (found := tuple(one for one in told if one.sort is sort))}


def _former(step: Succession) -> Iterator[Told]:
    for question in step.old.questions:
        links = step.by_old.get(question.id, ())
        new = tuple(step.new.by_id[link.new] for link in links)
        line = links[0].lines[-1] if links else step.ends[question.id]
        parts = tuple(one.part for one in changed_parts(question, new[0])) if _is_still(question, new) else ()
        sort = Sort(line.relation.value)
        if line.relation is Relation.KEPT and new:
            sort = _kept(question, new[0], parts)
        yield Told(sort, question, new, line.note, parts, line.language)


def _is_still(question: Question, new: tuple[Question, ...]) -> bool:
    return [one.id for one in new] == [question.id]


def _kept(question: Question, successor: Question, parts: tuple[str, ...]) -> Sort:
    if not _SETTINGS.isdisjoint(parts):
        return Sort.SET
    return Sort.MENDED if _words(question) != _words(successor) or parts else Sort.KEPT


def _fresh(step: Succession) -> Iterator[Told]:
    for question in step.new.questions:
        if question.id not in step.by_new:
            yield Told(Sort.NEW, None, (question,), "")


def _words(question: Question) -> tuple[object, ...]:
    """Return what a respondent reads; crosswalks keep questions whose options were renamed, which is no mending."""
    return question.text, question.help, question.example
