"""Answers as given, and the judgement whether an answer fits its question."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, Literal

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


Part = Literal["text", "note", "reason"]


@dataclass(frozen=True, slots=True)
class Said:
    """A text as readers get it, with the tag of its language; `first` is that of what a second version repeats.

    A tag is empty where the language is not known.
    """

    text: str
    language: str
    is_second: bool = False
    first: str = ""


@dataclass(frozen=True, slots=True)
class Second:
    """What was typed once more in a second language; `is_older` when the texts themselves were changed since.

    One without a language or a text takes back what is stored.
    """

    language: str = ""
    text: str = ""
    note: str = ""
    reason: str = ""
    is_older: bool = False

    @property
    def texts(self) -> tuple[str, str, str]:
        """What was typed."""
        return self.text, self.note, self.reason


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. A question without an Answer is unanswered.

    `options` holds the chosen option of a single choice and the ticked ones of a tick list; `cells` the
    (row, option) pairs of a matrix, where the option may be "dont-know"; `text` a free text. `language` is the tag of
    the language in which `text`, `note` and `reason` were written, empty when there is none or it is not known;
    `second` holds them in another language. In what is to be saved, no language and no second say nothing about them.
    """

    state: State = State.GIVEN
    options: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    text: str = ""
    evidence: Evidence = Evidence.E0
    note: str = ""
    reason: str = ""
    language: str = ""
    second: Second | None = None

    @property
    def texts(self) -> tuple[str, str, str]:
        """What was typed."""
        return self.text, self.note, self.reason

    def spoken(self, language: str, before: Answer | None) -> Answer:
        """Return the answer with what it does not say itself about the languages of its texts.

        They are in the language of `before` if they are the same, else in `language`; the second version of `before`
        stays, as an older one if they are not.
        """
        if not any(self.texts):
            return replace(self, language="", second=None)
        is_same = before is not None and before.texts == self.texts
        own = self.language or (before.language if before is not None and is_same else language)
        return replace(self, language=own, second=self._kept(before.second if before else None, is_same=is_same))

    def said(self, part: Part, language: str) -> Said:
        """Return a text for readers of a language: its second version if that alone is in it, and up to date."""
        text, second = getattr(self, part), self.second
        if second is None or second.is_older or _speaks(self.language, language):
            return Said(text, self.language)
        again = getattr(second, part)
        if not again or not _speaks(second.language, language):
            return Said(text, self.language)
        return Said(again, second.language, is_second=True, first=self.language)

    def _kept(self, before: Second | None, *, is_same: bool) -> Second | None:
        if self.second is not None:
            return self.second if self.second.language and any(self.second.texts) else None
        return before if is_same or before is None else replace(before, is_older=True)


def _speaks(tag: str, language: str) -> bool:
    """Whether a text with this tag is in the language, be it in the way of one country."""
    return tag == language or tag.startswith(f"{language}-")


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
