"""What operators look for: organisations with their counts, mail and jobs that need attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, literal, select, update
from sqlalchemy.exc import SQLAlchemyError

from assessment.storage import Base, affected, db
from assessment.storage.tables import (
    Account,
    Assessment,
    Consent,
    Job,
    MailMessage,
    Membership,
    Organisation,
    Submission,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row, Table

    from assessment.storage import DatabaseSession

MOST = 50
# An organisation that takes another's place keeps its own members and its own decisions.
_KEPT_APART = frozenset({"membership", "consent"})
_STRENGTH = ("reader", "contributor", "approver", "editor", "owner")


def organisations(
    session: DatabaseSession, words: str, start: int
) -> tuple[Sequence[Row[Organisation, int, int]], int]:
    """Return organisations whose name contains the words, with members and assessments, and how many there are."""
    query = select(Organisation)
    if words:
        query = query.where(func.lower(Organisation.name).contains(words.lower(), autoescape=True))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    members, assessments = (
        select(func.count()).select_from(table).where(table.organisation_id == Organisation.id).scalar_subquery()
        for table in (Membership, Assessment)
    )
    shown = query.add_columns(members, assessments).order_by(func.lower(Organisation.name), Organisation.id)
    return session.execute(shown.offset(start).limit(MOST)).all(), total


def organisation(session: DatabaseSession, id_: str) -> Organisation | None:
    """Return an organisation, suspended or not."""
    query = select(Organisation).where(Organisation.id == id_).execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def suspend(session: DatabaseSession, id_: str, at: datetime | None, reason: str) -> None:
    """Suspend an organisation, or restore it when there is no time."""
    session.execute(update(Organisation).where(Organisation.id == id_).values(suspended_at=at, suspended_for=reason))


def set_holding(session: DatabaseSession, id_: str, holding: str) -> None:
    """Write whom an organisation belongs to."""
    session.execute(update(Organisation).where(Organisation.id == id_).values(holding=holding))


def owned_tables() -> list[Table]:
    """Return the tables whose rows name their organisation, but for those that an organisation keeps to itself."""
    return [t for t in Base.metadata.sorted_tables if "organisation_id" in t.columns and t.name not in _KEPT_APART]


def counts(session: DatabaseSession, id_: str) -> dict[str, int]:
    """Return how many rows of each table an organisation has."""
    return {
        table.name: session.scalar(
            select(func.count()).select_from(table).where(table.columns["organisation_id"] == id_)
        )
        or 0
        for table in [*owned_tables(), Base.metadata.tables["membership"], Base.metadata.tables["consent"]]
    }


def move(session: DatabaseSession, source: str, target: str) -> None:
    """Give everything of one organisation to another and remove the first, with its own decisions about consent."""
    for table in owned_tables():
        column = table.columns["organisation_id"]
        session.execute(update(table).where(column == source).values(organisation_id=target))
    present = _roles(session, target)
    for account, role in _roles(session, source).items():
        row = (Membership.account_id == account) & (Membership.organisation_id == source)
        if account not in present:
            session.execute(update(Membership).where(row).values(organisation_id=target))
        elif _STRENGTH.index(role) > _STRENGTH.index(present[account]):
            own = (Membership.account_id == account) & (Membership.organisation_id == target)
            session.execute(update(Membership).where(own).values(role=role))
    session.execute(delete(Consent).where(Consent.organisation_id == source))
    session.execute(delete(Organisation).where(Organisation.id == source))


def _roles(session: DatabaseSession, id_: str) -> dict[str, str]:
    query = select(Membership.account_id, Membership.role).where(Membership.organisation_id == id_)
    return {row[0]: row[1] for row in session.execute(query)}


def unsent(session: DatabaseSession) -> Sequence[MailMessage]:
    """Return messages that failed at least once and have not been sent, the newest first."""
    query = select(MailMessage).where(MailMessage.sent_at.is_(None), MailMessage.attempts > 0)
    return session.scalars(query.order_by(MailMessage.created_at.desc()).limit(MOST)).all()


def send_now(session: DatabaseSession, id_: str, at: datetime) -> bool:
    """Let a message that waits for its next attempt be sent at once; return whether there is one with its text."""
    done = session.execute(
        update(MailMessage)
        .where(MailMessage.id == id_, MailMessage.sent_at.is_(None), MailMessage.text != "")
        .values(next_attempt_at=at)
    )
    return affected(done) == 1


def jobs(session: DatabaseSession) -> Sequence[Job]:
    """Return jobs that failed, run or wait, periodic ones too: the failed first, then the newest."""
    query = select(Job).where(Job.state != "done")
    return session.scalars(query.order_by(Job.state != "failed", Job.created_at.desc()).limit(MOST)).all()


def retry(session: DatabaseSession, id_: str, at: datetime) -> bool:
    """Let a failed job be done again; return whether there is one."""
    values = {"state": "waiting", "attempts": 0, "problem": "", "run_after": at, "finished_at": None}
    return affected(session.execute(update(Job).where(Job.id == id_, Job.state == "failed").values(**values))) == 1


def totals(session: DatabaseSession) -> dict[str, int]:
    """Return how much there is of what an operator answers for."""
    asked = {
        "organisations": select(func.count()).select_from(Organisation),
        "accounts": select(func.count()).select_from(Account).where(Account.erased_at.is_(None)),
        "assessments": select(func.count()).select_from(Assessment),
        "submissions": select(func.count()).select_from(Submission),
        "jobs": select(func.count()).select_from(Job).where(Job.state == "waiting"),
        "failed_jobs": select(func.count()).select_from(Job).where(Job.state == "failed"),
    }
    row = session.execute(select(*(query.scalar_subquery() for query in asked.values()))).one()
    return dict(zip(asked, row, strict=True))


def answers() -> bool:
    """Whether the database answers a question."""
    try:
        return bool(db.session.scalar(select(literal(1))) == 1)
    except SQLAlchemyError:
        db.session.rollback()
        return False


def jobs_by_state() -> dict[str, int]:
    """Return how many jobs wait, run and have failed."""
    found = dict.fromkeys(("waiting", "running", "failed"), 0)
    for state, number in db.session.execute(select(Job.state, func.count()).group_by(Job.state)):
        if state in found:
            found[state] = number
    return found
