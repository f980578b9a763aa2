"""Organisations with their systems and assessments: a fixed number of queries, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from assessment.storage.tables import Assessment, Membership, Organisation, SectionAssignment, StoredAnswer, System

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession


def add(session: DatabaseSession, organisation: Mapping[str, object], owner: Mapping[str, object]) -> None:
    """Write an organisation and its first member."""
    session.add(Organisation(**organisation))
    session.flush()
    session.add(Membership(**owner))


def change(session: DatabaseSession, id_: str, values: Mapping[str, object]) -> None:
    """Change the description of an organisation."""
    session.execute(update(Organisation).where(Organisation.id == id_).values(dict(values)))


def of_account(session: DatabaseSession, account: str) -> Sequence[Row[Organisation, str]]:
    """Return the organisations of an account with its role in each, by name; suspended ones are left out."""
    query = (
        select(Organisation, Membership.role)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.account_id == account, Organisation.suspended_at.is_(None))
        .order_by(Organisation.name, Organisation.id)
    )
    return session.execute(query).all()


def systems(session: DatabaseSession, organisations: Collection[str]) -> Sequence[System]:
    """Return the systems of several organisations, by name."""
    query = select(System).where(System.organisation_id.in_(organisations)).order_by(System.name, System.id)
    return session.scalars(query).all()


def assessments(session: DatabaseSession, organisations: Collection[str]) -> Sequence[Assessment]:
    """Return the assessments of several organisations, newest first."""
    query = (
        select(Assessment)
        .where(Assessment.organisation_id.in_(organisations))
        .order_by(Assessment.created_at.desc(), Assessment.id)
    )
    return session.scalars(query).all()


def answers(session: DatabaseSession, assessments: Collection[str]) -> Sequence[Row[str, str, str, bool]]:
    """Return (assessment, question, value, is_valid) of all answers to several assessments that were not taken back."""
    query = select(
        StoredAnswer.assessment_id, StoredAnswer.question_id, StoredAnswer.value, StoredAnswer.is_valid
    ).where(StoredAnswer.assessment_id.in_(assessments), StoredAnswer.value != "")
    return session.execute(query).all()


def assigned(session: DatabaseSession, account: str, organisations: Collection[str]) -> Sequence[Row[str, str]]:
    """Return (assessment, section) of everything that an account is asked to answer in several organisations."""
    query = (
        select(SectionAssignment.assessment_id, SectionAssignment.section_id)
        .join(Assessment, Assessment.id == SectionAssignment.assessment_id)
        .where(SectionAssignment.account_id == account, Assessment.organisation_id.in_(organisations))
    )
    return session.execute(query).all()


def add_system(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Write a system."""
    session.add(System(**values))


def change_system(session: DatabaseSession, id_: str, values: Mapping[str, object]) -> None:
    """Change a system."""
    session.execute(update(System).where(System.id == id_).values(dict(values)))
