"""Remembers what is derived from a questionnaire for as long as that questionnaire lives."""

from __future__ import annotations

import weakref
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessment.domain.questionnaire import Depth, Questionnaire

_Derived = TypeVar("_Derived")


def once_per_questionnaire(
    derive: Callable[[Questionnaire, Depth], _Derived],
) -> Callable[[Questionnaire, Depth], _Derived]:
    """Call `derive` once for each questionnaire object and depth; its result must not hold on to the questionnaire.

    Questionnaires are told apart by identity: hashing all their texts would cost more than deriving anew.
    """
    remembered: dict[tuple[int, Depth], _Derived] = {}

    @wraps(derive)
    def recall(questionnaire: Questionnaire, depth: Depth) -> _Derived:
        key = (id(questionnaire), depth)
        if key not in remembered:
            remembered[key] = derive(questionnaire, depth)
            weakref.finalize(questionnaire, remembered.pop, key, None)
        return remembered[key]

    return recall
