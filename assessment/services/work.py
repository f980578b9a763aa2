"""What the worker does: the table of job kinds, the table of periodic tasks, and one turn of its wheel."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from assessment import storage
from assessment.services import anchors, documents, housekeeping, jobs, joint, mail
from assessment.services.drafting import sample_report
from assessment.services.jobs import Kind
from assessment.services.releases import files as release_files
from assessment.services.releases import making
from assessment.services.retention import rules
from assessment.services.rounds import importing, letters
from assessment.services.taking import organisations as exports
from assessment.storage import db
from assessment.storage import jobs as stored

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Periodic:
    """A task that comes back; `act` gets the time and may be run twice without harm."""

    name: str
    every: timedelta
    act: Callable[[datetime], object]


def rounds_sweep(at: datetime) -> None:
    """Forget what rounds keep for a day only: lists that somebody looked at, letters with codes."""
    importing.sweep_lists(at)
    letters.sweep_letters(at)


# To add a task, add a line.
PERIODIC = (
    Periodic("trail-anchor", timedelta(days=1), anchors.anchor),
    Periodic("mail", timedelta(seconds=20), mail.deliver_due),
    Periodic("round-sweep", timedelta(hours=1), rounds_sweep),
    Periodic("session-sweep", timedelta(hours=1), housekeeping.sweep_sessions),
    Periodic("retention", timedelta(days=1), rules.apply_rules),
)


def _come_round(work: jobs.Work) -> str:
    """Do a periodic task and return in how many seconds it comes round again; one that is no longer known ends."""
    task = next((one for one in PERIODIC if one.name == work.payload["task"]), None)
    if task is None:
        raise jobs.Cannot("gone")
    task.act(work.at)
    return str(task.every.total_seconds())


HANDLERS: dict[str, jobs.Handler] = {
    Kind.REPORT.value: documents.make_report,
    Kind.EXPORT.value: exports.make_export,
    Kind.JOINT_REPORT.value: joint.make_joint,
    Kind.RELEASE_FILE.value: release_files.make_file,
    Kind.RELEASE.value: making.make_release,
    Kind.LETTERS.value: letters.make_letters,
    Kind.SAMPLE_REPORT.value: sample_report.make_sample,
    Kind.PERIODIC.value: _come_round,
}


def schedule_tasks(at: datetime) -> None:
    """Make sure that every periodic task has its job; the first turn comes at once."""
    wanted = {hashlib.sha256(task.name.encode()).hexdigest(): task for task in PERIODIC}
    if not wanted.keys() - stored.keys_alive(db.session, Kind.PERIODIC.value):
        return
    with storage.transaction() as session:
        stored.keep_others_out(session)
        for key in wanted.keys() - stored.keys_alive(session, Kind.PERIODIC.value):
            task = wanted[key]
            jobs.want(session, jobs.Wanted(Kind.PERIODIC, key, {"task": task.name}), "", at)


def work_once(now: Callable[[], datetime], key: str = "") -> bool:
    """Do the next job, if there is one, or the one with this key; tell whether there was."""
    return jobs.work_once(HANDLERS, now, key)
