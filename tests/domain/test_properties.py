"""What holds for every questionnaire and every set of answers, tried on generated ones and on ALTAI 2020."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.domain.answers import Answer, State, problems
from assessment.domain.questionnaire import Depth, Kind, Question
from assessment.domain.scorecard import Band, Figures, Inherits, Scorecard, Status
from assessment.domain.scoring import score
from assessment.domain.statuses import statuses
from tests.domain.build import answer, item
from tests.domain.naive import Naive
from tests.domain.strategies import Case, altai_cases, fitting_answers, generated_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Source = Callable[[], st.SearchStrategy[Case]]

both_sources = pytest.mark.parametrize("source", [generated_cases, altai_cases], ids=["generated", "altai"])


def draw_case(data: st.DataObject, source: Source) -> Case:
    """Draw a case; skip where the shipped questionnaire does not exist."""
    cases = source()
    if cases.is_empty:
        pytest.skip("questionnaires/altai/2020.1.yaml cannot be loaded")
    return data.draw(cases)


def full(case: Case) -> Scorecard:
    """Score at full depth."""
    return score(case.built, case.stored, Depth.FULL)


def changed(case: Case, name: str, given: Answer | None) -> Case:
    """Return the case with one answer replaced or taken away."""
    rest = {key: value for key, value in case.stored.items() if key != name}
    return Case(case.built, rest if given is None else rest | {name: given})


def all_figures(card: Scorecard) -> Iterator[Figures]:
    """Yield the figures of all rows and sub-sections."""
    for row in card.requirements:
        yield row
        yield from row.subsections


def pairs(before: Scorecard, after: Scorecard) -> list[tuple[Figures, Figures]]:
    """Return the figures before and after, row by row and part by part."""
    return list(zip(all_figures(before), all_figures(after), strict=True))


def quotient(figures: Figures) -> Fraction:
    """Return C / (K + D), whether or not coverage allows to show it."""
    return figures.credit / (figures.known + figures.dont_know)


def pick(data: st.DataObject, case: Case, *wanted: Status) -> Question:
    """Draw a scored item of one of these statuses."""
    names = [result.id for result in full(case).items if result.status in wanted]
    assume(names)
    return case.built.by_id[data.draw(st.sampled_from(names))]


def higher_answers(question: Question, offered: tuple[str, ...], given: Answer) -> list[Answer]:
    """Return answers that raise this one: a higher level, or one more tick that counts."""
    if question.kind is Kind.SINGLE:
        values = {option.id: option.value or Fraction(0) for option in question.options}
        return [replace(given, options=(name,)) for name in offered if values[name] > values[given.options[0]]]
    counted = [option.id for option in question.options if option.counted and not option.exclusive]
    more = [name for name in offered if name in counted and name not in given.options]
    kept = tuple(name for name in given.options if not any(o.exclusive for o in question.options if o.id == name))
    return [replace(given, options=(*kept, name)) for name in more]


def lowest(question: Question) -> Answer:
    """Return the plain No: the lowest level, or nothing ticked."""
    if question.kind is Kind.MULTIPLE:
        return Answer()
    return answer(min(question.options, key=lambda option: option.value or Fraction(0)).id)


def raise_one(data: st.DataObject, case: Case) -> Case:
    """Draw a known answer below the top and raise it."""
    question = pick(data, case, Status.KNOWN)
    offered = statuses(case.built, case.stored, Depth.FULL)[question.id].options
    higher = higher_answers(question, offered, case.stored[question.id])
    assume(higher)
    return changed(case, question.id, data.draw(st.sampled_from(higher)))


def with_details_answered(case: Case) -> Case:
    """Answer every detail that has no answer, an unfit one or not applicable with a plain No."""
    details = [question for question in case.built.questions if question.follows]
    given = {q.id: case.stored.get(q.id, Answer(State.NOT_APPLICABLE)) for q in details}
    silent = [q for q in details if given[q.id].state is State.NOT_APPLICABLE or problems(q, given[q.id])]
    return Case(case.built, case.stored | {q.id: lowest(q) for q in silent})


@both_sources
@given(data=st.data())
def test_raising_a_known_answer_never_lowers_score_range_or_band(source: Source, data: st.DataObject) -> None:
    """The score is C / (K + D), shown or not; other things being equal, no critical gap appears either."""
    before = draw_case(data, source)
    after = raise_one(data, before)

    for old, new in pairs(full(before), full(after)):
        assert set(new.critical_gaps) <= set(old.critical_gaps)
        if old.low is not None and new.low is not None and old.high is not None and new.high is not None:
            assert (new.low >= old.low, new.high >= old.high) == (True, True)
        if old.known + old.dont_know > 0 and new.known + new.dont_know > 0:
            assert quotient(new) >= quotient(old)
        if old.band is not None and new.band is not None:
            assert new.band >= old.band


@both_sources
@given(data=st.data())
def test_raising_withholds_a_band_only_when_it_brings_in_a_detail_without_a_level(
    source: Source, data: st.DataObject
) -> None:
    """A detail that had stayed in at zero is asked now: while it is open, or not applicable, less is covered."""
    before = draw_case(data, source)
    after = raise_one(data, before)
    old_card, new_card = full(before), full(after)

    if any(old.band is not None and new.band is None for old, new in pairs(old_card, new_card)):
        waiting = [result.id for result in old_card.items if result.inherits is Inherits.ZERO]
        assert {item(new_card, name).status for name in waiting} & {Status.OPEN, Status.NOT_APPLICABLE}


@both_sources
@given(data=st.data())
def test_raising_never_withholds_a_band_when_all_details_are_answered(source: Source, data: st.DataObject) -> None:
    """Then coverage cannot fall, and every figure that was shown is shown again and not lower."""
    before = with_details_answered(draw_case(data, source))
    after = raise_one(data, before)

    for old, new in pairs(full(before), full(after)):
        assert new.coverage == old.coverage
        if old.band is not None and old.score is not None:
            assert new.band is not None
            assert new.score is not None
            assert (new.band >= old.band, new.score >= old.score) == (True, True)


@both_sources
@given(data=st.data())
def test_other_rows_do_not_move_when_one_answer_is_raised(source: Source, data: st.DataObject) -> None:
    """Details stand in the row of their measure."""
    before = draw_case(data, source)
    after = raise_one(data, before)
    moved = [old.id for old, new in zip(full(before).requirements, full(after).requirements, strict=True) if old != new]
    raised = [name for name in after.stored if after.stored[name] != before.stored.get(name)]
    touched = {before.built.by_id[name].section for name in raised}

    assert set(moved) <= touched


@both_sources
@given(data=st.data())
def test_dont_know_never_beats_no(source: Source, data: st.DataObject) -> None:
    """For one and the same item they are worth the same; only the best case of the range is wider for don't know."""
    case = draw_case(data, source)
    question = pick(data, case, Status.KNOWN, Status.DONT_KNOW, Status.OPEN)
    unknown = full(changed(case, question.id, answer("dont-know")))
    missing = full(changed(case, question.id, lowest(question)))

    for dont_know, no in pairs(unknown, missing):
        assert (dont_know.score, dont_know.low, dont_know.coverage) == (no.score, no.low, no.coverage)
        assert (dont_know.band, dont_know.critical_gaps) == (no.band, no.critical_gaps)
        assert dont_know.high is None or no.high is None or dont_know.high >= no.high
        assert dont_know.known_share is None or no.known_share is None or dont_know.known_share <= no.known_share


@both_sources
@given(data=st.data())
def test_answering_an_open_item_only_narrows_the_range(source: Source, data: st.DataObject) -> None:
    """Whatever the answer: nobody can better the worst case by keeping silent, nor lose the best case by speaking."""
    case = draw_case(data, source)
    question = pick(data, case, Status.OPEN)
    answered = full(changed(case, question.id, data.draw(fitting_answers(question))))

    for old, new in pairs(full(case), answered):
        if old.low is not None and new.low is not None and old.high is not None and new.high is not None:
            assert (old.low <= new.low, new.high <= old.high) == (True, True)


@both_sources
@given(data=st.data())
def test_the_weight_of_what_is_not_applicable_or_out_is_irrelevant(source: Source, data: st.DataObject) -> None:
    """Every figure stays but the share of what is not applicable."""
    case = draw_case(data, source)
    question = pick(data, case, Status.NOT_APPLICABLE, Status.OUT)
    heavier = replace(question, weight=question.weight + data.draw(st.integers(1, 5)))
    questions = tuple(heavier if q.id == question.id else q for q in case.built.questions)
    reweighed = full(Case(replace(case.built, questions=questions), case.stored))

    for old, new in pairs(full(case), reweighed):
        assert without_shares(old) == without_shares(new)


def without_shares(figures: Figures) -> Figures:
    """Return the figures without the share of what is not applicable."""
    return replace(figures, not_applicable_share=None, subsections=())


@both_sources
@given(data=st.data())
def test_the_order_of_answers_and_ticks_is_irrelevant(source: Source, data: st.DataObject) -> None:
    case = draw_case(data, source)
    names = data.draw(st.permutations(sorted(case.stored)))
    turned = {
        name: replace(case.stored[name], options=case.stored[name].options[::-1], cells=case.stored[name].cells[::-1])
        for name in names
    }

    assert full(Case(case.built, turned)) == full(case)


@both_sources
@given(data=st.data())
def test_the_language_is_irrelevant(source: Source, data: st.DataObject) -> None:
    """All texts are replaced, every id stays."""
    case = draw_case(data, source)
    translated = tuple(
        replace(q, text="?", help="?", options=tuple(replace(option, text="?", anchor="?") for option in q.options))
        for q in case.built.questions
    )

    assert full(Case(replace(case.built, questions=translated, language="xx"), case.stored)) == full(case)


@both_sources
@given(data=st.data())
def test_the_order_of_questions_changes_nothing_but_the_order_of_results(source: Source, data: st.DataObject) -> None:
    """Facts first, then the rest: conditions still speak of earlier questions only."""
    case = draw_case(data, source)
    turned = tuple(sorted(case.built.questions, key=lambda q: q.is_scored))
    first, second = full(case), full(Case(replace(case.built, questions=turned), case.stored))

    assert {r.id: r for r in first.items} == {r.id: r for r in second.items}
    for old, new in pairs(first, second):
        assert sorted(old.critical_gaps) == sorted(new.critical_gaps)
        assert replace(old, critical_gaps=(), subsections=()) == replace(new, critical_gaps=(), subsections=())


@both_sources
@given(data=st.data())
def test_all_figures_are_exact_and_within_their_bounds(source: Source, data: st.DataObject) -> None:
    shares = ("score", "low", "high", "coverage", "known_share", "evidence_share", "not_applicable_share")

    for figures in all_figures(full(draw_case(data, source))):
        values = [getattr(figures, name) for name in shares]
        assert all(value is None or (type(value) is Fraction and 0 <= value <= 1) for value in values)
        weights = (figures.known, figures.dont_know, figures.open)
        assert all(type(weight) is Fraction and weight.denominator == 1 for weight in weights)
        assert 0 <= figures.credit <= figures.known


@both_sources
@given(data=st.data())
def test_the_score_lies_in_its_range_which_closes_with_full_coverage(source: Source, data: st.DataObject) -> None:
    """Lower is never above upper; with everything answered the lower bound is the score."""
    for figures in all_figures(full(draw_case(data, source))):
        if figures.low is not None and figures.high is not None:
            assert figures.low <= figures.high
            assert figures.score is None or figures.low <= figures.score
        if figures.coverage == 1:
            assert figures.score == figures.low
            assert figures.dont_know > 0 or figures.low == figures.high


@both_sources
@given(data=st.data())
def test_bands_caps_and_gaps_agree_with_each_other(source: Source, data: st.DataObject) -> None:
    card = full(draw_case(data, source))

    for figures in all_figures(card):
        shown = (figures.score, figures.band, figures.uncapped_band, figures.gap, figures.weight_sensitive)
        assert all(value is None for value in shown) or all(value is not None for value in shown)
        if figures.band is not None and figures.uncapped_band is not None:
            assert figures.band == min(figures.uncapped_band, Band.STARTED if figures.critical_gaps else Band.IN_PLACE)
            assert figures.gap == figures.target - figures.band
        assert figures.target == figures.exposure
    for row in card.requirements:
        for name in ("known", "dont_know", "open", "credit"):
            assert sum((getattr(part, name) for part in row.subsections), Fraction(0)) == getattr(row, name)


@both_sources
@given(data=st.data())
def test_changing_an_answer_back_restores_the_identical_result(source: Source, data: st.DataObject) -> None:
    """Nothing is remembered from one scoring to the next."""
    case = draw_case(data, source)
    before = full(case)
    question = data.draw(st.sampled_from(case.built.questions))
    full(changed(case, question.id, data.draw(fitting_answers(question))))

    assert full(changed(changed(case, question.id, None), question.id, case.stored.get(question.id))) == before


@both_sources
@given(data=st.data())
def test_answers_that_are_hidden_or_inherited_over_never_count(source: Source, data: st.DataObject) -> None:
    """Taking them all away, or putting others in their place, changes nothing at all."""
    case = draw_case(data, source)
    unused = [question.id for question in case.built.questions if is_unused(case, question)]
    swapped = {name: data.draw(fitting_answers(case.built.by_id[name])) for name in unused[:8]}
    kept = {name: given for name, given in case.stored.items() if name not in unused}

    assert full(Case(case.built, kept)) == full(case)
    assert full(Case(case.built, case.stored | swapped)) == full(case)


def is_unused(case: Case, question: Question) -> bool:
    """Whether the question is hidden or inherits, in the judgement of the naive scoring."""
    naive = Naive(case.built, case.stored, Depth.FULL)
    return not naive.shown(question) or (question.is_scored and naive.status(question)[0] is Status.INHERIT)


@both_sources
@given(data=st.data())
def test_not_knowing_a_risk_exposes_at_least_as_much_as_any_answer(source: Source, data: st.DataObject) -> None:
    """Of those questions alone: an answer may also show a further gate."""
    case = draw_case(data, source)
    gates = [question for question in case.built.questions if question.exposes]
    assume(gates)
    gate = data.draw(st.sampled_from(gates))
    unknown = raised_by(changed(case, gate.id, answer("dont-know")), gate)
    known = raised_by(changed(case, gate.id, data.draw(fitting_answers(gate))), gate)

    assert all(unknown[requirement] >= severity for requirement, severity in known.items())


def raised_by(case: Case, gate: Question) -> dict[str, int]:
    """Return what one gate raises."""
    return {raised.requirement: raised.severity for raised in full(case).raised if raised.question == gate.id}


@given(generated_cases())
def test_scoring_leaves_the_answers_and_the_questionnaire_alone(case: Case) -> None:
    """They belong to the caller."""
    stored, questions = dict(case.stored), case.built.questions
    for depth in Depth:
        score(case.built, case.stored, depth)

    assert (case.stored, case.built.questions) == (stored, questions)
