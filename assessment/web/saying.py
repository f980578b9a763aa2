"""Answers in the words of the page's language, with languages under the names that they give themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext

from assessment.domain import answer_words
from assessment.languages.interface import own_name
from assessment.web.formats import semicolon

if TYPE_CHECKING:
    from assessment.domain.answer_words import Change, Words
    from assessment.domain.answers import Answer
    from assessment.domain.questionnaire import Question


def in_words(question: Question, answer: Answer | None) -> tuple[Words, ...]:
    """Return the parts of an answer that say something; one part says so when there is none."""
    return answer_words.in_words(question, answer, gettext, own_name)


def changed(question: Question, before: Answer | None, after: Answer | None) -> tuple[Change, ...]:
    """Return what differs between two versions of an answer, part by part."""
    return answer_words.changed(question, (before, after), gettext, own_name, semicolon())
