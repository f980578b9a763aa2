"""Answers of invented organisations go together, but for a few submissions in which they contradict each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assessment.domain.advice import contradictions
from assessment.domain.answers import State
from assessment.domain.conditions import atoms
from assessment.domain.questionnaire import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.answers import Answer
    from assessment.domain.population import Chance
    from assessment.domain.questionnaire import Depth, Question, Questionnaire

# Three of a hundred submissions contradict themselves; nobody has counted, the reference sets it.
CONTRADICTING = 0.03
_TURNS = 6
_LEVELS = frozenset({Role.MEASURE, Role.FOLLOW_UP})


def cohere(
    chance: Chance, questionnaire: Questionnaire, given: Mapping[str, Answer], depth: Depth
) -> dict[str, Answer]:
    """Return answers in which no two cannot both be so, or, for a few, with contradictions left as they are.

    An answer that contradicts another is given anew, one option further; what could be so although it is odd stays.
    """
    found = dict(given)
    if chance.random() < CONTRADICTING:
        return found
    for _ in range(_TURNS):
        broken = [rule for rule in contradictions(questionnaire, found, depth) if rule.contradiction]
        if not broken:
            break
        for rule in broken:
            named = [questionnaire.by_id[atom.question] for atom in atoms(rule.when)]
            mended = next((question for question in reversed(named) if _can_differ(found, question)), None)
            if mended:
                found[mended.id] = _other(mended, found[mended.id])
    return found


def _can_differ(found: Mapping[str, Answer], question: Question) -> bool:
    return question.kind is Kind.SINGLE and question.id in found and found[question.id].state is State.GIVEN


def _other(question: Question, answer: Answer) -> Answer:
    """Return the answer with the next option: of levels the one above, so that a mend does not turn in circles."""
    options = [option.id for option in question.options]
    if question.role in _LEVELS:
        options = [option.id for option in sorted(question.options, key=lambda option: option.value or 0)]
    chosen = answer.options[0] if answer.options else options[-1]
    return replace(answer, options=(options[(options.index(chosen) + 1) % len(options)],))
