"""Answers as given, and the judgement whether an answer fits its question."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

from assessment.domain.questionnaire import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.questionnaire import Depth, Question

MAX_NOTE = 10_000


class Evidence(IntEnum):
    """How well an answer is supported; never multiplied into a score."""

    E0 = 0
    E1 = 1
    E2 = 2
    E3 = 3
    E4 = 4


class State(Enum):
    """What kind of answer was given."""

    GIVEN = "given"
    DONT_KNOW = "dont-know"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. A question without an Answer is unanswered.

    `options` holds the chosen option of a single choice and the ticked ones of a tick list; `cells` the
    (row, option) pairs of a matrix, where the option may be "dont-know"; `text` a free text. `language` is the tag of
    the language in which `text`, `note` and `reason` were written, empty when there is none or it is not known.
    """

    state: State = State.GIVEN
    options: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    text: str = ""
    evidence: Evidence = Evidence.E0
    note: str = ""
    reason: str = ""
    language: str = ""

    @property
    def texts(self) -> tuple[str, str, str]:
        """What was typed."""
        return self.text, self.note, self.reason

    def spoken(self, language: str, before: Answer | None) -> Answer:
        """Return the answer with the language of its texts: that of `before` if they are the same, else `language`."""
        if before is not None and before.texts == self.texts:
            return replace(self, language=before.language)
        return replace(self, language=language if any(self.texts) else "")


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who assesses; `country` is an ISO 3166 code, `sector` an ISIC section letter."""

    name: str = ""
    country: str = ""
    sector: str = ""
    size: str = ""


@dataclass(frozen=True, slots=True)
class System:
    """What is assessed; `role` is provider, deployer or both."""

    name: str = ""
    role: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One system of one organisation, answered against one questionnaire version."""

    questionnaire: str
    version: str
    depth: Depth
    language: str
    date: str
    organisation: Organisation = field(default_factory=Organisation)
    system: System = field(default_factory=System)
    answers: Mapping[str, Answer] = field(default_factory=dict)


class Problem(Enum):
    """Why an answer does not fit its question."""

    UNKNOWN_OPTION = "unknown-option"
    UNKNOWN_ROW = "unknown-row"
    WRONG_SHAPE = "wrong-shape"
    EXCLUSIVE = "exclusive"
    REPEATED = "repeated"
    NO_DONT_KNOW = "no-dont-know"
    NO_NOT_APPLICABLE = "no-not-applicable"
    REASON_MISSING = "reason-missing"
    NOTE_TOO_LONG = "note-too-long"


def problems(question: Question, answer: Answer) -> tuple[tuple[Problem, str], ...]:
    """Return why the answer does not fit, each with the offending id or an empty string; empty when it fits."""
    found = list(_text_problems(answer))
    match answer.state:
        case State.DONT_KNOW:
            if not question.dont_know:
                found.append((Problem.NO_DONT_KNOW, ""))
        case State.NOT_APPLICABLE:
            if not question.not_applicable:
                found.append((Problem.NO_NOT_APPLICABLE, ""))
            elif not answer.reason.strip():
                found.append((Problem.REASON_MISSING, ""))
        case State.GIVEN:
            found.extend(_choice_problems(question, answer))
    return tuple(found)


def _text_problems(answer: Answer) -> tuple[tuple[Problem, str], ...]:
    long = max(len(answer.note), len(answer.reason), len(answer.text)) > MAX_NOTE
    return ((Problem.NOTE_TOO_LONG, ""),) if long else ()


def _choice_problems(question: Question, answer: Answer) -> tuple[tuple[Problem, str], ...]:
    match question.kind:
        case Kind.SINGLE:
            if len(answer.options) != 1 or answer.cells or answer.text:
                return ((Problem.WRONG_SHAPE, ""),)
            return _unknown_options(question, answer.options)
        case Kind.MULTIPLE:
            if answer.cells or answer.text:
                return ((Problem.WRONG_SHAPE, ""),)
            return _tick_problems(question, answer.options)
        case Kind.MATRIX:
            if answer.options or answer.text or not answer.cells:
                return ((Problem.WRONG_SHAPE, ""),)
            return _cell_problems(question, answer.cells)
        case Kind.TEXT:
            return ((Problem.WRONG_SHAPE, ""),) if answer.options or answer.cells else ()


def _unknown_options(question: Question, chosen: tuple[str, ...]) -> tuple[tuple[Problem, str], ...]:
    return tuple((Problem.UNKNOWN_OPTION, option) for option in chosen if question.option(option) is None)


def _tick_problems(question: Question, ticked: tuple[str, ...]) -> tuple[tuple[Problem, str], ...]:
    found = list(_unknown_options(question, ticked))
    found.extend((Problem.REPEATED, option) for option in dict.fromkeys(ticked) if ticked.count(option) > 1)
    exclusive = [o.id for o in question.options if o.exclusive and o.id in ticked]
    if exclusive and len(ticked) > 1:
        found.append((Problem.EXCLUSIVE, exclusive[0]))
    return tuple(found)


def _cell_problems(question: Question, cells: tuple[tuple[str, str], ...]) -> tuple[tuple[Problem, str], ...]:
    rows = {row.id for row in question.rows}
    found: list[tuple[Problem, str]] = [(Problem.UNKNOWN_ROW, row) for row, _ in cells if row not in rows]
    answered = [row for row, _ in cells]
    found.extend((Problem.REPEATED, row) for row in dict.fromkeys(answered) if answered.count(row) > 1)
    for row, option in cells:
        if option == State.DONT_KNOW.value:
            if not question.dont_know:
                found.append((Problem.NO_DONT_KNOW, row))
        elif question.option(option) is None:
            found.append((Problem.UNKNOWN_OPTION, option))
    return tuple(found)
