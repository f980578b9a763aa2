"""Generated pairs of versions with everything that a crosswalk can say of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from assessment.domain.crosswalk import Carries, Crosswalk, Line, OptionMap, Pair, Relation
from assessment.domain.questionnaire import Change, Kind
from assessment.domain.succession import Succession, by_crosswalk, by_ids, joined
from tests.domain.strategies import questionnaires

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from assessment.domain.questionnaire import Question, Questionnaire

_RELATIONS = tuple(relation for relation in Relation if relation is not Relation.NEW)


@st.composite
def crosswalks(draw: DrawFn, old: Questionnaire, new: Questionnaire) -> Crosswalk:
    """Return lines for every question of both versions, with any relation that their number of successors allows."""
    free = list(new.questions)
    lines = []
    for question in old.questions:
        relation = draw(st.sampled_from(_RELATIONS))
        least, most = relation.successors
        # Fewer questions than a split needs: the line below makes it a dropped one.
        count = draw(st.integers(least, max(least, min(most if most is not None else 3, len(new.questions)))))
        successors = draw(st.permutations(new.questions))[:count]
        if len(successors) < least:
            relation, successors = Relation.DROPPED, []
        lines.append(draw(_lines(question, relation, successors, free)))
    named = {id_ for line in lines for id_ in line.new}
    lines += [Line(Relation.NEW, Carries.NOTHING, new=(q.id,)) for q in new.questions if q.id not in named]
    return Crosswalk(old.id, old.version, new.version, "", "f" * 64, tuple(lines))


@st.composite
def _lines(
    draw: DrawFn, question: Question, relation: Relation, successors: list[Question], free: list[Question]
) -> Line:
    ids = tuple(successor.id for successor in successors)
    option = draw(st.sampled_from([o.id for o in successors[0].options] or ["none"])) if successors else ""
    options = draw(_maps(question, successors[0])) if successors else None
    keeps = relation.keeps_meaning(reviewed=True) and successors[0] in free
    if keeps:
        # No two questions carry their answers to one.
        free.remove(successors[0])
    carries = Carries.ANSWER if keeps else Carries.SUGGESTION if successors else Carries.NOTHING
    option = option if relation is Relation.BECAME_OPTION else ""
    return Line(relation, carries, question.id, ids, options, option, "Why.", "2026-01-01" if keeps else "")


@st.composite
def _maps(draw: DrawFn, question: Question, successor: Question) -> OptionMap | None:
    before, after = [o.id for o in question.options], [o.id for o in successor.options]
    if not before or not after or draw(st.booleans()):
        return None
    return OptionMap("map", tuple(Pair(one, draw(st.sampled_from(after))) for one in before))


@st.composite
def successors(draw: DrawFn, old: Questionnaire, version: str) -> Questionnaire:
    """Return a patch or a minor change of a version: some questions in other words, with other choices, or gone."""
    questions = []
    for question in old.questions:
        match draw(st.sampled_from(("same", "same", "words", "choices", "gone"))):
            case "same":
                questions.append(question)
            case "words":
                questions.append(replace(question, text=f"{question.text} Anew."))
            case "choices" if question.kind is not Kind.TEXT:
                questions.append(replace(question, options=question.options[:-1] or question.options))
            case _:
                pass
    change = draw(st.sampled_from((Change.PATCH, Change.MINOR)))
    kept = tuple(questions) or old.questions
    return replace(old, version=version, supersedes=old.version, change=change, questions=kept)


@st.composite
def steps(draw: DrawFn) -> Succession:
    """Return one step, by a crosswalk or by ids."""
    old = replace(draw(questionnaires()), version="2020.1")
    if draw(st.booleans()):
        return by_ids(old, draw(successors(old, "2020.2")))
    new = replace(draw(questionnaires()), version="2021.1")
    return by_crosswalk(old, new, draw(crosswalks(old, new)))


@st.composite
def successions(draw: DrawFn) -> Succession:
    """Return one step or a chain of two."""
    first = draw(steps())
    if draw(st.booleans()):
        return first
    return joined(first, by_ids(first.new, draw(successors(first.new, "2022.1"))))
