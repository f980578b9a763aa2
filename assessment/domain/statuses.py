"""What each question is, given the answers: shown or hidden, and to the score out, inheriting, known or open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from assessment.domain.answers import MAX_NOTE, Answer, State, problems
from assessment.domain.conditions import Truth
from assessment.domain.plan import (
    AS_DONT_KNOW,
    DONT_KNOW,
    HIDDEN,
    NOT_APPLICABLE,
    OPEN,
    OUT,
    ZERO,
    counts,
    known,
    plan_of,
)
from assessment.domain.questionnaire import Kind
from assessment.domain.scorecard import Inherits, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from assessment.domain.conditions import Condition
    from assessment.domain.plan import Plan, Reading, Standing, Step
    from assessment.domain.questionnaire import Depth, Question, Questionnaire


_GIVEN = State.GIVEN


@dataclass(frozen=True, slots=True)
class QuestionStatus:
    """What one question is: for the score `status` and what it `inherits`, for display whether it is shown.

    A question that is not scored is known, don't know, open or out. `options` are the ids of those on offer.
    """

    status: Status
    inherits: Inherits | None
    shown: bool
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass over the answers found: what each question holds, and what each scored item adds to the figures."""

    readings: list[Reading]
    standings: list[Standing]


def statuses(questionnaire: Questionnaire, answers: Mapping[str, Answer], depth: Depth) -> dict[str, QuestionStatus]:
    """Return the status of every question of this depth, in questionnaire order.

    An answer that does not fit its question, and one stored for a question that is not shown, counts as none.
    """
    plan = plan_of(questionnaire, depth)
    found = walk(plan, answers)
    standings = iter(found.standings)
    return {step.id: _status(step, found.readings, standings) for step in plan.steps}


def truths(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], depth: Depth, conditions: Iterable[Condition]
) -> tuple[Truth, ...]:
    """Return the truth of each condition; a statement about a question beyond the depth is false."""
    plan = plan_of(questionnaire, depth)
    readings = walk(plan, answers).readings
    return tuple(Truth(plan.compile(condition)(readings)) for condition in conditions)


def walk(plan: Plan, answers: Mapping[str, Answer]) -> Pass:
    """Go through the questions in order; conditions speak of earlier questions, so that one pass is enough."""
    readings: list[Reading] = [HIDDEN] * len(plan.steps)
    standings: list[Standing] = []
    for step in plan.steps:
        answer = answers.get(step.id)
        if step.is_scored:
            standings.append(_stand(step, answer, readings, standings))
        elif step.asked is None or step.asked(readings):
            readings[step.index] = _read(step, answer, readings)
    return Pass(readings, standings)


def _stand(step: Step, answer: Answer | None, readings: list[Reading], standings: list[Standing]) -> Standing:
    """Return what a scored item is, and note what it holds; in the order out, inherit, not applicable, own answer."""
    taken = "" if step.parent is None else standings[step.parent].leaves
    if taken == OUT or (step.stays is not None and not step.stays(readings)):
        return step.standings[0][OUT]
    shown = step.parent is None or step.asked is None or step.asked(readings) > 0
    if not shown and not taken:
        # The level of its measure does not reach this detail: nobody can answer it, and it must not go out of the sum.
        taken = ZERO
    if not taken:
        readings[step.index] = reading = _read(step, answer, readings)
        if step.question.kind is Kind.SINGLE:
            return step.standings[step.question.critical][reading]
        return _tick_list(step, reading, readings)
    if shown and taken != NOT_APPLICABLE:
        readings[step.index] = DONT_KNOW if taken == AS_DONT_KNOW else OPEN
    return step.standings[_is_critical(step.question, _withheld(step, readings))][taken]


def _tick_list(step: Step, reading: Reading, readings: list[Reading]) -> Standing:
    """Return what a tick list is: ticked of the options that count and apply."""
    question, withheld = step.question, _withheld(step, readings)
    applicable = [option.id for option in question.options if counts(option) and option.id not in withheld]
    if not applicable:
        readings[step.index] = NOT_APPLICABLE
        return step.standings[0][NOT_APPLICABLE]
    if isinstance(reading, str):
        return step.standings[_is_critical(question, withheld)][reading]
    value = Fraction(sum(option in reading.options for option in applicable), len(applicable))
    misses = any(o.critical and o.id not in reading.options and o.id not in withheld for o in question.options)
    return known(question, value, step.scale, is_gap=misses or (question.critical and not value))


def _is_critical(question: Question, withheld: frozenset[str]) -> bool:
    """Whether the item, or an option of it that applies, is critical."""
    return question.critical or any(option.critical and option.id not in withheld for option in question.options)


def _withheld(step: Step, readings: list[Reading]) -> frozenset[str]:
    """Return the options that are not on offer."""
    return frozenset([option for option, asked in step.offered if not asked(readings)])


def _read(step: Step, answer: Answer | None, readings: list[Reading]) -> Reading:
    """Return what a question that is asked holds.

    Nearly every answer is a plain choice, in which `problems` would find none; not asking it halves the time.
    """
    if answer is None:
        return OPEN
    choice = step.choices.get(answer.options)
    if choice and answer.state is _GIVEN and not (answer.cells or answer.text or answer.reason):
        return choice if len(answer.note) <= MAX_NOTE else OPEN
    if problems(step.question, answer):
        return OPEN
    if answer.state is not _GIVEN:
        return str(answer.state.value)
    return _without_withheld(step.question.kind, answer, _withheld(step, readings))


def _without_withheld(kind: Kind, answer: Answer, withheld: frozenset[str]) -> Reading:
    if kind is Kind.TEXT:
        return answer if answer.text.strip() else OPEN
    options = tuple(option for option in answer.options if option not in withheld)
    if kind is Kind.SINGLE:
        return options[0] if options else OPEN
    return replace(answer, options=options) if withheld else answer


def _status(step: Step, readings: list[Reading], standings: Iterator[Standing]) -> QuestionStatus:
    withheld = _withheld(step, readings)
    reading = readings[step.index]
    options = tuple([option.id for option in step.question.options if option.id not in withheld])
    if step.is_scored:
        result = next(standings).result
        return QuestionStatus(result.status, result.inherits, reading is not HIDDEN, options)
    return QuestionStatus(_unscored(step.question, reading), None, reading is not HIDDEN, options)


def _unscored(question: Question, reading: Reading) -> Status:
    """Return the status of a fact or risk; a matrix is open while a row is, then don't know while a row is."""
    if isinstance(reading, Answer):
        cells = dict(reading.cells)
        if any(row.id not in cells for row in question.rows):
            return Status.OPEN
        return Status.DONT_KNOW if DONT_KNOW in cells.values() else Status.KNOWN
    return _SILENT.get(reading, Status.KNOWN)


_SILENT = {
    HIDDEN: Status.OUT,
    OPEN: Status.OPEN,
    DONT_KNOW: Status.DONT_KNOW,
    NOT_APPLICABLE: Status.NOT_APPLICABLE,
}
