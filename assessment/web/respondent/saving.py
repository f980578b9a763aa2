"""Saving answers over HTTP: the contract that pages, their script and other programs keep.

What a form or a program sends to `POST /assessments/<assessment>/sections/<section>` (form encoding):

* `csrf_token`; or the same in the header `X-CSRFToken`.
* `save_id`: 8 to 36 letters, digits or hyphens, made by whoever sends. Sending the same again with the same id changes
  nothing and gives the first result. A page makes a new one for each new state of its form.
* for each question `Q` that is to be saved `Q.version`: the version it was shown with, 0 when it had no answer; and all
  fields of `Q` as `domain.answer_form` names them. A question without `Q.version` is left alone. A field that is
  missing counts as empty, but for `Q.language` and `Q.second.language` with its texts: what is stored about these
  stays when they are missing, and the second version is taken back when its texts are empty. A question outside the
  section, an unknown option, row or grade is refused with 422, and nothing is saved.
* `edition`: the version of the questionnaire that the page showed; without it the present one is taken. When the
  assessment has another one by now, what both ask alike is saved, and the rest comes back (409).
* `then`: where to go on; `next` leads to the next section, `question` to the page of the question.
* on the page about a conflict `Q.keep`: `mine` saves the fields as they are; `together` does so with `Q.merged.note`
  (`.text`, `.reason`) in place of the texts; `theirs` leaves the question alone. There `Q.version` is the version that
  was shown as theirs. Without `Q.keep` a question is an ordinary one.

Each question is judged for itself by `domain.merging.judge`: what both sides changed is a conflict, is not applied and
comes back; all else of the same request is saved. A value equal to the one at `Q.version` is no change.

Answers: 303 to the section when everything was saved. 409 with a page that shows both texts when there is a conflict,
when the assessment is closed, and 422 when a text is too long: the page holds all that was typed and not saved. When
nobody is signed in any more, or the token belongs to a former session, `web.account.resuming` holds it.

With `Accept: application/json` the same request is answered with JSON: 200, or 409 when there is a conflict, with
`{"message", "answers": {Q: {"outcome", "version", "message"}}}`; `outcome` is `saved`, `unchanged`, `conflict` or
`too-long`, and beside `saved` stands `standing`, nodes to be shown. When what is asked can have changed, it also has
`"shown": [Q …]` and `"hidden_options": {Q: [option …]}`. 400, 401, 403, 404, 409 (closed) and 422 carry
`{"error", "message"}` with `stale` (the token: ask for a fresh one), `signed-out`, `forbidden`, `gone`, `closed` or
`malformed`. An answer is acknowledged when the outcome `saved` or `unchanged` has come back for it, and by nothing
else. `GET …/state` gives the present versions and a fresh token.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import flash, g, jsonify, redirect, request, url_for
from flask_babel import gettext, ngettext

from assessment.domain.access import Permission
from assessment.domain.answer_form import attention
from assessment.domain.questionnaire import Depth
from assessment.services import answering, sections
from assessment.services.answering import Outcome
from assessment.services.places import NotFound
from assessment.services.sections import Held
from assessment.web import formats, language
from assessment.web.guards import allows, guarded, now, who
from assessment.web.respondent import posted
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.filling import standing
from assessment.web.respondent.late import asked_in, save_late
from assessment.web.respondent.sections import SECTION, find_asked, what_is_asked
from assessment.web.respondent.unsaved import show_closed, show_unsaved, wants_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from assessment.services.answering import Result
    from assessment.services.sections import Asked

_HELD = frozenset({Outcome.CONFLICT, Outcome.TOO_LONG})


@blueprint.post(SECTION)
@guarded(Permission.ANSWER)
def save_section(assessment_id: str, section_id: str) -> ResponseReturnValue:
    """Save what the page sends, question by question."""
    try:
        return _save_for(assessment_id, section_id, g.place.assessment.version)
    except answering.Moved as moved:
        # Somebody has let the assessment go on with another version within this very request.
        return _save_for(assessment_id, section_id, moved.version)


def _save_for(assessment_id: str, section_id: str, version: str) -> ResponseReturnValue:
    """Save answers to the version that the assessment has, from a page of this one or of another."""
    edition = request.form.get("edition", g.place.assessment.version)
    late = save_late(section_id, edition, version) if edition != version else None
    if late is not None:
        return late
    asked, depth = asked_in(section_id, version), Depth(g.place.assessment.depth)
    save_id, saves = posted.save_id(), posted.saves(asked)
    try:
        results = answering.save_answers(
            assessment_id, saves, by=who().id, at=now(), save_id=save_id, version=version,
            language=language.content_language(),
        )  # fmt: skip
    except answering.Closed:
        return show_closed(asked, sections.differing(assessment_id, depth, asked.part, saves))
    if wants_json():
        return _tell(assessment_id, depth, asked, results)
    if any(result.outcome in _HELD for result in results):
        return show_unsaved(asked, results)
    saved = [result.question for result in results if result.outcome is Outcome.SAVED]
    then = request.form.get("then")
    flash(receipt(len(saved)), "message" if then == "question" else "receipt")
    if saved and then not in {"next", "question"}:
        flash(save_id, "undo")
    return redirect(_onward(asked, assessment_id, saved), HTTPStatus.SEE_OTHER)


@blueprint.post(f"{SECTION}/undo")
@guarded(Permission.ANSWER)
def undo_save(assessment_id: str, section_id: str) -> ResponseReturnValue:
    """Give the answers of the last save their former values back, as far as nobody has changed them since."""
    asked = find_asked(section_id)
    back = url_for("respondent.section", assessment_id=assessment_id, section_id=section_id)
    undone = request.form.get("undone", "")
    try:
        results = answering.undo_save(
            assessment_id, undone, asked.part.questions, by=who().id, at=now(), save_id=posted.save_id()
        )
    except (NotFound, answering.Closed):
        flash(gettext("There is nothing to undo."), "receipt")
        return redirect(back, HTTPStatus.SEE_OTHER)
    count = sum(result.outcome is Outcome.SAVED for result in results)
    words = ngettext("Undone: %(num)d answer is as it was.", "Undone: %(num)d answers are as they were.", count)
    flash(words, "receipt")
    return redirect(f"{back}#{results[-1].question}", HTTPStatus.SEE_OTHER)


def receipt(saved: int) -> str:
    """Return what was saved and when, in words."""
    time = formats.clock(now())
    if not saved:
        return str(gettext("Everything is saved (%(time)s).", time=time))
    words = ngettext("Saved at %(time)s: %(num)d answer.", "Saved at %(time)s: %(num)d answers.", saved, time=time)
    return str(words)


def _onward(asked: Asked, assessment_id: str, saved: Sequence[str]) -> str:
    """Return where a save leads: to the next section, or back to the answer that was saved last."""
    if request.form.get("then") == "next":
        if asked.after is not None and allows(Permission.SEE_SECTION, asked.after.id):
            return url_for("respondent.section", assessment_id=assessment_id, section_id=asked.after.id)
        if allows(Permission.SEE_ASSESSMENT):
            return url_for("respondent.assessment", assessment_id=assessment_id)
    if request.form.get("then") == "question" and saved:
        return url_for(
            "respondent.question", assessment_id=assessment_id, section_id=asked.section.id, question_id=saved[-1],
            _anchor="tongues",
        )  # fmt: skip
    anchor = saved[-1] if saved else None
    return url_for("respondent.section", assessment_id=assessment_id, section_id=asked.section.id, _anchor=anchor)


def _tell(assessment_id: str, depth: Depth, asked: Asked, results: Sequence[Result]) -> ResponseReturnValue:
    """Answer the script: what became of each question, and what is asked now if that can have changed."""
    saved = [result.question for result in results if result.outcome is Outcome.SAVED]
    told: dict[str, object] = {
        "message": receipt(len(saved)),
        "answers": {result.question: _outcome(asked, result) for result in results},
    }
    if not asked.part.decisive.isdisjoint(saved):
        told |= what_is_asked(asked, sections.what_stands(assessment_id, depth, asked.part))
    held = any(result.outcome is Outcome.CONFLICT for result in results)
    return jsonify(told), HTTPStatus.CONFLICT if held else HTTPStatus.OK


def _outcome(asked: Asked, result: Result) -> dict[str, object]:
    told: dict[str, object] = {"outcome": result.outcome.value, "version": result.version, "message": _words(result)}
    if result.outcome is Outcome.SAVED:
        held = Held(result.version, result.mine, is_valid(asked, result), who().name, now())
        told["standing"] = standing(asked.part.questions[result.question], held)
    return told


def is_valid(asked: Asked, result: Result) -> bool:
    """Whether a saved answer counts."""
    return result.mine is None or not attention(asked.part.questions[result.question], result.mine)


def _words(result: Result) -> str:
    """Return what is said at the question, where something is to be done."""
    match result.outcome:
        case Outcome.SAVED | Outcome.UNCHANGED:
            return ""
        case Outcome.CONFLICT:
            name = result.theirs.name if result.theirs else ""
            return str(
                gettext(
                    "%(name)s changed this answer meanwhile. Yours is not saved yet.", name=name or gettext("Somebody")
                )
            )
        case Outcome.TOO_LONG:
            return str(gettext("Not saved: a text has more than 10,000 characters. Shorten it."))
