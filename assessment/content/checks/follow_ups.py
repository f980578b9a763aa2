"""Follow-ups: a detail of one earlier measure of the same section, asked by a condition that begins with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.content.checks.context import nearest
from assessment.domain.conditions import All, Atom
from assessment.domain.questionnaire import Role

if TYPE_CHECKING:
    from assessment.content.checks.context import Context
    from assessment.domain.conditions import Condition
    from assessment.domain.questionnaire import Question


def check(context: Context) -> None:
    """Run all rules of this family."""
    for question in context.questions:
        if "follows" in context.record(question).bad:
            context.broken.add(question.id)
        elif question.role is not Role.FOLLOW_UP:
            if question.follows:
                context.unfollowed.add(question.id)
                context.add("C422", question, "follows", id=question.id, role=question.role.value)
        elif not question.follows:
            context.add("C421", question, id=question.id)
        else:
            _parent(context, question)


def _parent(context: Context, question: Question) -> None:
    parent = context.by_id.get(question.follows)
    names = {"id": question.id, "parent": question.follows}
    if parent is None:
        if not context.is_torn("questions"):
            hint = nearest(question.follows, context.questionnaire.questions)
            context.add("C423", question, "follows", **names, guess=hint)
        context.broken.add(question.id)
        return
    if "role" in context.record(parent).bad:
        return
    if parent.role is not Role.MEASURE:
        context.unfollowed.add(question.id)
        context.add("C424", question, "follows", **names, role=parent.role.value)
    elif context.position[parent.id] >= context.position[question.id]:
        context.add("C427", question, "follows", **names, line=context.draft.at(parent)[0])
        context.broken.add(question.id)
    else:
        _fits(context, question, parent)


def _fits(context: Context, question: Question, parent: Question) -> None:
    if parent.section and question.section and parent.section != question.section:
        context.add("C426", question, "follows", id=question.id, parent=parent.id, section=parent.section)
    if "asked_if" not in context.record(question).bad and not _begins_with(question.asked_if, parent.id):
        context.add("C425", question, "asked_if", id=question.id, parent=parent.id)


def _begins_with(condition: Condition | None, parent: str) -> bool:
    """Whether a condition is, or requires first of all, a statement about the parent."""
    first = condition.parts[0] if isinstance(condition, All) else condition
    return isinstance(first, Atom) and first.question == parent
