"""Programs that read releases for a person: secrets with a purpose and an end, each use of a release written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.access import Permission, may
from assessment.domain.trail import Event
from assessment.services import sessions
from assessment.services.identifiers import hashed, new_id, new_token
from assessment.services.places import NotFound
from assessment.services.releases import taking
from assessment.storage import acts, db, release_files, tokens

if TYPE_CHECKING:
    from datetime import date, datetime

    from assessment.domain.access import Person
    from assessment.services.releases.reading import ReleaseHead

# What marks a secret as one of ours, for people and for programs that look for secrets in public places.
PREFIX = "tai_"
MOST = 20
# The kind under which the log of downloads has what a program read.
KIND = "interface"


class Lasts(Enum):
    """For how many days a token works."""

    MONTH = 30
    QUARTER = 90
    YEAR = 365


class TooMany(ValueError):
    """The person has as many tokens in force as anybody may have."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a token is called, what its program reads the figures for, and for how long."""

    name: str
    purpose: str
    lasts: Lasts


@dataclass(frozen=True, slots=True)
class Made:
    """A new token with its secret, which is told once and kept only as a digest."""

    name: str
    secret: str
    expires_at: date


@dataclass(frozen=True, slots=True)
class Token:
    """A token as its owner sees it."""

    id: str
    name: str
    purpose: str
    expires_at: date
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reader:
    """A program that has shown a token: for whom it reads, under which name and for what."""

    token_id: str
    person: Person
    name: str
    purpose: str


def list_tokens(person: Person) -> tuple[Token, ...]:
    """Return a person's tokens, those that ended too, the newest first."""
    return tuple(
        Token(row.id, row.name, row.purpose, row.expires_at, row.used_at, row.revoked_at)
        for row in tokens.of_account(db.session, person.id)
    )


def make_token(by: Person, wish: Wish, at: datetime) -> Made:
    """Make a token; raise TooMany when twenty of the person are in force."""
    secret, expires = PREFIX + new_token(), at.date() + timedelta(days=wish.lasts.value)
    values = {
        "id": new_id(), "account_id": by.id, "name": wish.name, "purpose": taking.tidied(wish.purpose),
        "token_hash": hashed(secret), "created_at": at, "expires_at": expires,
    }  # fmt: skip
    with acts.act(Event.TOKEN_MADE, by=by.id, at=at, subject=by.id) as done:
        in_force = [
            one for one in tokens.of_account(done.session, by.id) if not one.revoked_at and one.expires_at >= at.date()
        ]
        if len(in_force) >= MOST:
            raise TooMany
        tokens.add(done.session, values)
        done.content |= {"token": values["id"], "expires": expires.isoformat()}
    return Made(wish.name, secret, expires)


def revoke_token(by: Person, id_: str, at: datetime) -> None:
    """End one of the person's tokens at once; raise NotFound when it is no longer in force or not theirs."""
    with acts.act(Event.TOKEN_REVOKED, by=by.id, at=at, subject=by.id) as done:
        if not tokens.revoke(done.session, by.id, id_, at):
            raise NotFound
        done.content["token"] = id_


def find_reader(secret: str, at: datetime) -> Reader | None:
    """Return who reads with a secret; None when it is unknown, ended, or its owner may not see releases any more."""
    found = tokens.find(db.session, hashed(secret), at.date()) if secret.startswith(PREFIX) else None
    if found is None:
        return None
    token, account = found
    person = sessions.person_of(account)
    if person.lacks_second_factor or not may(person, Permission.SEE_RELEASES):
        return None
    return Reader(token.id, person, token.name, token.purpose)


def note_reading(reader: Reader, head: ReleaseHead, at: datetime) -> None:
    """Write down that a program reads a release: once a day for each token and release, as one taking."""
    name = f"{reader.name} {at:%Y-%m-%d}"
    if release_files.was_taken(db.session, head.id, KIND, name, reader.person.id):
        return
    row = {
        "release_id": head.id, "kind": KIND, "name": name, "purpose": reader.purpose, "taken_by": reader.person.id,
        "taken_at": at,
    }  # fmt: skip
    with acts.act(Event.RELEASE_TAKEN, by=reader.person.id, at=at, subject=head.id) as done:
        done.is_void = release_files.was_taken(done.session, head.id, KIND, name, reader.person.id)
        if not done.is_void:
            release_files.note_taken(done.session, [row])
            tokens.use(done.session, reader.token_id, at)
            done.content |= {"number": head.number, "kind": KIND, "token": reader.token_id}
