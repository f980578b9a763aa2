"""A forgotten password and a new mail address: both are confirmed by a link in a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.exceptions import Gone, UnprocessableEntity

from assessment.services import accounts, identity, passwords, recovery
from assessment.web import guards, language, limits
from assessment.web.account import letters, signing
from assessment.web.account.blueprint import blueprint
from assessment.web.account.forms import AddressForm, NewPasswordForm
from assessment.web.guards import public

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/forgotten-password")
@public
def forgotten() -> str:
    """Ask for the address of the account."""
    return render_template("account/forgotten.html", form=AddressForm())


@blueprint.post("/forgotten-password")
@public
def ask_for_link() -> ResponseReturnValue:
    """Post a link, if there is such an account; the answer is the same if there is none."""
    form = AddressForm()
    if not form.validate_on_submit():
        return render_template("account/forgotten.html", form=form), UnprocessableEntity.code
    limits.attempt(("reset from a place", (limits.place(),)))
    if limits.is_allowed("reset of an account", accounts.as_address(form.email.data)):
        recovery.ask_for_reset(form.email.data, letters.reset, language.chosen(), guards.now())
    return redirect(url_for("account.link_sent"), 303)


@blueprint.get("/forgotten-password/sent")
@public
def link_sent() -> str:
    """Say what to do next, whether or not there is an account."""
    return render_template("account/link_sent.html")


@blueprint.get("/new-password/<token>")
@public
def new_password(token: str) -> ResponseReturnValue:
    """Ask for a new password; looking changes nothing, because mail filters look too."""
    if recovery.account_of_reset(token) is None:
        return render_template("account/dead_link.html"), Gone.code
    return render_template("account/new_password.html", form=NewPasswordForm())


@blueprint.post("/new-password/<token>")
@public
def set_new_password(token: str) -> ResponseReturnValue:
    """Set the new password and ask to sign in with it; a second factor stays what it was."""
    account = recovery.account_of_reset(token)
    if account is None:
        return render_template("account/dead_link.html"), Gone.code
    form = NewPasswordForm()
    form.about = tuple(passwords.texts_about(account))
    if not form.validate_on_submit():
        return render_template("account/new_password.html", form=form), UnprocessableEntity.code
    email = account.email
    notice = letters.notice("password", account.language)
    recovery.reset_password(account, form.new_password.data, notice, guards.now())
    limits.remember_place(email)
    flash(gettext("Your new password is set. Sign in with it; all former sessions have ended."))
    return redirect(url_for("account.sign_in"), 303)


@blueprint.get("/new-address/<token>")
@public
def confirm_address(token: str) -> ResponseReturnValue:
    """Ask to confirm the new address."""
    found = recovery.new_address_of(token)
    if found is None:
        return render_template("account/dead_link.html"), Gone.code
    return render_template("account/confirm_address.html", email=found[1], token=token)


@blueprint.post("/new-address/<token>")
@public
def take_new_address(token: str) -> ResponseReturnValue:
    """Change the address and tell the old one."""
    found = recovery.new_address_of(token)
    if found is None:
        return render_template("account/dead_link.html"), Gone.code
    (account, email), is_own = found, guards.who().id == found[0].id
    notice = letters.notice("address", account.language)
    if not recovery.confirm_new_address(account, email, notice, guards.now()):
        return render_template("account/dead_link.html"), Gone.code
    if is_own:
        signing.become(identity.reloaded(guards.who().id))
    flash(gettext("Your new address is %(email)s. Sign in with it from now on.", email=email))
    return redirect(url_for("account.profile"), 303)
