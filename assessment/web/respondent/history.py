"""The history of one answer, in words, with a way back to each former version."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.domain.marks import plain
from assessment.services import again, answering, histories, importing, moved, moving
from assessment.services.answering import Outcome
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.services.workshops import holding
from assessment.web import language
from assessment.web.guards import guarded, now, who
from assessment.web.respondent import posted
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.questions import spot_or_kept
from assessment.web.respondent.sections import SECTION, can_answer, find_asked
from assessment.web.saying import changed, in_words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.domain.answer_words import Change, Words
    from assessment.domain.questionnaire import Question
    from assessment.services.histories import PastVersion
    from assessment.services.sections import Asked

HISTORY = f"{SECTION}/questions/<question_id>/history"


@blueprint.get(HISTORY)
@guarded(Permission.SEE_SECTION)
def history(assessment_id: str, section_id: str, question_id: str) -> str:
    """Show every version of an answer, the newest first, and what each changed."""
    found = spot_or_kept({"assessment_id": assessment_id, "section_id": section_id, "question_id": question_id})
    question = found.looked.question if found.is_kept else _question(find_asked(section_id), question_id)
    past = histories.history(assessment_id, question_id)
    lines = [(version, _said(question, version)) for version in past]
    return render_template(
        "respondent/history.html",
        section=found.looked.section,
        is_kept=found.is_kept,
        question=question,
        formers=moved.former_questions(g.place.assessment, question_id, language.content_language()),
        lines=lines,
        present=past[0].number if past else 0,
        editable=can_answer(section_id) and not found.is_kept,
        save_id=new_id(),
        plain=plain,
        origins=_origins(),
    )


@blueprint.post(HISTORY)
@guarded(Permission.ANSWER)
def restore_answer(assessment_id: str, section_id: str, question_id: str) -> ResponseReturnValue:
    """Make a former version the present one."""
    question = _question(find_asked(section_id), question_id)
    back = url_for("respondent.history", assessment_id=assessment_id, section_id=section_id, question_id=question_id)
    try:
        result = answering.restore_answer(
            assessment_id, question.id, _number("version"), base=_number("present"),
            by=who().id, at=now(), save_id=posted.save_id(),
        )  # fmt: skip
    except NotFound:
        abort(HTTPStatus.NOT_FOUND)
    except answering.Closed:
        flash(
            gettext("The answers cannot be changed now: the assessment is being reviewed or was signed off."), "error"
        )
        return redirect(back, HTTPStatus.SEE_OTHER)
    if result.outcome is Outcome.CONFLICT:
        flash(
            gettext("Somebody has changed the answer meanwhile. Nothing was restored; here is the newest state."),
            "error",
        )
    else:
        flash(gettext("The former answer is back. The one before it stays in the history."))
    return redirect(back, HTTPStatus.SEE_OTHER)


def _said(question: Question, version: PastVersion) -> tuple[Change | Words, ...]:
    """Return what a version changed; of the first one, and of one taken back, what it says."""
    if version.before is None or version.answer is None:
        return in_words(question, version.answer)
    return changed(question, version.before, version.answer)


def _question(asked: Asked, question_id: str) -> Question:
    question = asked.part.questions.get(question_id)
    if question is None:
        abort(HTTPStatus.NOT_FOUND)
    return question


def _number(field: str) -> int:
    found = request.form.get(field, "")
    if not found.isdecimal() or len(found) > posted.DIGITS:
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    return int(found)


def _origins() -> dict[str, str]:
    """Return in words where versions come from; typed ones need none."""
    return {
        answering.RESTORED: gettext("restored from a former version"),
        answering.UNDONE: gettext("a save was undone"),
        importing.IMPORTED: gettext("imported from a file"),
        again.CONFIRMED: gettext("confirmed from the assessment before"),
        holding.ORIGIN: gettext("agreed on in a workshop"),
        again.EXPLAINED: gettext("reason for the change since the assessment before"),
        moving.MOVED: gettext("the assessment went on with a newer version"),
        moved.PROPOSED: gettext("confirmed as proposed from the version before"),
        moving.MOVED_BACK: gettext("the assessment went back to the version before"),
    }
