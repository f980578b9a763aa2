"""Generated questionnaires, with every feature that scoring knows, and generated answers to them."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from assessment.content import files
from assessment.content.errors import ContentError
from assessment.domain.answers import Answer, Evidence, State
from assessment.domain.conditions import All, AnyOf, Atom, Condition, Operator, unparse
from assessment.domain.questionnaire import Depth, Kind, Option, Question, Questionnaire, ScaleKind, Severity
from tests.domain.build import (
    LEVELS,
    YES_NO,
    YES_SOME_NO,
    YES_SOME_NO_VALUED,
    answer,
    exposure,
    follow_up,
    gate,
    matrix,
    measure,
    questionnaire,
    reflection,
)
from tests.domain.build import context as context_question
from tests.domain.build import ticks as tick_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hypothesis.strategies import DrawFn

ROWS = ("R", "Q", "FR")
WEIGHTS = st.integers(1, 3)
CHOICES = (Operator.IS, Operator.IS_NOT, Operator.ANY_OF, Operator.NONE_OF, Operator.AT_LEAST, Operator.BELOW)
ANSWERING = (Operator.ANSWERED, Operator.NOT_ANSWERED)
INCLUDING = (Operator.INCLUDES_ANY, Operator.INCLUDES_NONE)
ONE_VALUE = {Operator.IS, Operator.IS_NOT, Operator.AT_LEAST, Operator.BELOW}


@st.composite
def statements(draw: DrawFn, facts: Sequence[Question]) -> Atom:
    """Return a statement about one of these facts."""
    fact = draw(st.sampled_from(facts))
    operators = INCLUDING if fact.kind is Kind.MULTIPLE else CHOICES
    operator = draw(st.sampled_from(operators + ANSWERING))
    row = draw(st.sampled_from([row.id for row in fact.rows])) if fact.rows else ""
    if operator in ANSWERING:
        return Atom(fact.id, operator, (), row)
    ids = [option.id for option in fact.options]
    most = 1 if operator in ONE_VALUE else len(ids)
    values = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=most, unique=True))
    return Atom(fact.id, operator, tuple(values), row)


@st.composite
def conditions(draw: DrawFn, facts: Sequence[Question]) -> Condition:
    """Return a condition about these facts: up to three statements, joined with "and" and "or"."""
    condition: Condition = draw(statements(facts))
    for _ in range(draw(st.integers(0, 2))):
        parts = (condition, draw(statements(facts)))
        condition = All(parts) if draw(st.booleans()) else AnyOf(parts)
    return condition


class _Author:
    """Writes one questionnaire, question after question; conditions speak of what stands before."""

    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw
        self.questions: list[Question] = []
        self.facts: list[Question] = []

    def flip(self, chances: int) -> bool:
        """Return whether one of so many chances came true."""
        return self.draw(st.integers(1, chances)) == 1

    def condition(self, chances: int = 3) -> Condition | None:
        return self.draw(conditions(self.facts)) if self.facts and self.flip(chances) else None

    def add(self, question: Question) -> Question:
        """Add a question, perhaps with a condition; a follow-up keeps the statement about its measure."""
        parts = tuple(part for part in (question.asked_if, self.condition()) if part is not None)
        if parts:
            joint = All(parts) if self.flip(2) else AnyOf(parts)
            question = replace(question, asked_if=joint if len(parts) > 1 else parts[0])
        self.questions.append(question)
        return question

    def fact(self, name: str) -> None:
        """Add a gate or context question that may expose any row."""
        severity = st.sampled_from(Severity)
        risks = [exposure(row, self.draw(severity), "yes to-some-extent likely") for row in ROWS if self.flip(3)]
        match self.draw(st.sampled_from(("yes-no", "three", "list", "matrix", "hidden-option"))):
            case "yes-no":
                asked = gate(name, *risks, options=YES_NO)
            case "three":
                asked = gate(name, *risks, options=YES_SOME_NO)
            case "matrix":
                asked = matrix(name, "one two", *risks, exposure("R", self.draw(severity), "likely possible", "two"))
            case "list":
                asked = context_question(name, kind=Kind.MULTIPLE, options=YES_SOME_NO, exposes=tuple(risks))
            case _:
                options = tuple(replace(option, asked_if=self.condition()) for option in YES_SOME_NO)
                asked = context_question(name, options=options, exposes=tuple(risks))
        self.facts.append(self.add(asked))

    def options(self) -> list[Option]:
        """Return the lines of a tick list."""
        count = self.draw(st.integers(1, 4))
        lines = [
            Option(f"o{n}", "", counted=not other, critical=not other and self.flip(6), asked_if=self.condition(2))
            for n, other in enumerate([self.flip(6) for _ in range(count)])
        ]
        return [*lines, Option("none", "", exclusive=True)] if self.flip(2) else lines

    def measure(self, name: str) -> None:
        """Add a measure of any depth with up to two details, the second perhaps a detail of the first."""
        depth = self.draw(st.sampled_from((Depth.FULL, Depth.FULL, Depth.CORE, Depth.SCREENING)))
        weight = self.draw(WEIGHTS)
        if self.flip(3):
            asked = tick_list(name, self.options(), weight, critical=self.flip(4), depth=depth)
        else:
            options = self.draw(st.sampled_from((LEVELS, YES_SOME_NO_VALUED)))
            asked = measure(name, weight, options=options, critical=self.flip(4), depth=depth)
        parent = self.add(asked)
        for number in range(1, self.draw(st.integers(0, 2)) + 1):
            detail = self.add(self.detail(f"{name}.{number}", parent))
            parent = detail if self.flip(2) else parent

    def detail(self, name: str, parent: Question) -> Question:
        """Return a follow-up that is asked from some value of its measure on."""
        ids = [option.id for option in parent.options]
        counted = [option.id for option in parent.options if option.counted and not option.exclusive]
        if parent.kind is Kind.MULTIPLE:
            statement = Atom(parent.id, Operator.INCLUDES_ANY, tuple(counted or ids))
        else:
            statement = Atom(parent.id, Operator.AT_LEAST, (self.draw(st.sampled_from(ids)),))
        words = (Atom(parent.id, Operator.IS, ("yes",)), Atom(parent.id, Operator.IS_NOT, ("no",)), statement)
        asked = follow_up(name, parent.id, self.draw(WEIGHTS), critical=self.flip(4), depth=parent.depth)
        return replace(asked, asked_if=self.draw(st.sampled_from(words)))

    def write(self) -> Questionnaire:
        """Return the questionnaire."""
        for number in range(self.draw(st.integers(0, 2))):
            self.fact(f"SYS-A{number}")
        for row in self.draw(st.sampled_from((("R",), ("R", "Q"), ("FR", "R"), ("FR", "R", "Q")))):
            for part in self.draw(st.sampled_from(("A", "AB"))):
                if self.flip(2):
                    self.fact(f"{row}-{part}1")
                for number in range(2, 2 + self.draw(st.integers(1, 3))):
                    self.measure(f"{row}-{part}{number}")
            if self.flip(3):
                rates = ScaleKind.ADEQUACY if self.flip(2) else ScaleKind.RISK
                self.add(reflection(f"{row}-A9", rates=rates))
        return questionnaire(*self.questions)


@st.composite
def questionnaires(draw: DrawFn) -> Questionnaire:
    """Return a valid questionnaire of one to three rows."""
    return _Author(draw).write()


@st.composite
def fitting_answers(draw: DrawFn, question: Question) -> Answer:
    """Return an answer that fits its question, with any evidence."""
    silent = [State.DONT_KNOW] * question.dont_know + [State.NOT_APPLICABLE] * question.not_applicable
    state = draw(st.sampled_from([State.GIVEN] * 5 + silent))
    if state is State.NOT_APPLICABLE:
        return answer("not-applicable")
    if state is State.DONT_KNOW:
        return answer("dont-know")
    return replace(draw(given_answers(question)), evidence=draw(st.sampled_from(Evidence)))


def given_answers(question: Question) -> st.SearchStrategy[Answer]:
    """Return answers that choose or tick."""
    ids = [option.id for option in question.options]
    if question.kind is Kind.SINGLE:
        # The top more often, so that the upper bands and the cap are reached.
        return st.sampled_from([*ids, ids[-1], ids[-1]]).map(answer)
    if question.kind is Kind.MULTIPLE:
        joint = [option.id for option in question.options if not option.exclusive]
        alone = [[option.id] for option in question.options if option.exclusive]
        return st.one_of(st.lists(st.sampled_from(joint), unique=True), *map(st.just, alone)).map(answer)
    if question.kind is Kind.MATRIX:
        rows = st.sets(st.sampled_from([row.id for row in question.rows]), min_size=1)
        options = st.sampled_from([*ids, "dont-know"] if question.dont_know else ids)
        return rows.flatmap(lambda some: st.fixed_dictionaries(dict.fromkeys(sorted(some), options))).map(answer)
    return st.just(Answer(text="Some words."))


MISFITS = st.sampled_from(
    (
        Answer(),
        Answer(options=("not-an-option",)),
        Answer(options=("no", "yes")),
        Answer(cells=(("one", "likely"), ("three", "likely"))),
        Answer(State.NOT_APPLICABLE),
        Answer(options=("started",), note="x" * 10_001),
    )
)


@st.composite
def answer_sets(draw: DrawFn, built: Questionnaire, *, misfits: bool = True) -> dict[str, Answer]:
    """Return answers to some of the questions, a few of which may not fit."""
    stored: dict[str, Answer] = {}
    for question in built.questions:
        chance = draw(st.integers(0, 9))
        if chance > 1:
            stored[question.id] = draw(fitting_answers(question))
        elif chance == 1 and misfits:
            stored[question.id] = draw(MISFITS)
    return stored


def random_answers(built: Questionnaire, seed: int) -> dict[str, Answer]:
    """Return fitting answers to most questions of a large questionnaire, too many to draw one by one."""
    chance = random.Random(seed)
    stored: dict[str, Answer] = {}
    for question in built.questions:
        if chance.random() > 0.1:
            stored[question.id] = _random_answer(question, chance)
    return stored


def _random_answer(question: Question, chance: random.Random) -> Answer:
    share, ids = chance.random(), [option.id for option in question.options if not option.exclusive]
    evidence = chance.randrange(5)
    if share < 0.08 and question.dont_know:
        return answer("dont-know")
    if share < 0.12 and question.not_applicable:
        return answer("not-applicable")
    match question.kind:
        case Kind.SINGLE:
            return answer(chance.choice(ids), evidence)
        case Kind.MULTIPLE:
            return answer(chance.sample(ids, chance.randint(0, len(ids))), evidence)
        case Kind.MATRIX:
            return answer({row.id: chance.choice(ids) for row in question.rows})
        case Kind.TEXT:
            return Answer(text="Some words.")


def altai() -> Questionnaire | None:
    """Return the shipped ALTAI 2020, None where it does not exist or is being written."""
    try:
        return files.load("altai", "2020.1", drafts=True)
    except ContentError:
        return None


class Case:
    """A questionnaire with answers, printed so that a failing one can be read."""

    def __init__(self, built: Questionnaire, stored: dict[str, Answer]) -> None:
        self.built = built
        self.stored = stored

    def __iter__(self) -> Iterator[Any]:
        return iter((self.built, self.stored))

    def __repr__(self) -> str:
        lines = [_line(question, self.stored.get(question.id)) for question in self.built.questions[:40]]
        return "\n".join(["", *lines])


def _line(question: Question, stored: Answer | None) -> str:
    when = f" if {unparse(question.asked_if)}" if question.asked_if else ""
    options = "/".join(
        option.id + (f"({unparse(option.asked_if)})" if option.asked_if else "") for option in question.options
    )
    given = "-" if stored is None else f"{stored.state.value} {stored.options} {stored.cells} {stored.evidence.name}"
    critical = "!" if question.critical else ""
    return f"{question.id} {question.role.value} w{question.weight}{critical} {options}{when}: {given}"


@st.composite
def generated_cases(draw: DrawFn) -> Case:
    """Return a generated questionnaire with answers."""
    built = draw(questionnaires())
    return Case(built, draw(answer_sets(built)))


def altai_cases() -> st.SearchStrategy[Case]:
    """Return the shipped ALTAI 2020 with answers; nothing where it does not exist."""
    built = altai()
    if built is None:
        return st.nothing()
    return st.integers(0, 2**32).map(lambda seed: Case(built, random_answers(built, seed)))
