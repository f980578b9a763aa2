"""Evidence of a question: adding files and links, downloading, removing, putting back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, current_app, flash, redirect, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wsgi import FileWrapper

from assessment.domain.access import Permission
from assessment.services import evidence, places
from assessment.services.uploads.checking import LARGEST_FILE
from assessment.services.uploads.refusals import Refusal, Refused
from assessment.web import guards
from assessment.web.guards import guarded
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.questions import ADDRESS, Forms, Spot, back, may_answer, show, spot, spot_or_kept
from assessment.web.respondent.teamwork_forms import FileForm, LinkForm
from assessment.web.saving import disposition

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from flask_babel import LazyString

# So much more than a file may have is read, so that whoever sends too much is told so on the page, not cut off.
_PATIENCE = 3
# A download is never shown by the browser: it is saved, its type is not guessed, and if all fails it can do nothing.
_POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
_DOWNLOAD = {
    "Content-Type": "application/octet-stream",
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}
REFUSALS: dict[Refusal, LazyString] = {
    Refusal.EMPTY: lazy_gettext("The file is empty. Choose another one."),
    Refusal.TOO_LARGE: lazy_gettext("The file is larger than allowed. Make it smaller or add a link to it instead."),
    Refusal.QUOTA: lazy_gettext(
        "Your organisation has used up its space for files. Remove files that are not needed, or add a link instead."
    ),
    Refusal.OWN_QUOTA: lazy_gettext(
        "You have used up the space that one person has for files. Remove some, add a link instead, or let a colleague "
        "add this one."
    ),
    Refusal.KIND: lazy_gettext("Files of this kind are not taken. Save it as PDF, or add a link to it instead."),
    Refusal.ARCHIVE: lazy_gettext(
        "Archives are not taken, because nobody can check what is in them. Add the files one by one."
    ),
    Refusal.OLD_OFFICE: lazy_gettext(
        "This format can hold programs. Save it as PDF, DOCX, XLSX, PPTX or OpenDocument."
    ),
    Refusal.OTHER_CONTENT: lazy_gettext("What is in the file does not fit the end of its name. Save it again as PDF."),
    Refusal.TWO_KINDS: lazy_gettext(
        "The file holds something else behind or before its content. Save it again as PDF."
    ),
    Refusal.DAMAGED: lazy_gettext("The file is damaged. Save it again and try once more."),
    Refusal.MACROS: lazy_gettext("The document contains macros. Save it without them, or as PDF."),
    Refusal.LOCKED: lazy_gettext("The document is protected by a password. Save it without one."),
    Refusal.UNPACKS_TOO_LARGE: lazy_gettext("The document becomes far too large when it is opened. Save it as PDF."),
    Refusal.TOO_MANY_PIXELS: lazy_gettext("The picture has too many pixels. Make it smaller."),
    Refusal.TOO_MANY: lazy_gettext("A question can have 50 pieces of evidence. Remove one that is not needed."),
}


@blueprint.url_value_preprocessor
def _allow_a_file(endpoint: str | None, values: dict[str, str] | None) -> None:
    """Let those who are signed in send more on this one route; runs before anything reads the form."""
    del values
    if endpoint == "respondent.add_file" and request.method == "POST" and guards.who().id:
        largest = _PATIENCE * LARGEST_FILE
        request.max_content_length = max(largest, current_app.config["MAX_CONTENT_LENGTH"])


@blueprint.post(f"{ADDRESS}/files")
@guarded(Permission.ANSWER)
def add_file(**ids: str) -> ResponseReturnValue:
    """Keep a file as evidence."""
    found, form = spot(ids), FileForm(prefix="file")
    if not form.validate_on_submit():
        return show(found, Forms(file=form)), 422
    sent = form.file.data
    given = (sent.filename or "", sent.stream)
    try:
        evidence.add_file(found.about, given, form.dated.data, guards.who(), guards.now())
    except Refused as refused:
        form.file.errors = [str(REFUSALS[refused.refusal])]
        return show(found, Forms(file=form)), 422
    except evidence.Closed:
        return _closed(found)
    flash(gettext("The file was added."))
    return back(found, "evidence")


@blueprint.post(f"{ADDRESS}/links")
@guarded(Permission.ANSWER)
def add_link(**ids: str) -> ResponseReturnValue:
    """Keep a link as evidence."""
    found, form = spot(ids), LinkForm(prefix="link")
    if not form.validate_on_submit():
        return show(found, Forms(link=form)), 422
    link = (form.name.data, form.url.data)
    try:
        evidence.add_link(found.about, link, form.dated.data, guards.who(), guards.now())
    except Refused as refused:
        form.url.errors = [str(REFUSALS[refused.refusal])]
        return show(found, Forms(link=form)), 422
    except evidence.Closed:
        return _closed(found)
    flash(gettext("The link was added."))
    return back(found, "evidence")


@blueprint.get(f"{ADDRESS}/files/<evidence_id>")
@guarded(Permission.SEE_SECTION)
def download_file(**ids: str) -> Response:
    """Give out a file, in pieces, to be saved."""
    found = spot_or_kept(ids)
    try:
        file = evidence.open_file(found.about, ids["evidence_id"])
    except places.NotFound:
        abort(404)
    response = Response(FileWrapper(file.stream), headers=_DOWNLOAD, direct_passthrough=True)
    response.headers["Content-Disposition"] = disposition(file.name)
    response.content_length = file.size
    return response


@blueprint.get(f"{ADDRESS}/evidence/<evidence_id>/remove")
@guarded(Permission.ANSWER)
def removing_evidence(**ids: str) -> str:
    """Ask before evidence is removed."""
    found = spot(ids)
    try:
        kept = evidence.find_evidence(found.about, ids["evidence_id"])
    except places.NotFound:
        abort(404)
    if not may_answer(ids["section_id"]):
        abort(409)
    return render_template("respondent/evidence_remove.html", found=found, kept=kept, days=evidence.undo_time().days)


@blueprint.post(f"{ADDRESS}/evidence/<evidence_id>/remove")
@guarded(Permission.ANSWER)
def remove_evidence(**ids: str) -> ResponseReturnValue:
    """Remove evidence."""
    found = spot(ids)
    try:
        evidence.remove_evidence(found.about, ids["evidence_id"], guards.who(), guards.now())
    except places.NotFound:
        abort(404)
    except evidence.Closed:
        return _closed(found)
    flash(gettext("The evidence was removed. You can put it back on this page."))
    return back(found, "evidence")


@blueprint.post(f"{ADDRESS}/evidence/<evidence_id>/put-back")
@guarded(Permission.ANSWER)
def put_evidence_back(**ids: str) -> ResponseReturnValue:
    """Put removed evidence back."""
    found = spot(ids)
    try:
        evidence.put_back(found.about, ids["evidence_id"], guards.who(), guards.now())
    except places.NotFound:
        abort(404)
    except evidence.Closed:
        return _closed(found)
    flash(gettext("The evidence is back."))
    return back(found, "evidence")


def _closed(found: Spot) -> ResponseReturnValue:
    flash(gettext("The assessment is not open for answers now, so its evidence stays as it is."), "error")
    return redirect(found.address("evidence"), 303)
