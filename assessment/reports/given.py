"""What was answered, in words: options as they were worded, rows of a matrix, don't know, not applicable, no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.answers import Answer, State, problems
from assessment.domain.questionnaire import Kind

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Question
    from assessment.reports.edition import Edition


def words(edition: Edition, name: str) -> str:
    """Return the answer to a question in words; a text answer is not repeated here but shown as typed."""
    question, answer = edition.question(name), edition.answer(name)
    if answer is None:
        return edition.gettext("Not answered")
    match answer.state:
        case State.DONT_KNOW:
            return edition.gettext("Don’t know")
        case State.NOT_APPLICABLE:
            return edition.gettext("Not applicable")
        case State.GIVEN:
            return _given(edition, question, answer)


def _given(edition: Edition, question: Question, answer: Answer) -> str:
    if problems(question, answer):
        return edition.gettext("An answer that does not fit the question; it counts as none")
    match question.kind:
        case Kind.SINGLE:
            return _option(edition, question, answer.options[0])
        case Kind.MULTIPLE:
            ticked = [_option(edition, question, option) for option in answer.options]
            return edition.language.semicolon.join(ticked) if ticked else edition.gettext("Nothing ticked")
        case Kind.MATRIX:
            rows = {row.id: row.text for row in question.rows}
            pairs = [{"row": rows[row], "answer": _option(edition, question, option)} for row, option in answer.cells]
            return edition.language.semicolon.join(edition.gettext("%(row)s: %(answer)s") % pair for pair in pairs)
        case Kind.TEXT:
            return ""


def _option(edition: Edition, question: Question, name: str) -> str:
    option = question.option(name)
    return option.text if option else edition.gettext("Don’t know")
