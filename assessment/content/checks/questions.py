"""Single questions: their keys fit their role and type, and what they refer to exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.content.checks.context import KINDS, nearest
from assessment.content.phrases import phrase
from assessment.domain.questionnaire import Kind, Role, ScaleKind

if TYPE_CHECKING:
    from assessment.content.checks.context import Context
    from assessment.domain.questionnaire import Question, Scale

_LEVELS = {ScaleKind.MATURITY, ScaleKind.ADEQUACY}
_SCORING_KEYS = ("weight", "critical", "recommendation")


def check(context: Context) -> None:
    """Run all rules of this family."""
    for question in context.questions:
        _scoring_keys(context, question)
        _role_keys(context, question)
        _type(context, question)
        _choices(context, question)
    for question in context.questionnaire.questions:
        _references(context, question)
    _unused(context)


def _scoring_keys(context: Context, question: Question) -> None:
    if not question.is_scored:
        for key in _SCORING_KEYS:
            if context.wrote(question, key):
                context.add("V552", question, key, id=question.id, key=key, role=question.role.value)
        return
    if not question.dont_know:
        context.add("V551", question, "dont_know", id=question.id)
    if not context.wrote(question, "recommendation"):
        context.add("V553", question, id=question.id)
    for key in ("weight", "critical"):
        if not context.wrote(question, key):
            context.add("V554", question, id=question.id, key=key)


def _role_keys(context: Context, question: Question) -> None:
    details = {"id": question.id, "role": question.role.value}
    is_gate, is_rating = question.role is Role.GATE, question.role is Role.REFLECTION
    if is_gate and not context.wrote(question, "polarity"):
        context.add("V501", question, id=question.id)
    if not is_gate and context.wrote(question, "polarity"):
        context.add("V502", question, "polarity", **details)
    if is_gate and not context.wrote(question, "exposes"):
        context.add("V503", question, id=question.id)
    if question.role not in {Role.GATE, Role.CONTEXT} and context.wrote(question, "exposes"):
        context.add("V509", question, "exposes", **details)
    if is_rating and not context.wrote(question, "rates"):
        context.add("V524", question, id=question.id)
    if not is_rating and context.wrote(question, "rates"):
        context.add("V525", question, "rates", **details)


def _type(context: Context, question: Question) -> None:
    kind, role = question.kind, question.role
    details = {"id": question.id, "kind": KINDS[kind]}
    if (kind is Kind.TEXT and role is not Role.CONTEXT) or (kind is Kind.MATRIX and role.is_scored):
        context.add("V561", question, "type", **details, role=role.value)
    if kind is Kind.MATRIX and not question.rows:
        context.add("V560", question, "type", **details, found=phrase("has no rows"))
    if kind is not Kind.MATRIX and question.rows:
        context.add("V560", question, "rows", **details, found=phrase("has rows"))
    if kind is Kind.TEXT:
        for key in ("dont_know", "not_applicable"):
            if getattr(question, key):
                context.add("V562", question, key, id=question.id, key=key)


def _choices(context: Context, question: Question) -> None:
    has_scale, has_options = context.wrote(question, "scale"), context.wrote(question, "options")
    details = {"id": question.id, "kind": KINDS[question.kind]}
    if question.kind is Kind.TEXT:
        if has_scale or has_options:
            context.add("V559", question, "scale" if has_scale else "options", **details, found=phrase("has options"))
        return
    if has_scale is has_options:
        both, none = phrase("has both a scale and options"), phrase("has neither a scale nor options")
        context.add("V559", question, **details, found=both if has_scale else none)
    scale = next((scale for scale in context.questionnaire.scales if scale.id == question.scale), None)
    if scale is not None and "kind" not in context.record(scale).bad:
        _scale_fits(context, question, scale)


def _scale_fits(context: Context, question: Question, scale: Scale) -> None:
    details = {"id": question.id, "scale": scale.id, "kind": scale.kind.value}
    if question.is_scored and scale.kind is not ScaleKind.MATURITY:
        context.add("V521", question, "scale", **details)
    elif question.role in {Role.GATE, Role.CONTEXT} and scale.kind in _LEVELS:
        context.add("V522", question, "scale", **details)
    elif question.role is Role.REFLECTION and question.rates is not None and question.rates is not scale.kind:
        context.add("V523", question, "scale", **details, rates=question.rates.value)


def _references(context: Context, question: Question) -> None:
    document = question.source.document
    _known(context, question, ("source", "V556", "documents"), document)
    _known(context, question, ("scale", "V558", "scales"), question.scale)
    for name in question.answered_by:
        _known(context, question, ("answered_by", "V555", "functions"), name)
    if question.recommendation is not None:
        _known(context, question, ("recommendation", "V555", "functions"), question.recommendation.lead)
    for framework in context.record(question)["frameworks"] or {}:
        _known(context, question, ("frameworks", "V557", "frameworks"), framework)


def _known(context: Context, part: object, where: tuple[str, str, str], name: str) -> None:
    key, code, parts = where
    among = getattr(context.questionnaire, parts)
    if not context.is_known(name, among, parts):
        context.add(code, part, key, name=name, guess=nearest(name, among))


def _unused(context: Context) -> None:
    """Report references of sections and terms to what is not there, and entries that nothing refers to."""
    questionnaire = context.questionnaire
    for section in questionnaire.sections:
        for subsection in section.subsections:
            for tag in subsection.tags:
                _known(context, subsection, ("frameworks", "V557", "frameworks"), tag.framework)
    for term in questionnaire.glossary:
        _known(context, term, ("source", "V556", "documents"), term.source.document)
    used = _used(context)
    for parts in ("documents", "frameworks", "functions"):
        for part in getattr(questionnaire, parts):
            if part.id not in used[parts] and not context.is_torn(parts):
                context.add("V569", part, "id", id=part.id, kind=parts)


def _used(context: Context) -> dict[str, set[str]]:
    questionnaire = context.questionnaire
    leads = {q.recommendation.lead for q in questionnaire.questions if q.recommendation is not None}
    parts = [part for section in questionnaire.sections for part in section.subsections]
    return {
        "documents": {q.source.document for q in questionnaire.questions}
        | {term.source.document for term in questionnaire.glossary},
        "frameworks": {tag.framework for q in questionnaire.questions for tag in q.tags}
        | {tag.framework for part in parts for tag in part.tags},
        "functions": leads | {name for q in questionnaire.questions for name in q.answered_by},
    }
