"""An answer in words for people; the translation function is an argument, so the domain knows no language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.answers import Answer, Evidence, Problem, Second, State
from assessment.domain.questionnaire import DONT_KNOW, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessment.domain.questionnaire import Question

    Gettext = Callable[[str], str]
    Tongue = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Words:
    """One part of an answer: what it is called and what it says, which may be typed text of several lines.

    `language` is the tag of the language of a typed text, where it is known.
    """

    name: str
    text: str
    is_typed: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One part of an answer before and after; empty where there was or is nothing."""

    name: str
    before: str
    after: str


def in_words(question: Question, answer: Answer | None, gettext: Gettext, tongue: Tongue) -> tuple[Words, ...]:
    """Return the parts of an answer that say something, the choice first; one part says so when there is none.

    `tongue` gives the name of a language by its tag.
    """
    if answer is None:
        return (Words(gettext("Answer"), gettext("No answer")),)
    typed = ((gettext("Reason"), answer.reason), (gettext("Note"), answer.note))
    return (
        *_choice(question, answer, gettext),
        *([Words(gettext("Evidence"), grade(answer.evidence, gettext))] if answer.evidence else []),
        *(Words(name, text, is_typed=True, language=answer.language) for name, text in typed if text),
        *(_again(answer.second, gettext, tongue(answer.second.language)) if answer.second else ()),
    )


def _again(second: Second, gettext: Gettext, tongue: str) -> tuple[Words, ...]:
    """Return the texts in the second language, each called what the first one is called, and the language."""
    typed = ((gettext("Answer"), second.text), (gettext("Reason"), second.reason), (gettext("Note"), second.note))
    return tuple(
        Words(f"{name} ({tongue})", text, is_typed=True, language=second.language) for name, text in typed if text
    )


def _choice(question: Question, answer: Answer, gettext: Gettext) -> tuple[Words, ...]:
    name = gettext("Answer")
    match answer.state:
        case State.DONT_KNOW:
            return (Words(name, gettext("Don’t know")),)
        case State.NOT_APPLICABLE:
            return (Words(name, gettext("Not applicable")),)
        case State.GIVEN:
            return _given(question, answer, gettext) or (Words(name, gettext("Nothing chosen yet")),)


def _given(question: Question, answer: Answer, gettext: Gettext) -> tuple[Words, ...]:
    texts = {option.id: option.text for option in question.options} | {DONT_KNOW: gettext("Don’t know")}
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            return tuple(Words(gettext("Answer"), texts.get(option, option)) for option in answer.options)
        case Kind.MATRIX:
            chosen = dict(answer.cells)
            return tuple(Words(row.text, texts.get(chosen[row.id], "")) for row in question.rows if row.id in chosen)
        case Kind.TEXT:
            typed = Words(gettext("Answer"), answer.text, is_typed=True, language=answer.language)
            return (typed,) if answer.text else ()


def grade(evidence: Evidence, gettext: Gettext) -> str:
    """Return a grade of evidence with its sign, such as "E2: document named"."""
    words = {
        Evidence.E0: gettext("no evidence named"),
        Evidence.E1: gettext("described in words"),
        Evidence.E2: gettext("document named"),
        Evidence.E3: gettext("checked by a second person"),
        Evidence.E4: gettext("independent check"),
    }
    return f"{evidence.name}: {words[evidence]}"


def kindly(problem: Problem, gettext: Gettext) -> str:
    """Return what is still missing for an answer to count, and what to do about it."""
    match problem:
        case Problem.REASON_MISSING:
            return gettext("Say in a few words why this does not apply; then it counts.")
        case Problem.WRONG_SHAPE:
            return gettext("What you wrote is kept. Choose an answer as well; then it counts.")
        case Problem.EXCLUSIVE:
            return gettext("“None of these” stands beside other ticks. Keep one or the other.")
        case Problem.NOTE_TOO_LONG:
            return gettext("A text is longer than 10,000 characters. Shorten it; then it counts.")
        case Problem.NO_DONT_KNOW | Problem.NO_NOT_APPLICABLE | Problem.UNKNOWN_OPTION | Problem.UNKNOWN_ROW:
            return gettext("This answer is not on offer here. Choose one of those shown.")
        case Problem.REPEATED:
            return gettext("An answer is there twice. Choose again.")


def changed(
    question: Question,
    versions: tuple[Answer | None, Answer | None],
    gettext: Gettext,
    tongue: Tongue,
    semicolon: str = "; ",
) -> tuple[Change, ...]:
    """Return what differs between two versions of an answer, part by part, in words."""
    before, after = versions
    old, new = (_by_name(in_words(question, answer, gettext, tongue), semicolon) for answer in versions)
    if before and after and before.language and after.language:
        old[gettext("Language of the text")] = tongue(before.language)
        new[gettext("Language of the text")] = tongue(after.language)
    return tuple(
        Change(name, old.get(name, ""), new.get(name, ""))
        for name in dict.fromkeys((*new, *old))
        if old.get(name, "") != new.get(name, "")
    )


def _by_name(parts: tuple[Words, ...], semicolon: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in parts:
        found[part.name] = f"{found[part.name]}{semicolon}{part.text}" if part.name in found else part.text
    return found
