"""Accounts: who may sign in, how they prove it, and what they change about themselves."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.trail import Event
from assessment.mail.message import is_address
from assessment.services import identity, passwords
from assessment.services.identifiers import new_id, new_token
from assessment.services.sessions import Device
from assessment.storage import accounts, acts, db, sessions

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.services.mail import Letter
    from assessment.storage.tables import Account


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person says about themselves."""

    name: str
    language: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Proof:
    """How a new account will prove itself: by a password, or by a passkey that is added at once."""

    password: str = ""
    oidc_subject: str | None = None


def as_address(typed: str) -> str:
    """Return a mail address as it is stored and compared: without spaces around it, in small letters."""
    return typed.strip().casefold()


def find_account(id_: str) -> Account | None:
    """Return an active account by its id."""
    return accounts.by_id(db.session, id_) if id_ else None


def find_by_address(typed: str) -> Account | None:
    """Return the active account of a mail address."""
    email = as_address(typed)
    return accounts.by_email(db.session, email) if is_address(email) else None


def find_by_subject(subject: str) -> Account | None:
    """Return the active account that is linked to an identity of the other sign-in service."""
    return accounts.by_subject(db.session, subject) if subject else None


def check_password(typed: str, password: str, at: datetime) -> Account | None:
    """Return the account of an address if the password is right; a wrong one and an unknown address look the same."""
    account = find_by_address(typed)
    is_right, fresh = passwords.matches(account, password)
    if account is None or not is_right:
        return None
    if fresh is not None:
        _renew_hash(account.id, fresh, at)
    return account


def _renew_hash(account_id: str, fresh: str, at: datetime) -> None:
    """Keep the same password under the settings of today."""
    with acts.act(Event.CREDENTIALS_CHANGED, by="", at=at, subject=account_id) as done:
        accounts.change(done.session, account_id, {"password": fresh})
        done.content["changed"] = "hash renewed"


def note_sign_in(account: Account, via: str, at: datetime) -> None:
    """Write down that somebody signed in, and by what."""
    with acts.act(Event.SIGNED_IN, by=account.id, at=at, subject=account.id) as done:
        done.content["via"] = via


def note_sign_out(by: str, at: datetime) -> None:
    """Write down that somebody signed out."""
    with acts.act(Event.SIGNED_OUT, by=by, at=at, subject=by):
        pass


def new_account(email: str, profile: Profile, proof: Proof, at: datetime) -> dict[str, object]:
    """Return the values of a new account; hashing the password takes time, so this comes before the transaction."""
    return {
        "id": new_id(), "email": as_address(email), "name": profile.name, "language": profile.language,
        "time_zone": profile.time_zone, "offices": [], "active": True, "fs_uniquifier": new_token(),
        "password": passwords.keep(proof.password) if proof.password else None, "oidc_subject": proof.oidc_subject,
        "queue_key": secrets.token_hex(32), "created_at": at,
    }  # fmt: skip


def change_profile(by: str, profile: Profile, at: datetime) -> None:
    """Change name, language and time zone."""
    with acts.act(Event.ACCOUNT_CHANGED, by=by, at=at, subject=by) as done:
        values: dict[str, object] = {
            "name": profile.name, "language": profile.language, "time_zone": profile.time_zone,
        }  # fmt: skip
        accounts.change(done.session, by, values)
        done.content["changed"] = "profile"


def change_password(by: str, password: str, notice: Letter, at: datetime) -> Account:
    """Set a new password, end every session and tell the person by mail; return the account as it is now."""
    kept = passwords.keep(password)
    with acts.act(Event.CREDENTIALS_CHANGED, by=by, at=at, subject=by) as done:
        accounts.change(done.session, by, {"password": kept})
        done.content["changed"] = "password"
        identity.renew(done.session, by, notice, at)
    return identity.reloaded(by)


def tie_identity(account_id: str, subject: str, at: datetime) -> None:
    """Let an identity of the other sign-in service open an account from now on."""
    with acts.act(Event.CREDENTIALS_CHANGED, by=account_id, at=at, subject=account_id) as done:
        accounts.change(done.session, account_id, {"oidc_subject": subject})
        done.content["changed"] = "other service tied"


def end_sessions(by: str, but: str, at: datetime) -> int:
    """End all of a person's sessions except one; return how many."""
    account = find_account(by)
    own = account.fs_uniquifier if account else ""
    with acts.act(Event.SESSIONS_ENDED, by=by, at=at, subject=by) as done:
        count = sessions.end_all(done.session, own, but) if own else 0
        done.content["ended"] = count
        done.is_void = count == 0
    return count


def end_one_session(by: str, session_id: str, at: datetime) -> bool:
    """End one of a person's own sessions; return whether it was theirs."""
    account = find_account(by)
    own = {row.id for row in sessions.of(db.session, account.fs_uniquifier, at)} if account else set()
    if session_id not in own:
        return False
    with acts.act(Event.SESSIONS_ENDED, by=by, at=at, subject=by) as done:
        sessions.end(done.session, session_id)
        done.content["ended"] = 1
    return True


def devices_of(by: str, this: str, at: datetime) -> list[Device]:
    """Return a person's sessions, the last used first; `this` is the id of the one that asks."""
    account = find_account(by)
    rows = sessions.of(db.session, account.fs_uniquifier, at) if account else ()
    return [Device(row.id, row.device, row.created_at, row.seen_at, row.id == this) for row in rows]
