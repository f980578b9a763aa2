"""The answer controls of a form: how the fields of one question are called, and how what was posted becomes an answer.

For a question `Q` the fields are `Q` (an option, several of a tick list, or "dont-know" or "not-applicable"), `Q.row.R`
(the option of a row of a matrix), `Q.text`, `Q.evidence` (0 to 4), `Q.note` and `Q.reason`. They travel together:
a field that is missing is empty. `Q.language` is the tag of the language of the texts, `Q.second.language` that of
their second version, whose fields are `Q.second.text`, `.note` and `.reason`: a page that does not have them leaves
what is stored.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assessment.domain.answers import MAX_NOTE, Answer, Evidence, Second, State, problems
from assessment.domain.questionnaire import DONT_KNOW, NOT_APPLICABLE, RESERVED_ANSWERS, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessment.domain.answers import Problem
    from assessment.domain.questionnaire import Question

    Fields = Mapping[str, Sequence[str]]

# Control characters that no page can show and give back, apart from tabulator and line end.
_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TAG = re.compile(r"(?=.{2,20}$)[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_STATES = {DONT_KNOW: State.DONT_KNOW, NOT_APPLICABLE: State.NOT_APPLICABLE}


class NotOnTheForm(ValueError):
    """Something was posted that the form of this question does not offer."""


def read_answer(question: Question, fields: Fields) -> Answer | None:
    """Return what was chosen and typed, whether or not it fits the question; None when everything was left empty.

    Raises NotOnTheForm for options, rows and grades that the question does not have, and for what is no language tag.
    """
    chosen = fields.get(question.id, ())
    answer = Answer(
        state=_state(question, chosen),
        options=_options(question, chosen),
        cells=_cells(question, fields),
        text=_typed(fields, f"{question.id}.text"),
        evidence=_grade(question, fields),
        note=_typed(fields, f"{question.id}.note"),
        reason=_typed(fields, f"{question.id}.reason"),
    )
    if answer == _EMPTY:
        return None
    if not any(answer.texts):
        return answer
    return replace(answer, language=_tag(fields, f"{question.id}.language"), second=_second(fields, question.id))


_EMPTY = Answer()
_TEXTS = ("text", "note", "reason")


def _second(fields: Fields, id_: str) -> Second | None:
    """Return the second version as it was sent, which may take it back; None when the page does not have it."""
    name = f"{id_}.second"
    if f"{name}.language" not in fields:
        return None
    text, note, reason = [_typed(fields, f"{name}.{part}") for part in _TEXTS]
    return Second(_tag(fields, f"{name}.language"), text, note, reason)


def _tag(fields: Fields, name: str) -> str:
    found = fields.get(name, ("",))[0]
    if found and not is_tag(found):
        raise NotOnTheForm(f"{name} is no language")
    return found


def is_tag(text: str) -> bool:
    """Whether a text looks like the tag of a language, such as fr or pt-BR."""
    return bool(_TAG.fullmatch(text))


def _state(question: Question, chosen: Sequence[str]) -> State:
    """Return the state; beside "not applicable", "don't know" says nothing more."""
    given = [word for word in (NOT_APPLICABLE, DONT_KNOW) if word in chosen]
    offered = {DONT_KNOW: question.dont_know, NOT_APPLICABLE: question.not_applicable}
    refused = [word for word in given if not offered[word]]
    if refused:
        raise NotOnTheForm(f"{question.id} does not offer {refused[0]}")
    return _STATES[given[0]] if given else State.GIVEN


def _options(question: Question, chosen: Sequence[str]) -> tuple[str, ...]:
    """Return the chosen options in the order of the question, so that equal choices are equal."""
    wanted = set(chosen) - RESERVED_ANSWERS - {""}
    if not wanted:
        return ()
    known = tuple([option.id for option in question.options if option.id in wanted])
    if len(known) != len(wanted) or question.kind not in {Kind.SINGLE, Kind.MULTIPLE}:
        raise NotOnTheForm(f"{question.id} has no such option")
    if question.kind is Kind.SINGLE and len(chosen) > 1:
        raise NotOnTheForm(f"{question.id} takes one option")
    return known


def _cells(question: Question, fields: Fields) -> tuple[tuple[str, str], ...]:
    if question.kind is not Kind.MATRIX:
        return ()
    posted = [(row.id, fields.get(f"{question.id}.row.{row.id}", ("",))[0]) for row in question.rows]
    offered = {option.id for option in question.options} | ({DONT_KNOW} if question.dont_know else set())
    cells = tuple([(row, option) for row, option in posted if option])
    if any(option not in offered for _, option in cells):
        raise NotOnTheForm(f"{question.id} has no such option")
    return cells


def _grade(question: Question, fields: Fields) -> Evidence:
    posted = fields.get(f"{question.id}.evidence", ("",))[0] or "0"
    if posted not in _GRADES:
        raise NotOnTheForm(f"{question.id} has no such grade of evidence")
    return _GRADES[posted]


_GRADES = {str(int(grade)): grade for grade in Evidence}


def _typed(fields: Fields, name: str) -> str:
    """Return a text as a page gives it back: lines end with one character, nothing that cannot be shown."""
    found = fields.get(name)
    if not found or not found[0]:
        return ""
    return clean(found[0])


def clean(text: str) -> str:
    """Return a text that survives being shown and posted again."""
    return _UNSHOWN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def write_fields(question: Question, answer: Answer | None) -> tuple[tuple[str, str], ...]:
    """Return the fields, by name and value, from which `read_answer` makes this answer; none for none."""
    if answer is None:
        return ()
    chosen = answer.options if answer.state is State.GIVEN else (*answer.options, answer.state.value)
    texts = typed_parts(answer)
    # An older second version is not sent again: nobody has looked at it, so what is stored of it stays.
    second = answer.second if answer.second and not answer.second.is_older else None
    tags = {"language": answer.language, "second.language": second.language if second else ""}
    return (
        *((question.id, word) for word in chosen),
        *((f"{question.id}.row.{row}", option) for row, option in answer.cells),
        *((f"{question.id}.{part}", text) for part, text in (texts | tags).items() if text),
        *(((f"{question.id}.evidence", str(int(answer.evidence))),) if answer.evidence else ()),
    )


def typed_parts(answer: Answer) -> dict[str, str]:
    """Return what was typed by the name of its field after the question's, the second version as the last."""
    found = dict(zip(_TEXTS, answer.texts, strict=True))
    if answer.second and not answer.second.is_older:
        found |= {f"second.{part}": text for part, text in zip(_TEXTS, answer.second.texts, strict=True)}
    return {part: text for part, text in found.items() if text}


def is_too_long(answer: Answer | None) -> bool:
    """Whether a text is longer than is kept: such an answer is not stored, and its author is told."""
    return answer is not None and max(map(len, ("", *typed_parts(answer).values()))) > MAX_NOTE


def attention(question: Question, answer: Answer) -> tuple[tuple[Problem, str], ...]:
    """Return why a stored answer does not count yet; empty when it does."""
    return problems(question, answer)


def in_order(question: Question, answer: Answer | None) -> Answer | None:
    """Return the answer with options and rows in the order of the question, so that equal answers are stored equal."""
    if answer is None or (len(answer.options) <= 1 and len(answer.cells) <= 1):
        return answer
    ids = (*[option.id for option in question.options], *[row.id for row in question.rows])
    places = {id_: place for place, id_ in enumerate(ids)}
    last = len(places)
    return replace(
        answer,
        options=tuple(sorted(answer.options, key=lambda option: places.get(option, last))),
        cells=tuple(sorted(answer.cells, key=lambda cell: places.get(cell[0], last))),
    )
