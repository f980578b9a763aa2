"""Organisations as operators see them: how many members and assessments, never what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.access import Role
from assessment.domain.trail import Event
from assessment.services.accounts import find_by_address
from assessment.services.places import NotFound
from assessment.storage import acts, db, members, operating

if TYPE_CHECKING:
    from datetime import datetime


class NoSuchPerson(ValueError):
    """No active account has this address."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One organisation of a list."""

    id: str
    name: str
    country: str
    members: int
    assessments: int
    created_at: datetime
    suspended_at: datetime | None
    suspended_for: str
    holding: str = ""


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging would move: rows by table, from one organisation into another."""

    source: Listed
    target: Listed
    counts: dict[str, int]


def search(words: str, start: int = 0) -> tuple[list[Listed], int]:
    """Return organisations whose name contains the words, some of them, and how many there are in all."""
    rows, total = operating.organisations(db.session, words.strip(), start)
    return [
        Listed(
            row.id, row.name, row.country, member_count, assessment_count, row.created_at, row.suspended_at,
            row.suspended_for,
        )
        for row, member_count, assessment_count in rows
    ], total  # fmt: skip


def find(id_: str) -> Listed:
    """Return one organisation; raise NotFound when there is none."""
    row = operating.organisation(db.session, id_)
    if row is None:
        raise NotFound
    counts = operating.counts(db.session, id_)
    return Listed(
        row.id, row.name, row.country, counts["membership"], counts["assessment"], row.created_at, row.suspended_at,
        row.suspended_for, row.holding,
    )  # fmt: skip


def suspend(id_: str, reason: str, by: str, at: datetime) -> None:
    """Make an organisation invisible for its members until it is restored; nothing is deleted."""
    find(id_)
    with acts.act(Event.ORGANISATION_SUSPENDED, by=by, at=at, subject=id_) as done:
        operating.suspend(done.session, id_, at, reason)


def restore(id_: str, by: str, at: datetime) -> None:
    """Give a suspended organisation back to its members."""
    find(id_)
    with acts.act(Event.ORGANISATION_RESTORED, by=by, at=at, subject=id_) as done:
        operating.suspend(done.session, id_, None, "")


def set_holding(id_: str, holding: str, by: str, at: datetime) -> None:
    """Say whom an organisation belongs to, or nobody: those of one holding count as one in released figures."""
    former = find(id_).holding
    with acts.act(Event.ORGANISATION_CHANGED, by=by, at=at, subject=id_) as done:
        operating.set_holding(done.session, id_, holding.strip())
        done.content["changed"] = ["holding"]
        done.is_void = former == holding.strip()


def preview_merge(source: str, target: str) -> Merging:
    """Return what merging would move; raise NotFound unless there are two organisations."""
    if source == target:
        raise NotFound
    return Merging(find(source), find(target), operating.counts(db.session, source))


def merge(source: str, target: str, by: str, at: datetime) -> None:
    """Move everything of an organisation into another and remove the empty one.

    Who is a member of both keeps the stronger role. The target's decisions about consent count; those of the source
    were about another organisation and go with it.
    """
    preview_merge(source, target)
    with acts.act(Event.ORGANISATIONS_MERGED, by=by, at=at, subject=target) as done:
        operating.move(done.session, source, target)
        done.content["merged"] = source


def hand_over(id_: str, email: str, by: str, at: datetime) -> None:
    """Make the person with this address an owner, for an organisation whose owners cannot be reached.

    Raises NoSuchPerson when nobody has an active account with this address.
    """
    find(id_)
    account = find_by_address(email)
    if account is None:
        raise NoSuchPerson
    account_id = account.id
    with acts.act(Event.MEMBER_ROLE_CHANGED, by=by, at=at, subject=id_) as done:
        former = members.role_of(done.session, id_, account_id)
        if former is None:
            members.add(done.session, id_, account_id, Role.OWNER.value, at)
        else:
            members.change_role(done.session, id_, account_id, Role.OWNER.value)
        done.content |= {"member": account_id, "from": former or "", "to": Role.OWNER.value}
        done.is_void = former == Role.OWNER.value
