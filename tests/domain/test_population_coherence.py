"""Invented answers go together, but for the few submissions in which a contradiction was left for the check to find."""

from __future__ import annotations

import random
from functools import cache

from assessment.content import files
from assessment.domain import population
from assessment.domain.advice import contradictions
from assessment.domain.answers import Answer, problems
from assessment.domain.population_coherence import cohere
from assessment.domain.questionnaire import Depth

COUNT = 200
QUESTIONNAIRE = files.load("altai", "2020.1")


class NeverContradicting:
    """Chance that never leaves a contradiction."""

    def random(self) -> float:
        return 0.5

    def gauss(self, mu: float, sigma: float) -> float:
        return mu + sigma


@cache
def drawn() -> tuple[dict[str, Answer], ...]:
    chance = random.Random(3)
    found = (population.invent(chance) for _ in range(COUNT))
    return tuple(population.answer(chance, one, QUESTIONNAIRE, Depth.FULL, one.maturity) for one in found)


def contradicting(given: dict[str, Answer]) -> bool:
    return any(rule.contradiction for rule in contradictions(QUESTIONNAIRE, given, Depth.FULL))


def test_few_submissions_contradict_themselves_and_some_do() -> None:
    chance = random.Random(3)
    found = [contradicting(cohere(chance, QUESTIONNAIRE, given, Depth.FULL)) for given in drawn()]

    assert 0 < sum(found) < 0.06 * COUNT


def test_a_contradiction_is_taken_out_by_another_answer_to_the_same_questions() -> None:
    given = next(one for one in drawn() if contradicting(one))
    found = cohere(NeverContradicting(), QUESTIONNAIRE, given, Depth.FULL)

    assert not contradicting(found)
    assert found.keys() == given.keys()
    assert all(problems(QUESTIONNAIRE.by_id[id_], answer) == () for id_, answer in found.items())
