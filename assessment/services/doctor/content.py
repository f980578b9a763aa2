"""Checks of what the installation keeps: database, trail, blobs, scores, questionnaires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.content.errors import ContentError
from assessment.services import publications, recomputing, score_rows
from assessment.services import trail as trails
from assessment.services.doctor.finding import Problem
from assessment.storage import blobs, db, references, schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_LISTED = 20
_RESTORE = "Restore the newest backup into a new installation and compare; docs/operating.md says how."


def reachable(at: datetime) -> Iterator[Problem]:  # noqa: ARG001 - every check is asked with the time
    """Whether the database answers and has the schema of this program."""
    present, newest = schema.present(), schema.newest()
    if present != newest:
        known = schema.knows(present) or not present
        mend = (
            "assessment migrate" if known else "Install the program that this database was made with, or a newer one."
        )
        yield Problem(f"The database has the schema {present or 'of nobody'}; this program needs {newest}.", mend)


def durability(at: datetime) -> Iterator[Problem]:  # noqa: ARG001 - every check is asked with the time
    """Whether an answer that was acknowledged survives a power cut."""
    for name, value in schema.weak_settings():
        yield Problem(
            f"{name} is {value}: in a power cut, answers that were acknowledged would be lost.",
            f"Set {name} back to its safe default in the database's configuration.",
        )


def trail(at: datetime) -> Iterator[Problem]:
    """Whether the record of everything that was done is whole."""
    report = trails.verify(at)
    for fault in report.faults[:_LISTED]:
        yield Problem(f"The trail is not whole: {fault}.", "assessment trail verify lists all. " + _RESTORE)
    if report.count > _LISTED:
        yield Problem(f"The trail has {report.count - _LISTED} more faults.", "assessment trail verify lists all.")


def files(at: datetime) -> Iterator[Problem]:  # noqa: ARG001 - every check is asked with the time
    """Whether every file that a row names is there and unchanged."""
    lost = []
    for digest, what in references.blobs(db.session):
        try:
            blobs.store().open(digest).close()
        except blobs.BlobError:
            lost.append((digest, what))
    for digest, what in lost[:_LISTED]:
        place = f"blobs/{digest[:2]}/{digest[2:]}"
        yield Problem(f"A file of {what} is missing or damaged.", f"Copy {place} from a backup's blobs/{digest}.")
    if len(lost) > _LISTED:
        yield Problem(f"{len(lost) - _LISTED} more files are missing or damaged.", _RESTORE)


def scores(at: datetime) -> Iterator[Problem]:  # noqa: ARG001 - every check is asked with the time
    """Whether every submission still has the score it was frozen with."""
    for id_ in recomputing.recompute_submissions().differing[:_LISTED]:
        yield Problem(f"The frozen score of submission {id_} does not come out again.", _RESTORE)


def rows_of_scores(at: datetime) -> Iterator[Problem]:  # noqa: ARG001 - every check is asked with the time
    """Whether what aggregates are computed from is what the frozen scores come to; a release adds what is missing."""
    for id_ in score_rows.differing()[:_LISTED]:
        yield Problem(f"The score row of submission {id_} is not what its frozen score comes to.", _RESTORE)


def questionnaires(at: datetime) -> Iterator[Problem]:
    """Whether published questionnaires are what was served before."""
    try:
        publications.register_published(at)
    except ContentError as error:
        yield Problem(str(error), "Install the program anew: questionnaires are part of it and never change.")
