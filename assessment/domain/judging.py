"""Whether a statement of a condition holds for an answer to a question that is asked: the only place that says so."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from assessment.domain.answers import State
from assessment.domain.conditions import Atom, Operator, Truth
from assessment.domain.questionnaire import DONT_KNOW, Kind

if TYPE_CHECKING:
    from assessment.domain.answers import Answer
    from assessment.domain.questionnaire import Question

_NONE: tuple[str, ...] = ()
_WORDS = ("yes", "no")


def judge(question: Question, atom: Atom, answer: Answer | None) -> Truth:
    """Return the truth of a statement about a question that is asked; a hidden one is the caller's affair (false).

    Statements about facts and risks are unknown until they are answered. Statements about measures are never unknown:
    false when the measure is not known, except that `is not no` says only that it is not known to be missing.
    """
    chosen = _chosen(question, atom, answer)
    if atom.operator is Operator.ANSWERED:
        return _two(chosen is not None)
    if atom.operator is Operator.NOT_ANSWERED:
        return _two(chosen is None)
    if speaks_of_credit(question, atom):
        return _two(_credit_holds(question, atom, chosen, answer))
    if chosen is None:
        return Truth.FALSE if question.is_scored else Truth.UNKNOWN
    return _two(_holds(question, atom, chosen))


def speaks_of_credit(question: Question, atom: Atom) -> bool:
    """Whether the statement is `is yes` or `is not no` (and the like) about a measure, whatever its options are called.

    So the words mean the same on every scale; of one option alone speaks `is any of (yes)`.
    """
    return question.is_scored and atom.operator in {Operator.IS, Operator.IS_NOT} and atom.values[0] in _WORDS


def credit(question: Question, chosen: tuple[str, ...]) -> Fraction:
    """Return the credit of known choices: the option's value, or the share of the counted options that are ticked."""
    if question.kind is Kind.MULTIPLE:
        counted = [option.id for option in question.options if option.counted and not option.exclusive]
        return Fraction(sum(option in chosen for option in counted), len(counted) or 1)
    option = question.option(chosen[0]) if chosen else None
    return (option.value or Fraction(0)) if option else Fraction(0)


def _two(holds: bool) -> Truth:  # noqa: FBT001 - a truth value is the point
    return Truth.TRUE if holds else Truth.FALSE


def _chosen(question: Question, atom: Atom, answer: Answer | None) -> tuple[str, ...] | None:
    """Return the options chosen, None when it is not known which."""
    if answer is None or answer.state is not State.GIVEN:
        return None
    match question.kind:
        case Kind.MATRIX:
            cells = [option for row, option in answer.cells if row == atom.row or not atom.row]
            return tuple(cells) if cells and DONT_KNOW not in cells else None
        case Kind.TEXT:
            return _NONE if answer.text.strip() else None
        case Kind.SINGLE:
            return answer.options or None
        case Kind.MULTIPLE:
            return answer.options


def _credit_holds(question: Question, atom: Atom, chosen: tuple[str, ...] | None, answer: Answer | None) -> bool:
    says_missing = (atom.values[0] == "no") is (atom.operator is Operator.IS)
    if chosen is None:
        not_applicable = answer is not None and answer.state is State.NOT_APPLICABLE
        return atom.operator is Operator.IS_NOT and not not_applicable
    return (credit(question, chosen) == 0) is says_missing


def _holds(question: Question, atom: Atom, chosen: tuple[str, ...]) -> bool:
    match atom.operator:
        case Operator.IS | Operator.ANY_OF | Operator.INCLUDES_ANY:
            return any(value in chosen for value in atom.values)
        case Operator.AT_LEAST | Operator.BELOW:
            order = [option.id for option in question.options]
            known = chosen[0] in order and atom.values[0] in order
            at_least = known and order.index(chosen[0]) >= order.index(atom.values[0])
            return at_least is (atom.operator is Operator.AT_LEAST) if known else False
        case _:
            return not any(value in chosen for value in atom.values)
