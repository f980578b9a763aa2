"""The answers to one question, taken together where no condition tells them apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from assessment.domain.answers import Answer, State
from assessment.domain.conditions import Atom, atoms
from assessment.domain.decision_diagram import TooComplicated
from assessment.domain.judging import credit, judge
from assessment.domain.questionnaire import DONT_KNOW, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from assessment.domain.conditions import Condition, Truth
    from assessment.domain.questionnaire import Option, Question, Questionnaire

MAX_TICKS = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """Answers that no condition tells apart: one that stands for them, and the highest credit among them."""

    answer: Answer | None
    truths: tuple[Truth, ...]
    credit: Fraction | None

    @property
    def is_not_applicable(self) -> bool:
        """Whether the question was declared not applicable."""
        return self.answer is not None and self.answer.state is State.NOT_APPLICABLE


def choices(question: Question, mentioned: tuple[Atom, ...], row: str) -> tuple[Choice, ...]:
    """Return the distinguishable answers to a question, or to one row of a matrix; given answers come first."""
    found: dict[tuple[object, object, object], Choice] = {}
    for answer in _answers(question, mentioned, row):
        truths = tuple(judge(question, atom, answer) for atom in mentioned)
        given = answer is not None and answer.state is State.GIVEN
        value = credit(question, answer.options) if given and question.is_scored and answer else None
        choice = Choice(answer, truths, value)
        # Where options are offered only sometimes, the ticked set itself matters, not only what conditions say of it.
        ticked = answer.options if answer and any(o.asked_if for o in question.options) else ()
        # Follow-ups stand for themselves only when their measure has some credit, and go when it is not applicable.
        leaves = (bool(value), choice.is_not_applicable) if question.is_scored else ()
        known = found.get((truths, ticked, leaves))
        if known is None or (value is not None and (known.credit is None or value > known.credit)):
            found[truths, ticked, leaves] = choice
    return tuple(found.values())


def mentions(questionnaire: Questionnaire) -> dict[str, tuple[Atom, ...]]:
    """Return the statements that the questionnaire's conditions make about each question."""
    found: dict[str, dict[Atom, None]] = {}
    for condition in _conditions(questionnaire):
        for atom in atoms(condition):
            found.setdefault(atom.question, {})[atom] = None
    return {question: tuple(statements) for question, statements in found.items()}


def _conditions(questionnaire: Questionnaire) -> Iterator[Condition | None]:
    for question in questionnaire.questions:
        yield question.asked_if
        yield from (option.asked_if for option in question.options)
    yield from (rule.when for rule in questionnaire.consistency)


def _answers(question: Question, mentioned: tuple[Atom, ...], row: str) -> Iterator[Answer | None]:
    match question.kind:
        case Kind.SINGLE:
            yield from (Answer(options=(option.id,)) for option in question.options)
        case Kind.MATRIX:
            yield from (Answer(cells=((row, option.id),)) for option in question.options)
        case Kind.TEXT:
            yield Answer(text="…")
        case Kind.MULTIPLE:
            yield from (Answer(options=ticked) for ticked in _ticked(question, mentioned))
    if question.dont_know:
        yield Answer(cells=((row, DONT_KNOW),)) if question.kind is Kind.MATRIX else Answer(State.DONT_KNOW)
    if question.not_applicable and question.kind is not Kind.MATRIX:
        yield Answer(State.NOT_APPLICABLE, reason="…")
    yield None


def _ticked(question: Question, mentioned: tuple[Atom, ...]) -> Iterator[tuple[str, ...]]:
    """Yield sets of ticked options; options that every statement treats alike are ticked together."""
    yield from ((option.id,) for option in question.options if option.exclusive)
    alike: dict[tuple[object, ...], list[str]] = {}
    for option in question.options:
        if not option.exclusive:
            alike.setdefault(_pattern(option, mentioned), []).append(option.id)
    groups = list(alike.values())
    if len(groups) > MAX_TICKS:
        raise TooComplicated
    for count in range(len(groups) + 1):
        for chosen in combinations(groups, count):
            yield tuple(option for group in chosen for option in group)


def _pattern(option: Option, mentioned: tuple[Atom, ...]) -> tuple[object, ...]:
    named = tuple(option.id in atom.values for atom in mentioned)
    return (named, option.counted, option.id if option.asked_if is not None else "")


def best(question: Question) -> tuple[str, ...]:
    """Return the choices that earn the highest credit when every option is offered."""
    if question.kind is Kind.MULTIPLE:
        return tuple(option.id for option in question.options if option.counted and not option.exclusive)
    valued = [option for option in question.options if option.value is not None]
    return (max(valued, key=lambda option: option.value or 0).id,) if valued else ()
