"""The actions of improvement plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from assessment.storage import affected
from assessment.storage.tables import Assessment, PlanAction, System

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession


def of_organisation(
    session: DatabaseSession, organisation_id: str, system_id: str = ""
) -> Sequence[Row[PlanAction, str]]:
    """Return the actions of an organisation, or of one of its systems, each with the system's name, oldest first."""
    query = (
        select(PlanAction, System.name)
        .join(System, System.id == PlanAction.system_id)
        .where(PlanAction.organisation_id == organisation_id)
    )
    if system_id:
        query = query.where(PlanAction.system_id == system_id)
    return session.execute(query.order_by(PlanAction.created_at, PlanAction.id)).all()


def one(session: DatabaseSession, organisation_id: str, action_id: str) -> Row[PlanAction, str] | None:
    """Return one action of an organisation with its system's name."""
    query = (
        select(PlanAction, System.name)
        .join(System, System.id == PlanAction.system_id)
        .where(PlanAction.organisation_id == organisation_id, PlanAction.id == action_id)
    )
    return session.execute(query.execution_options(populate_existing=True)).one_or_none()


def questions(session: DatabaseSession, system_id: str, but: str = "dropped") -> frozenset[str]:
    """Return the questions that actions of a system follow; actions in the state `but` do not count."""
    query = select(PlanAction.question_id).where(
        PlanAction.system_id == system_id, PlanAction.question_id != "", PlanAction.state != but
    )
    return frozenset(session.scalars(query))


def add(session: DatabaseSession, rows: Iterable[Mapping[str, object]]) -> None:
    """Add actions."""
    session.execute(insert(PlanAction), list(rows))


def change(session: DatabaseSession, key: tuple[str, str, int], values: Mapping[str, object]) -> bool:
    """Change an action of (organisation, id, version); False when it is gone or has another version by now."""
    organisation_id, action_id, version = key
    query = update(PlanAction).where(
        PlanAction.organisation_id == organisation_id, PlanAction.id == action_id, PlanAction.version == version
    )
    return affected(session.execute(query.values(version=version + 1, **values))) == 1


def remove_new(session: DatabaseSession, organisation_id: str, ids: Collection[str]) -> int:
    """Remove actions that nobody has changed since they were added; return how many."""
    query = delete(PlanAction).where(
        PlanAction.organisation_id == organisation_id, PlanAction.id.in_(ids), PlanAction.version == 1
    )
    return affected(session.execute(query))


def systems(session: DatabaseSession, organisation_id: str) -> Sequence[Row[str, str, str]]:
    """Return (system, its name, its newest assessment) of all systems that have been assessed, by name."""
    query = (
        select(System.id, System.name, Assessment.id)
        .join(Assessment, Assessment.system_id == System.id)
        .where(System.organisation_id == organisation_id)
        .order_by(System.name, System.id, Assessment.created_at)
    )
    newest = {row[0]: row for row in session.execute(query)}
    return list(newest.values())
