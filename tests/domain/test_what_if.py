"""What a result would be: exact, never lower, and what scoring itself says once the answers are there."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain import advice, scoring
from assessment.domain.answers import Answer
from assessment.domain.questionnaire import Depth, Kind, Question
from assessment.domain.scorecard import Band, Scorecard, Status
from assessment.domain.statuses import statuses
from assessment.domain.what_if import predict
from tests.domain import build, strategies

if TYPE_CHECKING:
    from tests.domain.strategies import Case

CASES = pytest.mark.parametrize("source", [strategies.generated_cases, strategies.altai_cases])


def draw(data: st.DataObject, source: object) -> tuple[Case, Scorecard, list[str]]:
    case: Case = data.draw(source())  # type: ignore[operator] # one of the two above
    card = scoring.score(case.built, case.stored, Depth.FULL)
    advised = [one.question for one in advice.recommendations(case.built, card)]
    chosen = data.draw(st.lists(st.sampled_from(advised), unique=True)) if advised else []
    return case, card, chosen


@CASES
@given(data=st.data())
def test_choosing_nothing_gives_the_result_as_it_is(source: object, data: st.DataObject) -> None:
    case, card, _ = draw(data, source)

    for row in predict(case.built, card, ()).rows:
        before = row.before
        assert (row.score, row.low, row.high, row.coverage, row.band) == (
            before.score, before.low, before.high, before.coverage, before.band,
        )  # fmt: skip


@CASES
@given(data=st.data())
def test_nothing_falls_whatever_is_chosen(source: object, data: st.DataObject) -> None:
    case, card, chosen = draw(data, source)
    found = predict(case.built, card, chosen)

    for row in found.rows:
        assert row.before.score is None or (row.score is not None and row.score >= row.before.score)
        assert row.before.band is None or (row.band is not None and row.band >= row.before.band)
        assert row.before.low is None or (row.low is not None and row.low >= row.before.low)
        assert row.before.high is None or (row.high is not None and row.high >= row.before.high)
    assert found.met_after >= found.met_before


@CASES
@given(data=st.data())
def test_choosing_more_gives_no_less(source: object, data: st.DataObject) -> None:
    case, card, chosen = draw(data, source)
    fewer = predict(case.built, card, chosen[: len(chosen) // 2])
    more = predict(case.built, card, chosen)

    for less, great in zip(fewer.rows, more.rows, strict=True):
        assert less.score is None or (great.score is not None and great.score >= less.score)


@CASES
@given(data=st.data())
def test_choosing_everything_leaves_nothing_to_do(source: object, data: st.DataObject) -> None:
    case, card, _ = draw(data, source)
    everything = [one.question for one in advice.recommendations(case.built, card)]

    for row in predict(case.built, card, everything).rows:
        if row.before.is_applicable:
            assert (row.score, row.low, row.critical_gaps) == (1, 1, ())


def top(question: Question, offered: tuple[str, ...]) -> Answer:
    """Return the answer that gives full credit."""
    if question.kind is Kind.MULTIPLE:
        return Answer(options=tuple(o.id for o in question.options if o.id in offered and not o.exclusive))
    best = max((o for o in question.options if o.id in offered), key=lambda option: option.value or Fraction(0))
    return Answer(options=(best.id,))


@CASES
@given(data=st.data())
def test_it_is_what_scoring_says_once_those_answers_are_given(source: object, data: st.DataObject) -> None:
    case, card, chosen = draw(data, source)
    assumed = {name for row in predict(case.built, card, chosen).rows for name in row.assumed}
    found = statuses(case.built, case.stored, Depth.FULL)
    answers = dict(case.stored) | {name: top(case.built.by_id[name], found[name].options) for name in sorted(assumed)}
    after = scoring.score(case.built, answers, Depth.FULL)
    was, now = ({item.id: (item.status, item.value) for item in one.items} for one in (card, after))
    if any(was[name] != now[name] for name in was if name not in assumed) or any(
        now[name] != (Status.KNOWN, 1) for name in assumed
    ):
        # The answers would also bring in or take out other questions, which the rule leaves aside.
        return

    for row, figures in zip(predict(case.built, card, chosen).rows, after.requirements, strict=True):
        if figures.exposure == row.before.exposure:
            assert (row.score, row.low, row.high, row.band, row.critical_gaps) == (
                figures.score, figures.low, figures.high, figures.band, figures.critical_gaps,
            )  # fmt: skip


def test_the_cap_of_a_critical_gap_goes_with_the_gap() -> None:
    critical = replace(build.measure("HAO-B1", 1), critical=True)
    made = build.questionnaire(critical, build.measure("HAO-B2", 3))
    answers = build.answers({"HAO-B1": "not-in-place", "HAO-B2": "in-place-and-checked"})
    card = scoring.score(made, answers, Depth.FULL)
    row = predict(made, card, ["HAO-B1"]).rows[0]

    assert (row.before.band, row.band, row.gain) == (Band.STARTED, Band.IN_PLACE, Fraction(1, 4))


def test_an_id_that_is_no_item_changes_nothing() -> None:
    made = build.questionnaire(build.measure("HAO-B1", 1))
    card = scoring.score(made, {}, Depth.FULL)

    assert predict(made, card, ["XXX-1"]).rows[0].assumed == ()
