"""A questionnaire at one depth, prepared so that one pass over the answers decides everything about every question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from assessment.domain.answers import Answer, State
from assessment.domain.conditions import All, Atom
from assessment.domain.judging import judge
from assessment.domain.once import once_per_questionnaire
from assessment.domain.questionnaire import Kind
from assessment.domain.scorecard import Inherits, ItemResult, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assessment.domain.conditions import Condition
    from assessment.domain.questionnaire import Depth, Option, Question, Questionnaire

    # What a question holds during a pass: one of the words below, the id of the option chosen in a single choice, or
    # the answer itself for every other kind of question.
    Reading = str | Answer
    Judge = Callable[[list[Reading]], int]
    Places = dict[str, tuple[int, Question]]

# The words that no option id can be. A statement about a hidden question is false, whichever way it is put.
HIDDEN = "(hidden)"
OPEN = "(open)"
DONT_KNOW = State.DONT_KNOW.value
NOT_APPLICABLE = State.NOT_APPLICABLE.value
# What a measure leaves to its follow-ups, when they do not stand for themselves; NOT_APPLICABLE is left too.
OUT = "(out)"
ZERO = "(zero)"
AS_DONT_KNOW = "(as dont-know)"
AS_OPEN = "(as open)"


class Weights(NamedTuple):
    """What items add to the figures, in parts of a plan's scale; added up field by field.

    The first four are K, D, U and the weight not applicable; `credit` is C, weight times value. The last two are K + D
    and C if every weight were 1.
    """

    known: int = 0
    dont_know: int = 0
    open: int = 0
    not_applicable: int = 0
    credit: int = 0
    unit_known: int = 0
    unit_credit: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What one scored item is and adds to the figures.

    `is_gap` marks a critical item at zero, don't know or open; `leaves` is what its follow-ups take over, if anything.
    """

    result: ItemResult
    weights: Weights
    is_gap: bool = False
    leaves: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the pass; `parent` is the place, among the scored items, of the measure it follows.

    `asked` is its condition, `stays` the same with every statement about its own measure taken as true. `choices` are
    the options of a single choice that have no condition; those that have one are `offered` when it is not false.
    `standings` are what a scored item can be, by what it holds: when it is not critical, and when it is.
    """

    id: str
    index: int
    question: Question
    is_scored: bool
    parent: int | None
    asked: Judge | None
    stays: Judge | None
    choices: Mapping[tuple[str, ...], str]
    offered: tuple[tuple[str, Judge], ...]
    scale: int
    standings: tuple[Mapping[Reading, Standing], Mapping[Reading, Standing]]


@dataclass(frozen=True, slots=True)
class Plan:
    """The questions of one depth in order, those of them that are scored, and the common denominator of all values."""

    steps: tuple[Step, ...]
    items: tuple[Step, ...]
    scale: int
    compile: Callable[[Condition], Judge]


@once_per_questionnaire
def plan_of(questionnaire: Questionnaire, depth: Depth) -> Plan:
    """Return the plan of a questionnaire at this depth; questions beyond the depth do not exist in it."""
    questions = questionnaire.at_depth(depth)
    places = {question.id: (index, question) for index, question in enumerate(questions)}
    scored = [question for question in questions if question.is_scored]
    parents = {question.id: place for place, question in enumerate(scored)}
    scale = lcm(1, *(parts for question in scored for parts in _denominators(question)))
    steps = tuple(_step(question, places, parents, scale) for question in questions)
    items = tuple(step for step in steps if step.is_scored)
    # Pages ask about the same consistency rules again and again, and compiling one costs ten times judging it.
    return Plan(steps, items, scale, cache(lambda condition: _compile(condition, places)))


def counts(option: Option) -> bool:
    """Whether a tick list is divided by this option."""
    return option.counted and not option.exclusive


def _denominators(question: Question) -> list[int]:
    if question.kind is Kind.MULTIPLE:
        counted = [option for option in question.options if counts(option)]
        fewest = sum(option.asked_if is None for option in counted)
        return list(range(max(fewest, 1), len(counted) + 1))
    return [(option.value or Fraction(0)).denominator for option in question.options]


def _step(question: Question, places: Places, parents: Mapping[str, int], scale: int) -> Step:
    condition = question.asked_if
    is_orphan = bool(question.follows) and question.follows not in parents
    plain = [option.id for option in question.options if option.asked_if is None and question.kind is Kind.SINGLE]
    return Step(
        id=question.id,
        index=places[question.id][0],
        question=question,
        is_scored=question.is_scored,
        parent=parents.get(question.follows),
        asked=_compile(condition, places) if condition else None,
        stays=_never if is_orphan else _compile(condition, places, question.follows) if condition else None,
        choices={(option,): option for option in plain},
        offered=tuple((option.id, _compile(option.asked_if, places)) for option in question.options if option.asked_if),
        scale=scale,
        standings=(_standings(question, scale, critical=False), _standings(question, scale, critical=True)),
    )


def _compile(condition: Condition, places: Places, taken_as_true: str = "") -> Judge:
    """Return a function of what every question holds: 0 false, 1 unknown, 2 true, as in `Truth`."""
    if isinstance(condition, Atom):
        return _always if condition.question == taken_as_true else _statement(condition, places)
    parts = tuple(_compile(part, places, taken_as_true) for part in condition.parts)
    if isinstance(condition, All):
        return lambda readings: min([part(readings) for part in parts])
    return lambda readings: max([part(readings) for part in parts])


def _never(_: list[Reading]) -> int:
    return 0


def _always(_: list[Reading]) -> int:
    return 2


def _statement(atom: Atom, places: Places) -> Judge:
    """Return the judgement of one statement; what it says of each answer is `judging`'s to decide."""
    if atom.question not in places:
        return _never
    index, question = places[atom.question]
    truths: dict[Reading, int] = {HIDDEN: 0}
    truths |= {word: judge(question, atom, answer).value for word, answer in _SILENT.items()}
    if question.kind is not Kind.SINGLE:
        return lambda readings: _judged(question, atom, readings[index], truths)
    truths |= {option.id: judge(question, atom, Answer(options=(option.id,))).value for option in question.options}
    return lambda readings: truths[readings[index]]


_SILENT = {
    OPEN: None,
    DONT_KNOW: Answer(State.DONT_KNOW),
    NOT_APPLICABLE: Answer(State.NOT_APPLICABLE),
}


def _judged(question: Question, atom: Atom, reading: Reading, truths: Mapping[Reading, int]) -> int:
    return truths[reading] if isinstance(reading, str) else judge(question, atom, reading).value


def _standings(question: Question, scale: int, *, critical: bool) -> dict[Reading, Standing]:
    """Return what a scored item can be, by what it holds or inherits; a tick list's own value is worked out later."""
    if not question.is_scored:
        return {}
    weight = question.weight

    def result(status: Status, inherits: Inherits | None = None, value: Fraction | None = None) -> ItemResult:
        return ItemResult(question.id, status, inherits, value, weight)

    inherited = {as_what: result(Status.INHERIT, as_what) for as_what in Inherits}
    zero = replace(inherited[Inherits.ZERO], value=Fraction(0))
    size = weight * scale
    unknown, unanswered = Weights(dont_know=size, unit_known=scale), Weights(open=size)
    states: dict[Reading, Standing] = {
        OUT: Standing(result(Status.OUT), Weights(), leaves=OUT),
        ZERO: Standing(zero, Weights(known=size, unit_known=scale), leaves=ZERO),
        AS_DONT_KNOW: Standing(inherited[Inherits.DONT_KNOW], unknown, leaves=AS_DONT_KNOW),
        AS_OPEN: Standing(inherited[Inherits.OPEN], unanswered, leaves=AS_OPEN),
        NOT_APPLICABLE: Standing(result(Status.NOT_APPLICABLE), Weights(not_applicable=size), leaves=NOT_APPLICABLE),
        DONT_KNOW: Standing(result(Status.DONT_KNOW), unknown, leaves=AS_DONT_KNOW),
        OPEN: Standing(result(Status.OPEN), unanswered, leaves=AS_OPEN),
    }
    if question.kind is Kind.SINGLE:
        states |= {option.id: known(question, option.value or Fraction(0), scale) for option in question.options}
    if critical:
        states |= {word: replace(state, is_gap=True) for word, state in states.items() if _is_missing(state)}
    return states


def _is_missing(state: Standing) -> bool:
    """Whether the item counts and is at zero, don't know or open."""
    return state.leaves not in {"", OUT, NOT_APPLICABLE}


def known(question: Question, value: Fraction, scale: int, *, is_gap: bool = False) -> Standing:
    """Return the standing of an item with this value."""
    units = value.numerator * (scale // value.denominator)
    return Standing(
        result=ItemResult(question.id, Status.KNOWN, None, value, question.weight),
        weights=Weights(
            known=question.weight * scale, credit=question.weight * units, unit_known=scale, unit_credit=units
        ),
        is_gap=is_gap,
        leaves="" if units else ZERO,
    )
