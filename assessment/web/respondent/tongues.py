"""The languages of what was typed in one answer: which one it is in, and what it says in a second one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.answer_form import write_fields
from assessment.domain.answers import Second
from assessment.languages import interface
from assessment.languages.written import written_in
from assessment.services.identifiers import new_id
from assessment.web import language

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Question
    from assessment.services.answers import Stored

_PARTS = ("text", "note", "reason")


@dataclass(frozen=True, slots=True)
class Tongues:
    """What the form shows: the languages to choose from, the two chosen ones, and each text with its second version.

    `fields` go along unseen, so that the form is one more way of saving the same answer.
    """

    version: int
    save_id: str
    fields: tuple[tuple[str, str], ...]
    offered: dict[str, str]
    language: str
    second: Second
    texts: tuple[tuple[str, str, str], ...]


def tongues_of(question: Question, stored: Stored | None) -> Tongues | None:
    """Return the form about an answer; None while nothing is typed in it."""
    answer = stored.answer if stored else None
    if stored is None or answer is None or not any(answer.texts):
        return None
    own = answer.language or language.content_language()
    second = answer.second or Second(_other(own))
    return Tongues(
        version=stored.version,
        save_id=new_id(),
        fields=tuple((name, value) for name, value in write_fields(question, answer) if not _is_asked(question, name)),
        offered=written_in((own, second.language), language.content_language()),
        language=own,
        second=second,
        texts=tuple(
            (part, text, getattr(second, part)) for part, text in zip(_PARTS, answer.texts, strict=True) if text
        ),
    )


def _is_asked(question: Question, name: str) -> bool:
    return name == f"{question.id}.language" or name.startswith(f"{question.id}.second.")


def _other(own: str) -> str:
    """Return the language that a second version is likely in: that of the page, or else English, or else French."""
    likely = (language.content_language(), interface.SOURCE, "fr")
    return next(code for code in likely if code != own)
