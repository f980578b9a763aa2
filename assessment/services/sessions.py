"""Sessions on the server: a copied cookie is dead once its session has ended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assessment import storage
from assessment.domain.access import SECOND_FACTOR, Person, Role
from assessment.services.identifiers import hashed, new_token
from assessment.storage import db, sessions

if TYPE_CHECKING:
    from assessment.storage.sessions import Stored
    from assessment.storage.tables import Account

# Idle, and in all. Organisations sit behind poor connections; who sees many of them is held to less.
MEMBER_LIMITS = (timedelta(hours=8), timedelta(days=7))
OFFICE_LIMITS = (timedelta(minutes=30), timedelta(hours=12))
VISITOR_LIMITS = (timedelta(hours=8), timedelta(days=1))
# A page seen is written down only this often: reading must not make everybody a writer.
TOUCH = timedelta(minutes=5)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Found:
    """A session as stored; `person` is whom it belongs to, empty when nobody has signed in or the account is closed.

    `queue_key` encrypts that person's unsent answers in the browser; it is empty for nobody.
    """

    id: str
    data: str
    identity: str
    person: Person
    created_at: datetime
    seen_at: datetime
    queue_key: str = ""


@dataclass(frozen=True, slots=True)
class Device:
    """One of a person's sessions: where it is, since when, and whether it is the one that asks."""

    id: str
    words: str
    created_at: datetime
    seen_at: datetime
    is_this: bool


def find_session(token: str, at: datetime) -> Found | None:
    """Return the session of a cookie, or None if it has ended, expired or never was."""
    if not _TOKEN.fullmatch(token):
        return None
    found = sessions.find(db.session, hashed(token), at)
    if found is None:
        return None
    person = Person() if found.account_id is None else _person(found.account_id, found)
    return Found(found.id, found.data, found.identity, person, found.created_at, found.seen_at, found.queue_key or "")


def person_of(account: Account | None) -> Person:
    """Return who an account is."""
    return Person() if account is None else _person(account.id, account)


def _person(id_: str, known: Account | Stored) -> Person:
    return Person(
        id_, known.name, known.email, known.language, known.time_zone,
        frozenset([Role(office) for office in known.offices if office]),
        has_second_factor=bool(known.tf_primary_method),
    )  # fmt: skip


def keep_session(found: Found | None, data: str, who: tuple[str, Person], device: str, at: datetime) -> str | None:
    """Store a session's data and return a new token if there has to be one: at first and when the identity changed.

    `who` is the identity (the account's `fs_uniquifier` or empty) and the person. A session that was ended meanwhile
    is not revived: None is returned and nothing stored.
    """
    identity, person = who
    idle, whole = _limits(person)
    if found is not None and found.identity == identity:
        expires = min(at + idle, found.created_at + whole)
        with storage.transaction() as session:
            sessions.change(session, found.id, {"data": data, "seen_at": at, "expires_at": expires})
        return None
    token = new_token()
    values = {
        "id": hashed(token), "identity": identity, "data": data, "device": device,
        "created_at": at, "seen_at": at, "expires_at": at + min(idle, whole),
    }  # fmt: skip
    with storage.transaction() as session:
        if found is not None:
            sessions.end(session, found.id)
        sessions.add(session, values)
    return token


def touch_session(found: Found, person: Person, at: datetime) -> None:
    """Note that a session is used, at most every few minutes."""
    if at - found.seen_at < TOUCH:
        return
    idle, whole = _limits(person)
    with storage.transaction() as session:
        expires = min(at + idle, found.created_at + whole)
        sessions.change(session, found.id, {"seen_at": at, "expires_at": expires})


def end_session(found: Found) -> None:
    """End a session."""
    with storage.transaction() as session:
        sessions.end(session, found.id)


def _limits(person: Person) -> tuple[timedelta, timedelta]:
    if person.offices & SECOND_FACTOR:
        return OFFICE_LIMITS
    return MEMBER_LIMITS if person.id else VISITOR_LIMITS
