"""Proposes what became of every question of a version in a draft of the next, for an editor to confirm or change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assessment.domain.crosswalk import Carries, Line, Relation
from assessment.domain.marks import plain
from assessment.domain.succession import asks_the_same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessment.domain.questionnaire import Question, Questionnaire


def propose(old: Questionnaire, new: Questionnaire) -> dict[str, Line]:
    """Return a line for each question of the older version, by its id.

    What has the same id follows; else what names the older question as its origin, or asks it in the same words. Only
    a question that still asks the same at the same place is proposed to keep its answers.
    """
    named = _origins(new)
    words = {_words(question): question.id for question in new.questions if question.id not in old.by_id}
    return _merged({question.id: _of(question, new, named, words) for question in old.questions})


def is_settled(line: Line, old: Questionnaire, new: Questionnaire) -> bool:
    """Whether nobody has to judge a line: the question still has its id, its words, its choices and its place."""
    return line.relation is Relation.KEPT and line.new == (line.old,) and line == _still(old, new, line.old)


def leads_nowhere(lines: Iterable[Line], new: Questionnaire) -> tuple[str, ...]:
    """Return the questions of the newer version that no line leads to, in their order: those that are new."""
    led = {successor for line in lines for successor in line.new}
    return tuple(question.id for question in new.questions if question.id not in led)


def fresh(question: str) -> Line:
    """Return the line of a new question."""
    return Line(Relation.NEW, Carries.NOTHING, new=(question,))


def _still(old: Questionnaire, new: Questionnaire, id_: str) -> Line | None:
    return _same_id(old.by_id[id_], new.by_id[id_]) if id_ in old.by_id and id_ in new.by_id else None


def _of(question: Question, new: Questionnaire, named: Mapping[str, tuple[str, ...]], words: Mapping[str, str]) -> Line:
    successor = new.by_id.get(question.id)
    if successor is not None:
        return _same_id(question, successor)
    origins = named.get(question.id, ())
    if len(origins) > 1:
        return Line(Relation.SPLIT, Carries.SUGGESTION, question.id, origins)
    found = origins[0] if origins else words.get(_words(question), "")
    if not found:
        return Line(Relation.DROPPED, Carries.NOTHING, question.id)
    return replace(_same_id(question, new.by_id[found]), old=question.id)


def _same_id(was: Question, now: Question) -> Line:
    """Return the line from a question to the one that takes its place, by what differs between them."""
    before, after = ({option.id for option in question.options} for question in (was, now))
    if asks_the_same(was, now):
        is_here = was.section == now.section
        relation = Relation.KEPT if is_here else Relation.MOVED
        return Line(relation, Carries.ANSWER if is_here else Carries.SUGGESTION, was.id, (now.id,))
    relation = Relation.REWORDED
    if was.text == now.text and before < after:
        relation = Relation.WIDENED
    elif was.text == now.text and after < before:
        relation = Relation.NARROWED
    return Line(relation, Carries.SUGGESTION, was.id, (now.id,))


def _merged(lines: dict[str, Line]) -> dict[str, Line]:
    """Call those merged that lead to the same question alone; none of several answers is simply the new one."""
    sources: dict[tuple[str, ...], list[str]] = {}
    for id_, line in lines.items():
        sources.setdefault(line.new, []).append(id_)
    joined = {id_ for new, ids in sources.items() if len(new) == 1 and len(ids) > 1 for id_ in ids}
    return {
        id_: replace(line, relation=Relation.MERGED, carries=Carries.SUGGESTION) if id_ in joined else line
        for id_, line in lines.items()
    }


def _origins(new: Questionnaire) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for question in new.questions:
        for origin in question.source.origins:
            found[origin] = (*found.get(origin, ()), question.id)
    return found


def _words(question: Question) -> str:
    return " ".join(plain(question.text).casefold().split())
