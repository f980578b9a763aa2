"""Signing in and out: password or passkey, then a second step where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.exceptions import Unauthorized, UnprocessableEntity

from assessment.services import accounts, factors, passkeys
from assessment.web import addresses, guards, journal, limits
from assessment.web.account import other_service, resuming, signing
from assessment.web.account.blueprint import blueprint
from assessment.web.account.forms import CodeForm, SignInForm
from assessment.web.account.passkey_site import site
from assessment.web.guards import public

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.storage.tables import Account
    from assessment.web.account.resuming import Held

_CHALLENGE = "challenge"
_WRONG = Unauthorized.code


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Ask who is there."""
    if guards.who().is_signed_in:
        return redirect(addresses.within(request.args.get("next", ""), signing.home()))
    return _page(SignInForm(), None)


@blueprint.post("/sign-in")
@public
def prove_identity() -> ResponseReturnValue:
    """Check address and password, or the answer of a passkey."""
    held, form = resuming.carried(), SignInForm()
    if request.form.get("answer"):
        return _by_passkey(held)
    if not form.validate_on_submit():
        return _page(form, held), UnprocessableEntity.code
    attempt = limits.attempt_sign_in(accounts.as_address(form.email.data))
    account = accounts.check_password(form.email.data, form.password.data, guards.now())
    if account is None:
        journal.note("sign-in refused")
        form.form_errors.append(gettext("This address and this password do not fit together."))
        return _page(form, held), UnprocessableEntity.code
    attempt.succeeded()
    return _after_password(account, held)


@blueprint.post("/sign-in/passkey")
@public
def passkey_question() -> Response:
    """Return what the browser is to ask of a passkey, as JSON."""
    question = passkeys.ask_to_prove(site())
    session[_CHALLENGE] = question.challenge
    return Response(question.options, content_type="application/json")


@blueprint.get("/sign-in/second-step")
@public
def second_step() -> ResponseReturnValue:
    """Ask for the code of the authenticator, or a recovery code."""
    waiting = signing.waiting()
    if waiting is None:
        return redirect(url_for("account.sign_in"))
    return _second_step(CodeForm(), None, waiting[0])


@blueprint.post("/sign-in/second-step")
@public
def take_second_step() -> ResponseReturnValue:
    """Check the code."""
    held, form, waiting = resuming.carried(), CodeForm(), signing.waiting()
    if waiting is None:
        flash(gettext("That took too long. Please begin again."), "error")
        return resuming.ask(held) if held else redirect(url_for("account.sign_in"), 303)
    account, wanted = waiting
    if request.form.get("answer"):
        return _by_passkey(held, expected=account.id, wanted=wanted)
    if not form.validate_on_submit():
        return _second_step(form, held, account), UnprocessableEntity.code
    attempt = limits.attempt(("second step of an account", (account.id,)))
    via = factors.check_code(account, form.code.data)
    if not via:
        journal.note("second step refused")
        form.form_errors.append(gettext("This code is wrong, or it was used before. Wait for the next one."))
        return _second_step(form, held, account), UnprocessableEntity.code
    attempt.succeeded()
    return signing.complete(account, via, wanted)


@blueprint.post("/sign-in/again")
@public
def send_again() -> ResponseReturnValue:
    """Offer what was typed to whoever is signed in meanwhile, in another tab or by their link."""
    held = resuming.carried()
    if held is None:
        return redirect(url_for("account.sign_in"), 303)
    return resuming.ask(held) if not guards.who().id else resuming.offer(held)


@blueprint.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End the session; the cookie and every copy of it are dead."""
    signing.leave()
    flash(gettext("You are signed out."))
    response = redirect(url_for("public.home"), 303)
    # Answers that wait in this browser to be sent belong to nobody from now on.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def sign_in_page(held: Held | None) -> ResponseReturnValue:
    """Answer a write without a session: sign in, and what was sent comes along."""
    return _page(SignInForm(formdata=None), held), _WRONG


def _page(form: SignInForm, held: Held | None) -> str:
    wanted = addresses.within(request.values.get("next", ""), "")
    return render_template(
        "account/sign_in.html", form=form, held=held, next=wanted, service=other_service.is_offered()
    )


def _second_step(form: CodeForm, held: Held | None, account: Account) -> str:
    owned = factors.factors_of(account)
    return render_template("account/second_step.html", form=form, held=held, factors=owned)


def _after_password(account: Account, held: Held | None) -> ResponseReturnValue:
    wanted = request.form.get("next", "")
    if not account.tf_primary_method:
        return signing.complete(account, "password", wanted)
    signing.wait_for_second_step(account, wanted)
    if held is not None:
        return _second_step(CodeForm(formdata=None), held, account)
    return redirect(url_for("account.second_step"), 303)


def _by_passkey(held: Held | None, expected: str = "", wanted: str = "") -> ResponseReturnValue:
    limits.attempt(("sign-in from a place", (limits.place(),)))
    challenge = session.pop(_CHALLENGE, "")
    account = passkeys.check_passkey(request.form["answer"], challenge, site(), guards.now())
    if account is None or (expected and account.id != expected):
        journal.note("passkey refused")
        form = SignInForm(formdata=None)
        form.form_errors.append(gettext("This passkey does not open an account here. Use your password instead."))
        return _page(form, held), UnprocessableEntity.code
    return signing.complete(account, "passkey", wanted or request.form.get("next", ""))
