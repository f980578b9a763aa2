"""A condition as lines that people put together from lists: all of them, or one, have to hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.conditions import All, AnyOf, Atom, Operator, unparse
from assessment.domain.questionnaire import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.domain.conditions import Condition
    from assessment.domain.questionnaire import Question

# What can be chosen for each kind of question; a list of several values is one choice.
_SINGLE = (
    Operator.ANY_OF,
    Operator.NONE_OF,
    Operator.AT_LEAST,
    Operator.BELOW,
    Operator.ANSWERED,
    Operator.NOT_ANSWERED,
)
_MULTIPLE = (Operator.INCLUDES_ANY, Operator.INCLUDES_NONE, Operator.ANSWERED, Operator.NOT_ANSWERED)
_TEXT = (Operator.ANSWERED, Operator.NOT_ANSWERED)
WITHOUT_VALUES = frozenset(_TEXT)
_ONE_VALUE = {Operator.ANY_OF: Operator.IS, Operator.NONE_OF: Operator.IS_NOT}


@dataclass(frozen=True, slots=True)
class Lines:
    """The parts of a condition; with `is_all` every one has to hold, else at least one. A part may be a condition."""

    parts: tuple[Condition, ...] = ()
    is_all: bool = True

    @classmethod
    def of(cls, condition: Condition | None) -> Lines:
        """Return the lines of a condition."""
        match condition:
            case None:
                return cls()
            case All(parts=parts):
                return cls(parts)
            case AnyOf(parts=parts):
                return cls(parts, is_all=False)
            case Atom():
                return cls((condition,))

    @property
    def condition(self) -> Condition | None:
        """The condition that the lines are."""
        if len(self.parts) < 2:  # noqa: PLR2004 - one statement needs no joint
            return self.parts[0] if self.parts else None
        return All(self.parts) if self.is_all else AnyOf(self.parts)

    @property
    def text(self) -> str:
        """The condition as the format writes it, empty when there is none."""
        return "" if self.condition is None else unparse(self.condition)

    def with_one(self, atom: Atom) -> Lines:
        """Return the lines with one more statement; one that stands there already is not added again."""
        return self if atom in self.parts else Lines((*self.parts, atom), self.is_all)

    def without(self, place: int) -> Lines:
        """Return the lines without one of them."""
        return Lines(tuple(part for number, part in enumerate(self.parts) if number != place), self.is_all)


def operators(question: Question) -> tuple[Operator, ...]:
    """Return what can be said about the answer to a question."""
    match question.kind:
        case Kind.SINGLE | Kind.MATRIX:
            return _SINGLE
        case Kind.MULTIPLE:
            return _MULTIPLE
        case Kind.TEXT:
            return _TEXT


def statement(question: Question, operator: Operator, values: Sequence[str], row: str = "") -> Atom | None:
    """Return the statement, None when something in it is missing or does not belong to the question."""
    known = {option.id for option in question.options} | ({"yes", "no"} if question.is_scored else set())
    rows = {one.id for one in question.rows}
    if operator not in operators(question) or (row not in rows if rows else bool(row)):
        return None
    if operator in WITHOUT_VALUES:
        return Atom(question.id, operator, (), row)
    if not values or not set(values) <= known:
        return None
    if operator in {Operator.AT_LEAST, Operator.BELOW}:
        return Atom(question.id, operator, (values[0],), row) if len(values) == 1 else None
    if len(values) == 1:
        operator = _ONE_VALUE.get(operator, operator)
    return Atom(question.id, operator, tuple(values), row)
