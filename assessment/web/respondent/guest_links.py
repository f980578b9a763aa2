"""Links for colleagues without an account, as members make, hand over and revoke them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import abort, flash, g, render_template
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.services import guest_codes, guest_links, places
from assessment.services.guest_links import Invited, Listed
from assessment.web import guards, limits, qr
from assessment.web.account.letters import public_address
from assessment.web.guards import guarded
from assessment.web.respondent import assigning, letters
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.teamwork_forms import AskForm, GuestForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.mail import Letter

_ONE = f"{assigning.SECTION}/guests/<link_id>"


@blueprint.post(f"{assigning.SECTION}/guests")
@guarded(Permission.ASSIGN)
def make_guest_link(**ids: str) -> ResponseReturnValue:
    """Make a link and show it, once, to be copied or printed."""
    part, form = assigning.find_part(ids), GuestForm(prefix="guest")
    if not form.validate_on_submit():
        return assigning.show_part(part, AskForm(formdata=None, prefix="ask"), form), 422
    limits.attempt(("invitations by a person", (guards.who().id,)))
    invited = Invited(form.name.data, form.email.data, form.language.data, form.days.data)
    expires_at = guards.now() + timedelta(days=invited.days)

    def letter(token: str) -> Letter:
        return letters.guest_link(invited.language, token, invited.name, expires_at)

    where = (g.place.assessment.id, part.section.id)
    try:
        made = guest_links.make_link(where, invited, guards.who(), guards.now(), letter)
    except guest_links.TooManyLinks:
        form.form_errors.append(gettext("There are 100 open links already. Revoke one that is not needed any more."))
        return assigning.show_part(part, AskForm(formdata=None, prefix="ask"), form), 422
    link = public_address("respondent.guest_link", token=made.token)
    return render_template(
        "respondent/guest_link_made.html",
        part=part,
        invited=invited,
        link=link,
        picture=qr.picture(link),
        expires_at=expires_at,
    )


@blueprint.get(f"{_ONE}/revoke")
@guarded(Permission.ASSIGN)
def revoking_guest_link(**ids: str) -> str:
    """Ask before a link is revoked."""
    return render_template("respondent/guest_link_revoke.html", part=assigning.find_part(ids), link=_link(ids))


@blueprint.post(f"{_ONE}/revoke")
@guarded(Permission.ASSIGN)
def revoke_guest_link(**ids: str) -> ResponseReturnValue:
    """Close a link at once."""
    where = (g.place.assessment.id, ids["section_id"])
    try:
        guest_links.revoke_link(where, ids["link_id"], guards.who(), guards.now())
    except places.NotFound:
        abort(404)
    flash(gettext("The link is closed. What your colleague answered stays."))
    return assigning.back(ids)


@blueprint.post(f"{_ONE}/phone-code")
@guarded(Permission.ASSIGN)
def read_code_out(**ids: str) -> ResponseReturnValue:
    """Show a fresh code that the maker of a link reads out when mail does not arrive."""
    part, link = assigning.find_part(ids), _link(ids)
    limits.attempt(("invitations by a person", (guards.who().id,)))
    where = (g.place.assessment.id, ids["section_id"])
    try:
        code = guest_links.code_for_phone(where, link.id, guards.who(), guards.now())
    except places.NotFound:
        abort(404)
    except guest_codes.TooManyCodes:
        abort(429)
    return render_template("respondent/guest_phone_code.html", part=part, link=link, code=code)


def _link(ids: dict[str, str]) -> Listed:
    links = guest_links.links_of(g.place.assessment.id, guards.now())
    found = next((one for one in links if (one.id, one.section_id) == (ids["link_id"], ids["section_id"])), None)
    if found is None or not found.is_open:
        abort(404)
    return found
