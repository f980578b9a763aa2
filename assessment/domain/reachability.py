"""Which answers show or hide a question, fire a rule or reach a maximum: decided exactly, with the answers as proof."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import lcm
from typing import TYPE_CHECKING

from assessment.domain.answer_choices import MAX_TICKS, Choice, best, choices, mentions
from assessment.domain.answers import Answer, State
from assessment.domain.conditions import All, AnyOf, Atom, Condition, Truth, atoms
from assessment.domain.decision_diagram import FALSE, TRUE, Diagram, TooComplicated, best_sum
from assessment.domain.judging import credit, judge
from assessment.domain.questionnaire import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assessment.domain.questionnaire import Consistency, Option, Question, Questionnaire

Path = tuple[tuple[str, Answer], ...]


@dataclass(frozen=True, slots=True)
class _Variable:
    """One question (or one row of a matrix) as a variable of the diagram; `position` finds a statement's truth."""

    question: Question
    number: int
    choices: tuple[Choice, ...]
    position: dict[Atom, int]


class Reachability:
    """Everything that can be decided about one questionnaire, at full depth; raises TooComplicated beyond a budget.

    Conditions must be sound: every question, option and row that they name exists and stands earlier.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        """Translate every condition; what follows are look-ups."""
        self.questionnaire = questionnaire
        self.diagram = Diagram()
        self._mentions = mentions(questionnaire)
        self._variables: dict[tuple[str, str], _Variable] = {}
        self._by_number: dict[int, tuple[str, str]] = {}
        self._shown: dict[str, int] = {}
        self._own: dict[str, int] = {}
        for question in questionnaire.questions:
            self._add(question)

    # Statements

    def shown(self, question_id: str) -> int:
        """Return the statement that a question is asked."""
        return self._shown[question_id]

    def settled(self, question_id: str) -> int:
        """Return the statement that a question is certainly asked: not merely because an answer is missing."""
        return self.diagram.both(self.certain(self.questionnaire.by_id[question_id].asked_if), self._shown[question_id])

    def possible(self, condition: Condition | None) -> int:
        """Return the statement that a condition is not false: true or unknown."""
        return TRUE if condition is None else self._translate(condition, Truth.UNKNOWN)

    def certain(self, condition: Condition | None) -> int:
        """Return the statement that a condition is certainly true."""
        return TRUE if condition is None else self._translate(condition, Truth.TRUE)

    def is_named(self, question_id: str) -> bool:
        """Whether some condition names the question."""
        return question_id in self._mentions

    # Proofs

    def path_showing(self, question_id: str) -> Path | None:
        """Return few answers after which a question is asked, certainly if that can be; None when it never is."""
        certain = self.settled(question_id)
        return self.path(certain if certain != FALSE else self._shown[question_id])

    def path_hiding(self, question_id: str) -> Path | None:
        """Return as few answers as possible after which a question is not asked; None when it always is."""
        return self.path(self.diagram.opposite(self._shown[question_id]))

    def can_fire(self, rule: Consistency) -> Path | None:
        """Return answers for which a consistency rule speaks; None when it never does."""
        return self.path(self.certain(rule.when))

    def path(self, statement: int) -> Path | None:
        """Return answers, in questionnaire order, that make a statement hold; None when none do."""
        choices = self.diagram.witness(statement)
        if choices is None:
            return None
        answers: dict[str, Answer] = {}
        for number in sorted(choices):
            question_id, row = self._by_number[number]
            chosen = self._variables[question_id, row].choices[choices[number]].answer
            if chosen is not None:
                known = answers.get(question_id)
                answers[question_id] = _joined(known, chosen) if known else chosen
        return tuple(answers.items())

    def idle_parts(self, condition: Condition, *, certain: bool = False, keep: str = "") -> tuple[Atom, ...]:
        """Return the statements of a condition without which it would always come out the same.

        `certain` compares when it is true, otherwise when it is not false. Statements about `keep` are left out.
        """
        level = Truth.TRUE if certain else Truth.UNKNOWN
        whole = self._translate(condition, level)
        found = []
        for atom in dict.fromkeys(atoms(condition)):
            fixed = (self._translate(condition, level, {atom: value}) for value in (TRUE, FALSE))
            if atom.question != keep and whole in fixed:
                found.append(atom)
        return tuple(found)

    def conflict(self, condition: Condition) -> tuple[Condition, ...]:
        """Return a smallest set of parts that never certainly hold together, for a condition that never does."""
        parts = list(condition.parts) if isinstance(condition, All) else [condition]
        for part in tuple(parts):
            others = [other for other in parts if other is not part]
            if others and self.certain(All(tuple(others))) == FALSE:
                parts = others
        return tuple(parts)

    def hidden_by(self, question_id: str, among: Iterable[Question]) -> Iterator[tuple[Answer, tuple[Question, ...]]]:
        """Yield each single answer to a question with the questions that it alone takes away."""
        variable = self._variables[question_id, ""]
        candidates = [question for question in among if question.asked_if is not None]
        for index, choice in enumerate(variable.choices):
            if choice.answer is None or choice.answer.state is not State.GIVEN:
                continue
            here = self.diagram.both(self._shown[question_id], self.diagram.literal(variable.number, {index}))
            gone = tuple(q for q in candidates if self.diagram.both(here, self._shown[q.id]) == FALSE)
            if gone:
                yield choice.answer, gone

    def maximum(self, section_id: str) -> tuple[Fraction, Path]:
        """Return the highest total credit that a section's scored questions can reach together, and answers that do."""
        scored = [q for q in self.questionnaire.questions if q.section == section_id and q.is_scored]
        offers = [list(self._offers(question)) for question in scored]
        top = [max(offer, key=lambda o: o[1]) for offer in offers if offer]
        together = self.diagram.both(*(statement for statement, _ in top))
        if together != FALSE:
            return sum((gain for _, gain in top), start=Fraction(0)), self.path(together) or ()
        scale = lcm(*(gain.denominator for offer in offers for _, gain in offer))
        whole = [[(statement, int(gain * scale)) for statement, gain in offer] for offer in offers]
        total, statement = best_sum(self.diagram, _merged(whole))
        return Fraction(total, scale), self.path(statement) or ()

    # How questions become variables and conditions statements

    def _add(self, question: Question) -> None:
        self._shown[question.id] = self.possible(question.asked_if)
        self._own[question.id] = TRUE
        if (question.follows, "") in self._variables:
            self._follow(question, self._variables[question.follows, ""])
        mentioned = self._mentions.get(question.id, ())
        for row in dict.fromkeys(atom.row for atom in mentioned):
            here = tuple(atom for atom in mentioned if atom.row == row)
            answers = choices(question, here, row)
            number = self.diagram.variable(len(answers))
            variable = _Variable(question, number, answers, {atom: index for index, atom in enumerate(here)})
            self._variables[question.id, row] = variable
            self._by_number[variable.number] = (question.id, row)

    def _follow(self, question: Question, parent: _Variable) -> None:
        """Note that a follow-up goes when its measure is not applicable, and counts only while that has credit."""
        if any(option.asked_if is not None for option in parent.question.options):
            raise TooComplicated
        gone = {index for index, choice in enumerate(parent.choices) if choice.is_not_applicable}
        earns = {index for index, choice in enumerate(parent.choices) if choice.credit}
        stays = self.diagram.opposite(self.diagram.literal(parent.number, gone))
        self._shown[question.id] = self.diagram.both(self._shown[question.id], stays)
        self._own[question.id] = self.diagram.both(
            self._own[parent.question.id], self.diagram.literal(parent.number, earns)
        )

    def _translate(self, condition: Condition, level: Truth, fixed: dict[Atom, int] | None = None) -> int:
        match condition:
            case Atom():
                return fixed[condition] if fixed and condition in fixed else self._statement(condition, level)
            case All(parts):
                return self.diagram.both(*(self._translate(part, level, fixed) for part in parts))
            case AnyOf(parts):
                return self.diagram.either(*(self._translate(part, level, fixed) for part in parts))

    def _statement(self, atom: Atom, level: Truth) -> int:
        """Return when a statement is at least this true; a statement about a hidden question is false."""
        variable = self._variables[atom.question, atom.row]
        position = variable.position[atom]
        conditional = [option for option in variable.question.options if option.asked_if is not None]
        plain, mixed = set(), []
        for index, choice in enumerate(variable.choices):
            held_back = [o for o in conditional if choice.answer is not None and o.id in choice.answer.options]
            if held_back:
                mixed.append(self._mixed(variable, index, atom, held_back, level))
            elif choice.truths[position].value >= level.value:
                plain.add(index)
        holds = self.diagram.either(self.diagram.literal(variable.number, plain), *mixed)
        own = self._own[atom.question]
        if own != TRUE:
            silent = TRUE if judge(variable.question, atom, None).value >= level.value else FALSE
            inherited = self.diagram.both(self.diagram.opposite(own), silent)
            holds = self.diagram.either(self.diagram.both(own, holds), inherited)
        return self.diagram.both(holds, self._shown[atom.question])

    def _mixed(self, variable: _Variable, index: int, atom: Atom, held_back: list[Option], level: Truth) -> int:
        """Return when the statement holds for a tick list some of whose ticked options are offered only sometimes."""
        answer = variable.choices[index].answer
        if answer is None or len(held_back) > MAX_TICKS:
            raise TooComplicated
        cases = []
        for count in range(len(held_back) + 1):
            for missing in combinations(held_back, count):
                left = Answer(options=tuple(o for o in answer.options if all(o != gone.id for gone in missing)))
                if judge(variable.question, atom, left).value >= level.value:
                    offered = [self.possible(o.asked_if) for o in held_back if o not in missing]
                    withheld = [self.diagram.opposite(self.possible(o.asked_if)) for o in missing]
                    cases.append(self.diagram.both(*offered, *withheld))
        return self.diagram.both(self.diagram.literal(variable.number, {index}), self.diagram.either(*cases))

    def _offers(self, question: Question) -> Iterator[tuple[int, Fraction]]:
        """Yield (when, weighted credit) for the answers to a scored question that conditions tell apart."""
        shown = self.diagram.both(self._shown[question.id], self._own[question.id])
        counted = [option for option in question.options if option.counted and not option.exclusive]
        if question.kind is Kind.MULTIPLE:
            shown = self.diagram.both(shown, self.diagram.either(*(self.possible(o.asked_if) for o in counted)))
        variable = self._variables.get((question.id, ""))
        if variable is None:
            yield shown, question.weight * credit(question, best(question))
            return
        for index, choice in enumerate(variable.choices):
            if choice.credit is not None:
                if choice.credit < 1 and any(option.asked_if is not None for option in counted):
                    raise TooComplicated
                when = self.diagram.both(shown, self.diagram.literal(variable.number, {index}))
                yield when, question.weight * choice.credit


def path_showing(questionnaire: Questionnaire, question_id: str) -> Path | None:
    """Return answers after which a question is asked, or None when it never is."""
    return Reachability(questionnaire).path_showing(question_id)


def path_hiding(questionnaire: Questionnaire, question_id: str) -> Path | None:
    """Return answers after which a question is not asked, or None when it always is."""
    return Reachability(questionnaire).path_hiding(question_id)


def maximum(questionnaire: Questionnaire, section_id: str) -> tuple[Fraction, Path]:
    """Return the highest total credit of a section and answers that reach it."""
    return Reachability(questionnaire).maximum(section_id)


def _joined(known: Answer, more: Answer) -> Answer:
    """Return answers to two rows of one matrix as one answer."""
    return Answer(cells=known.cells + more.cells)


def _merged(offers: list[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """Add up questions that are asked under the same condition and that no condition names."""
    single: dict[int, int] = {}
    for offer in offers:
        if len(offer) == 1:
            single[offer[0][0]] = single.get(offer[0][0], 0) + offer[0][1]
    return [offer for offer in offers if len(offer) > 1] + [[pair] for pair in single.items()]
