"""Scoring model 1.0 once more, written straight from the published text: slow, plain, and sharing no code with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from assessment.domain.answers import State, problems
from assessment.domain.conditions import All, Atom, Condition, Operator
from assessment.domain.questionnaire import (
    Depth,
    Kind,
    Option,
    Question,
    Questionnaire,
    Role,
    ScaleKind,
    Section,
    SectionKind,
    Severity,
)
from assessment.domain.scorecard import Band, Figures, Inherits, ItemResult, Raised, Scorecard, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.answers import Answer

TRUE, UNKNOWN, FALSE = Fraction(1), Fraction(1, 2), Fraction(0)
POSITIVE = {
    Operator.IS_NOT: Operator.IS,
    Operator.NONE_OF: Operator.ANY_OF,
    Operator.INCLUDES_NONE: Operator.INCLUDES_ANY,
    Operator.BELOW: Operator.AT_LEAST,
    Operator.NOT_ANSWERED: Operator.ANSWERED,
}
LACKING = {Status.DONT_KNOW, Status.OPEN, Status.INHERIT}


@dataclass
class Naive:
    """One assessment; every question is asked anew whenever something depends on it."""

    questionnaire: Questionnaire
    stored: Mapping[str, Answer]
    depth: Depth
    memory: dict[tuple[str, str], object] = field(default_factory=dict)

    def question(self, name: str) -> Question | None:
        """Return a question of this depth."""
        found = self.questionnaire.by_id.get(name)
        return found if found and found.depth <= self.depth else None

    def own(self, question: Question) -> Answer | None:
        """Return the stored answer when it fits; options that are not on offer cannot be chosen."""
        answer = self.stored.get(question.id)
        if answer is None or problems(question, answer):
            return None
        if answer.state is not State.GIVEN:
            return answer
        if question.kind is Kind.TEXT:
            return answer if answer.text.strip() else None
        offered = {option.id for option in self.offered(question)}
        answer = replace(answer, options=tuple(option for option in answer.options if option in offered))
        return None if question.kind is Kind.SINGLE and not answer.options else answer

    def offered(self, question: Question) -> list[Option]:
        """Return the options whose condition is not false."""
        return [o for o in question.options if o.asked_if is None or self.truth(o.asked_if) > FALSE]

    def truth(self, condition: Condition, taken_as_true: str = "") -> Fraction:
        """Return 1 for true, 1/2 for unknown, 0 for false: "and" is the least, "or" the greatest."""
        if isinstance(condition, Atom):
            return TRUE if condition.question == taken_as_true else self.statement(condition)
        parts = [self.truth(part, taken_as_true) for part in condition.parts]
        return min(parts) if isinstance(condition, All) else max(parts)

    def statement(self, atom: Atom) -> Fraction:
        """Return the truth of one statement; of a hidden question none holds."""
        question = self.question(atom.question)
        if question is None or not self.shown(question):
            return FALSE
        chosen, is_negative = self.chosen(question, atom.row), atom.operator in POSITIVE
        if POSITIVE.get(atom.operator, atom.operator) is Operator.ANSWERED:
            return Fraction((chosen is not None) != is_negative)
        if self.is_about_credit(question, atom):
            return self.credit_statement(question, atom)
        if chosen is None:
            return FALSE if question.is_scored else UNKNOWN
        return Fraction(self.matches(question, atom, chosen) != is_negative)

    def chosen(self, question: Question, row: str) -> set[str] | None:
        """Return the options given, in this row of a matrix; None while they are not known."""
        if question.is_scored and self.status(question)[0] is not Status.KNOWN:
            return None
        answer = self.own(question)
        if answer is None or answer.state is not State.GIVEN:
            return None
        if question.kind is Kind.MATRIX:
            cells = {option for name, option in answer.cells if name == row}
            return None if not cells or "dont-know" in cells else cells
        return set(answer.options)

    def is_about_credit(self, question: Question, atom: Atom) -> bool:
        """Whether "yes" and "no" speak of a measure's value."""
        is_word = atom.operator in {Operator.IS, Operator.IS_NOT} and atom.values[0] in {"yes", "no"}
        return question.is_scored and is_word

    def credit_statement(self, question: Question, atom: Atom) -> Fraction:
        """Yes is a value above 0, no is 0; what is not known is neither, so that only "not" holds; N/A is nothing."""
        status = self.status(question)[0]
        if status is Status.NOT_APPLICABLE:
            return FALSE
        is_not = atom.operator is Operator.IS_NOT
        if status is not Status.KNOWN:
            return Fraction(is_not)
        is_met = (self.value(question) > 0) == (atom.values[0] == "yes")
        return Fraction(is_met != is_not)

    def matches(self, question: Question, atom: Atom, chosen: set[str]) -> bool:
        """Whether the positive form of the statement holds for these options."""
        if POSITIVE.get(atom.operator, atom.operator) is Operator.AT_LEAST:
            order = [option.id for option in question.options]
            return order.index(next(iter(chosen))) >= order.index(atom.values[0])
        return not chosen.isdisjoint(atom.values)

    def shown(self, question: Question) -> bool:
        """Whether the question is put to people."""
        key = ("shown", question.id)
        if key not in self.memory:
            self.memory[key] = self.is_shown(question)
        return bool(self.memory[key])

    def is_shown(self, question: Question) -> bool:
        """Out and details of what does not apply are hidden, else the condition decides."""
        parent = self.question(question.follows)
        if self.out(question) or (parent and self.status(parent)[0] is Status.NOT_APPLICABLE):
            return False
        return question.asked_if is None or self.truth(question.asked_if) > FALSE

    def out(self, question: Question) -> bool:
        """Whether the question is out, by its own condition or with its measure."""
        parent = self.question(question.follows)
        if question.follows and (parent is None or self.out(parent)):
            return True
        return question.asked_if is not None and self.truth(question.asked_if, question.follows) == FALSE

    def status(self, question: Question) -> tuple[Status, Inherits | None]:
        """Return the status of a scored item, in the published order."""
        key = ("status", question.id)
        if key not in self.memory:
            self.memory[key] = self.decide(question)
        found: tuple[Status, Inherits | None] = self.memory[key]  # type: ignore[assignment]  # only `decide` fills it
        return found

    def decide(self, question: Question) -> tuple[Status, Inherits | None]:
        """Out, inherit, not applicable, known, don't know, open."""
        if self.out(question):
            return Status.OUT, None
        parent = self.question(question.follows)
        if parent is not None:
            status, inherits = self.status(parent)
            if status is Status.NOT_APPLICABLE:
                return status, None
            if status is Status.INHERIT:
                return status, inherits
            if status in {Status.DONT_KNOW, Status.OPEN}:
                return Status.INHERIT, Inherits(status.value)
            if self.value(parent) == 0 or not self.shown(question):
                return Status.INHERIT, Inherits.ZERO
        return self.own_status(question), None

    def own_status(self, question: Question) -> Status:
        """Return the status that the own answer gives."""
        answer = self.own(question)
        if not self.counted(question) or (answer and answer.state is State.NOT_APPLICABLE):
            return Status.NOT_APPLICABLE
        if answer is None:
            return Status.OPEN
        return Status.KNOWN if answer.state is State.GIVEN else Status.DONT_KNOW

    def counted(self, question: Question) -> list[Option]:
        """Return the options that count and apply."""
        if question.kind is Kind.SINGLE:
            return list(question.options)
        return [option for option in self.offered(question) if option.counted and not option.exclusive]

    def value(self, question: Question) -> Fraction:
        """Return the value of a known answer."""
        answer = self.own(question)
        ticked = answer.options if answer else ()
        if question.kind is Kind.SINGLE:
            return next(option.value or Fraction(0) for option in question.options if option.id in ticked)
        counted = self.counted(question)
        return Fraction(len([option for option in counted if option.id in ticked]), len(counted))

    def result(self, question: Question) -> ItemResult:
        """Return the result of one scored item."""
        status, inherits = self.status(question)
        value = self.value(question) if status is Status.KNOWN else None
        return ItemResult(
            question.id, status, inherits, Fraction(0) if inherits is Inherits.ZERO else value, question.weight
        )

    def is_gap(self, question: Question) -> bool:
        """Whether a critical item, or a critical part of a tick list, is missing."""
        result = self.result(question)
        parts = [option.id for option in self.offered(question) if option.critical]
        if result.status in LACKING:
            return question.critical or bool(parts)
        if result.status is not Status.KNOWN:
            return False
        ticked = set(self.stored[question.id].options)
        return (question.critical and result.value == 0) or any(part not in ticked for part in parts)

    def raised(self) -> list[Raised]:
        """Return what gates and context questions expose: per question and requirement the gravest."""
        found: list[Raised] = []
        for question in self.questionnaire.questions:
            if question.role in {Role.GATE, Role.CONTEXT} and self.question(question.id) and self.shown(question):
                found.extend(self.raised_by(question))
        return found

    def raised_by(self, question: Question) -> list[Raised]:
        """Return what one question exposes; an answer names the reason before don't know does."""
        answer = self.own(question)
        hits: list[tuple[str, Severity, bool]] = []
        for exposure in question.exposes if answer else ():
            for options in self.looked_at(question, exposure.rows):
                if options == "dont-know" or options in exposure.options:
                    hits += [(name, exposure.severity, options != "dont-know") for name in exposure.requirements]
        names = dict.fromkeys(name for name, _, _ in hits)
        gravest = {name: max((severity, given) for other, severity, given in hits if other == name) for name in names}
        return [Raised(question.id, name, severity, not given) for name, (severity, given) in gravest.items()]

    def looked_at(self, question: Question, rows: tuple[str, ...]) -> list[str]:
        """Return the options given, in these rows."""
        answer = self.own(question)
        if answer is None or answer.state is State.NOT_APPLICABLE:
            return []
        if answer.state is State.DONT_KNOW:
            return ["dont-know"]
        return [*answer.options, *(option for row, option in answer.cells if not rows or row in rows)]


def band(score: Fraction) -> Band:
    """Up to 15, 50 and 85 percent."""
    if score <= Fraction(15, 100):
        return Band.NOT_YET
    if score <= Fraction(50, 100):
        return Band.STARTED
    return Band.MOSTLY_IN_PLACE if score <= Fraction(85, 100) else Band.IN_PLACE


def plain_score(results: list[ItemResult], *, weighted: bool = True) -> Fraction | None:
    """Return C / (K + D), None when nothing is known or don't know."""
    counted = [r for r in results if r.status in {Status.KNOWN, Status.DONT_KNOW} or is_closed(r)]
    weight = sum(r.weight if weighted else 1 for r in counted)
    credit = sum(((r.weight if weighted else 1) * (r.value or Fraction(0)) for r in counted), Fraction(0))
    return credit / weight if weight else None


def is_closed(result: ItemResult) -> bool:
    """Whether an inheriting item counts as known or don't know."""
    return result.inherits in {Inherits.ZERO, Inherits.DONT_KNOW}


def weigh(results: list[ItemResult], status: Status, inherits: Inherits | None) -> Fraction:
    """Return the weight of the items of a status, own or inherited."""
    return Fraction(sum(r.weight for r in results if r.status is status or (inherits and r.inherits is inherits)))


def figures(naive: Naive, name: str, questions: list[Question], severity: Severity) -> Figures:
    """Return the figures of these items by the published formulas."""
    results = [naive.result(question) for question in questions]
    k, d = weigh(results, Status.KNOWN, Inherits.ZERO), weigh(results, Status.DONT_KNOW, Inherits.DONT_KNOW)
    u, na = weigh(results, Status.OPEN, Inherits.OPEN), weigh(results, Status.NOT_APPLICABLE, None)
    c = sum((r.weight * (r.value or Fraction(0)) for r in results), Fraction(0))
    evidenced = [r for r in results if r.status is Status.KNOWN and naive.stored[r.id].evidence >= 2]
    total = k + d + u
    has_score = total > 0 and (k + d) / total >= Fraction(4, 5)
    gaps = tuple(question.id for question in questions if naive.is_gap(question))
    highest = Band.STARTED if gaps else Band.IN_PLACE
    target = {1: Band.STARTED, 2: Band.MOSTLY_IN_PLACE, 3: Band.IN_PLACE}[severity]
    uncapped = band(c / (k + d)) if has_score else None
    shown = min(uncapped, highest) if uncapped is not None else None
    unweighted = plain_score(results, weighted=False)
    return Figures(
        id=name,
        known=k,
        dont_know=d,
        open=u,
        credit=c,
        score=c / (k + d) if has_score else None,
        low=c / total if total else None,
        high=(c + d + u) / total if total else None,
        coverage=(k + d) / total if total else None,
        known_share=k / (k + d) if k + d else None,
        evidence_share=sum((r.weight * (r.value or Fraction(0)) for r in evidenced), Fraction(0)) / c if c else None,
        not_applicable_share=na / (total + na) if total + na else None,
        band=shown,
        uncapped_band=uncapped,
        critical_gaps=gaps,
        exposure=severity,
        target=target,
        gap=None if shown is None else int(target) - int(shown),
        weight_sensitive=None if shown is None or unweighted is None else min(band(unweighted), highest) != shown,
    )


def row_figures(naive: Naive, section: Section, severity: Severity) -> Figures:
    """Return the figures of a row, with those of its sub-sections and the second kind of sensitivity."""
    questions = [
        question
        for question in naive.questionnaire.at_depth(naive.depth)
        if question.is_scored and question.section == section.id and naive.depth is not Depth.SCREENING
    ]
    inside = [(part.id, [q for q in questions if q.subsection == part.id]) for part in section.subsections]
    parts = tuple(figures(naive, name, some, severity) for name, some in inside)
    row = figures(naive, section.id, questions, severity)
    means = [plain_score([naive.result(question) for question in some]) for _, some in inside]
    known = [mean for mean in means if mean is not None]
    if row.band is not None and known:
        highest = Band.STARTED if row.critical_gaps else Band.IN_PLACE
        changes = min(band(sum(known, Fraction(0)) / len(known)), highest) != row.band
        row = replace(row, weight_sensitive=row.weight_sensitive or changes)
    return replace(row, subsections=parts)


def self_ratings(naive: Naive) -> tuple[tuple[str, Fraction], ...]:
    """Return the mean rating of each row."""
    found: dict[str, list[Fraction]] = {}
    for question in naive.questionnaire.at_depth(naive.depth):
        if question.role is Role.REFLECTION and question.rates is ScaleKind.ADEQUACY and naive.shown(question):
            answer = naive.own(question)
            option = question.option(answer.options[0]) if answer and answer.options else None
            if option:
                found.setdefault(question.section, []).append(option.value or Fraction(0))
    rows = [row.id for row in naive.questionnaire.rows if row.id in found]
    return tuple((row, sum(found[row], Fraction(0)) / len(found[row])) for row in rows)


def naive_score(questionnaire: Questionnaire, answers: Mapping[str, Answer], depth: Depth) -> Scorecard:
    """Return the scorecard of one assessment."""
    naive = Naive(questionnaire, answers, depth)
    raised = naive.raised()
    rows = []
    for section in questionnaire.rows:
        severities = [found.severity for found in raised if found.requirement == section.id]
        rows.append(row_figures(naive, section, max(severities, default=Severity.LOW)))
    kinds = {section.id: section.kind for section in questionnaire.sections}
    requirements = [row for row in rows if kinds[row.id] is SectionKind.REQUIREMENT]
    is_screening = depth is Depth.SCREENING
    scored = [] if is_screening else [q for q in questionnaire.at_depth(depth) if q.is_scored]
    met = [row for row in requirements if row.band is not None and row.band >= row.target]
    return Scorecard(
        questionnaire.id,
        questionnaire.version,
        questionnaire.fingerprint,
        "1.0",
        depth,
        requirements=tuple(rows),
        targets_met=None if is_screening else len(met),
        targets_of=len([row for row in requirements if is_screening or row.known + row.dont_know + row.open > 0]),
        items=tuple(naive.result(question) for question in scored),
        raised=tuple(raised),
        self_ratings=self_ratings(naive),
    )
