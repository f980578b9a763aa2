"""Accounts: finding, suspending, helping to sign in again, giving and taking offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from assessment.domain.access import Permission, Role
from assessment.services import recovery
from assessment.services.operating import accounts as service
from assessment.services.places import NotFound
from assessment.web import guards, limits
from assessment.web.account import letters
from assessment.web.guards import guarded
from assessment.web.operator.blueprint import blueprint
from assessment.web.operator.forms import OfficesForm
from assessment.web.operator.paging import page_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.operating.accounts import Listed


@blueprint.get("/accounts")
@guarded(Permission.OPERATE)
def accounts() -> str:
    """List accounts, or those whose name or address was searched for."""
    words = request.args.get("q", "")
    return render_template("operator/accounts.html", page=page_of(service.search, words), words=words)


@blueprint.get("/accounts/<account>")
@guarded(Permission.OPERATE)
def account(account: str) -> str:
    """Show one account and what can be done with it."""
    found = _found(account)
    form = OfficesForm(data={"offices": [office.value for office in found.offices]})
    return render_template(
        "operator/account.html", account=found, form=form, memberships=service.memberships_of(found.id)
    )


@blueprint.post("/accounts/<account>/suspension")
@guarded(Permission.OPERATE)
def suspend_account(account: str) -> ResponseReturnValue:
    """Keep a person out."""
    found = _found(account)
    try:
        service.suspend(found.id, guards.who().id, guards.now())
    except service.LastOperator:
        return _last_operator(found)
    return _done(found, gettext("%(name)s is suspended and signed out everywhere.", name=found.name or found.email))


@blueprint.post("/accounts/<account>/restoration")
@guarded(Permission.OPERATE)
def restore_account(account: str) -> ResponseReturnValue:
    """Let a person in again."""
    found = _found(account)
    service.restore(found.id, guards.who().id, guards.now())
    return _done(found, gettext("%(name)s can sign in again.", name=found.name or found.email))


@blueprint.post("/accounts/<account>/reset")
@guarded(Permission.OPERATE)
def send_reset(account: str) -> ResponseReturnValue:
    """Send the person a link to set a new password; the operator never sees it."""
    found = _found(account)
    limits.attempt(("reset of an account", (found.email,)))
    recovery.ask_for_reset(found.email, letters.reset, found.language, guards.now())
    return _done(found, gettext("A link to set a new password is on its way to %(email)s.", email=found.email))


@blueprint.post("/accounts/<account>/sessions")
@guarded(Permission.OPERATE)
def end_sessions(account: str) -> ResponseReturnValue:
    """Sign the person out everywhere."""
    found = _found(account)
    service.end_sessions(found.id, guards.who().id, guards.now())
    return _done(found, gettext("%(name)s is signed out everywhere.", name=found.name or found.email))


@blueprint.post("/accounts/<account>/offices")
@guarded(Permission.OPERATE)
def change_offices(account: str) -> ResponseReturnValue:
    """Give and take offices."""
    found, form = _found(account), OfficesForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        service.change_offices(found.id, [Role(o) for o in form.offices.data or ()], guards.who().id, guards.now())
    except service.LastOperator:
        return _last_operator(found)
    return _done(found, gettext("The offices of %(name)s are changed.", name=found.name or found.email))


def _found(id_: str) -> Listed:
    try:
        return service.find(id_)
    except NotFound:
        abort(404)


def _done(found: Listed, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for(".account", account=found.id), 303)


def _last_operator(found: Listed) -> ResponseReturnValue:
    flash(gettext("Nobody else operates this service. Give the office to somebody else first."), "error")
    return redirect(url_for(".account", account=found.id), 303)
