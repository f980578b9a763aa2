"""A person's own account: what they are called, how they prove themselves, where they are signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, session, url_for
from flask_babel import gettext, lazy_gettext
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
_SIGN_IN_ANEW = lazy_gettext("You signed in a while ago. Sign out, sign in again, and do this within 15 minutes.")


def own_account() -> Account:
    """Return the account of who asks; a guest has none."""
    account = accounts.find_account(guards.who().id)
    if account is None:
        abort(404)
    return account


def is_proven(form: ProvenForm, account: Account) -> bool:
    """Whether the present password was given; who has none must have signed in a moment ago."""
    if not account.password:
        if must_prove():
            form.form_errors.append(_SIGN_IN_ANEW)
        return not must_prove()
    attempt = limits.attempt(("proof by a person", (account.id,)))
    if accounts.check_password(account.email, form.current_password.data or "", guards.now()) is not None:
        attempt.succeeded()
        return True
    journal.note("proof refused")
    form.current_password.errors = [*form.current_password.errors, gettext("This is not your present password.")]
    return False


def must_prove() -> bool:
    """Whether this session was left open for so long that somebody else may sit there."""
    signed_in = datetime.fromtimestamp(session.get("fs_paa", 0), UTC)
    return guards.now() - signed_in > _FRESH


def asks_password(account: Account) -> bool:
    """Whether a page has to ask for the present password, because the session is no proof of itself."""
    return bool(account.password) and must_prove()


def lacks_proof(form: ProvenForm, account: Account) -> bool:
    """Whether proof is needed and was not given; a form that has not asked for it yet is no failed attempt."""
    if not must_prove():
        return False
    return (bool(account.password) and not form.current_password.data) or not is_proven(form, account)


def is_unproven(form: ProvenForm, account: Account) -> bool:
    """As `lacks_proof`, on a page that is about something else: it says beside the field what is missing."""
    lacks = lacks_proof(form, account)
    if lacks and account.password and not form.current_password.data:
        form.current_password.errors = [*form.current_password.errors, gettext("Enter your present password.")]
    return lacks


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
    """End all sessions but this one, once this one has proven whose it is."""
    account, form = own_account(), ProvenForm()
    if not form.validate_on_submit() or lacks_proof(form, account):
        return _ending(form, account), UnprocessableEntity.code
    accounts.end_sessions(account.id, _this(), guards.now())
    flash(gettext("All other sessions have ended."))
    return redirect(url_for("account.profile", _anchor="sessions"), 303)


@blueprint.post("/account/sessions/<session_id>")
@guarded(Permission.USE_OWN_ACCOUNT)
def end_session(session_id: str) -> ResponseReturnValue:
    """End one of one's own sessions."""
    account, form = own_account(), ProvenForm()
    if not form.validate_on_submit() or lacks_proof(form, account):
        return _ending(form, account), UnprocessableEntity.code
    if not accounts.end_one_session(account.id, session_id, guards.now()):
        abort(404)
    flash(gettext("That session has ended."))
    return redirect(url_for("account.profile", _anchor="sessions"), 303)


def _ending(form: ProvenForm, account: Account) -> str:
    return render_template("account/end_sessions.html", form=form, factors=factors.factors_of(account))


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
