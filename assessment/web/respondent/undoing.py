"""Taking back in one press what wrote many answers at once: an import, the confirming of former answers."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import flash, get_flashed_messages, redirect, request, url_for
from flask_babel import gettext, ngettext

from assessment.domain.access import Permission
from assessment.services import answering
from assessment.services.answering import Outcome
from assessment.services.places import NotFound
from assessment.web.guards import guarded, now, who
from assessment.web.respondent import posted
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.here import questionnaire_here

if TYPE_CHECKING:
    from collections.abc import Collection

    from flask.typing import ResponseReturnValue

# Messages of these kinds hold the id of the save that the next page offers to take back, the second its section before.
IMPORTED, CONFIRMED = "undo-import", "undo-confirmed"


def offered(kind: str) -> str:
    """Return what names the save that can be taken back here, empty when there is none."""
    return "".join(str(text) for text in get_flashed_messages(category_filter=[kind])[-1:])


@blueprint.post("/assessments/<assessment_id>/import/undo")
@guarded(Permission.START_ASSESSMENT)
def undo_import(assessment_id: str) -> ResponseReturnValue:
    """Take back what a file has changed, where nobody has changed it since."""
    flash(_undo(assessment_id, [question.id for question in questionnaire_here().questions]))
    return redirect(url_for("respondent.assessment", assessment_id=assessment_id), HTTPStatus.SEE_OTHER)


@blueprint.post("/assessments/<assessment_id>/sections/<section_id>/former/undo")
@guarded(Permission.ANSWER)
def undo_confirmed(assessment_id: str, section_id: str) -> ResponseReturnValue:
    """Let former answers of a section wait again."""
    inside = [question.id for question in questionnaire_here().questions if question.section == section_id]
    flash(_undo(assessment_id, inside))
    page = url_for("respondent.former", assessment_id=assessment_id, _anchor=section_id)
    return redirect(page, HTTPStatus.SEE_OTHER)


def _undo(assessment_id: str, within: Collection[str]) -> str:
    """Undo the save that the form names, and return what came of it in words."""
    undone = request.form.get("undone", "")
    try:
        results = answering.undo_save(assessment_id, undone, within, by=who().id, at=now(), save_id=posted.save_id())
    except (NotFound, answering.Closed):
        return str(gettext("There is nothing to undo."))
    count = sum(result.outcome is Outcome.SAVED for result in results)
    return str(ngettext("Undone: %(num)d answer is as it was.", "Undone: %(num)d answers are as they were.", count))
