"""The list of versions and drafts, making a draft of one of them, and beginning a questionnaire from nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from assessment.content.errors import ContentError
from assessment.domain.access import Permission
from assessment.services import assessments, version_ends
from assessment.services.drafting import making, reading
from assessment.services.drafting.making import Unfit
from assessment.web import language
from assessment.web.editor import words
from assessment.web.editor.blueprint import UNACCEPTED, blueprint
from assessment.web.guards import guarded, now, who

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

_NUMBER = [DataRequired(lazy_gettext("Enter a year and a number, such as 2026.1."))]


def _trim(text: str | None) -> str:
    return (text or "").strip()


class DraftForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """What a new version is called."""

    version = StringField(lazy_gettext("Number of the new version"), _NUMBER, filters=[_trim])


class NewForm(DraftForm):
    """What a new questionnaire is called."""

    name = StringField(
        lazy_gettext("Short name"), [DataRequired(lazy_gettext("Enter a short name."))], filters=[_trim]
    )  # fmt: skip
    title = StringField(lazy_gettext("Title"), [DataRequired(lazy_gettext("Enter a title."))], filters=[_trim])
    language = SelectField(lazy_gettext("Language of the texts"))


@blueprint.get("/")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def home() -> str:
    """Show the versions that are published and those in the making."""
    return render_template(
        "editor/home.html", versions=assessments.offered(), drafts=reading.list_drafts(), words=words,
        ends=version_ends.last_days(), today=now().date(),
    )  # fmt: skip


@blueprint.get("/versions/<questionnaire_id>/<version>/draft")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def new_draft(questionnaire_id: str, version: str) -> str:
    """Ask what the new version is called."""
    _check_base(questionnaire_id, version)
    form = DraftForm(version=making.suggest(questionnaire_id, version))
    return _page(questionnaire_id, version, form)


@blueprint.post("/versions/<questionnaire_id>/<version>/draft")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def make_draft(questionnaire_id: str, version: str) -> ResponseReturnValue:
    """Make the draft and go on to it."""
    _check_base(questionnaire_id, version)
    form = DraftForm()
    if not form.validate_on_submit():
        return _page(questionnaire_id, version, form), UNACCEPTED
    try:
        id_ = making.make_draft(questionnaire_id, version, form.version.data, who().id, now())
    except Unfit as unfit:
        form.version.errors = [words.UNFIT[unfit.code]]
        return _page(questionnaire_id, version, form), UNACCEPTED
    flash(gettext("The draft is made. It begins as an exact copy; nobody but editors sees it."))
    return redirect(url_for(".draft", draft_id=id_), 303)


@blueprint.get("/questionnaires/new")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def new_questionnaire() -> str:
    """Ask what a new questionnaire is called."""
    return _new_page(_new_form())


@blueprint.post("/questionnaires/new")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def make_questionnaire() -> ResponseReturnValue:
    """Make an empty draft and go on to it."""
    form = _new_form()
    if not form.validate_on_submit():
        return _new_page(form), UNACCEPTED
    try:
        id_ = making.make_empty(
            form.name.data, form.version.data, form.title.data, form.language.data, who().id, now()
        )  # fmt: skip
    except Unfit as unfit:
        field = form.name if unfit.code in {"id", "known"} else form.version
        field.errors = [words.UNFIT[unfit.code]]
        return _new_page(form), UNACCEPTED
    return redirect(url_for(".draft", draft_id=id_), 303)


def _check_base(questionnaire: str, version: str) -> None:
    try:
        known = version in making.taken(questionnaire)
    except ContentError:
        known = False
    if not known:
        abort(404)


def _page(questionnaire: str, version: str, form: DraftForm) -> str:
    return render_template("editor/draft_new.html", questionnaire=questionnaire, version=version, form=form)


def _new_form() -> NewForm:
    form = NewForm()
    form.language.choices = [SelectChoice(code, name) for code, name in language.offered().items()]
    if request.method == "GET":
        form.version.data = f"{now().year}.1"
    return form


def _new_page(form: NewForm) -> str:
    return render_template("editor/questionnaire_new.html", form=form)
