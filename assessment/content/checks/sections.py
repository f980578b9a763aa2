"""Sections: every question has its place, every place its questions, in the order of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.content.checks.context import nearest
from assessment.domain.questionnaire import SectionKind

if TYPE_CHECKING:
    from assessment.content.checks.context import Context


def check(context: Context) -> None:
    """Run all rules of this family."""
    if context.is_torn("sections"):
        return
    _membership(context)
    _blocks(context)
    _contents(context)


def _membership(context: Context) -> None:
    parts = [part for section in context.questionnaire.sections for part in section.subsections]
    known = {part.id for part in parts}
    profiles = {s.id for s in context.questionnaire.sections if s.kind is SectionKind.PROFILE}
    for question in context.questionnaire.questions:
        if question.subsection not in known:
            guess = nearest(question.subsection, parts)
            context.add("V566", question, "section", id=question.id, name=question.subsection, guess=guess)
        elif question.is_scored and question.section in profiles and question in context.questions:
            context.add("V565", question, "section", id=question.id, section=question.section)


def _blocks(context: Context) -> None:
    """Report the first question of every block that stands out of the order of sub-sections."""
    parts = [part.id for section in context.questionnaire.sections for part in section.subsections]
    order = {part: index for index, part in enumerate(parts)}
    highest, previous = -1, ""
    for question in context.questionnaire.questions:
        place = order.get(question.subsection)
        if place is None:
            continue
        if place < highest and question.subsection != previous:
            context.add("V567", question, "section", id=question.id, name=question.subsection)
        highest, previous = max(highest, place), question.subsection


def _contents(context: Context) -> None:
    filled = {question.subsection for question in context.questionnaire.questions}
    scored = {question.section for question in context.questionnaire.questions if question.is_scored}
    if not context.places_all:
        return
    for section in context.questionnaire.sections:
        for part in section.subsections:
            if part.id not in filled:
                context.add("V564", part, "id", id=part.id)
        holds_some = any(part.id in filled for part in section.subsections)
        if section.kind is SectionKind.REQUIREMENT and section.id not in scored and holds_some:
            context.add("V568", section, "id", id=section.id)
