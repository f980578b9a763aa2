"""Small questionnaires and answers in a few words, for tests that are read like examples."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from assessment.domain.answers import Answer, Evidence, State
from assessment.domain.conditions import parse
from assessment.domain.questionnaire import (
    Consistency,
    Depth,
    Effort,
    Exposure,
    Kind,
    Option,
    Polarity,
    Question,
    Questionnaire,
    Recommendation,
    Role,
    Row,
    ScaleKind,
    Section,
    SectionKind,
    Severity,
    Source,
    Subsection,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessment.domain.conditions import Condition
    from assessment.domain.scorecard import Figures, ItemResult, Scorecard

DK = "dont-know"
NA = "not-applicable"
THIRD, TWO_THIRDS, HALF = Fraction(1, 3), Fraction(2, 3), Fraction(1, 2)

LEVELS = (
    Option("not-in-place", "Not in place", value=Fraction(0)),
    Option("started", "Started", value=THIRD),
    Option("in-place", "In place", value=TWO_THIRDS),
    Option("in-place-and-checked", "In place and checked", value=Fraction(1)),
)
NO, STARTED, IN_PLACE, CHECKED = (option.id for option in LEVELS)
YES_SOME_NO_VALUED = (
    Option("no", "No", value=Fraction(0)),
    Option("to-some-extent", "To some extent", value=HALF),
    Option("yes", "Yes", value=Fraction(1)),
)
YES_NO = (Option("no", "No"), Option("yes", "Yes"))
YES_SOME_NO = (Option("no", "No"), Option("to-some-extent", "To some extent"), Option("yes", "Yes"))
LIKELIHOOD = tuple(Option(word, word.title()) for word in ("impossible", "unlikely", "possible", "likely"))
ADEQUACY = tuple(
    Option(word, word, value=Fraction(step, 4))
    for step, word in enumerate(("non-existing", "inadequate", "partly", "adequate", "fully"))
)
LOW, MEDIUM, HIGH = Severity.LOW, Severity.MEDIUM, Severity.HIGH


def condition(text: str) -> Condition | None:
    """Return the parsed condition; an empty text is none."""
    return parse(text) if text else None


class More(TypedDict, total=False):
    """What a test may say about a question beyond its name."""

    kind: Kind
    depth: Depth
    when: str
    follows: str
    options: tuple[Option, ...]
    rows: tuple[Row, ...]
    exposes: tuple[Exposure, ...]
    polarity: Polarity
    rates: ScaleKind
    weight: int
    critical: bool
    dont_know: bool
    not_applicable: bool
    recommendation: Recommendation


def question(name: str, role: Role, usual: More, /, **more: Unpack[More]) -> Question:
    """Return a question; its sub-section is the id without its last number, its section the part before the hyphen."""
    given: dict[str, Any] = {**usual, **more}
    asked_if = condition(given.pop("when", ""))
    values: dict[str, Any] = {
        "id": name,
        "section": name.partition("-")[0],
        "subsection": re.sub(r"[0-9.]+$", "", name),
        "role": role,
        "kind": Kind.SINGLE,
        "depth": Depth.SCREENING if role in {Role.GATE, Role.CONTEXT} else Depth.FULL,
        "text": f"{name}?",
        "help": "",
        "example": "",
        "source": Source("test", ""),
        "answered_by": ("management",),
        "dont_know": True,
        "not_applicable": role.is_scored,
    }
    return Question(**(values | given), asked_if=asked_if)


def gate(name: str, /, *risks: Exposure, **more: Unpack[More]) -> Question:
    """Return a risk question, yes or no unless told otherwise."""
    usual: More = {"options": YES_NO, "exposes": risks, "polarity": Polarity.YES_IS_RISK}
    return question(name, Role.GATE, usual, **more)


def context(name: str, **more: Unpack[More]) -> Question:
    """Return a question about the system, yes or no unless told otherwise."""
    usual: More = {"options": YES_NO}
    return question(name, Role.CONTEXT, usual, **more)


def matrix(name: str, rows: str, /, *risks: Exposure, **more: Unpack[More]) -> Question:
    """Return a gate with one likelihood for each of the rows named."""
    lines = tuple(Row(row, row) for row in rows.split())
    usual: More = {"kind": Kind.MATRIX, "rows": lines, "options": LIKELIHOOD, "exposes": risks}
    return question(name, Role.GATE, usual, **more)


def exposure(requirements: str, severity: Severity, options: str = "yes", rows: str = "") -> Exposure:
    """Return what these options expose."""
    return Exposure(tuple(requirements.split()), tuple(options.split()), severity, tuple(rows.split()))


def advice(effort: Effort = Effort.M) -> Recommendation:
    """Return a recommendation of this effort."""
    return Recommendation("Do it.", ("Start.",), effort, "management", ("Record",))


def measure(name: str, weight: int = 1, /, **more: Unpack[More]) -> Question:
    """Return a measure on the four levels."""
    usual: More = {"options": LEVELS, "weight": weight, "recommendation": advice()}
    return question(name, Role.MEASURE, usual, **more)


def follow_up(name: str, parent: str, weight: int = 1, /, **more: Unpack[More]) -> Question:
    """Return a detail of a measure, asked when the measure is not "no" unless told otherwise."""
    usual: More = {"options": LEVELS, "weight": weight, "recommendation": advice(), "follows": parent}
    usual["when"] = f"{parent} is not no"
    return question(name, Role.FOLLOW_UP, usual, **more)


def ticks(name: str, options: Iterable[Option], weight: int = 1, /, **more: Unpack[More]) -> Question:
    """Return a scored tick list."""
    usual: More = {"kind": Kind.MULTIPLE, "options": tuple(options), "weight": weight, "recommendation": advice()}
    return question(name, Role.MEASURE, usual, **more)


def tick(name: str, *, when: str = "", counted: bool = True, exclusive: bool = False, critical: bool = False) -> Option:
    """Return one line of a tick list."""
    asked = condition(when)
    return Option(name, name, exclusive=exclusive, counted=counted, critical=critical, asked_if=asked)


def reflection(name: str, /, **more: Unpack[More]) -> Question:
    """Return a self-rating of how adequate the measures are."""
    usual: More = {"options": ADEQUACY, "rates": ScaleKind.ADEQUACY}
    return question(name, Role.REFLECTION, usual, **more)


def questionnaire(*questions: Question, rules: Mapping[str, str] | None = None) -> Questionnaire:
    """Return a questionnaire; section FR is the preamble, SYS the profile, every other a requirement."""
    kinds = {"FR": SectionKind.PREAMBLE, "SYS": SectionKind.PROFILE}
    sections = []
    for name in dict.fromkeys(item.section for item in questions):
        parts = dict.fromkeys(item.subsection for item in questions if item.section == name)
        kind = kinds.get(name, SectionKind.REQUIREMENT)
        sections.append(Section(name, name, "", kind, tuple(Subsection(part, part, "") for part in parts)))
    return Questionnaire(
        id="example",
        version="1.0",
        title="Example",
        summary="",
        language="en",
        licence="CC0-1.0",
        scoring_model="1.0",
        values_status="proposed",
        fingerprint="0" * 64,
        sections=tuple(sections),
        questions=questions,
        consistency=tuple(Consistency(name, parse(text), name) for name, text in (rules or {}).items()),
    )


def answer(given: str | Iterable[str] | Mapping[str, str], evidence: int = 0) -> Answer:
    """Return an answer: an option, DK, NA, the ticked options of a list, or the options by matrix row."""
    if given == DK:
        return Answer(State.DONT_KNOW)
    if given == NA:
        return Answer(State.NOT_APPLICABLE, reason="There is no such thing here.")
    if isinstance(given, str):
        return Answer(options=(given,), evidence=Evidence(evidence))
    if isinstance(given, dict):
        return Answer(cells=tuple(given.items()), evidence=Evidence(evidence))
    return Answer(options=tuple(given), evidence=Evidence(evidence))


def answers(given: Mapping[str, str | Iterable[str] | Mapping[str, str]], **evidence: int) -> dict[str, Answer]:
    """Return answers by question; evidence is given as `R_A1=2` for question R-A1."""
    grades = {name.replace("_", "-"): grade for name, grade in evidence.items()}
    return {name: answer(value, grades.get(name, 0)) for name, value in given.items()}


def figures(card: Scorecard, name: str) -> Figures:
    """Return the figures of a row or sub-section."""
    parts = {part.id: part for row in card.requirements for part in row.subsections}
    return (parts | {row.id: row for row in card.requirements})[name]


def item(card: Scorecard, name: str) -> ItemResult:
    """Return the result of one scored item."""
    return {result.id: result for result in card.items}[name]
