"""What is derived from a questionnaire is derived once, kept apart and forgotten with it."""

from __future__ import annotations

import gc
import weakref

from assessment.domain.once import once_per_questionnaire
from assessment.domain.questionnaire import Depth, Questionnaire
from assessment.domain.scoring import score
from tests.domain.build import CHECKED, NO, answers, measure, questionnaire


def test_each_questionnaire_and_depth_is_derived_once() -> None:
    calls: list[Depth] = []

    @once_per_questionnaire
    def derive(built: Questionnaire, depth: Depth) -> str:
        calls.append(depth)
        return built.id

    built = questionnaire(measure("R-A1"))
    results = [derive(built, depth) for depth in (Depth.CORE, Depth.FULL, Depth.CORE, Depth.FULL)]
    assert (calls, results) == ([Depth.CORE, Depth.FULL], ["example"] * 4)


def test_equal_questionnaires_with_other_weights_are_not_mixed_up() -> None:
    """S = 3/4 and 1/4: they differ only in which of the two measures is heavy."""
    given = answers({"R-A1": CHECKED, "R-A2": NO})
    heavy, light = (questionnaire(measure("R-A1", one), measure("R-A2", 4 - one)) for one in (3, 1))

    scores = [score(built, given, Depth.FULL).requirements[0].score for built in (heavy, light, heavy)]
    assert [str(value) for value in scores] == ["3/4", "1/4", "3/4"]


def test_a_scored_questionnaire_is_forgotten_when_nobody_needs_it() -> None:
    built = questionnaire(measure("R-A1"))
    score(built, {}, Depth.FULL)
    trace = weakref.ref(built)

    del built
    gc.collect()
    assert trace() is None
