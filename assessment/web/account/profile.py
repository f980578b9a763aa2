"""A person's own account: what they are called, how they prove themselves, where they are signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, session, url_for
from flask_babel import gettext
from werkzeug.exceptions import UnprocessableEntity

from assessment.domain.access import Permission
from assessment.services import accounts, factors, passkeys, passwords, recovery
from assessment.web import cookies, guards, journal, limits
from assessment.web.account import letters, signing
from assessment.web.account.blueprint import blueprint
from assessment.web.account.forms import NewAddressForm, NewPasswordForm, ProfileForm, ProvenForm
from assessment.web.guards import guarded
from assessment.web.language import COOKIE
from assessment.web.sessions import ServerSession

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.storage.tables import Account


# So long after signing in nobody is asked for the password again.
_FRESH = timedelta(minutes=15)


def own_account() -> Account:
    """Return the account of who asks; a guest has none."""
    account = accounts.find_account(guards.who().id)
    if account is None:
        abort(404)
    return account


def is_proven(form: ProvenForm, account: Account) -> bool:
    """Whether the present password was given; who has none has proven themselves by signing in."""
    if not account.password:
        return True
    attempt = limits.attempt(("proof by a person", (account.id,)))
    if accounts.check_password(account.email, form.current_password.data or "", guards.now()) is not None:
        attempt.succeeded()
        return True
    journal.note("proof refused")
    form.current_password.errors = [*form.current_password.errors, gettext("This is not your present password.")]
    return False


def must_prove(account: Account) -> bool:
    """Whether a new way to sign in needs the present password: a session that was left open must not give one away."""
    signed_in = datetime.fromtimestamp(session.get("fs_paa", 0), UTC)
    return bool(account.password) and guards.now() - signed_in > _FRESH


@blueprint.get("/account")
@guarded(Permission.USE_OWN_ACCOUNT)
def profile() -> str:
    """Show the account."""
    account = own_account()
    form = ProfileForm(data={"name": account.name, "language": account.language, "time_zone": account.time_zone})
    return _page(account, form)


@blueprint.post("/account")
@guarded(Permission.USE_OWN_ACCOUNT)
def change_profile() -> ResponseReturnValue:
    """Change name, language and time zone."""
    form = ProfileForm()
    if not form.validate_on_submit():
        return _page(own_account(), form), UnprocessableEntity.code
    accounts.change_profile(guards.who().id, form.profile(), guards.now())
    flash(gettext("Your changes are saved."))
    response = redirect(url_for("account.profile"), 303)
    # The language of the account counts from now on, not one chosen for a visit.
    cookies.take_back(response, COOKIE)
    return response


@blueprint.get("/account/password")
@guarded(Permission.USE_OWN_ACCOUNT)
def password() -> str:
    """Ask for the present and a new password."""
    return render_template("account/password.html", form=NewPasswordForm(), factors=factors.factors_of(own_account()))


@blueprint.post("/account/password")
@guarded(Permission.USE_OWN_ACCOUNT)
def change_password() -> ResponseReturnValue:
    """Change the password; every other session ends."""
    account, form = own_account(), NewPasswordForm()
    form.about = tuple(passwords.texts_about(account))
    if not form.validate_on_submit() or not is_proven(form, account):
        page = render_template("account/password.html", form=form, factors=factors.factors_of(account))
        return page, UnprocessableEntity.code
    notice = letters.notice("password", account.language)
    signing.become(accounts.change_password(guards.who().id, form.new_password.data, notice, guards.now()))
    flash(gettext("Your password is changed. All other sessions have ended."))
    return redirect(url_for("account.profile"), 303)


@blueprint.get("/account/address")
@guarded(Permission.USE_OWN_ACCOUNT)
def address() -> str:
    """Ask for another mail address."""
    return render_template("account/address.html", form=NewAddressForm(), factors=factors.factors_of(own_account()))


@blueprint.post("/account/address")
@guarded(Permission.USE_OWN_ACCOUNT)
def ask_for_new_address() -> ResponseReturnValue:
    """Post a link to the new address."""
    account, form = own_account(), NewAddressForm()
    if not form.validate_on_submit() or not is_proven(form, account):
        page = render_template("account/address.html", form=form, factors=factors.factors_of(account))
        return page, UnprocessableEntity.code
    # Nobody fills the mailboxes of strangers from here.
    limits.attempt(("new address of a person", (account.id,)))
    taken = letters.address_taken(account.language)
    recovery.ask_for_new_address(account, form.email.data, letters.new_address, taken, guards.now())
    flash(gettext("We have written to the new address. It counts as soon as you confirm it by the link."))
    return redirect(url_for("account.profile"), 303)


@blueprint.post("/account/sessions")
@guarded(Permission.USE_OWN_ACCOUNT)
def end_other_sessions() -> ResponseReturnValue:
    """End all sessions but this one."""
    accounts.end_sessions(guards.who().id, _this(), guards.now())
    flash(gettext("All other sessions have ended."))
    return redirect(url_for("account.profile", _anchor="sessions"), 303)


@blueprint.post("/account/sessions/<session_id>")
@guarded(Permission.USE_OWN_ACCOUNT)
def end_session(session_id: str) -> ResponseReturnValue:
    """End one of one's own sessions."""
    if not accounts.end_one_session(guards.who().id, session_id, guards.now()):
        abort(404)
    flash(gettext("That session has ended."))
    return redirect(url_for("account.profile", _anchor="sessions"), 303)


def _page(account: Account, form: ProfileForm) -> str:
    return render_template(
        "account/profile.html",
        form=form,
        account=account,
        factors=factors.factors_of(account),
        passkeys=passkeys.passkeys_of(account),
        sessions=accounts.devices_of(account.id, _this(), guards.now()),
    )


def _this() -> str:
    return session.found.id if isinstance(session, ServerSession) and session.found else ""
