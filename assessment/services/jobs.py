"""Work outside requests: wanted in the transaction of an act, done by a worker, shown with its place in the queue."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

from assessment import storage
from assessment.services.identifiers import new_id
from assessment.storage import db, jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Job

    Handler = Callable[["Work"], str]

LOGGER = logging.getLogger(__name__)
# How long a worker holds a job before another may take it; longer than any report may take.
LEASE = timedelta(seconds=100)
ATTEMPTS = 3
_PAUSE = timedelta(seconds=10)
_LONGEST_PAUSE = timedelta(hours=1)


class Kind(Enum):
    """What a job does."""

    REPORT = "report"
    JOINT_REPORT = "joint-report"
    EXPORT = "export"
    LETTERS = "letters"
    RELEASE = "release"
    RELEASE_FILE = "release-file"
    SAMPLE_REPORT = "sample-report"
    PERIODIC = "periodic"


class Cannot(Exception):
    """A job that can never be done; `code` tells its reader why. It is not tried again."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


class Stop(BaseException):
    """The worker has been told to stop: what it does is given back, as if it had not begun."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A job to be done; `key` is the fingerprint of what it makes, `frozen` in the payload goes when the job ends."""

    kind: Kind
    key: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Work:
    """A job in a worker's hands; `renew` holds it for as long from now: before each part that may outlast a lease."""

    payload: Mapping[str, Any]
    at: datetime
    renew: Callable[[timedelta], None]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a job stands; `ahead` counts those before it, `problem` is the code of what went wrong."""

    state: str
    payload: Mapping[str, Any]
    ahead: int = 0
    problem: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is worth waiting for."""
        return self.state in {jobs.WAITING, jobs.RUNNING}

    @property
    def is_running(self) -> bool:
        """Whether a worker has it in hand."""
        return self.state == jobs.RUNNING


def want(session: DatabaseSession, wanted: Wanted, by: str, at: datetime) -> bool:
    """Add a job within the caller's transaction unless the same work waits or runs already; tell whether it was."""
    known = jobs.of_key(session, wanted.key)
    if known is not None and known.state in {jobs.WAITING, jobs.RUNNING}:
        return False
    jobs.add(
        session,
        {
            "id": new_id(), "kind": wanted.kind.value, "key": wanted.key,
            "payload": json.dumps(wanted.payload, ensure_ascii=False), "state": jobs.WAITING, "attempts": 0,
            "created_by": by, "created_at": at, "run_after": at,
        },
    )  # fmt: skip
    return True


def progress(key: str) -> Progress | None:
    """Return where the newest job of this key stands."""
    job = jobs.of_key(db.session, key)
    if job is None:
        return None
    ahead = jobs.ahead_of(db.session, job) if job.state == jobs.WAITING else 0
    return Progress(job.state, json.loads(job.payload), ahead, job.problem)


def work_once(handlers: Mapping[str, Handler], now: Callable[[], datetime], key: str = "") -> bool:
    """Do the next job, if there is one, or the one with this key; tell whether there was.

    A job that fails is tried again with growing pauses, three times in all; one whose worker died counts as tried.
    """
    at = now()
    if not jobs.is_due(db.session, at):
        return False
    with storage.transaction() as session:
        job = jobs.take(session, at, at + LEASE, key)
    if job is None:
        return False
    if job.attempts > ATTEMPTS and job.kind != Kind.PERIODIC.value:
        _close(job, now(), {"state": jobs.FAILED, "problem": "gave-up"})
        return True
    _do(job, handlers[job.kind], now)
    return True


def _do(job: Job, handler: Handler, now: Callable[[], datetime]) -> None:
    work = Work(json.loads(job.payload), now(), lambda lease: _renew(job, now() + lease))
    try:
        result = handler(work)
    except Stop:
        with storage.transaction() as session:
            jobs.give_back(session, job.id, job.attempts, {"attempts": job.attempts - 1})
        raise
    except Cannot as error:
        _close(job, now(), {"state": jobs.FAILED, "problem": error.code})
    except Exception:
        LOGGER.exception("the job %s of kind %s failed at attempt %d", job.id, job.kind, job.attempts)
        _try_again(job, now())
    else:
        if job.kind == Kind.PERIODIC.value:
            _wait_for_next(job, result, now())
        else:
            _close(job, now(), {"state": jobs.DONE, "result": result})


def _renew(job: Job, until: datetime) -> None:
    with storage.transaction() as session:
        is_held = jobs.renew(session, job.id, job.attempts, until)
    if not is_held:
        raise Cannot("taken-over")


def _wait_for_next(job: Job, seconds: str, at: datetime) -> None:
    """Let a periodic job wait for its next turn: it is never done. Its handler returns the seconds until then."""
    due = at + timedelta(seconds=float(seconds))
    with storage.transaction() as session:
        jobs.give_back(session, job.id, job.attempts, {"run_after": due, "attempts": 0, "problem": ""})


def _try_again(job: Job, at: datetime) -> None:
    if job.attempts >= ATTEMPTS and job.kind != Kind.PERIODIC.value:
        _close(job, at, {"state": jobs.FAILED, "problem": "failed"})
        return
    due = at + min(_PAUSE * 3 ** min(job.attempts - 1, 9), _LONGEST_PAUSE)
    with storage.transaction() as session:
        jobs.give_back(session, job.id, job.attempts, {"run_after": due, "problem": "failed"})


def _close(job: Job, at: datetime, values: dict[str, object]) -> None:
    """Close a job; what was frozen for it alone goes."""
    kept = {key: value for key, value in json.loads(job.payload).items() if key != "frozen"}
    payload = json.dumps(kept, ensure_ascii=False)
    with storage.transaction() as session:
        jobs.finish(session, job.id, job.attempts, {"payload": payload, "finished_at": at} | values)
