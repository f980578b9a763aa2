"""Jobs in the database: added with the act that wants them, taken by one worker at a time, given back when it dies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, or_, select, text, update

from assessment.storage import affected, is_sqlite
from assessment.storage.tables import Job

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from assessment.storage import DatabaseSession

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"


def add(session: DatabaseSession, values: dict[str, object]) -> None:
    """Add a job."""
    session.execute(insert(Job).values(**values))


def keep_others_out(session: DatabaseSession) -> None:
    """Let nobody else add or take a job until this transaction ends; on SQLite that is so in any case."""
    if not is_sqlite():
        session.execute(text("LOCK TABLE job IN SHARE ROW EXCLUSIVE MODE"))


def of_key(session: DatabaseSession, key: str) -> Job | None:
    """Return the newest job that makes this."""
    query = select(Job).where(Job.key == key).order_by(Job.created_at.desc(), Job.id).limit(1)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def keys_alive(session: DatabaseSession, kind: str) -> frozenset[str]:
    """Return the keys of the jobs of a kind that wait or run."""
    return frozenset(session.scalars(select(Job.key).where(Job.kind == kind, Job.state.in_((WAITING, RUNNING)))))


def is_due(session: DatabaseSession, at: datetime) -> bool:
    """Whether there is a job to take; a plain read, so that an idle worker locks nothing."""
    return session.scalar(select(Job.id).where(_due(at)).limit(1)) is not None


def take(session: DatabaseSession, at: datetime, until: datetime, key: str = "") -> Job | None:
    """Take the job that has waited longest, or one whose worker has not come back; others skip what is being taken.

    With a `key` only that job is taken. What it returns carries the number of the attempt: `give_back` and `finish` do
    nothing for an older one.
    """
    query = select(Job).where(_due(at)).order_by(Job.run_after, Job.created_at, Job.id).limit(1)
    if key:
        query = query.where(Job.key == key)
    query = query.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    job = session.scalars(query).one_or_none()
    if job is None:
        return None
    job.state, job.attempts, job.leased_until = RUNNING, job.attempts + 1, until
    session.flush()
    # The worker keeps what it took, whatever happens to the row meanwhile.
    session.expunge(job)
    return job


def renew(session: DatabaseSession, id_: str, attempt: int, until: datetime) -> bool:
    """Hold a job for longer; False when another worker has taken it meanwhile."""
    query = update(Job).where(*_held(id_, attempt)).values(leased_until=until)
    return affected(session.execute(query)) == 1


def give_back(session: DatabaseSession, id_: str, attempt: int, values: dict[str, object]) -> None:
    """Let a job wait again, with what changed: when to run, which problem, how many attempts count."""
    given = {"state": WAITING, "leased_until": None} | values
    session.execute(update(Job).where(*_held(id_, attempt)).values(**given))


def finish(session: DatabaseSession, id_: str, attempt: int, values: dict[str, object]) -> None:
    """Close a job: `state`, `finished_at`, and `result` or `problem`."""
    session.execute(update(Job).where(*_held(id_, attempt)).values(leased_until=None, **values))


def ahead_of(session: DatabaseSession, job: Job) -> int:
    """Return how many jobs of its kind will be taken before a waiting one."""
    query = select(func.count()).where(
        Job.kind == job.kind, or_(Job.state == RUNNING, (Job.state == WAITING) & (Job.run_after < job.run_after))
    )
    return session.scalar(query) or 0


def _due(at: datetime) -> ColumnElement[bool]:
    waits = (Job.state == WAITING) & (Job.run_after <= at)
    return or_(waits, (Job.state == RUNNING) & (Job.leased_until <= at))


def _held(id_: str, attempt: int) -> tuple[ColumnElement[bool], ...]:
    return Job.id == id_, Job.state == RUNNING, Job.attempts == attempt
