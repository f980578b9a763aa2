"""Who belongs to an organisation: seeing, inviting, changing roles, removing, leaving."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.exceptions import UnprocessableEntity

from assessment.domain.access import Permission, Role
from assessment.services import invitations, members
from assessment.services.members import LastOwner
from assessment.services.places import NotFound
from assessment.web import limits, qr
from assessment.web.account import letters
from assessment.web.guards import guarded, now, who
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.members_forms import InviteForm, RoleForm
from assessment.web.roles import MAY

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.invitations import Invited, Writer
    from assessment.services.members import Member

_ROLE_HINTS = {role.value: words for role, words in MAY.items()}


@blueprint.get("/organisations/<organisation_id>/members", endpoint="members")
@guarded(Permission.SEE_ORGANISATION)
def list_members(organisation_id: str) -> str:
    """Show who belongs to the organisation, and who is invited."""
    return render_template(
        "respondent/members.html",
        members=members.list_members(organisation_id),
        pending=invitations.list_pending(organisation_id),
        now=now(),
    )


@blueprint.get("/organisations/<organisation_id>/invitations/new")
@guarded(Permission.MANAGE_MEMBERS)
def new_invitation(organisation_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Ask whom to invite."""
    return _inviting(InviteForm(language=g.place.organisation.language, role=Role.EDITOR.value))


@blueprint.post("/organisations/<organisation_id>/invitations/new")
@guarded(Permission.MANAGE_MEMBERS)
def invite(organisation_id: str) -> ResponseReturnValue:
    """Invite, and show the letter with the code, which nobody can look up later."""
    form = InviteForm()
    if not form.validate_on_submit():
        return _inviting(form), UnprocessableEntity.code
    limits.attempt(("invitations by a person", (who().id,)))
    return _letter(invitations.invite_member(who(), organisation_id, form.wish(), _writer(), now()))


@blueprint.post("/organisations/<organisation_id>/invitations/<invitation_id>/renewal")
@guarded(Permission.MANAGE_MEMBERS)
def renew_invitation(organisation_id: str, invitation_id: str) -> ResponseReturnValue:
    """Send an invitation again, with a new link and a new code, and show the letter."""
    limits.attempt(("invitations by a person", (who().id,)))
    try:
        return _letter(invitations.renew(who(), organisation_id, invitation_id, _writer(), now()))
    except NotFound:
        abort(404)


@blueprint.post("/organisations/<organisation_id>/invitations/<invitation_id>/revocation")
@guarded(Permission.MANAGE_MEMBERS)
def revoke_invitation(organisation_id: str, invitation_id: str) -> ResponseReturnValue:
    """Take an invitation back."""
    try:
        invitations.revoke(who(), organisation_id, invitation_id, now())
    except NotFound:
        abort(404)
    flash(gettext("The invitation is taken back. Its link and its code do not work any more."))
    return redirect(url_for("respondent.members", organisation_id=organisation_id), 303)


@blueprint.get("/organisations/<organisation_id>/members/<account_id>/role")
@guarded(Permission.MANAGE_MEMBERS)
def member_role(organisation_id: str, account_id: str) -> str:
    """Ask for another role."""
    found = _member(organisation_id, account_id)
    return _changing(found, RoleForm(role=found.role.value))


@blueprint.post("/organisations/<organisation_id>/members/<account_id>/role")
@guarded(Permission.MANAGE_MEMBERS)
def change_role(organisation_id: str, account_id: str) -> ResponseReturnValue:
    """Give a member another role."""
    found, form = _member(organisation_id, account_id), RoleForm()
    if not form.validate_on_submit():
        return _changing(found, form), UnprocessableEntity.code
    try:
        members.change_role(who().id, organisation_id, account_id, Role(form.role.data), now())
    except LastOwner:
        form.form_errors.append(_last_owner())
        return _changing(found, form), UnprocessableEntity.code
    flash(gettext("The role of %(name)s is changed.", name=found.name or found.email))
    return redirect(url_for("respondent.members", organisation_id=organisation_id), 303)


@blueprint.get("/organisations/<organisation_id>/members/<account_id>/removal")
@guarded(Permission.MANAGE_MEMBERS)
def member_removal(organisation_id: str, account_id: str) -> str:
    """Ask whether a member is really to go."""
    return render_template("respondent/member_removal.html", member=_member(organisation_id, account_id))


@blueprint.post("/organisations/<organisation_id>/members/<account_id>/removal")
@guarded(Permission.MANAGE_MEMBERS)
def remove_member(organisation_id: str, account_id: str) -> ResponseReturnValue:
    """End a membership at once."""
    found = _member(organisation_id, account_id)
    return _remove(organisation_id, found, gettext("%(name)s is no member any more.", name=found.name or found.email))


@blueprint.get("/organisations/<organisation_id>/leaving")
@guarded(Permission.SEE_ORGANISATION)
def leaving(organisation_id: str) -> str:
    """Ask whether somebody really wants to leave."""
    return render_template("respondent/member_removal.html", member=_member(organisation_id, who().id))


@blueprint.post("/organisations/<organisation_id>/leaving")
@guarded(Permission.SEE_ORGANISATION)
def leave(organisation_id: str) -> ResponseReturnValue:
    """End one's own membership."""
    name = g.place.organisation.name
    return _remove(organisation_id, _member(organisation_id, who().id), gettext("You have left %(name)s.", name=name))


def _remove(organisation_id: str, found: Member, words: str) -> ResponseReturnValue:
    is_self = found.id == who().id
    try:
        members.remove_member(who().id, organisation_id, found.id, now())
    except LastOwner:
        flash(_last_owner(), "error")
        return redirect(url_for("respondent.members", organisation_id=organisation_id), 303)
    flash(words)
    target = "respondent.home" if is_self else "respondent.members"
    return redirect(url_for(target, **({} if is_self else {"organisation_id": organisation_id})), 303)  # type: ignore[arg-type] # ids only


def _member(organisation_id: str, account_id: str) -> Member:
    try:
        return members.find_member(organisation_id, account_id)
    except NotFound:
        abort(404)


def _writer() -> Writer:
    return partial(letters.invitation, organisation=g.place.organisation.name, inviter=who().name)


def _inviting(form: InviteForm) -> str:
    return render_template("respondent/invitation_new.html", form=form, hints=_ROLE_HINTS)


def _changing(found: Member, form: RoleForm) -> str:
    return render_template("respondent/member_role.html", member=found, form=form, hints=_ROLE_HINTS)


def _letter(invited: Invited) -> str:
    link = letters.public_address("account.invitation", secret=invited.token)
    address = letters.public_address("account.code")
    picture = qr.picture(link)
    return render_template("respondent/invitation_letter.html", invited=invited, link=link, address=address, qr=picture)


def _last_owner() -> str:
    return str(gettext("An organisation keeps at least one owner. Make somebody else an owner first."))
