"""The views of released figures that people keep, and the countries that officials are limited to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from assessment.storage import affected
from assessment.storage.tables import OfficialCountry, SavedView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessment.storage import DatabaseSession


def of(session: DatabaseSession, account_id: str) -> Sequence[SavedView]:
    """Return a person's views by name."""
    query = select(SavedView).where(SavedView.account_id == account_id)
    return session.scalars(query.order_by(func.lower(SavedView.name), SavedView.id)).all()


def find(session: DatabaseSession, account_id: str, id_: str) -> SavedView | None:
    """Return a view if it is the person's."""
    query = select(SavedView).where(SavedView.id == id_, SavedView.account_id == account_id)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def named(session: DatabaseSession, account_id: str, name: str) -> str | None:
    """Return the id of a person's view of this name."""
    query = select(SavedView.id).where(SavedView.account_id == account_id, SavedView.name == name)
    return session.scalar(query)


def count(session: DatabaseSession, account_id: str) -> int:
    """Return how many views a person keeps."""
    query = select(func.count()).select_from(SavedView).where(SavedView.account_id == account_id)
    return session.scalar(query) or 0


def add(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Keep a view."""
    session.execute(insert(SavedView).values(**values))


def rename(session: DatabaseSession, id_: str, name: str) -> None:
    """Give a view another name."""
    query = update(SavedView).where(SavedView.id == id_).values(name=name)
    session.execute(query.execution_options(synchronize_session=False))


def remove(session: DatabaseSession, account_id: str, id_: str) -> bool:
    """Remove a view; tell whether there was one."""
    query = delete(SavedView).where(SavedView.id == id_, SavedView.account_id == account_id)
    return affected(session.execute(query.execution_options(synchronize_session=False))) == 1


def limit(session: DatabaseSession, account_id: str, countries: Iterable[str]) -> None:
    """Limit an official to exactly these countries; none means all."""
    session.execute(delete(OfficialCountry).where(OfficialCountry.account_id == account_id))
    rows = [{"account_id": account_id, "country": country} for country in sorted(countries)]
    if rows:
        session.execute(insert(OfficialCountry), rows)
