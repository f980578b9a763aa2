"""Views that a person keeps under a name: saved, listed, renamed and deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.trail import Event
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.storage import acts, db, saved_views

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.storage import DatabaseSession
    from assessment.storage.tables import SavedView

MOST = 100
LONGEST_NAME, LONGEST_QUERY = 100, 500


class NameTaken(ValueError):
    """The person keeps another view of this name."""


class TooMany(ValueError):
    """The person keeps as many views as one may."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A view that a person keeps; `query` is the part of the address that says what is shown."""

    id: str
    name: str
    query: str
    created_at: datetime


def kept(account_id: str) -> tuple[Kept, ...]:
    """Return a person's views by name."""
    return tuple(_kept(row) for row in saved_views.of(db.session, account_id))


def find(account_id: str, id_: str) -> Kept:
    """Return one view of a person; NotFound when it is nobody's or somebody else's."""
    return _kept(_found(db.session, account_id, id_))


def save(name: str, query: str, by: str, at: datetime) -> str:
    """Keep a view under a name, return its id; raises NameTaken or TooMany."""
    id_ = new_id()
    with acts.act(Event.VIEW_SAVED, by=by, at=at, subject=id_) as done:
        if saved_views.named(done.session, by, name):
            raise NameTaken
        if saved_views.count(done.session, by) >= MOST:
            raise TooMany
        saved_views.add(done.session, {"id": id_, "account_id": by, "name": name, "query": query, "created_at": at})
        done.content["what"] = "saved"
    return id_


def rename(id_: str, name: str, by: str, at: datetime) -> None:
    """Give a view another name; raises NameTaken or NotFound."""
    with acts.act(Event.VIEW_SAVED, by=by, at=at, subject=id_) as done:
        found = _found(done.session, by, id_)
        if saved_views.named(done.session, by, name) not in {None, id_}:
            raise NameTaken
        done.is_void = found.name == name
        saved_views.rename(done.session, id_, name)
        done.content["what"] = "renamed"


def delete(id_: str, by: str, at: datetime) -> None:
    """Forget a view; raises NotFound."""
    with acts.act(Event.VIEW_SAVED, by=by, at=at, subject=id_) as done:
        if not saved_views.remove(done.session, by, id_):
            raise NotFound
        done.content["what"] = "deleted"


def _found(session: DatabaseSession, account_id: str, id_: str) -> SavedView:
    row = saved_views.find(session, account_id, id_)
    if row is None:
        raise NotFound
    return row


def _kept(row: SavedView) -> Kept:
    return Kept(row.id, row.name, row.query, row.created_at)
