"""A section is decided by its own part of the questionnaire as by the whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assessment.content import files
from assessment.domain.parts import parts_of
from assessment.domain.questionnaire import Depth
from assessment.domain.statuses import statuses
from tests.domain.strategies import random_answers

ALTAI = files.load("altai", "2020.1")


@given(seed=st.integers(0, 10**6), depth=st.sampled_from(Depth))
def test_what_is_asked_in_a_section_is_the_same_from_its_part(seed: int, depth: Depth) -> None:
    answers = random_answers(ALTAI, seed)

    whole = statuses(ALTAI, answers, depth)

    for part in parts_of(ALTAI, depth).values():
        deciding = statuses(part.deciding, answers, depth)
        assert {q: deciding[q] for q in part.questions} == {q: whole[q] for q in part.questions}


def test_a_section_names_every_question_that_can_change_what_it_asks() -> None:
    part = parts_of(ALTAI, Depth.FULL)["HAO"]

    assert {"HAO-A1", "HAO-A1.1", "HAO-A6", "HAO-B1"} <= part.decisive
    assert "HAO-B4" not in part.decisive


def test_a_depth_leaves_out_sections_without_questions() -> None:
    assert all(part.questions for part in parts_of(ALTAI, Depth.SCREENING).values())
