"""Deleting an organisation: what goes and what stays is said first, and its name is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.exceptions import UnprocessableEntity
from wtforms import StringField

from assessment.domain.access import Permission
from assessment.services.erasing import organisations
from assessment.web import guards, isolation
from assessment.web.account import letters
from assessment.web.account.forms import ProvenForm
from assessment.web.account.profile import asks_password, is_unproven, own_account
from assessment.web.guards import guarded
from assessment.web.respondent.blueprint import blueprint

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.mail import Letter


class NameForm(ProvenForm):
    """The name of what is to be deleted."""

    name = StringField(lazy_gettext("Name of the organisation"))


@blueprint.get("/organisations/<organisation_id>/data/deletion")
@guarded(Permission.DELETE_ORGANISATION)
def delete_organisation(organisation_id: str) -> str:
    """Say what goes and what stays, and ask for the name."""
    return _page(organisation_id, NameForm())


@blueprint.post("/organisations/<organisation_id>/data/deletion")
@guarded(Permission.DELETE_ORGANISATION)
def delete_organisation_for_good(organisation_id: str) -> ResponseReturnValue:
    """Delete the organisation if its name was typed."""
    form, name, own = NameForm(), g.place.organisation.name, own_account()
    form.validate()
    if not isolation.is_name(form.name.data, name):
        form.name.errors = [gettext("Type the name as it stands above, so that nothing is deleted by mistake.")]
        return _page(organisation_id, form), UnprocessableEntity.code
    if is_unproven(form, own):
        return _page(organisation_id, form), UnprocessableEntity.code
    who = guards.who()

    def write(language: str) -> Letter:
        link = letters.public_address("account.profile")
        return letters.write("organisation_deleted", language, organisation=name, who=who.name, link=link)

    organisations.delete_organisation(organisation_id, who.id, write, guards.now())
    flash(gettext("%(name)s is deleted. Its members are told by e-mail.", name=name))
    return redirect(url_for("respondent.home"), 303)


def _page(organisation_id: str, form: NameForm) -> str:
    weight = organisations.weigh(organisation_id)
    return render_template(
        "respondent/organisation_deletion.html", organisation=g.place.organisation, weight=weight, form=form,
        asks_password=asks_password(own_account()),
    )  # fmt: skip
