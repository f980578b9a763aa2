"""The second step: an authenticator app, recovery codes, passkeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, flash, redirect, render_template, session, url_for
from flask_babel import gettext
from werkzeug.exceptions import UnprocessableEntity

from assessment.domain.access import Permission
from assessment.services import factors, identity, passkeys
from assessment.services.factors import StillNeeded
from assessment.web import guards, limits
from assessment.web.account import letters, signing
from assessment.web.account.blueprint import blueprint
from assessment.web.account.forms import PairForm, PasskeyForm, ProvenForm
from assessment.web.account.passkey_site import site
from assessment.web.account.profile import asks_password, is_proven, lacks_proof, own_account
from assessment.web.guards import guarded

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.storage.tables import Account

_SECRET = "new_authenticator"  # noqa: S105 - the name under which a session keeps it
_CHALLENGE = "new_passkey"


@blueprint.get("/account/second-step")
@guarded(Permission.USE_OWN_ACCOUNT, before_second_factor=True)
def choose_second_step() -> str:
    """Explain the second step, and that an office demands it."""
    return render_template("account/choose_second_step.html", factors=factors.factors_of(own_account()))


@blueprint.get("/account/authenticator")
@guarded(Permission.USE_OWN_ACCOUNT, before_second_factor=True)
def authenticator() -> str:
    """Show what an app has to scan; the same secret until it is paired."""
    account = own_account()
    if _SECRET not in session:
        session[_SECRET] = factors.new_secret(account.id)
    return _authenticator(account, PairForm())


@blueprint.post("/account/authenticator")
@guarded(Permission.USE_OWN_ACCOUNT, before_second_factor=True)
def pair_authenticator() -> ResponseReturnValue:
    """Turn the authenticator on if its code is right; show recovery codes, once."""
    account, form, secret = own_account(), PairForm(), session.get(_SECRET, "")
    if not secret:
        return redirect(url_for("account.authenticator"), 303)
    if not form.validate_on_submit() or lacks_proof(form, account):
        return _authenticator(account, form), UnprocessableEntity.code
    limits.attempt(("proof by a person", (account.id,)))
    notice = letters.notice("authenticator", account.language)
    codes = factors.add_authenticator(account.id, secret, form.code.data, notice, guards.now())
    if not codes:
        form.form_errors.append(gettext("This code does not fit. Check that the clock of your phone is right."))
        return _authenticator(own_account(), form), UnprocessableEntity.code
    return _with_codes(codes)


@blueprint.get("/account/authenticator/removal")
@guarded(Permission.USE_OWN_ACCOUNT)
def authenticator_removal() -> str:
    """Ask whether the authenticator is really to go."""
    account = own_account()
    return render_template("account/remove_authenticator.html", form=ProvenForm(), factors=factors.factors_of(account))


@blueprint.post("/account/authenticator/removal")
@guarded(Permission.USE_OWN_ACCOUNT)
def remove_authenticator() -> ResponseReturnValue:
    """Turn the authenticator off."""
    account, form = own_account(), ProvenForm()
    if not form.validate_on_submit() or not is_proven(form, account):
        page = render_template("account/remove_authenticator.html", form=form, factors=factors.factors_of(account))
        return page, UnprocessableEntity.code
    try:
        factors.remove_authenticator(account.id, letters.notice("authenticator", account.language), guards.now())
    except StillNeeded:
        return _refuse()
    return _done(gettext("The authenticator is turned off. All other sessions have ended."))


@blueprint.get("/account/recovery-codes")
@guarded(Permission.USE_OWN_ACCOUNT)
def recovery_codes() -> str:
    """Ask whether the recovery codes are to be replaced."""
    account = own_account()
    return render_template("account/renew_codes.html", form=ProvenForm(), factors=factors.factors_of(account))


@blueprint.post("/account/recovery-codes")
@guarded(Permission.USE_OWN_ACCOUNT)
def renew_recovery_codes() -> ResponseReturnValue:
    """Replace the recovery codes and show the new ones, once."""
    account, form = own_account(), ProvenForm()
    if not form.validate_on_submit() or not is_proven(form, account):
        page = render_template("account/renew_codes.html", form=form, factors=factors.factors_of(account))
        return page, UnprocessableEntity.code
    notice = letters.notice("recovery-codes", account.language)
    return _with_codes(factors.renew_recovery_codes(guards.who().id, notice, guards.now()))


@blueprint.get("/account/passkey")
@guarded(Permission.USE_OWN_ACCOUNT, before_second_factor=True)
def passkey() -> str:
    """Offer to make a passkey; the browser does it, with the small script."""
    return render_template("account/passkey.html", form=PasskeyForm(), asks_password=asks_password(own_account()))


@blueprint.post("/account/passkey/question")
@guarded(Permission.USE_OWN_ACCOUNT, before_second_factor=True)
def new_passkey_question() -> Response:
    """Return what the browser is asked in order to make a passkey, as JSON."""
    question = passkeys.ask_to_add(own_account(), site())
    session[_CHALLENGE] = question.challenge
    return Response(question.options, content_type="application/json")


@blueprint.post("/account/passkey")
@guarded(Permission.USE_OWN_ACCOUNT, before_second_factor=True)
def add_passkey() -> ResponseReturnValue:
    """Keep the passkey that the browser made."""
    account, form = own_account(), PasskeyForm()
    given = (form.name.data or "", form.answer.data or "", session.pop(_CHALLENGE, ""))
    notice = letters.notice("passkey", account.language)
    is_ready = form.validate_on_submit() and not lacks_proof(form, account)
    if is_ready and passkeys.add_passkey(account.id, given, site(), notice, guards.now()):
        return _done(gettext("The passkey is added. All other sessions have ended."))
    if not form.errors:
        form.form_errors.append(gettext("No passkey was made. Try again, or use an authenticator app instead."))
    page = render_template("account/passkey.html", form=form, asks_password=asks_password(own_account()))
    return page, UnprocessableEntity.code


@blueprint.get("/account/passkey/<int:passkey_id>/removal")
@guarded(Permission.USE_OWN_ACCOUNT)
def passkey_removal(passkey_id: int) -> str:
    """Ask whether a passkey is really to go."""
    return _removal(passkey_id, own_account(), ProvenForm())


@blueprint.post("/account/passkey/<int:passkey_id>/removal")
@guarded(Permission.USE_OWN_ACCOUNT)
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Forget a passkey."""
    account, form = own_account(), ProvenForm()
    if not form.validate_on_submit() or not is_proven(form, account):
        return _removal(passkey_id, account, form), UnprocessableEntity.code
    notice = letters.notice("passkey", account.language)
    try:
        is_removed = passkeys.remove_passkey(account.id, passkey_id, notice, guards.now())
    except StillNeeded:
        return _refuse()
    if not is_removed:
        abort(404)
    return _done(gettext("The passkey is removed. All other sessions have ended."))


def _removal(passkey_id: int, account: Account, form: ProvenForm) -> str:
    found = next((one for one in passkeys.passkeys_of(account) if one.id == passkey_id), None)
    if found is None:
        abort(404)
    return render_template("account/remove_passkey.html", passkey=found, form=form, factors=factors.factors_of(account))


def _authenticator(account: Account, form: PairForm) -> str:
    pairing = factors.pairing(session[_SECRET], account)
    return render_template(
        "account/authenticator.html", form=form, pairing=pairing, asks_password=asks_password(account)
    )


def _with_codes(codes: tuple[str, ...]) -> ResponseReturnValue:
    """Go on in a fresh session; the codes are on this page and nowhere else."""
    signing.become(identity.reloaded(guards.who().id))
    return render_template("account/recovery_codes.html", codes=codes, home=signing.home())


def _done(words: str) -> ResponseReturnValue:
    signing.become(identity.reloaded(guards.who().id))
    flash(words)
    return redirect(url_for("account.profile"), 303)


def _refuse() -> ResponseReturnValue:
    flash(gettext("Your account needs this way to prove itself. Add another one first, then remove this one."), "error")
    return redirect(url_for("account.profile"), 303)
