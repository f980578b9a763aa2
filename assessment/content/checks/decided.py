"""What is decided by exact search: what can be asked, what changes nothing, which totals and rules are within reach."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assessment.content.phrases import phrase
from assessment.domain.answers import State
from assessment.domain.conditions import Atom, atoms, unparse
from assessment.domain.decision_diagram import FALSE, TRUE, TooComplicated
from assessment.domain.questionnaire import Kind, Role
from assessment.domain.reachability import Reachability

if TYPE_CHECKING:
    from assessment.content.checks.context import Context
    from assessment.content.phrases import Phrase
    from assessment.domain.answers import Answer
    from assessment.domain.conditions import Condition
    from assessment.domain.questionnaire import Consistency, Question, Questionnaire


def check(context: Context) -> Reachability | None:
    """Run all rules of this family; return what was decided, None when it could not be."""
    try:
        reach = Reachability(_sound(context))
    except TooComplicated:
        context.add("C434", context.questionnaire, "questions", what=phrase("all conditions together"))
        return None
    for what, decide in _STEPS:
        try:
            decide(context, reach)
        except TooComplicated:
            context.add("C434", context.questionnaire, "questions", what=what)
    return reach


def _sound(context: Context) -> Questionnaire:
    """Return the questionnaire without what already has findings, so that the rest can still be decided."""
    questions = []
    for question in context.by_id_in_order:
        sound = question
        if question.id in context.broken:
            options = tuple(replace(option, asked_if=None) for option in question.options)
            sound = replace(question, asked_if=None, options=options)
        questions.append(replace(sound, follows="") if question.id in context.unfollowed else sound)
    rules = tuple(rule for rule in context.questionnaire.consistency if rule.id not in context.broken_rules)
    return replace(context.questionnaire, questions=tuple(questions), consistency=rules)


def _questions(context: Context, reach: Reachability) -> None:
    for question in reach.questionnaire.questions:
        if question.asked_if is not None:
            _question(context, reach, question)
        if question.kind is Kind.MULTIPLE:
            _options(context, reach, question)


def _question(context: Context, reach: Reachability, question: Question) -> None:
    condition, part = question.asked_if, context.by_id[question.id]
    shown = reach.shown(question.id)
    if condition is None:
        return
    if reach.settled(question.id) == FALSE:
        context.add("C431", part, "asked_if", id=question.id, reason=_reason(reach, condition))
    elif shown == TRUE:
        context.add("C432", part, "asked_if", id=question.id, text=unparse(condition))
    elif not isinstance(condition, Atom):
        keep = question.follows if question.role is Role.FOLLOW_UP else ""
        for idle in reach.idle_parts(condition, keep=keep):
            context.add("C433", part, "asked_if", statement=unparse(idle), id=question.id)


def _options(context: Context, reach: Reachability, question: Question) -> None:
    for option, part in zip(question.options, context.by_id[question.id].options, strict=True):
        if option.asked_if is None:
            continue
        # An option counts as always offered when it is offered wherever its question is asked.
        offered = reach.diagram.both(reach.shown(question.id), reach.possible(option.asked_if))
        if reach.certain(option.asked_if) == FALSE:
            context.add("C435", part, "asked_if", option=option.id, reason=_reason(reach, option.asked_if))
        elif offered == reach.shown(question.id):
            context.add("C436", part, "asked_if", option=option.id, text=unparse(option.asked_if))


def _reason(reach: Reachability, condition: Condition) -> Phrase:
    """Return in words why a condition never holds."""
    parts = reach.conflict(condition)
    if len(parts) > 1:
        return phrase("{conditions} never hold together", conditions=", ".join(f"'{unparse(part)}'" for part in parts))
    part = parts[0]
    hidden = [atom.question for atom in atoms(part) if reach.settled(atom.question) == FALSE]
    if hidden:
        return phrase("'{id}' itself can never be asked", id=hidden[0])
    return phrase("'{condition}' holds for no answers", condition=unparse(part))


def _consistency(context: Context, reach: Reachability) -> None:
    seen: dict[str, str] = {}
    for rule in context.questionnaire.consistency:
        if rule.id in context.broken_rules:
            continue
        text = unparse(rule.when)
        if seen.setdefault(text, rule.id) != rule.id:
            context.add("C443", rule, "when", id=rule.id, other=seen[text])
        elif reach.can_fire(rule) is None:
            context.add("C442", rule, "when", id=rule.id, reason=_silence(reach, rule))
        else:
            _single(context, rule)


def _silence(reach: Reachability, rule: Consistency) -> Phrase:
    hidden = [atom.question for atom in atoms(rule.when) if reach.settled(atom.question) == FALSE]
    if hidden:
        return phrase("'{id}' itself can never be asked", id=hidden[0])
    return phrase("'{condition}' holds for no answers", condition=unparse(rule.when))


def _single(context: Context, rule: Consistency) -> None:
    """Report a rule about one question, unless it speaks of several ticks of a list or rows of a matrix."""
    statements = tuple(dict.fromkeys(atoms(rule.when)))
    named = {atom.question for atom in statements}
    if len(named) == 1:
        question = context.by_id[statements[0].question]
        if len(statements) == 1 or question.kind not in {Kind.MULTIPLE, Kind.MATRIX}:
            context.add("C441", rule, "when", id=rule.id, question=question.id)


def _maxima(context: Context, reach: Reachability) -> None:
    if not context.places_all:
        return
    scored = [question for question in context.questionnaire.questions if question.is_scored]
    for section in context.questionnaire.sections:
        own = [question for question in scored if question.section == section.id]
        if context.wrote(section, "maximum") and not any(_is_torn(context, question) for question in own):
            reachable, _ = reach.maximum(section.id)
            if reachable != section.maximum:
                details = {"declared": section.maximum, "reachable": reachable}
                context.add("V563", section, "maximum", id=section.id, **details)


def _is_torn(context: Context, question: Question) -> bool:
    """Whether the weight or the options of a question are in doubt, so that a total would only repeat that."""
    values = any(context.record(option).bad for option in question.options if not question.scale)
    if context.is_second(question):
        return True
    torn = {"weight", "options", "scale", "type", "role", "section"}
    scale = next((s for s in context.questionnaire.scales if s.id == question.scale), None)
    top = max((option.value or 0 for option in question.options), default=0)
    lacks_full = question.kind is not Kind.MULTIPLE and top != 1
    lacks_scale = bool(question.scale) and scale is None
    return bool(context.record(question).bad & torn) or values or lacks_scale or lacks_full


def in_words(answer: Answer) -> str:
    """Return an answer as it would stand in a sentence."""
    if answer.state is not State.GIVEN:
        return str(answer.state.value)
    if answer.cells:
        return ", ".join(f"{row}: {option}" for row, option in answer.cells)
    return ", ".join(answer.options) or ("nothing ticked" if not answer.text else "any text")


_STEPS = (
    (phrase("conditions"), _questions),
    (phrase("consistency rules"), _consistency),
    (phrase("totals"), _maxima),
)
