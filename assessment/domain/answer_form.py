"""The answer controls of a form: how the fields of one question are called, and how what was posted becomes an answer.

For a question `Q` the fields are `Q` (an option, several of a tick list, or "dont-know" or "not-applicable"), `Q.row.R`
(the option of a row of a matrix), `Q.text`, `Q.evidence` (0 to 4), `Q.note` and `Q.reason`. They travel together:
a field that is missing is empty.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assessment.domain.answers import MAX_NOTE, Answer, Evidence, State, problems
from assessment.domain.questionnaire import DONT_KNOW, NOT_APPLICABLE, RESERVED_ANSWERS, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessment.domain.answers import Problem
    from assessment.domain.questionnaire import Question

    Fields = Mapping[str, Sequence[str]]

# Control characters that no page can show and give back, apart from tabulator and line end.
_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_STATES = {DONT_KNOW: State.DONT_KNOW, NOT_APPLICABLE: State.NOT_APPLICABLE}


class NotOnTheForm(ValueError):
    """Something was posted that the form of this question does not offer."""


def read_answer(question: Question, fields: Fields) -> Answer | None:
    """Return what was chosen and typed, whether or not it fits the question; None when everything was left empty.

    Raises NotOnTheForm for options, rows and grades that the question does not have.
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
    return None if answer == _EMPTY else answer


_EMPTY = Answer()


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
    texts = {"text": answer.text, "note": answer.note, "reason": answer.reason}
    return (
        *((question.id, word) for word in chosen),
        *((f"{question.id}.row.{row}", option) for row, option in answer.cells),
        *((f"{question.id}.{part}", text) for part, text in texts.items() if text),
        *(((f"{question.id}.evidence", str(int(answer.evidence))),) if answer.evidence else ()),
    )


def is_too_long(answer: Answer | None) -> bool:
    """Whether a text is longer than is kept: such an answer is not stored, and its author is told."""
    return answer is not None and max(len(answer.text), len(answer.note), len(answer.reason)) > MAX_NOTE


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
