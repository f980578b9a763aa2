"""Which requirements the answers about risks and facts expose, how gravely, and what target follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.plan import DONT_KNOW, HIDDEN, NOT_APPLICABLE, OPEN
from assessment.domain.questionnaire import Kind, Role, Severity
from assessment.domain.scorecard import Band, Raised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from assessment.domain.plan import Plan, Reading
    from assessment.domain.questionnaire import Exposure, Question

    # The place of a question in the plan, and what each thing it can hold raises.
    Exposer = tuple[int, Callable[[Reading], tuple[Raised, ...]]]

TARGETS = {Severity.LOW: Band.STARTED, Severity.MEDIUM: Band.MOSTLY_IN_PLACE, Severity.HIGH: Band.IN_PLACE}


def exposers_of(plan: Plan) -> tuple[Exposer, ...]:
    """Return what the gates and context questions of a plan can raise, in questionnaire order."""
    return tuple(
        (step.index, _exposer(step.question))
        for step in plan.steps
        if step.question.exposes and step.question.role in {Role.GATE, Role.CONTEXT}
    )


def raised_by(exposers: Iterable[Exposer], readings: list[Reading]) -> tuple[Raised, ...]:
    """Return what is raised, in questionnaire order: for each question and requirement the gravest severity.

    An answer raises what it exposes and don't know all that the question can expose; no answer raises nothing.
    """
    return tuple(found for index, exposer in exposers for found in exposer(readings[index]))


def severities(raised: Iterable[Raised]) -> dict[str, Severity]:
    """Return the gravest severity by requirement; one that is not named is not exposed, which is low."""
    gravest: dict[str, Severity] = {}
    for found in raised:
        gravest[found.requirement] = max(found.severity, gravest.get(found.requirement, Severity.LOW))
    return gravest


def _exposer(question: Question) -> Callable[[Reading], tuple[Raised, ...]]:
    """Return the function from what a question holds to what it raises, tabulated where it holds one of few options."""
    if question.kind is not Kind.SINGLE:
        return lambda reading: _raised(question, reading)
    table = {word: _raised(question, word) for word in (HIDDEN, OPEN, DONT_KNOW, NOT_APPLICABLE)}
    table |= {option.id: _raised(question, option.id) for option in question.options}
    return lambda reading: table[str(reading)]


def _raised(question: Question, reading: Reading) -> tuple[Raised, ...]:
    gravest: dict[str, tuple[Severity, bool]] = {}
    for exposure in question.exposes:
        given = _given(question, exposure, reading)
        is_answered = not given.isdisjoint(exposure.options)
        if is_answered or DONT_KNOW in given:
            found = (exposure.severity, is_answered)
            gravest |= {name: max(found, gravest.get(name, found)) for name in exposure.requirements}
    return tuple(
        Raised(question.id, name, severity, by_dont_know=not is_answered)
        for name, (severity, is_answered) in gravest.items()
    )


def _given(question: Question, exposure: Exposure, reading: Reading) -> frozenset[str]:
    """Return the options given where the exposure looks, among them `dont-know`."""
    if isinstance(reading, str):
        return frozenset({reading})
    if question.kind is Kind.MATRIX:
        return frozenset(option for row, option in reading.cells if not exposure.rows or row in exposure.rows)
    return frozenset(reading.options)
