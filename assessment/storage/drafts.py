"""Drafts of questionnaires and their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from assessment.storage import affected
from assessment.storage.tables import Account, Draft, DraftPart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from assessment.storage import DatabaseSession

OPEN = ("draft", "in-approval")
DISCARDED = "discarded"


def add(session: DatabaseSession, values: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> None:
    """Add a draft with its parts."""
    session.execute(insert(Draft).values(**values))
    session.execute(insert(DraftPart), list(parts))


def find(session: DatabaseSession, draft_id: str) -> Draft | None:
    """Return a draft, whatever its state."""
    return session.get(Draft, draft_id, populate_existing=True)


def all_of(session: DatabaseSession) -> Sequence[tuple[Draft, str]]:
    """Return every draft that is not discarded, the last changed first, each with the name of who changed it last."""
    names = select(Account.name).where(Account.id == Draft.changed_by).scalar_subquery()
    rows = session.execute(select(Draft, names).where(Draft.state != DISCARDED).order_by(Draft.changed_at.desc()))
    return [(row[0], row[1] or "") for row in rows]


def open_version(session: DatabaseSession, questionnaire: str, version: str) -> str:
    """Return the id of an open draft of this version, empty when there is none."""
    query = select(Draft.id).where(
        Draft.questionnaire == questionnaire, Draft.version == version, Draft.state.in_(OPEN)
    )  # fmt: skip
    return session.scalar(query) or ""


def parts(session: DatabaseSession, draft_id: str) -> Sequence[DraftPart]:
    """Return all parts in their order, also those that were removed."""
    query = select(DraftPart).where(DraftPart.draft_id == draft_id).order_by(DraftPart.position, DraftPart.name)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def part(session: DatabaseSession, draft_id: str, name: str) -> DraftPart | None:
    """Return one part."""
    return session.get(DraftPart, (draft_id, name), populate_existing=True)


def name_of(session: DatabaseSession, account_id: str) -> str:
    """Return the name of a person; empty when they are gone."""
    return session.scalar(select(Account.name).where(Account.id == account_id)) or ""


def add_part(session: DatabaseSession, values: Mapping[str, Any]) -> None:
    """Add one part; its name is new, or the database refuses it."""
    session.execute(insert(DraftPart).values(**values))


def change_part(  # noqa: PLR0913, PLR0917 - one row, its values and its stamp
    session: DatabaseSession, where: tuple[str, str], based_on: int, values: Mapping[str, Any], by: str, at: datetime
) -> bool:
    """Change a part that still has the version it was read with; tell whether it had. `where` is (draft, name)."""
    same = (DraftPart.draft_id == where[0], DraftPart.name == where[1], DraftPart.version == based_on)
    stamped = {**values, "version": based_on + 1, "changed_by": by, "changed_at": at}
    return affected(session.execute(update(DraftPart).where(*same).values(stamped))) == 1


def place(session: DatabaseSession, draft_id: str, positions: Mapping[str, int]) -> None:
    """Give parts their positions by name."""
    for name, position in positions.items():
        one = (DraftPart.draft_id == draft_id, DraftPart.name == name)
        session.execute(update(DraftPart).where(*one).values(position=position))


def change(session: DatabaseSession, draft_id: str, states: Sequence[str], values: Mapping[str, Any]) -> bool:
    """Change a draft that is in one of these states and count the change; tell whether it was."""
    query = update(Draft).where(Draft.id == draft_id, Draft.state.in_(states))
    return affected(session.execute(query.values({**values, "revision": Draft.revision + 1}))) == 1
