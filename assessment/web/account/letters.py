"""The texts of messages, each in the language of whoever gets it; links begin with the public address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, render_template, url_for

from assessment.services.mail import Letter
from assessment.web.language import speaking

if TYPE_CHECKING:
    from assessment.services.invitations import Invited


def write(template: str, language: str, **values: object) -> Letter:
    """Render a message; its first line is the subject."""
    with speaking(language):
        words = render_template(f"mail/{template}.txt", **values)
    subject, _, text = words.strip().partition("\n")
    return Letter(subject.strip(), text.strip() + "\n")


def public_address(endpoint: str, **values: str) -> str:
    """Return a page's address as it is written to people: never from what a request claims to be sent to."""
    return f"{current_app.config['PUBLIC_URL']}{url_for(endpoint, _external=False, **values)}"


def reset(token: str, language: str) -> Letter:
    """Write the link to set a new password."""
    return write("reset", language, link=public_address("account.new_password", token=token))


def new_address(token: str, language: str) -> Letter:
    """Write the link that confirms a new address."""
    return write("new_address", language, link=public_address("account.confirm_address", token=token))


def address_taken(language: str) -> Letter:
    """Write to an address that has an account already."""
    return write("address_taken", language)


def notice(kind: str, language: str) -> Letter:
    """Write that a credential has changed: what `kind` names, as mail/notice.txt knows them."""
    return write("notice", language, kind=kind, link=public_address("account.forgotten"))


def invitation(invited: Invited, organisation: str, inviter: str) -> Letter:
    """Write the invitation in its own language."""
    return write(
        "invitation",
        invited.language,
        organisation=organisation,
        inviter=inviter,
        office=invited.role,
        invited=invited,
        link=public_address("account.invitation", secret=invited.token),
        address=public_address("account.code"),
    )
