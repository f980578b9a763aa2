"""Importing an answers file: choose it, look at what would change, confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm
from werkzeug.exceptions import UnprocessableEntity
from wtforms import FileField

from assessment.domain.access import Permission
from assessment.domain.marks import plain
from assessment.domain.states import AssessmentState
from assessment.services import answering, importing
from assessment.services.identifiers import new_id
from assessment.services.importing import ChangeKind
from assessment.web import guards
from assessment.web.formats import comma
from assessment.web.guards import guarded
from assessment.web.respondent import undoing
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.here import questionnaire_here
from assessment.web.respondent.words import DEPTHS
from assessment.web.saying import in_words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.importing import Imported, Looked


class AnswersFileForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """An answers file."""

    file = FileField()


@blueprint.get("/assessments/<assessment_id>/import")
@guarded(Permission.START_ASSESSMENT)
def import_file(assessment_id: str) -> str:  # noqa: ARG001 - the guard has used it
    """Ask for an answers file."""
    return _page(AnswersFileForm())


@blueprint.post("/assessments/<assessment_id>/import")
@guarded(Permission.START_ASSESSMENT)
def look_at_file(assessment_id: str) -> ResponseReturnValue:  # noqa: ARG001 - the guard has used it
    """Show what importing would change; nothing is changed."""
    form, sent = AnswersFileForm(), request.files.get("file")
    content = b""
    if sent is not None:
        content = sent.stream.read(importing.LARGEST + 1)
        sent.close()
    if not form.validate() or not content:
        form.file.errors = [gettext("Choose a file.")]
        return _page(form), UnprocessableEntity.code
    if len(content) > importing.LARGEST:
        form.file.errors = [gettext("An answers file has at most 900 kB. This is another kind of file.")]
        return _page(form), UnprocessableEntity.code
    looked = importing.look(g.place.assessment, content, gettext("the file"))
    return _preview(looked)


@blueprint.post("/assessments/<assessment_id>/import/confirmation")
@guarded(Permission.START_ASSESSMENT)
def import_answers(assessment_id: str) -> ResponseReturnValue:
    """Store the answers that were looked at."""
    try:
        done = importing.import_answers(
            assessment_id, request.form.get("answers", ""), replace=request.form.get("differing") == "replace",
            by=guards.who().id, at=guards.now(), save_id=request.form.get("save", ""),
        )  # fmt: skip
    except (importing.Unreadable, answering.NotOnTheForm):
        abort(400)
    except answering.Closed:
        abort(409)
    flash(_words(done))
    if done.stored:
        flash(request.form.get("save", ""), undoing.IMPORTED)
    if done.conflicts:
        flash(
            gettext("Changed by somebody else meanwhile, so left alone: %(ids)s.", ids=comma().join(done.conflicts)),
            "error",
        )
    return redirect(url_for("respondent.assessment", assessment_id=assessment_id), 303)


def _words(done: Imported) -> str:
    stored = ngettext("%(num)s answer was imported.", "%(num)s answers were imported.", done.stored)
    if not done.kept:
        return str(stored)
    kept = ngettext("%(num)s was kept as it was.", "%(num)s were kept as they were.", done.kept)
    return f"{stored} {kept}"


def _page(form: AnswersFileForm) -> str:
    is_open = AssessmentState(g.place.assessment.state).is_open
    return render_template(
        "respondent/import_file.html", form=form, is_open=is_open, questionnaire=questionnaire_here()
    )


def _preview(looked: Looked) -> str:
    return render_template(
        "respondent/import_preview.html", looked=looked, Kind=ChangeKind, save_id=new_id(), plain=plain,
        in_words=in_words, depths=DEPTHS,
    )  # fmt: skip
