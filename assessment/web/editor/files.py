"""Drafts as files, and files into drafts: download, look at what a file would change, take it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import FileField, StringField

from assessment.domain.access import Permission
from assessment.services import held_files
from assessment.services.conflicts import Stale
from assessment.services.drafting import exchange, importing
from assessment.services.drafting.editing import Closed
from assessment.services.drafting.exchange import Faulty
from assessment.services.drafting.making import Unfit
from assessment.services.uploads.checking import LARGEST_FILE
from assessment.services.uploads.refusals import Refused
from assessment.web.editor import file_words, question_form, words
from assessment.web.editor.blueprint import CONFLICT, UNACCEPTED, blueprint, found
from assessment.web.formats import ngettext
from assessment.web.guards import guarded, now, who

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from assessment.services.drafting.reading import Whole

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YAML = "application/yaml"
_REFUSED = (Refused, Faulty, Unfit)


class FileForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A questionnaire as a file, and another number for its version."""

    file = FileField()
    version = StringField(filters=[lambda text: (text or "").strip()])


@blueprint.get("/drafts/<draft_id>/questionnaire.yaml")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def draft_yaml(draft_id: str) -> Response:
    """Give a draft as YAML."""
    whole = found(draft_id)
    return _send(exchange.write_yaml(whole), whole, "yaml", YAML)


@blueprint.get("/drafts/<draft_id>/questionnaire.xlsx")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def draft_xlsx(draft_id: str) -> Response:
    """Give a draft as a workbook."""
    whole = found(draft_id)
    return _send(exchange.write_book(whole, gettext), whole, "xlsx", XLSX)


@blueprint.get("/drafts/<draft_id>/files")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def draft_files(draft_id: str) -> str:
    """Offer a draft as files, and ask for one that comes back."""
    return _page(found(draft_id), FileForm(), [])


@blueprint.post("/drafts/<draft_id>/files")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def look_at_draft_file(draft_id: str) -> ResponseReturnValue:
    """Keep a file for a while and go on to look at what it would change."""
    whole, form, content = found(draft_id), FileForm(), sent()
    if not form.validate() or not content:
        return _page(whole, form, [gettext("Choose a file.")]), UNACCEPTED
    try:
        exchange.compare(whole, content)
    except _REFUSED as refused:
        return _page(whole, form, _reasons(refused)), UNACCEPTED
    return redirect(url_for(".coming", draft_id=draft_id, file=held_files.hold(content, LARGEST_FILE)), 303)


@blueprint.get("/drafts/<draft_id>/files/<file>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def coming(draft_id: str, file: str) -> str:
    """Show what a file would change; nothing is changed."""
    whole = found(draft_id)
    return _coming(whole, file, held(file))


@blueprint.post("/drafts/<draft_id>/files/<file>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def take_file(draft_id: str, file: str) -> ResponseReturnValue:
    """Apply what was looked at."""
    whole, content, typed = found(draft_id), held(file), request.form.get("revision", "")
    try:
        done = importing.take(draft_id, content, int(typed) if typed.isdecimal() else 0, who().id, now())
    except Stale:
        flash(gettext("The draft has been changed meanwhile. This is what the file would change now."))
        return _coming(found(draft_id), file, content), CONFLICT
    except Closed:
        abort(404)
    except _REFUSED as refused:
        return _page(whole, FileForm(), _reasons(refused)), UNACCEPTED
    number = len(done.changes)
    flash(ngettext("%(num)s part has been changed.", "%(num)s parts have been changed.", number))
    return redirect(url_for(".draft", draft_id=draft_id), 303)


@blueprint.get("/files")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def import_questionnaire() -> str:
    """Ask for a file of which a draft is made."""
    return render_template("editor/import.html", form=FileForm(), reasons=[])


@blueprint.post("/files")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def make_draft_of_file() -> ResponseReturnValue:
    """Make a draft of a file and go on to it."""
    form, content = FileForm(), sent()
    reasons = [] if content and form.validate() else [gettext("Choose a file.")]
    if not reasons:
        try:
            id_ = importing.import_draft(content, form.version.data, who().id, now())
        except _REFUSED as refused:
            reasons = _reasons(refused)
        else:
            flash(gettext("The draft is made. Nobody but editors sees it."))
            return redirect(url_for(".draft", draft_id=id_), 303)
    return render_template("editor/import.html", form=form, reasons=reasons), UNACCEPTED


def sent() -> bytes:
    """Return the file of a form, one byte more of it than may be; empty when none was chosen."""
    sent = request.files.get("file")
    if sent is None:
        return b""
    content: bytes = sent.stream.read(LARGEST_FILE + 1)
    sent.close()
    return content


def held(file: str) -> bytes:
    """Return a file that is kept for a while; 404 when it is not any more."""
    content = held_files.held(file)
    if content is None:
        abort(404)
    return content


def _reasons(refused: Refused | Faulty | Unfit) -> list[str]:
    match refused:
        case Refused():
            return [file_words.refusal_text(refused.refusal)]
        case Faulty():
            return [file_words.fault_text(fault) for fault in refused.faults[:50]]
        case Unfit():
            return file_words.unfit_texts(refused)


def _page(whole: Whole, form: FileForm, reasons: list[str]) -> str:
    return render_template("editor/files.html", whole=whole, form=form, reasons=reasons)


def _coming(whole: Whole, file: str, content: bytes) -> str:
    try:
        known = exchange.compare(whole, content)
    except _REFUSED:
        abort(404)
    return render_template(
        "editor/coming.html", whole=whole, coming=known, file=file, words=words, text_of=question_form.text_of
    )  # fmt: skip


def _send(content: bytes, whole: Whole, ending: str, media_type: str) -> Response:
    name = f"{whole.row.questionnaire}-{whole.row.version}.{ending}"
    return send_file(BytesIO(content), media_type, as_attachment=True, download_name=name)
