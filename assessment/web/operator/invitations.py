"""Invitations to found an organisation or to take an office."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.exceptions import UnprocessableEntity

from assessment.domain.access import Permission
from assessment.services import invitations as service
from assessment.services.places import NotFound
from assessment.web import limits, qr
from assessment.web.account import letters
from assessment.web.guards import guarded, now, who
from assessment.web.operator.blueprint import blueprint
from assessment.web.operator.forms import FOUND, InviteForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.invitations import Invited


@blueprint.get("/invitations")
@guarded(Permission.OPERATE)
def invitations() -> str:
    """Show who is invited, and ask whom to invite."""
    return _page(InviteForm(what=FOUND))


@blueprint.post("/invitations")
@guarded(Permission.OPERATE)
def invite() -> ResponseReturnValue:
    """Invite, and show the letter with the code, which nobody can look up later."""
    form = InviteForm()
    if not form.validate_on_submit():
        return _page(form), UnprocessableEntity.code
    limits.attempt(("invitations by a person", (who().id,)))
    return _letter(service.invite_by_operator(who(), form.wish(), _writer(), now()))


@blueprint.post("/invitations/<invitation>/renewal")
@guarded(Permission.OPERATE)
def renew_invitation(invitation: str) -> ResponseReturnValue:
    """Send an invitation again, with a new link and a new code."""
    limits.attempt(("invitations by a person", (who().id,)))
    try:
        return _letter(service.renew(who(), None, invitation, _writer(), now()))
    except NotFound:
        abort(404)


@blueprint.post("/invitations/<invitation>/revocation")
@guarded(Permission.OPERATE)
def revoke_invitation(invitation: str) -> ResponseReturnValue:
    """Take an invitation back."""
    try:
        service.revoke(who(), None, invitation, now())
    except NotFound:
        abort(404)
    flash(gettext("The invitation is taken back. Its link and its code do not work any more."))
    return redirect(url_for(".invitations"), 303)


def _writer() -> service.Writer:
    return partial(letters.invitation, organisation="", inviter=who().name)


def _page(form: InviteForm) -> str:
    return render_template("operator/invitations.html", form=form, pending=service.list_pending(None), now=now())


def _letter(invited: Invited) -> str:
    link = letters.public_address("account.invitation", secret=invited.token)
    return render_template(
        "operator/invitation_letter.html", invited=invited, link=link,
        address=letters.public_address("account.code"), qr=qr.picture(link),
    )  # fmt: skip
