"""Conditions: what they name exists, stands earlier, fits its type and may decide what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.content.checks.context import KINDS, nearest, options_of, rows_of
from assessment.domain.conditions import Atom, Operator, atoms, unparse
from assessment.domain.judging import speaks_of_credit
from assessment.domain.questionnaire import Kind, Role, ScaleKind, SectionKind

if TYPE_CHECKING:
    from assessment.content.checks.context import Context
    from assessment.domain.conditions import Condition
    from assessment.domain.questionnaire import Question

_ANSWERED = {Operator.ANSWERED, Operator.NOT_ANSWERED}
_ORDER = {Operator.AT_LEAST, Operator.BELOW}
_INCLUDES = {Operator.INCLUDES_ANY, Operator.INCLUDES_NONE}


def check(context: Context) -> None:
    """Run all rules of this family; note every question and rule whose condition cannot be decided."""
    for question in context.by_id_in_order:
        if question.asked_if is not None:
            _condition(context, question, question, "asked_if", question.asked_if)
        for option in question.options:
            if option.asked_if is not None and not question.scale:
                _condition(context, question, option, "asked_if", option.asked_if)
    for rule in context.questionnaire.consistency:
        fine = [_reference(context, rule, "when", None, atom) for atom in dict.fromkeys(atoms(rule.when))]
        if not all(fine):
            context.broken_rules.add(rule.id)


def _condition(context: Context, question: Question, part: object, key: str, condition: Condition) -> None:
    for atom in dict.fromkeys(atoms(condition)):
        if not _reference(context, part, key, question, atom):
            context.broken.add(question.id)
            continue
        gate = context.by_id[atom.question]
        # A gate or question whose own keys could not be read is not judged for what it may decide.
        if not any(context.record(q).bad & {"role", "depth", "not_applicable", "follows"} for q in (question, gate)):
            _may_decide(context, part, key, question, gate)


def _reference(context: Context, part: object, key: str, question: Question | None, atom: Atom) -> bool:
    """Report what a statement names in vain; return whether it can be decided."""
    named = context.by_id.get(atom.question)
    if named is None:
        if not context.is_torn("questions"):
            hint = nearest(atom.question, context.questionnaire.questions)
            context.add("C403", part, key, id=atom.question, guess=hint)
        return False
    if question is not None and named.id == question.id:
        context.add("C407", part, key, id=named.id)
        return False
    if question is not None and context.position[named.id] > context.position[question.id]:
        context.add("C406", part, key, id=named.id, line=context.draft.at(named)[0])
        return False
    if context.record(named).bad & {"type", "options", "rows", "scale", "role"} or _unknown_scale(context, named):
        return False
    return _fits(context, part, key, named, atom)


def _unknown_scale(context: Context, question: Question) -> bool:
    return bool(question.scale) and not any(scale.id == question.scale for scale in context.questionnaire.scales)


def _fits(context: Context, part: object, key: str, named: Question, atom: Atom) -> bool:
    """Whether row, operator and options of a statement fit the question it names; report what does not."""
    if named.kind is Kind.MATRIX and not atom.row:
        context.add("C410", part, key, id=named.id, rows=rows_of(named))
    elif named.kind is not Kind.MATRIX and atom.row:
        context.add("C411", part, key, id=named.id, row=atom.row)
    elif atom.row and all(row.id != atom.row for row in named.rows):
        details = {"rows": rows_of(named), "guess": nearest(atom.row, named.rows)}
        context.add("C405", part, key, id=named.id, row=atom.row, **details)
    elif not _operator_fits(named, atom):
        context.add("C408", part, key, statement=unparse(atom), id=named.id, kind=KINDS[named.kind])
    elif atom.operator in _ORDER and not _is_ordered(context, named):
        context.add("C409", part, key, statement=unparse(atom), id=named.id)
    else:
        return _values_exist(context, part, key, named, atom)
    return False


def _operator_fits(named: Question, atom: Atom) -> bool:
    if atom.operator in _ANSWERED:
        return True
    match named.kind:
        case Kind.TEXT:
            return False
        case Kind.MULTIPLE:
            return atom.operator in _INCLUDES or speaks_of_credit(named, atom)
        case _:
            return atom.operator not in _INCLUDES


def _is_ordered(context: Context, named: Question) -> bool:
    scale = next((scale for scale in context.questionnaire.scales if scale.id == named.scale), None)
    return scale is not None and scale.kind is not ScaleKind.FACT


def _values_exist(context: Context, part: object, key: str, named: Question, atom: Atom) -> bool:
    fine = True
    for index, value in enumerate(atom.values):
        if value in atom.values[:index]:
            context.add("C417", part, key, option=value)
        elif named.option(value) is None and not speaks_of_credit(named, atom):
            details = {"options": options_of(named), "guess": nearest(value, named.options)}
            context.add("C404", part, key, option=value, id=named.id, **details)
            fine = False
    return fine


def _may_decide(context: Context, part: object, key: str, question: Question, gate: Question) -> None:
    """Report a question that must not decide whether this one is asked."""
    is_parent = question.role is Role.FOLLOW_UP and question.follows == gate.id
    if gate.is_scored and not is_parent and not _breaks_follows(context, question, gate):
        context.add("C412", part, key, measure=gate.id, id=question.id)
    elif gate.role is Role.REFLECTION:
        context.add("C413", part, key, rating=gate.id, id=question.id)
    elif gate.not_applicable and not gate.is_scored:
        context.add("C414", part, key, gate=gate.id, id=question.id)
    elif _is_elsewhere(context, question, gate) and not is_parent:
        context.add("C416", part, key, gate=gate.id, id=question.id, section=gate.section)
    if gate.depth > question.depth:
        names = {"depth": question.depth.word, "deeper": gate.depth.word}
        context.add("C415", part, key, id=question.id, gate=gate.id, **names)


def _breaks_follows(context: Context, question: Question, gate: Question) -> bool:
    """Whether the fault is in `follows`, which has findings of its own."""
    misplaced = question.role is Role.FOLLOW_UP and question.follows not in context.by_id
    return misplaced or (question.role is not Role.FOLLOW_UP and question.follows == gate.id)


def _is_elsewhere(context: Context, question: Question, gate: Question) -> bool:
    section = context.questionnaire.section_by_id.get(gate.section)
    is_profile = section is None or section.kind is SectionKind.PROFILE
    return not is_profile and bool(question.section) and gate.section != question.section
