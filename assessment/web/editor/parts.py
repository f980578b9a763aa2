"""The pages of everything but questions: what is about the whole, sections, scales, terms, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from assessment.content.draft_parts import ABOUT, part_name
from assessment.domain.access import Permission
from assessment.services.drafting import editing
from assessment.services.drafting.making import Unfit
from assessment.services.places import NotFound
from assessment.web.editor import question_form, saving, thing_forms, words
from assessment.web.editor.blueprint import UNACCEPTED, blueprint, found
from assessment.web.editor.conditions import in_words
from assessment.web.guards import guarded, now, who

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.drafting.reading import Part, Whole
    from assessment.web.editor.fields import PartForm
    from assessment.web.editor.saving import Theirs


@blueprint.get("/drafts/<draft_id>/about")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def about(draft_id: str) -> str:
    """Show what is about the whole."""
    whole = found(draft_id)
    return _shown(whole, whole.about, thing_forms.ABOUT(formdata=None))


@blueprint.post("/drafts/<draft_id>/about")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def save_about(draft_id: str) -> ResponseReturnValue:
    """Keep what was typed."""
    whole = found(draft_id)
    return _save(whole, whole.about, thing_forms.ABOUT(), url_for(".about", draft_id=draft_id))


@blueprint.get("/drafts/<draft_id>/things")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def things(draft_id: str) -> str:
    """List everything that questions refer to."""
    whole = found(draft_id)
    lists = {kind: question_form.titles(whole, kind) for kind in thing_forms.FORMS}
    return render_template("editor/things.html", whole=whole, lists=lists, words=words, problems={}, typed="")


@blueprint.get("/drafts/<draft_id>/things/<kind>/<thing>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def thing(draft_id: str, kind: str, thing: str) -> str:
    """Show one of them."""
    whole = found(draft_id)
    return _shown(whole, _found(whole, kind, thing), thing_forms.FORMS[kind](formdata=None))


@blueprint.post("/drafts/<draft_id>/things/<kind>/<thing>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def save_thing(draft_id: str, kind: str, thing: str) -> ResponseReturnValue:
    """Keep what was typed."""
    whole = found(draft_id)
    part = _found(whole, kind, thing)
    back = url_for(".thing", draft_id=draft_id, kind=kind, thing=thing)
    return _save(whole, part, thing_forms.FORMS[kind](), back)


@blueprint.post("/drafts/<draft_id>/things/<kind>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def add_thing(draft_id: str, kind: str) -> ResponseReturnValue:
    """Add one under a new id and go on to its page."""
    whole, id_ = found(draft_id), request.form.get("id", "").strip()
    if kind not in thing_forms.FORMS:
        abort(404)
    try:
        editing.add_thing(draft_id, kind, id_, who().id, now())
    except Unfit as unfit:
        problems = {kind: str(words.UNFIT[unfit.code])}
        lists = {one: question_form.titles(whole, one) for one in thing_forms.FORMS}
        page = render_template(
            "editor/things.html", whole=whole, lists=lists, words=words, problems=problems, typed=id_
        )
        return page, UNACCEPTED
    except editing.Closed:
        abort(404)
    return redirect(url_for(".thing", draft_id=draft_id, kind=kind, thing=id_), 303)


@blueprint.post("/drafts/<draft_id>/things/<kind>/<thing>/removal")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def remove_thing(draft_id: str, kind: str, thing: str) -> ResponseReturnValue:
    """Take one out; it can be put back from the overview."""
    whole, typed = found(draft_id), request.form.get("version", "")
    part = _found(whole, kind, thing)
    try:
        editing.remove_part(draft_id, part.name, int(typed) if typed.isdecimal() else 0, who().id, now())
    except editing.Conflict:
        flash(gettext("Somebody else has changed this meanwhile. Look at it again before you take it out."))
        return redirect(url_for(".thing", draft_id=draft_id, kind=kind, thing=thing), 303)
    except editing.Closed:
        abort(404)
    flash(gettext("%(id)s is taken out. You can put it back below.", id=thing))
    return redirect(url_for(".draft", draft_id=draft_id), 303)


def _found(whole: Whole, kind: str, thing: str) -> Part:
    if kind not in thing_forms.FORMS:
        abort(404)
    try:
        return whole.part(part_name(kind, thing))
    except NotFound:
        abort(404)


def _shown(whole: Whole, part: Part, form: PartForm) -> str:
    form.fill(part.content, part.version)
    form.tell(whole.findings(part.name))
    return _page(whole, part, form)


def _save(whole: Whole, part: Part, form: PartForm, back: str) -> ResponseReturnValue:
    return saving.save(whole, part, form, lambda theirs: _page(whole, part, form, theirs), back)


def _page(whole: Whole, part: Part, form: PartForm, theirs: list[Theirs] | None = None) -> str:
    thing_forms.offer(form, part.kind, whole)
    title = gettext("About the questionnaire") if part.name == ABOUT else str(words.LISTS[part.kind][1])
    return render_template(
        "editor/thing.html", whole=whole, part=part, form=form, theirs=theirs, words=words, title=title,
        findings=whole.findings(part.name), when=in_words(part.content.get("when"), whole),
    )  # fmt: skip
