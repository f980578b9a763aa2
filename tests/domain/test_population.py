"""Invented organisations answer as the surveys say that real ones do."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from assessment.content import files
from assessment.domain import population
from assessment.domain.answers import Evidence, problems
from assessment.domain.population_words import ACTIVITIES, COUNTRIES, TONGUES
from assessment.domain.questionnaire import Depth, Kind, Questionnaire, Role

COUNT = 600


@cache
def questionnaire() -> Questionnaire:
    return files.load("altai", "2020.1")


@cache
def invented() -> tuple[population.Invented, ...]:
    chance = random.Random(1)
    return tuple(population.invent(chance) for _ in range(COUNT))


def share_in_place(one: population.Invented, maturity: float) -> float:
    """Return which share of practices is in place, each of the nineteen sub-sections counting the same."""
    answers = population.answer(random.Random(2), one, questionnaire(), Depth.FULL, maturity)
    by_part: dict[str, list[bool]] = {}
    for question in questionnaire().questions:
        given = answers.get(question.id)
        if given and given.options and question.role is Role.MEASURE and question.kind is Kind.SINGLE:
            chosen = question.option(given.options[0])
            by_part.setdefault(question.subsection, []).append((chosen.value or 0) > 0.5 if chosen else False)
    return statistics.fmean(statistics.fmean(part) for id_, part in by_part.items() if id_ != "FR-A")


@cache
def shares(claim: float = 0.0) -> tuple[float, ...]:
    return tuple(share_in_place(replace(one, claim=claim), one.maturity) for one in invented())


def test_about_three_of_ten_practices_are_in_place() -> None:
    assert statistics.fmean(shares()) == pytest.approx(0.31, abs=0.02)
    assert statistics.stdev(shares()) == pytest.approx(0.155, abs=0.02)


def test_most_organisations_are_developing_and_few_lead() -> None:
    edges = ((0, 0.18), (0.18, 0.34), (0.34, 0.58), (0.58, 2))
    emerging, developing, implementing, leading = (
        sum(low <= share < high for share in shares()) / COUNT for low, high in edges
    )

    assert developing > implementing > leading > 0.02
    assert developing > emerging


def test_over_claiming_raises_what_is_said_to_be_in_place() -> None:
    assert statistics.fmean(shares(population.OVER_CLAIM)) - statistics.fmean(shares()) > 0.05


def test_large_organisations_are_ahead_of_micro_ones() -> None:
    by_size = {
        size: [s for s, one in zip(shares(), invented(), strict=True) if one.size == size] for size in population.SIZES
    }

    assert statistics.fmean(by_size["large"]) - statistics.fmean(by_size["micro"]) > 0.08


@pytest.mark.parametrize("table", [population.SIZES, population.ROLES, ACTIVITIES])
def test_shares_add_up_to_one(table: dict[str, tuple[float, ...]]) -> None:
    assert sum(row[0] for row in table.values()) == pytest.approx(1, abs=0.011)


def test_there_are_thirty_countries_whose_shares_add_up() -> None:
    assert len({country.code for country in COUNTRIES}) == 30
    assert sum(country.share for country in COUNTRIES) == pytest.approx(1, abs=0.011)


def test_of_four_hundred_some_countries_have_few_one_has_five_and_one_has_one_sector() -> None:
    chance = random.Random(1)
    found = [population.invent(chance, country=country) for country in population.spread(chance, 400)]
    sizes = Counter(one.country for one in found)

    assert sizes.total() == 400
    assert sorted(sizes.values())[:7] == [1, 2, 3, 3, 3, 4, 5]
    assert len({one.activity for one in found if one.country == "MY"}) == 1


@pytest.mark.parametrize("number", [1, 12, 60, 399, 1000])
def test_as_many_are_spread_over_countries_as_were_asked_for(number: int) -> None:
    assert len(population.spread(random.Random(1), number)) == number


def test_every_language_has_a_word_for_every_activity() -> None:
    assert all(set(tongue.kinds) == set(ACTIVITIES) for tongue in TONGUES.values())


def test_every_answer_fits_its_question() -> None:
    one = invented()[0]
    answers = population.answer(random.Random(3), one, questionnaire(), Depth.FULL, one.maturity)

    assert {id_: problems(questionnaire().by_id[id_], answer) for id_, answer in answers.items()} == dict.fromkeys(
        answers, ()
    )


def test_the_same_seed_gives_the_same_population() -> None:
    assert population.invent(random.Random(5)) == population.invent(random.Random(5))


def test_some_answers_are_supported_and_most_are_not() -> None:
    one = invented()[1]
    answers = population.answer(random.Random(4), one, questionnaire(), Depth.FULL, 1.0)

    assert 0 < sum(answer.evidence > Evidence.E0 for answer in answers.values()) < len(answers) / 2
