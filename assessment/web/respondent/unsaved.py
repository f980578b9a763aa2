"""The page that holds what was typed and not saved: in conflict, too long or closed meanwhile."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import jsonify, render_template, request
from flask_babel import gettext

from assessment.domain.access import NOBODY
from assessment.domain.answer_form import typed_parts, write_fields
from assessment.domain.answers import Answer
from assessment.domain.marks import plain
from assessment.services.answering import Outcome
from assessment.services.identifiers import new_id
from assessment.web import errors
from assessment.web.guards import who
from assessment.web.respondent.blueprint import blueprint
from assessment.web.saying import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response
    from flask.typing import ResponseReturnValue

    from assessment.domain.answer_words import Words
    from assessment.domain.questionnaire import Question
    from assessment.services.answering import Result, Theirs
    from assessment.services.sections import Asked

TEXTS = ("text", "note", "reason")


@dataclass(frozen=True, slots=True)
class Unsaved:
    """One answer that was not saved, as its author sent it, beside what is stored."""

    question: Question
    outcome: Outcome
    version: int
    fields: tuple[tuple[str, str], ...]
    mine: tuple[Words, ...]
    theirs: Theirs | None
    their_words: tuple[Words, ...]
    texts: tuple[tuple[str, str], ...]


def wants_json() -> bool:
    """Whether the page's script asks, or another program."""
    return request.accept_mimetypes.best == "application/json"


def show_unsaved(asked: Asked, results: Sequence[Result]) -> ResponseReturnValue:
    """Show what was not saved, with both texts where somebody else was faster, to decide about."""
    unsaved = [_unsaved(asked.part.questions[r.question], r) for r in results if r.outcome in _HELD]
    saved = sum(result.outcome is Outcome.SAVED for result in results)
    torn = any(one.outcome is Outcome.CONFLICT for one in unsaved)
    page = render_template(
        "respondent/unsaved.html", asked=asked, unsaved=unsaved, saved=saved, save_id=new_id(), plain=plain
    )
    return page, HTTPStatus.CONFLICT if torn else HTTPStatus.UNPROCESSABLE_ENTITY


_HELD = frozenset({Outcome.CONFLICT, Outcome.TOO_LONG})


def _unsaved(question: Question, result: Result) -> Unsaved:
    mine, theirs = result.mine or Answer(), (result.theirs.answer if result.theirs else None) or Answer()
    is_torn = result.outcome is Outcome.CONFLICT
    return Unsaved(
        question=question,
        outcome=result.outcome,
        version=result.version,
        fields=_fields(question, result, mine),
        mine=in_words(question, result.mine),
        theirs=result.theirs,
        their_words=in_words(question, result.theirs.answer) if result.theirs else (),
        texts=_joined(mine, theirs) if is_torn else _typed(mine),
    )


def _fields(question: Question, result: Result, mine: Answer) -> tuple[tuple[str, str], ...]:
    """Return what goes along unseen; texts that are too long stand in fields of their own instead."""
    own = {f"{question.id}.{part}" for part, _ in _typed(mine)} if result.outcome is Outcome.TOO_LONG else set()
    return tuple((name, value) for name, value in write_fields(question, result.mine) if name not in own)


def _typed(mine: Answer) -> tuple[tuple[str, str], ...]:
    return tuple(typed_parts(mine).items())


def _joined(mine: Answer, theirs: Answer) -> tuple[tuple[str, str], ...]:
    """Return the texts in which both said something different, one below the other."""
    pairs = [(part, getattr(theirs, part), getattr(mine, part)) for part in TEXTS]
    return tuple((part, f"{their}\n\n{my}") for part, their, my in pairs if their and my and their != my)


def show_closed(asked: Asked, results: Sequence[tuple[Question, Answer | None]]) -> ResponseReturnValue:
    """Show what was typed after the assessment had been closed."""
    if wants_json():
        message = gettext("The assessment can no longer be changed: it is being reviewed or was signed off.")
        return jsonify(error="closed", message=message), HTTPStatus.CONFLICT
    words = [(question, in_words(question, answer)) for question, answer in results]
    return render_template("respondent/closed.html", asked=asked, words=words, plain=plain), HTTPStatus.CONFLICT


_ERRORS = {
    HTTPStatus.BAD_REQUEST: "stale",
    HTTPStatus.UNAUTHORIZED: "signed-out",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "gone",
    HTTPStatus.UNPROCESSABLE_ENTITY: "malformed",
}


@blueprint.after_request
def _say_briefly(response: Response) -> Response:
    """Tell a program in JSON what a person would be told by a page."""
    if response.status_code < HTTPStatus.BAD_REQUEST or response.is_json or not wants_json():
        return response
    status = HTTPStatus.UNAUTHORIZED if who() == NOBODY else HTTPStatus(response.status_code)
    response.status_code = status
    response.content_type = "application/json"
    message = str(errors.words(status)[1])
    response.set_data(json.dumps({"error": _ERRORS.get(status, "failed"), "message": message}))
    return response
