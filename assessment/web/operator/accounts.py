"""Accounts: finding, suspending, helping to sign in again, giving and taking offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import UnprocessableEntity

from assessment.domain.access import SECOND_FACTOR, Permission, Role
from assessment.services import factors, recovery
from assessment.services.operating import accounts as service
from assessment.services.places import NotFound
from assessment.web import guards, limits
from assessment.web.account import letters
from assessment.web.account.profile import asks_password, lacks_proof, own_account
from assessment.web.guards import guarded
from assessment.web.operator.blueprint import blueprint
from assessment.web.operator.forms import ForgetForm, OfficesForm
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
        "operator/account.html", account=found, form=form, memberships=service.memberships_of(found.id),
        can_forget=_can_forget(found), is_official=Role.OFFICIAL in found.offices,
    )  # fmt: skip


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


@blueprint.get("/accounts/<account>/second-step")
@guarded(Permission.OPERATE)
def lost_second_step(account: str) -> str:
    """Ask whether the operator has made sure who asks, before a lost second step is turned off."""
    return _lost_page(_with_second_step(account), ForgetForm())


@blueprint.post("/accounts/<account>/second-step")
@guarded(Permission.OPERATE)
def forget_second_step(account: str) -> ResponseReturnValue:
    """Turn the second step of a person off who has lost it, and tell them."""
    found, form, own = _with_second_step(account), ForgetForm(), own_account()
    if not form.validate_on_submit() or lacks_proof(form, own):
        return _lost_page(found, form), UnprocessableEntity.code
    factors.forget_factors(own.id, found.id, letters.notice("second-step-off", found.language), guards.now())
    name = found.name or found.email
    return _done(found, gettext("The second step of %(name)s is off, and they are signed out everywhere.", name=name))


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


def _with_second_step(id_: str) -> Listed:
    found = _found(id_)
    if not _can_forget(found):
        abort(404)
    return found


def _can_forget(found: Listed) -> bool:
    """Whether there is a second step to turn off, and not the operator's own: their own page changes that."""
    return found.has_second_factor and found.id != guards.who().id


def _lost_page(found: Listed, form: ForgetForm) -> str:
    return render_template(
        "operator/lost_second_step.html", account=found, form=form, asks_password=asks_password(own_account()),
        is_demanded=not SECOND_FACTOR.isdisjoint(found.offices),
    )  # fmt: skip


def _done(found: Listed, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for(".account", account=found.id), 303)


def _last_operator(found: Listed) -> ResponseReturnValue:
    flash(gettext("Nobody else operates this service. Give the office to somebody else first."), "error")
    return redirect(url_for(".account", account=found.id), 303)
