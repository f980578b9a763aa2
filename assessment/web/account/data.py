"""A person's own data: taking it along, erasing the account."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, send_file, session, url_for
from flask_babel import gettext
from werkzeug.exceptions import UnprocessableEntity

from assessment.domain.access import Permission
from assessment.services.erasing import accounts as erasing
from assessment.services.taking import people
from assessment.web import guards, language, limits
from assessment.web.account.blueprint import blueprint
from assessment.web.account.forms import EraseForm
from assessment.web.account.profile import is_proven, own_account
from assessment.web.guards import guarded

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue


@blueprint.get("/account/data")
@guarded(Permission.USE_OWN_ACCOUNT)
def data() -> str:
    """Say what is kept about the person, with the ways to take it along and to erase it."""
    return _page(EraseForm())


@blueprint.post("/account/data/export")
@guarded(Permission.USE_OWN_ACCOUNT)
def export_account() -> Response:
    """Send everything about the person as one file."""
    limits.attempt(("exports by a person", (guards.who().id,)))
    made = people.export_account(own_account().id, language.content_language(), guards.now())
    return send_file(io.BytesIO(made), "application/zip", as_attachment=True, download_name="my-account.zip")


@blueprint.post("/account/data/erasure")
@guarded(Permission.USE_OWN_ACCOUNT)
def erase_account() -> ResponseReturnValue:
    """Erase the account if the person has proven themselves and nobody would be left without an owner."""
    account, form = own_account(), EraseForm()
    if not form.validate_on_submit() or not is_proven(form, account):
        return _page(form), UnprocessableEntity.code
    try:
        erasing.erase_account(account.id, account.id, guards.now())
    except erasing.SoleOwner:
        form.form_errors.append(gettext("Hand over or delete the organisations that only you own first."))
        return _page(form), UnprocessableEntity.code
    except erasing.LastOperator:
        form.form_errors.append(gettext("Nobody else operates this service. Give the office to somebody else first."))
        return _page(form), UnprocessableEntity.code
    session.clear()
    flash(gettext("Your account is erased. What you wrote for organisations stays with them, without your name."))
    return redirect(url_for("public.home"), 303)


def _page(form: EraseForm) -> str:
    account = own_account()
    return render_template(
        "account/data.html", account=account, form=form, sole=erasing.sole_ownerships(account.id),
        is_last_operator=erasing.is_last_operator(account.id),
    )  # fmt: skip
