"""Erasing a person: the account is emptied, what it wrote keeps an author without a name, and the trail stays whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.access import Role
from assessment.domain.trail import Event
from assessment.services.identifiers import new_token
from assessment.services.places import NotFound
from assessment.storage import acts, db, erasure, people_found

if TYPE_CHECKING:
    from datetime import datetime


class LastOperator(ValueError):
    """Nobody could operate the service any more."""


class SoleOwner(ValueError):
    """Organisations would be left without an owner."""


def sole_ownerships(account_id: str) -> list[tuple[str, str]]:
    """Return id and name of the organisations that have to be handed over or deleted before a person can go."""
    return [(row[0], row[1]) for row in erasure.sole_ownerships(db.session, account_id)]


def is_last_operator(account_id: str) -> bool:
    """Whether nobody else can operate the service."""
    return people_found.holders(db.session, Role.OPERATOR.value) == [account_id]


def erase_account(account_id: str, by: str, at: datetime) -> None:
    """Erase a person at once and for good. Raises SoleOwner, LastOperator or NotFound, and changes nothing then."""
    with acts.act(Event.ACCOUNT_ERASED, by="" if by == account_id else by, at=at, subject=account_id) as done:
        account = erasure.find_account(done.session, account_id)
        if account is None:
            raise NotFound
        if erasure.sole_ownerships(done.session, account_id):
            raise SoleOwner
        if people_found.holders(done.session, Role.OPERATOR.value) == [account_id]:
            raise LastOperator
        done.note_deleted(account_id)
        erasure.erase_account(done.session, account, new_token(), at)
