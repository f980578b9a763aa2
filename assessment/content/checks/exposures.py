"""Exposures: which answers raise the target of which requirement, in step with the direction of the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.content.checks.context import nearest, options_of, rows_of
from assessment.domain.questionnaire import Kind, Polarity, Role, SectionKind

if TYPE_CHECKING:
    from assessment.content.checks.context import Context
    from assessment.domain.questionnaire import Exposure, Question


def check(context: Context) -> None:
    """Run all rules of this family."""
    for question in context.questions:
        if "exposes" in context.record(question).bad or question.role not in {Role.GATE, Role.CONTEXT}:
            continue
        sound = [_names(context, question, exposure) for exposure in question.exposes]
        if sound and all(sound):
            _severities(context, question)
            _direction(context, question)
    _unexposed(context)


def _names(context: Context, question: Question, exposure: Exposure) -> bool:
    """Report what an exposure names in vain; return whether everything exists."""
    before = context.findings.total
    rows = context.questionnaire.rows
    for section in exposure.requirements:
        if not context.is_known(section, rows, "sections"):
            guess = nearest(section, rows)
            context.add("V504", exposure, "requirements", id=question.id, section=section, guess=guess)
    if question.options:
        for option in exposure.options:
            if question.option(option) is None:
                details = {"options": options_of(question), "guess": nearest(option, question.options)}
                context.add("V505", exposure, "options", id=question.id, option=option, **details)
    for row in exposure.rows:
        if all(known.id != row for known in question.rows):
            details = {"rows": rows_of(question), "guess": nearest(row, question.rows)}
            context.add("V506", exposure, "rows", id=question.id, row=row, **details)
    return context.findings.total == before


def _from_safe_to_risky(question: Question) -> list[str]:
    order = [option.id for option in question.options]
    return order[::-1] if question.polarity is Polarity.YES_IS_GOOD else order


def _direction(context: Context, question: Question) -> None:
    if question.polarity is None or question.kind is Kind.MULTIPLE or not question.options[1:]:
        return
    order = _from_safe_to_risky(question)
    details = {"id": question.id, "polarity": question.polarity.value}
    for exposure in question.exposes:
        if order[0] in exposure.options:
            context.add("V507", exposure, "options", option=order[0], **details)
    if all(order[-1] not in exposure.options for exposure in question.exposes):
        context.add("V508", question, "exposes", option=order[-1], **details)


def _severities(context: Context, question: Question) -> None:
    """Report double entries, and milder answers that expose more gravely than riskier ones."""
    found: dict[tuple[str, str, str], int] = {}
    rows = [row.id for row in question.rows] or [""]
    for exposure in question.exposes:
        for key in [(s, r, o) for s in exposure.requirements for r in exposure.rows or rows for o in exposure.options]:
            if key in found:
                context.add("V512", exposure, "options", id=question.id, section=key[0], option=key[2])
            found[key] = max(exposure.severity, found.get(key, 0))
    if question.polarity is None or question.kind is Kind.MULTIPLE:
        return
    order = _from_safe_to_risky(question)
    reported = set()
    for (section, row, option), severity in found.items():
        riskier = order[order.index(option) + 1 :] if option in order else []
        worse = next((o for o in riskier if 0 < found.get((section, row, o), 0) < severity), "")
        if worse and (section, option) not in reported:
            reported.add((section, option))
            context.add("V511", question, "exposes", id=question.id, milder=option, worse=worse, section=section)


def _unexposed(context: Context) -> None:
    if any("exposes" in context.record(question).bad for question in context.questionnaire.questions):
        return
    raising = [q for q in context.questionnaire.questions if q.role in {Role.GATE, Role.CONTEXT}]
    exposed = {name for q in raising for exposure in q.exposes for name in exposure.requirements}
    for section in context.questionnaire.sections:
        if section.kind is SectionKind.REQUIREMENT and section.id not in exposed:
            context.add("V510", section, "id", id=section.id)
