"""Settings of the service, group by group; each form is made from the table of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from assessment.domain.access import Permission
from assessment.domain.settings import Group, Kind, Setting, in_group
from assessment.languages import interface
from assessment.services import settings as service
from assessment.web import guards
from assessment.web.guards import guarded
from assessment.web.operator.blueprint import blueprint
from assessment.web.operator.setting_texts import CHOICES, GROUPS, WORDS, WRONG

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from wtforms.fields.core import UnboundField


@blueprint.get("/settings")
@guarded(Permission.OPERATE)
def settings() -> str:
    """List the groups of settings."""
    return render_template("operator/settings.html", groups=GROUPS)


@blueprint.get("/settings/<group_name>")
@guarded(Permission.OPERATE)
def setting_group(group_name: str) -> str:
    """Show the settings of one group."""
    group = _group(group_name)
    return _page(group, _form(group, service.texts(group)))


@blueprint.post("/settings/<group_name>")
@guarded(Permission.OPERATE)
def change_settings(group_name: str) -> ResponseReturnValue:
    """Change the settings of one group."""
    group = _group(group_name)
    wrong = service.change_settings(group, request.form, guards.who(), guards.now())
    if wrong:
        form = _form(group, request.form)
        for name, found in wrong.items():
            form[name].errors = [str(WRONG[found])]
        return _page(group, form), 422
    flash(gettext("The settings were saved."))
    return redirect(url_for(".setting_group", group_name=group_name), 303)


def _group(name: str) -> Group:
    found = next((group for group in Group if group.value == name), None)
    if found is None:
        abort(404)
    return found


def _page(group: Group, form: FlaskForm) -> str:
    title, text = GROUPS[group]
    return render_template(
        "operator/setting_group.html", group=group, form=form, title=title, text=text,
        settings=in_group(group), hints={name: words[1] for name, words in WORDS.items()},
    )  # fmt: skip


def _form(group: Group, values: dict[str, str]) -> FlaskForm:
    fields = {setting.name: _field(setting) for setting in in_group(group)}
    made = type("SettingsForm", (FlaskForm,), fields)
    form: FlaskForm = made(formdata=None, data={name: values.get(name, "") for name in fields})
    for field in form:
        field.errors = []
    return form


def _field(setting: Setting) -> UnboundField:
    label = WORDS[setting.name][0]
    match setting.kind:
        case Kind.CHOICE:
            return RadioField(label, choices=[SelectChoice(value=c, label=CHOICES[c]) for c in setting.choices])
        case Kind.LANGUAGE:
            return SelectField(label, choices=_languages, validate_choice=False)
        case Kind.PAGE:
            return TextAreaField(label)
        case Kind.TEXT | Kind.EMAIL | Kind.ADDRESS | Kind.NUMBER:
            return StringField(label)


def _languages() -> list[SelectChoice]:
    """Return the languages that a text may be in, each under its own name: those of the service first."""
    offered = list(interface.known())
    others = sorted(set(interface.all_codes()) - {interface.SOURCE, *offered}, key=interface.own_name)
    return [SelectChoice(code, interface.own_name(code)) for code in (interface.SOURCE, *offered, *others)]
