"""When a question is asked: a small typed language, parsed to a tree and evaluated in three values, never `eval`.

A condition joins statements about earlier questions with `and`, `or`, `not` and brackets:
`HAO-A1 is not no`, `HAO-B1 includes any of (in-the-loop, on-the-loop)`, `HAO-A6.attachment is likely`.
`not` is pushed into the statements when the text is read, so that a statement about a hidden question is false
whichever way it is put.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.malformed import Malformed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_NODES = 50
MAX_DEPTH = 8


class Truth(Enum):
    """Three-valued truth; unknown keeps dependants in and shown (precaution)."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


class Operator(Enum):
    """What an atom asks about one answer."""

    IS = "is"
    IS_NOT = "is not"
    ANY_OF = "is any of"
    NONE_OF = "is none of"
    INCLUDES_ANY = "includes any of"
    INCLUDES_NONE = "includes none of"
    AT_LEAST = "is at least"
    BELOW = "is below"
    ANSWERED = "is answered"
    NOT_ANSWERED = "is not answered"

    @property
    def opposite(self) -> Operator:
        """The operator that holds exactly when this one does not, for a known answer."""
        return _OPPOSITES[self]


_PAIRS = (
    (Operator.IS, Operator.IS_NOT),
    (Operator.ANY_OF, Operator.NONE_OF),
    (Operator.INCLUDES_ANY, Operator.INCLUDES_NONE),
    (Operator.AT_LEAST, Operator.BELOW),
    (Operator.ANSWERED, Operator.NOT_ANSWERED),
)
_OPPOSITES = dict(_PAIRS) | {b: a for a, b in _PAIRS}


@dataclass(frozen=True, slots=True)
class Atom:
    """One statement about the answer to one question, or to one row of a matrix."""

    question: str
    operator: Operator
    values: tuple[str, ...] = ()
    row: str = ""


@dataclass(frozen=True, slots=True)
class All:
    """Holds when every part does."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when at least one part does."""

    parts: tuple[Condition, ...]


Condition = Atom | All | AnyOf


class ConditionError(ValueError):
    """A condition that cannot be read; `column` counts from 1, `word` is what is not known there."""

    def __init__(self, fault: Malformed, column: int = 1, word: str = "") -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.column = column
        self.word = word

    @property
    def too_large(self) -> bool:
        """Whether a bound was passed."""
        return self.fault in {Malformed.TOO_LONG, Malformed.TOO_DEEP, Malformed.TOO_MANY_PARTS}


def evaluate(condition: Condition, judge: Callable[[Atom], Truth]) -> Truth:
    """Return the condition's truth, asking `judge` about each statement (strong Kleene logic)."""
    if isinstance(condition, Atom):
        return judge(condition)
    decisive = Truth.FALSE if isinstance(condition, All) else Truth.TRUE
    result = Truth.TRUE if isinstance(condition, All) else Truth.FALSE
    for part in condition.parts:
        truth = evaluate(part, judge)
        if truth is decisive:
            return decisive
        if truth is Truth.UNKNOWN:
            result = Truth.UNKNOWN
    return result


def atoms(condition: Condition | None) -> Iterator[Atom]:
    """Yield every statement of a condition, in reading order."""
    if isinstance(condition, Atom):
        yield condition
    elif condition is not None:
        for part in condition.parts:
            yield from atoms(part)


def negate(condition: Condition) -> Condition:
    """Return the condition that holds when this one does not, with every `not` inside the statements."""
    if isinstance(condition, Atom):
        return Atom(condition.question, condition.operator.opposite, condition.values, condition.row)
    parts = tuple(negate(part) for part in condition.parts)
    return AnyOf(parts) if isinstance(condition, All) else All(parts)


def unparse(condition: Condition) -> str:
    """Return the condition as text that `parse` reads back to the same tree."""
    if isinstance(condition, Atom):
        name = f"{condition.question}.{condition.row}" if condition.row else condition.question
        words = f"{name} {condition.operator.value}"
        if condition.operator in _LIST_OPERATORS:
            return f"{words} ({', '.join(condition.values)})"
        return f"{words} {condition.values[0]}" if condition.values else words
    joint = " and " if isinstance(condition, All) else " or "
    return joint.join(f"({unparse(p)})" if not isinstance(p, Atom) else unparse(p) for p in condition.parts)


def size(condition: Condition) -> int:
    """Return the number of nodes."""
    return 1 if isinstance(condition, Atom) else 1 + sum(size(part) for part in condition.parts)


_LIST_OPERATORS = {Operator.ANY_OF, Operator.NONE_OF, Operator.INCLUDES_ANY, Operator.INCLUDES_NONE}
_TOKEN = re.compile(
    r"\s*(?:(?P<mark>[(),])"
    r"|(?P<reference>[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*(?:(?:\.[0-9]+)+[a-z]?)?(?:\.[a-z][a-z0-9-]*)?)(?![\w.-])"
    r"|(?P<word>[a-z0-9][a-z0-9-]*)(?![\w.-])|(?P<quoted>\"[a-z0-9-]*\"|'[a-z0-9-]*'))",
)


class _Reader:
    """A recursive-descent reader; one instance reads one condition."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.position = 0
        self.end = ("end", "", len(text) + 1)

    def peek(self, ahead: int = 0) -> tuple[str, str, int]:
        index = self.position + ahead
        return self.tokens[index] if index < len(self.tokens) else self.end

    def take(self, *texts: str) -> bool:
        """Step over these words if they come next."""
        if all(self.peek(i)[1] == text and self.peek(i)[0] != "quoted" for i, text in enumerate(texts)):
            self.position += len(texts)
            return True
        return False

    def fail(self, fault: Malformed) -> ConditionError:
        return ConditionError(fault, self.peek()[2])

    def either(self, depth: int) -> Condition:
        parts = [self.both(depth)]
        while self.take("or"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def both(self, depth: int) -> Condition:
        parts = [self.single(depth)]
        while self.take("and"):
            parts.append(self.single(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def single(self, depth: int) -> Condition:
        if depth > MAX_DEPTH:
            raise self.fail(Malformed.TOO_DEEP)
        if self.take("not"):
            return negate(self.single(depth + 1))
        if self.take("("):
            inner = self.either(depth + 1)
            if not self.take(")"):
                raise self.fail(Malformed.NOT_CLOSED)
            return inner
        return self.statement()

    def statement(self) -> Condition:
        kind, text, _ = self.peek()
        if kind != "reference":
            raise self.fail(Malformed.NO_QUESTION)
        self.position += 1
        has_row = re.search(r"\.[a-z]", text) is not None
        question, _, row = text.rpartition(".") if has_row else (text, "", "")
        return self.comparison(question, row)

    def comparison(self, question: str, row: str) -> Condition:
        if self.take("includes", "all", "of"):
            parts = tuple(Atom(question, Operator.INCLUDES_ANY, (v,), row) for v in self.values())
            return parts[0] if len(parts) == 1 else All(parts)
        found = next((wording for wording in _WORDINGS if self.take(*wording[0])), None)
        if found is None:
            raise self.fail(Malformed.NO_OPERATOR)
        words, operator = found
        if operator in {Operator.ANSWERED, Operator.NOT_ANSWERED}:
            return Atom(question, operator, (), row)
        if words[-1] == "of":
            return Atom(question, operator, self.values(), row)
        return Atom(question, operator, (self.value(),), row)

    def values(self) -> tuple[str, ...]:
        if not self.take("("):
            raise self.fail(Malformed.NO_LIST)
        values = [self.value()]
        while self.take(","):
            values.append(self.value())
        if not self.take(")"):
            raise self.fail(Malformed.NO_COMMA)
        return tuple(values)

    def value(self) -> str:
        kind, text, _ = self.peek()
        if kind not in {"word", "quoted"}:
            raise self.fail(Malformed.NO_OPTION)
        self.position += 1
        return text


_WORDINGS: tuple[tuple[tuple[str, ...], Operator], ...] = (
    (("is", "not", "answered"), Operator.NOT_ANSWERED),
    (("is", "answered"), Operator.ANSWERED),
    (("is", "at", "least"), Operator.AT_LEAST),
    (("is", "below"), Operator.BELOW),
    (("is", "any", "of"), Operator.ANY_OF),
    (("is", "none", "of"), Operator.NONE_OF),
    (("is", "not"), Operator.IS_NOT),
    (("is",), Operator.IS),
    (("includes", "any", "of"), Operator.INCLUDES_ANY),
    (("includes", "none", "of"), Operator.INCLUDES_NONE),
    (("includes",), Operator.INCLUDES_ANY),
)


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            start = position + len(text[position:]) - len(text[position:].lstrip())
            raise ConditionError(Malformed.UNKNOWN_WORD, start + 1, text[start : start + 12])
        kind = match.lastgroup or ""
        yield kind, match[kind].strip("\"'"), match.start(kind) + 1
        position = match.end()


def parse(text: str) -> Condition:
    """Read a condition; raise ConditionError naming the column when it is malformed or larger than the bounds."""
    if len(text) > MAX_NODES * 80:
        raise ConditionError(Malformed.TOO_LONG)
    reader = _Reader(text)
    condition = reader.either(1)
    if reader.position != len(reader.tokens):
        raise reader.fail(Malformed.NO_JOINT)
    if size(condition) > MAX_NODES:
        raise ConditionError(Malformed.TOO_MANY_PARTS)
    return condition
