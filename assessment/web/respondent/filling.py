"""Fills the compiled questions of a section with what one assessment holds.

Everything here runs once for each question of a page, so it deals in plain text: what people typed is escaped where it
is put in, and only the whole is marked as HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext, ngettext

from assessment.domain.answer_form import attention
from assessment.domain.answer_words import kindly
from assessment.domain.answers import Answer, State
from assessment.domain.questionnaire import Kind
from assessment.languages.interface import own_name
from assessment.web import language
from assessment.web.formats import Times, comma
from assessment.web.nodes import filled
from assessment.web.respondent.compiled import fragments, nodes, page_pattern, questions_pattern
from assessment.web.saying import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from assessment.domain.questionnaire import Question
    from assessment.domain.statuses import QuestionStatus
    from assessment.services.sections import Asked, Filled, Held, Talk
    from assessment.web.nodes import Node
    from assessment.web.respondent.compiled import Key

_CHECKED, _HIDDEN = " checked", " hidden"
_EMPTY = Answer()
_STATES = {State.GIVEN: (), State.DONT_KNOW: ("dont-know",), State.NOT_APPLICABLE: ("not-applicable",)}
_NONE = ("none",)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})
# Stands for a question's id while an address is built once for all questions.
_ANY = "QUESTION"
_LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the words beneath answers in their language, and how they write times."""

    words: Mapping[str, str]
    times: Times

    @classmethod
    def present(cls) -> Reader:
        """Return who reads the page of this request."""
        return cls(fragments(language.chosen()), Times.of_reader())

    def moment(self, value: datetime) -> str:
        """Return a time to the minute, for HTML."""
        return self.times.moment(value).translate(_ESCAPES)


def fill_page(key: Key, asked: Asked, filled: Filled, frame: Mapping[str, object]) -> str:
    """Return the section page; `frame` holds what stands around the questions, as it was typed."""
    pattern, reader = page_pattern(key, asked), Reader.present()
    values: dict[str, object] = dict(pattern.blank)
    values |= {name: str(value).translate(_ESCAPES) for name, value in frame.items()}
    addresses = _addresses(str(frame["assessment"]), asked)
    for id_, question in asked.part.questions.items():
        held = filled.held.get(id_)
        status = filled.standing[id_]
        if not status.shown:
            values[id_ + "/hidden"] = _HIDDEN
        if key.editable:
            values[id_ + "/version"] = held.version if held else 0
            _controls(values, question, (held and held.answer) or _EMPTY, status.options)
        else:
            values[id_ + "/words"] = _words(question, held, reader)
        values[id_ + "/standing"] = _standing(question, held, reader)
        values[id_ + "/beside"] = _beside(id_, filled, addresses, reader)
    return pattern.fill(values)


def fill_questions(asked: Asked, given: Mapping[str, Answer], standing_of: Mapping[str, QuestionStatus]) -> str:
    """Return the questions of a section alone, with answers that are stored nowhere; nothing stands beside them."""
    pattern = questions_pattern(asked, editable=True)
    values: dict[str, object] = dict(pattern.blank)
    for id_, question in asked.part.questions.items():
        status = standing_of[id_]
        if not status.shown:
            values[id_ + "/hidden"] = _HIDDEN
        _controls(values, question, given.get(id_, _EMPTY), status.options)
    return pattern.fill(values)


def _controls(values: dict[str, object], question: Question, given: Answer, offered: tuple[str, ...]) -> None:
    """Mark what is chosen and put in what was typed; slots that the page does not have are filled in vain."""
    id_ = question.id
    chosen = given.options + _STATES[given.state]
    for option in chosen or _NONE:
        values[f"{id_}/on/{option}"] = _CHECKED
    if question.kind is Kind.MATRIX:
        cells = dict(given.cells)
        values[id_ + "/whole"] = "" if given.state is State.DONT_KNOW else _HIDDEN
        for row in question.rows:
            values[f"{id_}/on/{row.id}/{cells.get(row.id, 'none')}"] = _CHECKED
    if len(offered) != len(question.options):
        values.update({f"{id_}/off/{o.id}": _HIDDEN for o in question.options if o.id not in offered})
    if given.evidence or given.note:
        values[id_ + "/open"] = " open"
        values[id_ + "/note"] = given.note.translate(_ESCAPES)
        values[f"{id_}/grade/{given.evidence:d}"] = " selected"
    if given.text:
        values[id_ + "/text"] = given.text.translate(_ESCAPES)
    if given.reason:
        values[id_ + "/reason"] = given.reason.translate(_ESCAPES)
        values[id_ + "/reasoned"] = " given"


def standing(question: Question, held: Held | None) -> list[Node]:
    """Return whether an answer is saved and by whom, or what it still lacks, as nodes that the script makes."""
    which, values = _stands(question, held, Reader.present())
    return filled(nodes(language.chosen())[which], values)


def _standing(question: Question, held: Held | None, reader: Reader) -> str:
    which, values = _stands(question, held, reader)
    return reader.words[which] % {name: value.translate(_ESCAPES) for name, value in values.items()}


def _stands(question: Question, held: Held | None, reader: Reader) -> tuple[str, dict[str, str]]:
    """Return which of the fragments says how an answer stands, and the plain texts that it is filled with."""
    if held is None:
        return "open", {}
    name = held.name or reader.words["former"]
    values = {"name": name, "iso": held.at.isoformat(), "at": reader.times.moment(held.at)}
    if held.answer is None:
        return "withdrawn", values
    if held.is_valid and not (question.kind is Kind.MATRIX and _missing(question, held.answer)):
        return "saved", values
    return "attention", values | {"why": _why(question, held.answer)}


def _missing(question: Question, answer: Answer) -> int:
    """Return how many lines of a matrix are still open."""
    return len(question.rows) - len(answer.cells) if answer.state is State.GIVEN else 0


def _why(question: Question, answer: Answer) -> str:
    found = attention(question, answer)
    if found:
        return kindly(found[0][0], gettext)
    return str(ngettext("%(num)d line is still open.", "%(num)d lines are still open.", _missing(question, answer)))


def _words(question: Question, held: Held | None, reader: Reader) -> str:
    parts = in_words(question, held.answer if held else None)
    return "".join([
        reader.words["typed" if part.is_typed else "words"]
        % {"name": part.name.translate(_ESCAPES), "text": part.text.translate(_ESCAPES)}
        for part in parts
    ])  # fmt: skip


def _addresses(assessment_id: str, asked: Asked) -> tuple[str, str]:
    """Return where a question's history and its own page are, with the question's id still to be put in."""
    ids: dict[str, Any] = {"assessment_id": assessment_id, "section_id": asked.section.id, "question_id": _ANY}
    history, question = url_for("respondent.history", **ids), url_for("respondent.question", **ids)
    return history.translate(_ESCAPES), question.translate(_ESCAPES)


def _beside(id_: str, filled: Filled, addresses: tuple[str, str], reader: Reader) -> str:
    """Return evidence and comments by name, and the ways to them and to the history."""
    words, inner = reader.words, ""
    names, talk = filled.evidence.get(id_), filled.talk.get(id_)
    if names:
        listed = comma().join([words["person"] % {"name": name.translate(_ESCAPES)} for name in names])
        inner = words["evidence"] % {"names": listed}
    if talk:
        text = talk.text if len(talk.text) <= _LONGEST_QUOTE else talk.text[: _LONGEST_QUOTE - 1] + "…"
        said = {"name": talk.name.translate(_ESCAPES), "at": reader.moment(talk.at), "text": text.translate(_ESCAPES)}
        inner += words["comment"] % said
    history, question = addresses
    label = _talk_words(names, talk) if names or talk else words["invite"]
    ways = words["link"] % {"address": question.replace(_ANY, id_), "words": label, "question": id_}
    if id_ in filled.held:
        ways += _tongue(id_, filled.held[id_].answer, question, words)
        ways += words["link"] % {"address": history.replace(_ANY, id_), "words": words["history"], "question": id_}
    return words["beside"] % {"inner": inner, "ways": ways}


def _tongue(id_: str, answer: Answer | None, address: str, words: Mapping[str, str]) -> str:
    """Return the way to the languages of what was typed, if anything was."""
    if answer is None or not (answer.note or answer.text or answer.reason):
        return ""
    label, second = words["tongues"], answer.second
    if second is not None:
        label = words["older" if second.is_older else "second"] % {"language": own_name(second.language)}
    return words["link"] % {"address": f"{address.replace(_ANY, id_)}#tongues", "words": label, "question": id_}


def _talk_words(names: tuple[str, ...] | None, talk: Talk | None) -> str:
    """Return how much evidence and how many comments there are, in words."""
    parts = []
    if names:
        parts.append(ngettext("%(num)d piece of evidence", "%(num)d pieces of evidence", len(names)))
    if talk:
        parts.append(ngettext("%(num)d comment", "%(num)d comments", talk.number))
    return comma().join(parts).translate(_ESCAPES)
