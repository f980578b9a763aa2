"""Content packs: another organisation's questionnaire is looked at, installed, and removed while nobody uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import FileField

from assessment.content.packs import NoPack
from assessment.domain.access import Permission
from assessment.services import held_files
from assessment.services import packs as installing
from assessment.services.places import NotFound
from assessment.web.guards import guarded, now, who
from assessment.web.operator.blueprint import blueprint

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.packs import Installed

UNACCEPTED, CONFLICT = 422, 409
_REASONS = {
    "damaged": _("The archive is damaged. Ask for it again."),
    "empty": _("There is no questionnaire in the archive."),
    "too-large": _("It is larger than any questionnaire: 2 MB at most, and 100 files."),
    "no-questionnaire": _("This is neither an archive nor a questionnaire: it does not say its id and version."),
    "strange": _("This file does not belong in a content pack:"),
}
STATES = {
    "new": _("Can be installed"),
    "same": _("Is here already"),
    "taken": _("Another text is known under this name"),
    "faulty": _("Has errors"),
}
LOOKS = {"new": "good", "same": "", "taken": "warn", "faulty": "warn"}


class PackForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A content pack."""

    file = FileField(_("File"))


@blueprint.get("/packs")
@guarded(Permission.OPERATE)
def packs() -> str:
    """List the installed packs, and ask for another one."""
    return _page(PackForm())


@blueprint.post("/packs")
@guarded(Permission.OPERATE)
def look_at_pack() -> ResponseReturnValue:
    """Keep a pack for a while and go on to look at it; nothing is installed."""
    form, sent = PackForm(), request.files.get("file")
    content = sent.stream.read(installing.LARGEST + 1) if sent is not None else b""
    name = installing.name_of(sent.filename or "") if sent is not None else ""
    if sent is not None:
        sent.close()
    if not form.validate() or not content:
        form.file.errors = [gettext("Choose a file.")]
        return _page(form), UNACCEPTED
    try:
        installing.look(content)
    except NoPack as error:
        form.file.errors = [f"{_REASONS[error.code]} {error.name}"]
        return _page(form), UNACCEPTED
    return redirect(url_for(".pack_file", file=held_files.hold(content, installing.LARGEST), name=name), 303)


@blueprint.get("/packs/files/<file>")
@guarded(Permission.OPERATE)
def pack_file(file: str) -> str:
    """Show what a pack holds and what the check finds in it."""
    return _pack(file)


def _pack(file: str) -> str:
    try:
        looked = installing.look(_held(file))
    except NoPack:
        abort(404)
    return render_template(
        "operator/pack.html", looked=looked, states=STATES, looks=LOOKS, name=request.args.get("name", "pack"),
        can_install=any(one.state == "new" for one in looked)
        and not any(one.state in {"taken", "faulty"} for one in looked),
    )  # fmt: skip


@blueprint.post("/packs/files/<file>")
@guarded(Permission.OPERATE)
def install_pack(file: str) -> ResponseReturnValue:
    """Publish what a pack holds."""
    content = _held(file)
    try:
        name = installing.install(content, request.form.get("name", "pack"), who().id, now())
    except installing.Faulty:
        return _pack(file), CONFLICT
    except NoPack:
        abort(404)
    flash(gettext("%(name)s is installed. Organisations can start with it now.", name=name))
    return redirect(url_for(".packs"), 303)


@blueprint.get("/packs/<pack>/removal")
@guarded(Permission.OPERATE)
def pack_removal(pack: str) -> str:
    """Ask once more before a pack is removed, or say why it cannot be."""
    return render_template("operator/pack_removal.html", pack=_found(pack))


@blueprint.post("/packs/<pack>/removal")
@guarded(Permission.OPERATE)
def remove_pack(pack: str) -> ResponseReturnValue:
    """Remove a pack."""
    found = _found(pack)
    try:
        installing.remove(found.name, who().id, now())
    except NotFound:
        abort(404)
    except installing.InUse:
        return render_template("operator/pack_removal.html", pack=_found(pack)), CONFLICT
    flash(gettext("%(name)s is removed.", name=found.name))
    return redirect(url_for(".packs"), 303)


def _held(file: str) -> bytes:
    content = held_files.held(file)
    if content is None:
        abort(404)
    return content


def _found(name: str) -> Installed:
    found = next((one for one in installing.installed() if one.name == name), None)
    if found is None:
        abort(404)
    return found


def _page(form: PackForm) -> str:
    return render_template("operator/packs.html", form=form, installed=installing.installed())
