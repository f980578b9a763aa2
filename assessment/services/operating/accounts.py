"""Accounts as operators see them: who there is and what they may do, never a secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.access import OFFICES, Role
from assessment.domain.trail import Event
from assessment.services.identifiers import new_token
from assessment.services.places import NotFound
from assessment.storage import accounts, acts, db, erasure, people_found, sessions

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Account


class LastOperator(ValueError):
    """Nobody could operate the service any more."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One account."""

    id: str
    name: str
    email: str
    language: str
    offices: tuple[Role, ...]
    is_active: bool
    has_second_factor: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """An organisation that a person belongs to."""

    organisation_id: str
    organisation: str
    role: Role


def search(words: str, start: int = 0) -> tuple[list[Listed], int]:
    """Return accounts whose name or address contains the words, some of them, and how many there are in all."""
    found = people_found.search(db.session, words.strip(), start)
    return [_listed(row) for row in found.rows], found.total


def find(id_: str) -> Listed:
    """Return one account; raise NotFound when there is none or it was erased."""
    return _listed(_account(db.session, id_))


def memberships_of(id_: str) -> list[Membership]:
    """Return the organisations that a person belongs to."""
    return [Membership(row[0], row[1], Role(row[2])) for row in people_found.memberships(db.session, id_)]


def suspend(id_: str, by: str, at: datetime) -> None:
    """Keep a person out until the account is restored; all sessions end. Raises LastOperator."""
    with acts.act(Event.ACCOUNT_CHANGED, by=by, at=at, subject=id_) as done:
        account = _account(done.session, id_)
        _keep_an_operator(done.session, id_)
        sessions.end_all(done.session, account.fs_uniquifier)
        accounts.change(done.session, id_, {"active": False, "fs_uniquifier": new_token()})
        done.content["changed"] = "suspended"


def restore(id_: str, by: str, at: datetime) -> None:
    """Let a suspended person in again."""
    with acts.act(Event.ACCOUNT_CHANGED, by=by, at=at, subject=id_) as done:
        _account(done.session, id_)
        accounts.change(done.session, id_, {"active": True})
        done.content["changed"] = "restored"


def end_sessions(id_: str, by: str, at: datetime) -> int:
    """End all sessions of a person; return how many there were."""
    with acts.act(Event.SESSIONS_ENDED, by=by, at=at, subject=id_) as done:
        account = _account(done.session, id_)
        count = sessions.end_all(done.session, account.fs_uniquifier)
        accounts.change(done.session, id_, {"fs_uniquifier": new_token()})
        done.content["ended"] = count
    return count


def change_offices(id_: str, offices: Collection[Role], by: str, at: datetime) -> None:
    """Give a person exactly these offices; their sessions end, because other limits count. Raises LastOperator."""
    wanted = [office.value for office in OFFICES if office in offices]
    with acts.act(Event.OFFICES_CHANGED, by=by, at=at, subject=id_) as done:
        account = _account(done.session, id_)
        former = list(account.offices or ())
        if Role.OPERATOR.value not in wanted:
            _keep_an_operator(done.session, id_)
        if by != id_:
            sessions.end_all(done.session, account.fs_uniquifier)
        accounts.change(done.session, id_, {"offices": wanted})
        done.content |= {"from": former, "to": wanted}
        done.is_void = former == wanted


def _account(session: DatabaseSession, id_: str) -> Account:
    account = erasure.find_account(session, id_)
    if account is None:
        raise NotFound
    return account


def _keep_an_operator(session: DatabaseSession, id_: str) -> None:
    if people_found.holders(session, Role.OPERATOR.value) == [id_]:
        raise LastOperator


def _listed(row: Account) -> Listed:
    offices = tuple(Role(office) for office in row.offices or () if office)
    has_second = bool(row.tf_primary_method or row.webauthn)
    return Listed(row.id, row.name, row.email, row.language, offices, row.active, has_second, row.created_at)
