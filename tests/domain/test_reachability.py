"""Reachability is decided: the same as trying every combination of answers, and every path replays."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.content import files
from assessment.domain.answers import Answer, State
from assessment.domain.conditions import All, AnyOf, Atom, Operator, Truth, unparse
from assessment.domain.decision_diagram import FALSE, TRUE, Diagram, TooComplicated, best_sum
from assessment.domain.questionnaire import Depth, Kind, Role
from assessment.domain.reachability import Reachability, maximum, path_hiding, path_showing
from assessment.domain.scoring import score
from assessment.domain.statuses import statuses, truths
from tests.domain.build import (
    YES_SOME_NO,
    condition,
    context,
    follow_up,
    gate,
    matrix,
    measure,
    questionnaire,
    tick,
    ticks,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.domain.conditions import Condition
    from assessment.domain.questionnaire import Question, Questionnaire
    from assessment.domain.reachability import Path


# Generated questionnaires


def statements(question: Question) -> st.SearchStrategy[Condition]:
    """Return statements that fit a question."""
    names = [option.id for option in question.options]
    values = st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True).map(tuple)
    answered = st.sampled_from([Operator.ANSWERED, Operator.NOT_ANSWERED])
    rows = st.sampled_from([row.id for row in question.rows] or [""])
    if question.kind is Kind.MULTIPLE:
        operators = st.sampled_from([Operator.INCLUDES_ANY, Operator.INCLUDES_NONE])
    else:
        operators = st.sampled_from([Operator.ANY_OF, Operator.NONE_OF])
    return st.one_of(
        st.builds(Atom, st.just(question.id), operators, values, rows),
        st.builds(Atom, st.just(question.id), answered, st.just(()), rows),
    )


def credit_statements(parent: Question) -> st.SearchStrategy[Condition]:
    """Return statements about a measure, as its follow-ups make them."""
    return st.builds(
        Atom, st.just(parent.id), st.sampled_from([Operator.IS, Operator.IS_NOT]), st.sampled_from([("yes",), ("no",)])
    )


def conditions(earlier: list[Question]) -> st.SearchStrategy[str]:
    """Return conditions about facts and risks, often none."""
    facts = [question for question in earlier if not question.is_scored]
    if not facts:
        return st.just("")
    single = st.sampled_from(facts).flatmap(statements)
    several = st.lists(single, min_size=2, max_size=3, unique=True).map(tuple)
    return st.one_of(st.just(""), single.map(unparse), several.map(All).map(unparse), several.map(AnyOf).map(unparse))


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Return a questionnaire of up to five questions in one section, with every kind of question."""
    made: list[Question] = []
    for number in range(1, draw(st.integers(2, 5)) + 1):
        made.append(draw_question(draw, f"R-A{number}", made))
    rules = {}
    for index in range(draw(st.integers(0, 2))):
        chosen = draw(st.lists(st.sampled_from(made), min_size=1, max_size=2))
        rules[f"rule-{index}"] = unparse(All(tuple(draw(statements(question)) for question in chosen)))
    return questionnaire(*made, rules=rules)


def draw_question(draw: st.DrawFn, name: str, earlier: list[Question]) -> Question:
    # A detail of a detail is refused by the compiler (C424).
    measures = [question for question in earlier if question.role is Role.MEASURE]
    parents = [question for question in measures if not any(option.asked_if for option in question.options)]
    kinds = ["gate", "some", "list", "matrix", "measure", "ticks"] + (["follow-up"] * 3 if parents else [])
    when = draw(conditions(earlier))
    match draw(st.sampled_from(kinds)):
        case "gate":
            return gate(name, when=when)
        case "some":
            return gate(name, options=YES_SOME_NO, when=when, dont_know=draw(st.booleans()))
        case "list":
            options = (tick("a", when=draw(conditions(earlier))), tick("b"), tick("none", exclusive=True))
            return context(name, kind=Kind.MULTIPLE, options=options, when=when)
        case "matrix":
            return matrix(name, "one two", options=YES_SOME_NO[:2], when=when)
        case "measure":
            return measure(name, draw(st.integers(1, 3)), when=when, not_applicable=draw(st.booleans()))
        case "ticks":
            return ticks(name, [tick("a"), tick("b"), tick("c", counted=False)], draw(st.integers(1, 3)), when=when)
    parent = draw(st.sampled_from(parents))
    first = draw(st.one_of(credit_statements(parent), statements(parent)))
    more = draw(conditions(earlier))
    both = All((first, condition(more))) if more else first  # type: ignore[arg-type]  # an empty text is handled
    return follow_up(name, parent.id, draw(st.integers(1, 3)), when=unparse(both))


# Brute force


def possible_answers(question: Question) -> Iterator[Answer | None]:
    yield None
    if question.dont_know:
        yield Answer(State.DONT_KNOW)
    if question.not_applicable:
        yield Answer(State.NOT_APPLICABLE, reason="There is no such thing.")
    names = [option.id for option in question.options]
    if question.kind is Kind.MATRIX:
        cells = [None, *names, "dont-know"]
        for first, second in product(cells, cells):
            given = tuple((row, cell) for row, cell in (("one", first), ("two", second)) if cell)
            if given:
                yield Answer(cells=given)
    elif question.kind is Kind.MULTIPLE:
        free = [option.id for option in question.options if not option.exclusive]
        yield from (Answer(options=(option.id,)) for option in question.options if option.exclusive)
        for ticked in product([False, True], repeat=len(free)):
            yield Answer(options=tuple(name for name, on in zip(free, ticked, strict=True) if on))
    else:
        yield from (Answer(options=(name,)) for name in names)


def every_assessment(asked: Questionnaire) -> Iterator[dict[str, Answer]]:
    spaces = [list(possible_answers(question)) for question in asked.questions]
    for combination in product(*spaces):
        named = zip((question.id for question in asked.questions), combination, strict=True)
        yield {name: answer for name, answer in named if answer is not None}


def is_small(asked: Questionnaire) -> bool:
    total = 1
    for question in asked.questions:
        total *= len(list(possible_answers(question)))
    return total <= 700


@pytest.fixture(scope="module")
def shipped() -> Questionnaire:
    return files.load("altai", "2020.1", drafts=True)


def is_shown(asked: Questionnaire, answers: dict[str, Answer], question: str) -> bool:
    return statuses(asked, answers, Depth.FULL)[question].shown


def holds(asked: Questionnaire, answers: dict[str, Answer], rule: Condition) -> bool:
    return truths(asked, answers, Depth.FULL, (rule,))[0] is Truth.TRUE


SMALL = questionnaires().filter(is_small)


@given(SMALL)
def test_what_can_be_shown_and_hidden_is_what_trying_everything_finds(asked: Questionnaire) -> None:
    seen: dict[str, set[bool]] = {question.id: set() for question in asked.questions}
    for answers in every_assessment(asked):
        for name, status in statuses(asked, answers, Depth.FULL).items():
            seen[name].add(status.shown)
    reach = Reachability(asked)

    for name, found in seen.items():
        assert (reach.path_showing(name) is not None) == (True in found)
        assert (reach.path_hiding(name) is not None) == (False in found)
        assert (reach.shown(name) == TRUE, reach.shown(name) == FALSE) == (found == {True}, found == {False})


@given(questionnaires())
def test_every_path_replays(asked: Questionnaire) -> None:
    reach = Reachability(asked)
    for question in asked.questions:
        showing, hiding = reach.path_showing(question.id), reach.path_hiding(question.id)
        assert showing is None or is_shown(asked, dict(showing), question.id)
        assert hiding is None or not is_shown(asked, dict(hiding), question.id)


@given(SMALL)
def test_a_rule_can_fire_exactly_when_some_answers_make_it_certain(asked: Questionnaire) -> None:
    reach = Reachability(asked)
    for rule in asked.consistency:
        path = reach.can_fire(rule)
        assert (path is not None) == any(holds(asked, answers, rule.when) for answers in every_assessment(asked))
        assert path is None or holds(asked, dict(path), rule.when)


@given(SMALL)
def test_the_maximum_is_the_highest_credit_of_any_assessment(asked: Questionnaire) -> None:
    best = max(score(asked, answers, Depth.FULL).requirements[0].credit for answers in every_assessment(asked))

    assert maximum(asked, "R")[0] == best


@given(SMALL)
def test_a_part_is_idle_exactly_when_leaving_it_out_shows_the_same(asked: Questionnaire) -> None:
    reach = Reachability(asked)
    everything = list(every_assessment(asked))
    for question in asked.questions:
        if not isinstance(question.asked_if, (All, AnyOf)) or question.follows:
            continue
        idle = reach.idle_parts(question.asked_if)
        for part in question.asked_if.parts:
            rest = type(question.asked_if)(tuple(p for p in question.asked_if.parts if p != part))
            same = all(possible(asked, one, question.asked_if) == possible(asked, one, rest) for one in everything)
            # A statement is judged in all its places at once, so that only one that stands once compares.
            if isinstance(part, Atom) and question.asked_if.parts.count(part) == 1 and same:
                assert part in idle


def possible(asked: Questionnaire, answers: dict[str, Answer], rule: Condition) -> bool:
    return truths(asked, answers, Depth.FULL, (rule,))[0] is not Truth.FALSE


# Examples that people meet


def replayed(asked: Questionnaire, question: str, path: Path | None) -> bool:
    assert path is not None
    return is_shown(asked, dict(path), question)


def test_a_question_behind_a_gate_has_a_short_path_either_way() -> None:
    asked = questionnaire(gate("R-A1"), measure("R-A2", when="R-A1 is not no"))

    assert path_showing(asked, "R-A2") == (("R-A1", Answer(options=("yes",))),)
    assert path_hiding(asked, "R-A2") == (("R-A1", Answer(options=("no",))),)


def test_a_question_behind_two_answers_that_exclude_each_other_is_never_certainly_asked() -> None:
    """It would appear only while the first answer is missing, which is no way to be asked."""
    later = measure("R-A3", when="R-A2 is yes and R-A1 is no")
    reach = Reachability(questionnaire(gate("R-A1"), gate("R-A2", when="R-A1 is yes"), later))

    assert reach.settled("R-A3") == FALSE
    assert reach.shown("R-A3") != FALSE


def test_a_question_behind_a_hidden_one_and_its_opposite_is_never_asked_at_all() -> None:
    first = gate("R-A1", dont_know=False, when="")
    later = measure("R-A3", when="R-A2 is answered and R-A1 is not answered")
    asked = questionnaire(first, gate("R-A2", when="R-A1 is yes and R-A1 is answered"), later)

    assert path_showing(asked, "R-A3") is None


def test_the_reason_names_only_the_parts_that_exclude_each_other() -> None:
    later = measure("R-A3", when="R-A2 is yes and R-A1 is no and R-A1 is yes")
    asked = questionnaire(gate("R-A1"), gate("R-A2"), later)
    never = asked.questions[2].asked_if
    assert never is not None

    assert [unparse(part) for part in Reachability(asked).conflict(never)] == ["R-A1 is no", "R-A1 is yes"]


def test_dont_know_keeps_a_question_so_that_yes_or_no_is_always_met() -> None:
    asked = questionnaire(gate("R-A1"), measure("R-A2", when="R-A1 is yes or R-A1 is no"))

    assert Reachability(asked).shown("R-A2") == TRUE


def test_a_follow_up_of_a_missing_measure_earns_nothing() -> None:
    """Asked only when the measure is at zero, the detail inherits zero: 3 + 0 of the 4 that the weights add up to."""
    asked = questionnaire(measure("R-A1", 3), follow_up("R-A2", "R-A1", 1, when="R-A1 is no"))

    assert maximum(asked, "R")[0] == 3


def test_two_questions_that_exclude_each_other_count_the_heavier_one() -> None:
    asked = questionnaire(
        gate("R-A1", dont_know=False),
        measure("R-A2", 3, when="R-A1 is yes and R-A1 is answered"),
        measure("R-A3", 1, when="R-A1 is no and R-A1 is answered"),
        measure("R-A4", 2),
    )
    total, path = maximum(asked, "R")

    assert total == 5
    assert dict(path)["R-A1"] == Answer(options=("yes",))


def test_a_half_level_counts_half_when_the_condition_asks_for_it() -> None:
    """The detail is asked only while the measure is below the third level: 3·1 + 0, or 3·2/3 + 2 = 4."""
    asked = questionnaire(measure("R-A1", 3), follow_up("R-A2", "R-A1", 2, when="R-A1 is below in-place-and-checked"))

    assert maximum(asked, "R")[0] == 4


def test_a_detail_goes_when_its_measure_is_not_applicable_even_if_its_condition_always_holds() -> None:
    detail = follow_up("R-A2", "R-A1", when="R-A1 is answered or R-A1 is not answered")
    asked = questionnaire(measure("R-A1"), detail)
    hiding = path_hiding(asked, "R-A2")

    assert hiding is not None
    assert hiding[0][1].state is State.NOT_APPLICABLE
    assert not is_shown(asked, dict(hiding), "R-A2")


def test_a_chain_of_five_hundred_conditions_is_decided() -> None:
    chain = [gate("R-A1"), *(gate(f"R-A{n}", when=f"R-A{n - 1} is yes") for n in range(2, 501))]
    asked = questionnaire(*chain)
    path = Reachability(asked).path_showing("R-A500")

    assert path is not None
    assert len(path) == 499
    assert replayed(asked, "R-A500", path)


def test_too_many_ticks_are_refused_rather_than_guessed() -> None:
    options = tuple(tick(f"tick-{letter}") for letter in "abcdefghijklmnop")
    wide = context("R-A1", kind=Kind.MULTIPLE, options=options)
    every = " and ".join(f"R-A1 includes {option.id}" for option in options)

    with pytest.raises(TooComplicated):
        Reachability(questionnaire(wide, measure("R-A2", when=every)))


def test_the_budget_stops_a_search_that_would_not_end() -> None:
    diagram = Diagram()
    numbers = [diagram.variable(2) for _ in range(24)]
    offers = [[(diagram.literal(n, {0}), 1), (diagram.literal(n, {1}), 1)] for n in numbers]
    parity = diagram.literal(numbers[0], {0})
    offers.append([(diagram.both(parity, diagram.literal(numbers[0], {1})), 1)])

    with pytest.raises(TooComplicated):
        best_sum(diagram, offers, budget=10)


def test_the_shipped_questionnaire_can_show_and_hide_what_it_says(shipped: Questionnaire) -> None:
    reach = Reachability(shipped)
    for question in shipped.questions:
        assert replayed(shipped, question.id, reach.path_showing(question.id))
        hiding = reach.path_hiding(question.id)
        assert (hiding is None) == (question.asked_if is None)
        assert hiding is None or not is_shown(shipped, dict(hiding), question.id)


def test_the_shipped_questionnaire_reaches_every_maximum_it_declares(shipped: Questionnaire) -> None:
    reach = Reachability(shipped)

    found = {section.id: reach.maximum(section.id)[0] for section in shipped.sections}

    assert found == {section.id: Fraction(section.maximum) for section in shipped.sections}
