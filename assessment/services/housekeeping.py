"""What the program tidies up by itself: sessions that have expired, jobs that ended long ago."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from assessment import storage
from assessment.storage import jobs, sessions

if TYPE_CHECKING:
    from datetime import datetime

KEEP_JOBS = timedelta(days=30)


def sweep_sessions(at: datetime) -> None:
    """Remove expired sessions."""
    with storage.transaction() as session:
        sessions.sweep(session, at)


def sweep_jobs(at: datetime) -> None:
    """Remove the record of jobs that ended more than a month ago; what they made stays."""
    with storage.transaction() as session:
        jobs.forget(session, at - KEEP_JOBS)
