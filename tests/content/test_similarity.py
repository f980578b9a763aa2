"""Looking only at texts that share a rare word finds every pair that comparing all texts would find."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.content.checking import check
from assessment.content.checks.similarity import NEAR, SAME, pairs
from tests.content.faults import changed

texts = st.dictionaries(
    st.sampled_from([f"Q-{letter}" for letter in "ABCDEFGHIJ"]),
    st.frozensets(st.sampled_from("abcdefghijkl"), min_size=1, max_size=8),
    max_size=10,
)


@given(texts, st.sampled_from([0.5, NEAR, SAME, 1.0]))
def test_no_pair_is_missed(words: dict[str, frozenset[str]], least: float) -> None:
    found = {(one, other) for one, other, _ in pairs(words, least)}
    every = {
        (one, other)
        for one, other in combinations(words, 2)
        if len(words[one] & words[other]) / len(words[one] | words[other]) >= least
    }

    assert found == every


@pytest.mark.parametrize("text", ["ARE ITS RESULTS WRITTEN DOWN?", "Are its results – written down?"])
def test_capitals_and_dashes_do_not_make_a_question_new(text: str) -> None:
    content = changed([{"from": "Could anybody be hurt?", "to": text}])

    assert "T601" in {finding.code for finding in check(content.encode(), "mini.yaml").findings}
