"""Links by mail: to set a new password, and to confirm a new address. They are signed, expire, and work once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from flask_security.proxies import _security
from flask_security.recoverable import generate_reset_password_token as _reset_token
from flask_security.utils import check_and_get_token_status

from assessment.domain.trail import Event
from assessment.mail.message import is_address
from assessment.services import identity, mail, passwords
from assessment.services.accounts import as_address, find_by_address
from assessment.services.identifiers import hashed
from assessment.storage import accounts, acts, db

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.services.mail import Letter
    from assessment.storage.tables import Account

RESET_WITHIN = timedelta(hours=2)
CHANGE_WITHIN = timedelta(hours=24)


class Writer(Protocol):
    """Writes the letter with a link, in a language."""

    def __call__(self, token: str, language: str) -> Letter:
        """Return the letter."""


def ask_for_reset(typed: str, write: Writer, language: str, at: datetime) -> None:
    """Post a link to set a new password, if the address has an account.

    The same work is done for an address without one, so that neither the answer nor its time tells.
    """
    account = find_by_address(typed)
    token = str(_reset_token(account)) if account else hashed(typed)  # type: ignore[no-untyped-call] # Flask-Security's
    letter = write(token, account.language if account else language)
    recipient, account_id = (account.email, account.id) if account else ("", "")
    with acts.act(Event.RESET_ASKED, by="", at=at, subject=account_id) as done:
        if recipient:
            mail.post(done.session, "reset", recipient, letter, at)


def account_of_reset(token: str) -> Account | None:
    """Return whose password a link may set; None when it is wrong, used or too old."""
    expired, invalid, data = check_and_get_token_status(token, "reset", RESET_WITHIN)
    if expired or invalid or not isinstance(data, list):
        return None
    # The link names the present identity, which every change of a credential renews.
    return accounts.by_identity(db.session, str(data[0]))


def reset_password(account: Account, password: str, notice: Letter, at: datetime) -> None:
    """Set the password that the link allows; every session ends, the link is dead, second factors stay."""
    account_id, kept = account.id, passwords.keep(password)
    with acts.act(Event.CREDENTIALS_CHANGED, by=account_id, at=at, subject=account_id) as done:
        accounts.change(done.session, account_id, {"password": kept})
        identity.renew(done.session, account_id, notice, at)
        done.content["changed"] = "password by mail"


def ask_for_new_address(by: Account, typed: str, write: Writer, taken: Letter, at: datetime) -> bool:
    """Post a link to the new address that confirms it; return whether it is an address at all.

    If the address has an account already, `taken` goes there instead: the person who asks learns nothing about it.
    """
    email = as_address(typed)
    if not is_address(email):
        return False
    account_id, token = by.id, _security.change_email_serializer.dumps([by.fs_uniquifier, hashed(by.email), email])
    letter = write(token, by.language)
    with acts.act(Event.ACCOUNT_CHANGED, by=account_id, at=at, subject=account_id) as done:
        letter = taken if accounts.is_taken(done.session, email) else letter
        mail.post(done.session, "address", email, letter, at)
        done.content["changed"] = "address asked for"
    return True


def new_address_of(token: str) -> tuple[Account, str] | None:
    """Return whose new address a link confirms, and the address; None when it is wrong, used or too old."""
    expired, invalid, data = check_and_get_token_status(token, "change_email", CHANGE_WITHIN)
    if expired or invalid or not isinstance(data, list):
        return None
    account = accounts.by_identity(db.session, str(data[0]))
    if account is None or hashed(account.email) != data[1]:
        return None
    return account, str(data[2])


def confirm_new_address(account: Account, email: str, notice: Letter, at: datetime) -> bool:
    """Change the address and tell the old one; return False when somebody else has taken it meanwhile.

    Every session ends.
    """
    account_id, former = account.id, account.email
    with acts.act(Event.CREDENTIALS_CHANGED, by=account_id, at=at, subject=account_id) as done:
        if accounts.is_taken(done.session, email):
            done.is_void = True
            return False
        accounts.change(done.session, account_id, {"email": email})
        mail.post(done.session, "notice", former, notice, at)
        # Also the links to set a new password that lie in the former mailbox are dead.
        identity.renew(done.session, account_id, None, at)
        done.content["changed"] = "address"
    return True
