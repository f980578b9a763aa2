"""The prepared scoring and the naive one, written apart from each other, agree on everything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.answers import Answer
from assessment.domain.questionnaire import Depth, Questionnaire
from assessment.domain.scoring import score
from assessment.domain.statuses import statuses, truths
from tests.domain.naive import FALSE, TRUE, Naive, naive_score
from tests.domain.strategies import Case, altai, conditions, generated_cases, random_answers

DEPTHS = st.sampled_from(Depth)


def assert_same(built: Questionnaire, stored: dict[str, Answer], depth: Depth) -> None:
    """Compare field by field first, for a message that can be read."""
    found, expected = score(built, stored, depth), naive_score(built, stored, depth)

    assert found.items == expected.items
    assert found.raised == expected.raised
    for row, naive_row in zip(found.requirements, expected.requirements, strict=True):
        assert row == naive_row
    assert found == expected


@given(generated_cases(), DEPTHS)
def test_generated_assessments_are_scored_alike(case: Case, depth: Depth) -> None:
    assert_same(case.built, case.stored, depth)


@given(seed=st.integers(0, 2**32), depth=DEPTHS)
def test_altai_is_scored_alike(seed: int, depth: Depth) -> None:
    built = altai()
    if built is None:
        pytest.skip("questionnaires/altai/2020.1.yaml cannot be loaded")

    assert_same(built, random_answers(built, seed), depth)


@given(generated_cases(), DEPTHS)
def test_the_same_questions_are_shown_with_the_same_options(case: Case, depth: Depth) -> None:
    built, stored = case
    naive = Naive(built, stored, depth)

    for name, status in statuses(built, stored, depth).items():
        question = built.by_id[name]
        assert status.shown == naive.shown(question), name
        assert status.options == tuple(option.id for option in naive.offered(question)), name
        if question.is_scored:
            assert (status.status, status.inherits) == naive.status(question), name


@given(generated_cases(), DEPTHS, st.data())
def test_conditions_have_the_same_truth(case: Case, depth: Depth, data: st.DataObject) -> None:
    built, stored = case
    condition = data.draw(conditions([question for question in built.questions if question.options]))
    words = {FALSE: 0, TRUE: 2}

    expected = words.get(Naive(built, stored, depth).truth(condition), 1)
    assert truths(built, stored, depth, (condition,))[0].value == expected
