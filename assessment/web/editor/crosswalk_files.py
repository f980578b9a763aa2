"""The crosswalk of a draft as a file, and a file with what was decided elsewhere: looked at first, then taken."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext, ngettext

from assessment.content import crosswalk_drafts
from assessment.domain.access import Permission
from assessment.services import held_files
from assessment.services.conflicts import Stale
from assessment.services.drafting import deciding_walk
from assessment.services.drafting.editing import Closed
from assessment.services.places import NotFound
from assessment.services.uploads.checking import LARGEST_FILE
from assessment.web.editor import crosswalk_words
from assessment.web.editor.blueprint import CONFLICT, UNACCEPTED, blueprint
from assessment.web.editor.crosswalk_list import typed_number, walk_found
from assessment.web.editor.files import YAML, held, sent
from assessment.web.found import placed
from assessment.web.guards import guarded, now, who

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from assessment.content.crosswalk_drafts import Unreadable
    from assessment.services.drafting.reading import Whole
    from assessment.services.drafting.walking import Walk


@blueprint.get("/drafts/<draft_id>/crosswalk.yaml")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def crosswalk_yaml(draft_id: str) -> Response:
    """Give the crosswalk as the file that would be published; what is to be decided is left out."""
    whole, walk = walk_found(draft_id)
    name = f"{whole.row.questionnaire}-{walk.old.version}--{walk.new.version}.yaml"
    return send_file(BytesIO(walk.judged.content), YAML, as_attachment=True, download_name=name)


@blueprint.get("/drafts/<draft_id>/crosswalk-file")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def crosswalk_file(draft_id: str) -> str:
    """Ask for a file."""
    return _page(walk_found(draft_id)[0], [])


@blueprint.post("/drafts/<draft_id>/crosswalk-file")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def look_at_crosswalk(draft_id: str) -> ResponseReturnValue:
    """Keep a file for a while and go on to look at what it would decide."""
    (whole, walk), content = walk_found(draft_id), sent()
    if not content:
        return _page(whole, [gettext("Choose a file.")]), UNACCEPTED
    try:
        deciding_walk.coming(walk, content)
    except crosswalk_drafts.Unreadable as error:
        return _page(whole, _reasons(error)), UNACCEPTED
    file = held_files.hold(content, LARGEST_FILE)
    return redirect(url_for(".crosswalk_coming", draft_id=draft_id, file=file), 303)


@blueprint.get("/drafts/<draft_id>/crosswalk-file/<file>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def crosswalk_coming(draft_id: str, file: str) -> str:
    """Show what a file would decide; nothing is changed."""
    whole, walk = walk_found(draft_id)
    return _coming(whole, walk, held(file))


@blueprint.post("/drafts/<draft_id>/crosswalk-file/<file>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def take_crosswalk(draft_id: str, file: str) -> ResponseReturnValue:
    """Decide as the file says."""
    (whole, walk), content = walk_found(draft_id), held(file)
    try:
        number = deciding_walk.take_file(draft_id, content, typed_number("revision"), who().id, now())
    except Stale:
        flash(gettext("The draft has been changed meanwhile. This is what the file would change now."))
        return _coming(whole, walk, content), CONFLICT
    except (Closed, NotFound):
        abort(404)
    except crosswalk_drafts.Unreadable as error:
        return _page(whole, _reasons(error)), UNACCEPTED
    flash(ngettext("%(num)s question is decided.", "%(num)s questions are decided.", number))
    return redirect(url_for(".crosswalk", draft_id=draft_id), 303)


def _page(whole: Whole, reasons: list[str]) -> str:
    return render_template("editor/crosswalk_file.html", whole=whole, reasons=reasons)


def _coming(whole: Whole, walk: Walk, content: bytes) -> str:
    try:
        lines = deciding_walk.coming(walk, content)
        summary = crosswalk_drafts.read(content, walk.old, walk.new)[0]
    except crosswalk_drafts.Unreadable:
        abort(404)
    return render_template(
        "editor/crosswalk_coming.html", whole=whole, walk=walk, lines=lines, names=crosswalk_words,
        summary=summary if summary != walk.summary else None,
    )  # fmt: skip


def _reasons(error: Unreadable) -> list[str]:
    return [placed(one) for one in error.findings[:50]]
