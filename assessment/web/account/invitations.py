"""Accepting an invitation: by its link or its short code, with a new account or the one that is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, g, redirect, render_template, session, url_for
from flask_babel import gettext, refresh
from werkzeug.exceptions import Gone, UnprocessableEntity

from assessment.services import accounts, invitations, settings
from assessment.services.accounts import Proof
from assessment.services.invitations import NotForYou, Taken, Used
from assessment.services.rounds import taking_part
from assessment.web import cookies, guards, language, limits
from assessment.web.account import other_service, signing
from assessment.web.account.blueprint import blueprint
from assessment.web.account.forms import CodeForm, NewAccountForm
from assessment.web.account.proven import Identity, identity_of_session
from assessment.web.guards import public

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.invitations import Invitation

# In an address, instead of a link's secret: the invitation whose code was typed in this session.
BY_CODE = "by-code"
_OPENED = "invitation"


@blueprint.get("/code")
@public
def code() -> str:
    """Ask for the code of an invitation."""
    return render_template("account/code.html", form=CodeForm())


@blueprint.post("/code")
@public
def open_by_code() -> ResponseReturnValue:
    """Open the invitation that a code belongs to."""
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("account/code.html", form=form), UnprocessableEntity.code
    attempt = limits.attempt(("code from a place", (limits.place(),)))
    found = invitations.find_by_code(form.code.data, guards.now())
    if found is None:
        form.form_errors.append(
            gettext(
                "There is no open invitation with this code. Codes work once and for a limited time; ask for a new one."
            )
        )
        return render_template("account/code.html", form=form), UnprocessableEntity.code
    attempt.succeeded()
    session[_OPENED] = found.id
    return redirect(url_for("account.invitation", secret=BY_CODE), 303)


@blueprint.get("/invitation/<secret>")
@public
def invitation(secret: str) -> ResponseReturnValue:
    """Say who invites to what, how long it takes and who sees what; looking does not use it up."""
    found = _find(secret)
    if found is None:
        return render_template("account/dead_invitation.html"), Gone.code
    offer = taking_part.offer_of_invitation(found.id, guards.now())
    if offer is not None:
        taking_part.note_opened(offer, guards.now())
    identity = identity_of_session() or Identity("", "", "")
    known = {"email": found.email or identity.email, "name": identity.name, "language": language.chosen()}
    return _page(found, secret, _form(NewAccountForm(formdata=None, data=known)))


@blueprint.post("/invitation/<secret>")
@public
def accept_invitation(secret: str) -> ResponseReturnValue:
    """Accept, with the account that is signed in or with a new one."""
    found = _find(secret)
    if found is None:
        return render_template("account/dead_invitation.html"), Gone.code
    limits.attempt(("acceptance from a place", (limits.place(),)))
    offer = taking_part.offer_of_invitation(found.id, guards.now())
    if offer is not None and not offer.takes_in:
        return _page(found, secret, _form(NewAccountForm(formdata=None))), Gone.code
    try:
        return _accept_as_member(found) if guards.who().is_signed_in else _accept_as_newcomer(found, secret)
    except Used:
        return render_template("account/dead_invitation.html"), Gone.code


def _accept_as_member(found: Invitation) -> ResponseReturnValue:
    try:
        invitations.accept_as(guards.who().id, found, guards.now())
    except NotForYou:
        abort(403)
    session.pop(_OPENED, None)
    return _welcome(found)


def _accept_as_newcomer(found: Invitation, secret: str) -> ResponseReturnValue:
    form = _form(NewAccountForm())
    form.about = (found.organisation,)
    if found.email:
        # Whoever was invited by name has this address; the form cannot change it.
        form.email.data = found.email
    if not form.validate_on_submit():
        return _page(found, secret, form), UnprocessableEntity.code
    account = accounts.new_account(form.email.data, form.profile(found.time_zone), _proof(form), guards.now())
    try:
        id_ = invitations.accept_with_new_account(found, account, guards.now())
    except Taken:
        form.form_errors.append(
            gettext("No account could be made with this address. If you have one already, sign in first, below.")
        )
        return _page(found, secret, form), UnprocessableEntity.code
    session.pop(_OPENED, None)
    made = accounts.find_account(id_)
    if made is None:
        abort(404)
    signing.become(made)
    limits.remember_place(str(account["email"]))
    return _welcome(found)


def _form(form: NewAccountForm) -> NewAccountForm:
    """Ask for no password from whom the other service has proven."""
    if identity_of_session() is not None:
        del form.new_password
    return form


def _proof(form: NewAccountForm) -> Proof:
    identity = identity_of_session()
    return Proof(oidc_subject=identity.subject) if identity else Proof(form.new_password.data)


def _welcome(found: Invitation) -> ResponseReturnValue:
    g.pop("person", None)
    offer = taking_part.offer_of_invitation(found.id, guards.now())
    if offer is not None:
        flash(gettext("Welcome. The invitation is accepted."))
        return redirect(url_for("respondent.joining", offer_id=offer.participant_id), 303)
    if found.organisation:
        flash(gettext("Welcome. You are now a member of %(name)s.", name=found.organisation))
    else:
        flash(gettext("Welcome. The invitation is accepted."))
    return redirect(signing.home(), 303)


def _find(secret: str) -> Invitation | None:
    """Return the open invitation, and speak its language unless the person has chosen one."""
    if secret == BY_CODE:
        found = invitations.find_by_id(session.get(_OPENED, ""), guards.now())
    else:
        found = invitations.find_by_link(secret, guards.now())
    has_chosen = cookies.read(language.COOKIE) or guards.who().id
    if found is not None and not has_chosen and found.language in language.offered():
        g.language = found.language
        refresh()
    return found


def _page(found: Invitation, secret: str, form: NewAccountForm) -> str:
    offers_service = other_service.is_offered() and identity_of_session() is None
    return render_template(
        "account/invitation.html", invitation=found, secret=secret, form=form, offers_service=offers_service,
        offer=taking_part.offer_of_invitation(found.id, guards.now()), programme=settings.text("operator-name"),
    )  # fmt: skip
