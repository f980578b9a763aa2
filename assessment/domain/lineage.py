"""What became of the questions of one version in the next, for people who read about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.crosswalk import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.domain.questionnaire import Question
    from assessment.domain.succession import Succession


class Sort(Enum):
    """What happened to questions, in the order in which it is told; `MENDED` ones say the same in better words."""

    NEW = "new"
    REWORDED = "reworded"
    WIDENED = "widened"
    NARROWED = "narrowed"
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"
    BECAME_OPTION = "became-option"
    DROPPED = "dropped"
    MENDED = "mended"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one question: `old` is None for a new one, `new` is empty for one that was dropped."""

    sort: Sort
    old: Question | None
    new: tuple[Question, ...]
    note: str


def tell(step: Succession) -> dict[Sort, tuple[Told, ...]]:
    """Return what happened to every question in one step, by sort; sorts that nothing happened in are left out."""
    told = [*_former(step), *_fresh(step)]
    return {sort: found for sort in Sort if (found := tuple(one for one in told if one.sort is sort))}


def _former(step: Succession) -> Iterator[Told]:
    for question in step.old.questions:
        links = step.by_old.get(question.id, ())
        new = tuple(step.new.by_id[link.new] for link in links)
        line = links[0].lines[-1] if links else step.ends[question.id]
        sort = Sort(line.relation.value)
        if line.relation is Relation.KEPT and new and _words(question) != _words(new[0]):
            sort = Sort.MENDED
        yield Told(sort, question, new, line.note)


def _fresh(step: Succession) -> Iterator[Told]:
    for question in step.new.questions:
        if question.id not in step.by_new:
            yield Told(Sort.NEW, None, (question,), "")


def _words(question: Question) -> tuple[object, ...]:
    """Return what a respondent reads; crosswalks keep questions whose options were renamed, which is no mending."""
    return question.text, question.help, question.example
