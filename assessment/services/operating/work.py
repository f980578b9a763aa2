"""Mail and jobs that need attention, and whether mail leaves at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.trail import Event
from assessment.mail.errors import MailError
from assessment.mail.message import Message, compose
from assessment.mail.sending import opened
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.storage import acts, db, instance, operating

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.services.mail import Letter
    from assessment.storage.tables import Job


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message that could not be sent yet, or was given up (then there is no next attempt)."""

    id: str
    purpose: str
    recipient: str
    attempts: int
    problem: str
    created_at: datetime
    next_attempt_at: datetime | None
    can_be_sent: bool


@dataclass(frozen=True, slots=True)
class ListedJob:
    """A job that has not been done; `task` is its kind, or the name of the periodic task that it is."""

    id: str
    task: str
    state: str
    attempts: int
    problem: str
    created_at: datetime
    run_after: datetime


def unsent_mail() -> list[Unsent]:
    """Return messages that failed at least once."""
    return [
        Unsent(
            row.id, row.purpose, row.recipient, row.attempts, row.problem, row.created_at, row.next_attempt_at,
            bool(row.text),
        )
        for row in operating.unsent(db.session)
    ]  # fmt: skip


def open_jobs() -> list[ListedJob]:
    """Return jobs that failed, run or wait."""
    return [
        ListedJob(row.id, _task(row), row.state, row.attempts, row.problem, row.created_at, row.run_after)
        for row in operating.jobs(db.session)
    ]


def _task(row: Job) -> str:
    name: str = json.loads(row.payload).get("task", row.kind)
    return name


def totals() -> dict[str, int]:
    """Return how much there is of what an operator answers for."""
    return operating.totals(db.session)


def send_again(id_: str, by: str, at: datetime) -> None:
    """Let a message be sent at once; raise NotFound when it was sent, or was given up and its text forgotten."""
    with acts.act(Event.WORK_RETRIED, by=by, at=at, subject=id_) as done:
        if not operating.send_now(done.session, id_, at):
            raise NotFound


def retry_job(id_: str, by: str, at: datetime) -> None:
    """Let a failed job be done again; raise NotFound when there is none."""
    with acts.act(Event.WORK_RETRIED, by=by, at=at, subject=id_) as done:
        if not operating.retry(done.session, id_, at):
            raise NotFound


def try_mail(recipient: str, letter: Letter, at: datetime) -> str:
    """Send one message at once, past the outbox; return what went wrong, or nothing."""
    settings = instance.settings()
    try:
        message = compose(Message(new_id(), recipient, letter.subject, letter.text), settings.mail_from, at)
        with opened(settings.mail_url, settings.instance, 10.0) as sender:
            sender.send(message)
    except MailError as error:
        return str(error)
    return ""
