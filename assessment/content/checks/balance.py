"""Balance: advice on the questionnaire as a whole, from what a person who answers it would notice."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from assessment.content.checks.decided import in_words
from assessment.content.phrases import phrase
from assessment.domain.conditions import Operator, atoms, unparse
from assessment.domain.decision_diagram import TooComplicated
from assessment.domain.questionnaire import Depth, Kind, Role, SectionKind

if TYPE_CHECKING:
    from assessment.content.checks.context import Context
    from assessment.domain.questionnaire import Question
    from assessment.domain.reachability import Reachability

MIN_AFTER_YES = 3
MAX_BLOCK = 7
MAX_SECTION = 40
MAX_OPTIONS = 12
SUBSECTION_SHARE, SUBSECTION_ITEMS = 50, 4
SECTION_SHARE, SECTION_ITEMS = 60, 4
FUNCTION_SHARE, FUNCTION_ITEMS = 80, 20
_YES = {"yes"}


def check(context: Context, reach: Reachability | None) -> None:
    """Run all rules of this family."""
    _free_text(context)
    _blocks(context)
    _sections(context)
    _gates(context)
    _lists(context)
    _functions(context)
    if reach is not None and context.places_all:
        try:
            _removals(context, reach)
        except TooComplicated:
            context.add("C434", context.questionnaire, "questions", what=phrase("what one answer removes"))


def _free_text(context: Context) -> None:
    texts = [question for question in context.questions if question.kind is Kind.TEXT]
    total = len(context.questions)
    if len(texts) * 10 > total * 3:
        context.add("B901", context.questionnaire, "questions", count=len(texts), total=total)
    after_yes = [question for question in texts if _only_after_yes(question)]
    if len(after_yes) >= MIN_AFTER_YES and len(after_yes) * 2 > len(texts):
        context.add("B907", after_yes[0], "asked_if", count=len(after_yes), total=len(texts))


def _only_after_yes(question: Question) -> bool:
    statements = tuple(atoms(question.asked_if))
    after_yes = [a for a in statements if a.operator in {Operator.IS, Operator.ANY_OF} and set(a.values) <= _YES]
    return bool(statements) and len(after_yes) == len(statements)


def _blocks(context: Context) -> None:
    conditioned = ((unparse(q.asked_if) if q.asked_if else "", q) for q in context.questions)
    for text, group in groupby(conditioned, key=lambda pair: pair[0]):
        block = [question for _, question in group]
        if text and len(block) > MAX_BLOCK:
            context.add("B902", block[0], "asked_if", count=len(block), first=block[0].id, last=block[-1].id)


def _sections(context: Context) -> None:
    if not context.places_all:
        return
    for section in context.questionnaire.sections:
        own = [question for question in context.questions if question.section == section.id]
        scored = [question for question in own if question.is_scored]
        if len(own) < sum(question.section == section.id for question in context.questionnaire.questions):
            continue
        if len(own) > MAX_SECTION:
            context.add("B903", section, "id", id=section.id, count=len(own), limit=MAX_SECTION)
        if scored and section.kind is SectionKind.REQUIREMENT and all(q.depth is Depth.FULL for q in scored):
            context.add("B908", section, "id", id=section.id)
        for question in scored:
            if question.critical and question.depth is Depth.FULL:
                context.add("B910", question, "depth", id=question.id)


def _gates(context: Context) -> None:
    if context.broken or any("asked_if" in context.record(q).bad for q in context.by_id_in_order):
        return
    conditions = [q.asked_if for q in context.questionnaire.questions]
    conditions += [option.asked_if for q in context.questionnaire.questions for option in q.options]
    named = {atom.question for condition in conditions for atom in atoms(condition)}
    for question in context.questions:
        if question.role is Role.GATE and question.id not in named:
            context.add("B904", question, "id", id=question.id)


def _lists(context: Context) -> None:
    for question in context.questions:
        if question.kind is Kind.MULTIPLE and not any(option.exclusive for option in question.options):
            context.add("B909", question, "options", id=question.id)
        if len(question.options) > MAX_OPTIONS:
            context.add("B911", question, "options", id=question.id, count=len(question.options), limit=MAX_OPTIONS)


def _functions(context: Context) -> None:
    named = Counter(name for question in context.questions for name in set(question.answered_by))
    total = len(context.questions)
    for function in context.questionnaire.functions:
        if total >= FUNCTION_ITEMS and named[function.id] * 100 > total * FUNCTION_SHARE:
            context.add("B912", function, "id", id=function.id, percent=named[function.id] * 100 // total)


def _removals(context: Context, reach: Reachability) -> None:
    """Report single answers that take away most of a sub-section (advice) or of a section (warning).

    Sub-sections and sections with fewer than four scored questions are left alone: there one question is a large part.
    """
    scored = [question for question in reach.questionnaire.questions if question.is_scored]
    for gate in reach.questionnaire.questions:
        if not reach.is_named(gate.id) or gate.kind is Kind.MATRIX or gate.is_scored:
            continue
        for answer, gone in reach.hidden_by(gate.id, scored):
            found = {"id": gate.id, "answer": in_words(answer)}
            if not _removed(context, "section", found, gone, scored):
                _removed(context, "subsection", found, gone, scored)


def _removed(
    context: Context,
    level: str,
    found: dict[str, str],
    gone: tuple[Question, ...],
    scored: list[Question],
) -> bool:
    code, share, items = ("B906", SECTION_SHARE, SECTION_ITEMS)
    if level == "subsection":
        code, share, items = ("B905", SUBSECTION_SHARE, SUBSECTION_ITEMS)
    reported = False
    for part in dict.fromkeys(getattr(question, level) for question in gone):
        own = [question for question in scored if getattr(question, level) == part]
        lost = sum(question.weight for question in gone if getattr(question, level) == part)
        percent = lost * 100 // sum(question.weight for question in own)
        if len(own) >= items and percent > share:
            context.add(code, context.by_id[found["id"]], "id", **found, percent=percent, part=part)
            reported = True
    return reported
