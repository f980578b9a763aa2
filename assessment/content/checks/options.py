"""Options and scales: enough of them, told apart, and worth what their question needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.content.phrases import guess, phrase
from assessment.domain.questionnaire import Kind, Role, ScaleKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.content.checks.context import Context
    from assessment.content.phrases import Phrase
    from assessment.domain.questionnaire import Option, Question, Scale

_VALUED = {ScaleKind.MATURITY, ScaleKind.ADEQUACY}
_TICK_KEYS = ("exclusive", "counted", "asked_if")


def check(context: Context) -> None:
    """Run all rules of this family."""
    used = {question.scale for question in context.questionnaire.questions}
    for scale in context.questionnaire.scales:
        _scale(context, scale)
        if scale.id not in used and not context.is_torn("scales"):
            context.add("V533", scale, "id", id=scale.id)
    for question in context.questions:
        if not question.scale:
            _labels(context, question, question.options)
            _own_options(context, question)
        _anchors(context, question)


def _scale(context: Context, scale: Scale) -> None:
    if context.record(scale).bad & {"options", "kind"}:
        return
    _labels(context, scale, scale.options)
    rated = [q for q in context.questions if q.scale == scale.id and q.role is Role.REFLECTION]
    if scale.kind in _VALUED or (scale.kind is ScaleKind.RISK and rated):
        _values(context, scale, scale.options)
    else:
        reason = phrase(
            "the scale '{scale}' is of the kind {kind}, which is not scored", scale=scale.id, kind=scale.kind.value
        )
        _no_values(context, scale.options, reason)


def _labels(context: Context, owner: object, options: tuple[Option, ...]) -> None:
    if len(options) == 1:
        context.add("V542", owner, "options")
    seen: dict[str, str] = {}
    for option in options:
        label = " ".join(option.text.casefold().split())
        if label and seen.setdefault(label, option.id) != option.id:
            context.add("V541", option, "text", option=option.id, other=seen[label])


def _own_options(context: Context, question: Question) -> None:
    is_scored_list = question.is_scored and question.kind is Kind.MULTIPLE
    if question.kind is Kind.MULTIPLE:
        _tick_list(context, question)
    for option in question.options:
        if option.critical and not is_scored_list:
            context.add("V546", option, "critical", option=option.id, id=question.id)
        for key in _TICK_KEYS:
            if question.kind is not Kind.MULTIPLE and context.wrote(option, key):
                context.add("V547", option, key, option=option.id, id=question.id, key=key)
    if question.kind is Kind.MULTIPLE:
        _no_values(context, question.options, phrase("a tick list is scored by what is ticked"))
    elif question.is_scored or question.role is Role.REFLECTION:
        _values(context, question, question.options)
    else:
        _no_values(context, question.options, phrase("'{id}' is not scored", id=question.id))


def _tick_list(context: Context, question: Question) -> None:
    exclusive = [option for option in question.options if option.exclusive]
    for other in exclusive[1:]:
        context.add("V543", other, "exclusive", option=other.id, other=exclusive[0].id)
    for option in exclusive:
        if option.critical:
            context.add("V544", option, "critical", option=option.id)
    for option in question.options:
        if option.critical and not option.counted:
            context.add("V549", option, "counted", option=option.id)
    if question.is_scored and not any(option.counted and not option.exclusive for option in question.options):
        context.add("V545", question, "options", id=question.id)


def _no_values(context: Context, options: Sequence[Option], reason: Phrase) -> None:
    for option in options:
        if option.value is not None:
            context.add("V531", option, "value", option=option.id, reason=reason)


def _values(context: Context, owner: object, options: tuple[Option, ...]) -> None:
    """Report what is wrong with the values of options that a score needs; the gravest fault hides those it causes."""
    if any("value" in context.record(option).bad for option in options) or not options[1:]:
        return
    missing = [option for option in options if option.value is None]
    high = [option for option in options if option.value is not None and option.value > 1]
    for option in missing:
        context.add("V532", option, "value", option=option.id)
    if missing:
        return
    if len({option.value for option in options}) == 1:
        context.add("V530", owner, "options", value=options[0].value)
        return
    for option in high:
        context.add("V526", option, "value", option=option.id, value=option.value)
    if not high:
        _order(context, owner, options)


def _order(context: Context, owner: object, options: tuple[Option, ...]) -> None:
    values = [option.value or 0 for option in options]
    if max(values) != 1:
        context.add("V527", owner, "options", value=max(values))
    if min(values) != 0:
        context.add("V528", owner, "options", value=min(values))
    for before, value, option in zip(values, values[1:], options[1:], strict=False):
        if value <= before:
            context.add("V529", option, "value", option=option.id, value=value, before=before)


def _anchors(context: Context, question: Question) -> None:
    record = context.record(question)
    if not context.wrote(question, "anchors") or "anchors" in record.bad or not _has_options(context, question):
        return
    known = tuple(option.id for option in question.options)
    for option in record["anchors"]:
        if option not in known:
            context.add("V548", question, "anchors", id=question.id, option=option, guess=guess(option, known))


def _has_options(context: Context, question: Question) -> bool:
    return not question.scale or any(scale.id == question.scale for scale in context.questionnaire.scales)
