"""What follows from every change of a credential: all sessions end, and the person is told by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.services import mail
from assessment.services.identifiers import new_token
from assessment.storage import accounts, db, sessions

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.services.mail import Letter
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Account


def renew(session: DatabaseSession, account_id: str, notice: Letter | None, at: datetime) -> None:
    """End every session of an account, inside the caller's transaction, and post a notice to its address.

    Sessions name an account by an identity that is renewed here: every cookie, also a copied one, is dead. Whoever made
    the change signs in again at once, without being asked.
    """
    account = accounts.by_id(session, account_id)
    if account is None:
        return
    if notice is not None:
        mail.post(session, "notice", account.email, notice, at)
    sessions.end_all(session, account.fs_uniquifier)
    accounts.change(session, account_id, {"fs_uniquifier": new_token()})


def reloaded(account_id: str) -> Account:
    """Return an account as it is stored now; raise LookupError when it is closed."""
    db.session.rollback()
    found = accounts.by_id(db.session, account_id)
    if found is None:
        raise LookupError(account_id)
    return found
