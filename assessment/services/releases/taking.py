"""Taking released figures: nobody gets a file without saying what for, and who took what can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.trail import Event
from assessment.reports.aggregates import tidy_csv
from assessment.services.releases import files, reading
from assessment.services.releases.files import Wish
from assessment.storage import acts, db, release_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from assessment.services.releases.files import Asked
    from assessment.services.releases.reading import ReleaseHead

# The kind under which the log has the table of all releases, and its name.
SERIES, SERIES_NAME = "series", "all-releases-tidy.csv"
# The kind of file whose lines these are.
TIDY = "tidy"
CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Taken:
    """One line of the log; a person who erased their account has no name."""

    at: datetime
    number: int
    kind: str
    name: str
    purpose: str
    account: str
    person: str


def tidied(purpose: str) -> str:
    """Return a purpose as it is kept, on one line; empty when nothing was said."""
    return " ".join(purpose.split())[: files.PURPOSE_LENGTH]


def note_file(asked: Asked, purpose: str, by: str, at: datetime) -> None:
    """Write down that somebody takes a file of a release, and for what."""
    with acts.act(Event.RELEASE_TAKEN, by=by, at=at, subject=asked.head.id) as done:
        row = _row(asked.head.id, (asked.kind.id, asked.name), purpose, (by, at))
        release_files.note_taken(done.session, [row])
        done.content |= {"number": asked.head.number, "kind": asked.kind.id, "language": asked.wish.language}


def note_picture(head: ReleaseHead, file: tuple[str, str], purpose: str, by: str, at: datetime) -> None:
    """Write down that somebody takes a chart of a release, and for what; `file` is its kind and name."""
    with acts.act(Event.RELEASE_TAKEN, by=by, at=at, subject=head.id) as done:
        release_files.note_taken(done.session, [_row(head.id, file, purpose, (by, at))])
        done.content |= {"number": head.number, "kind": file[0], "name": file[1]}


def note_series(purpose: str, by: str, at: datetime) -> None:
    """Write down that somebody takes the table of all releases: in the log of each of them, as one act."""
    heads = reading.released()
    with acts.act(Event.RELEASE_TAKEN, by=by, at=at) as done:
        rows = [_row(head.id, (SERIES, SERIES_NAME), purpose, (by, at)) for head in heads]
        done.is_void = not rows
        if rows:
            release_files.note_taken(done.session, rows)
        done.content |= {"numbers": [head.number for head in heads], "kind": SERIES}


def _row(release_id: str, file: tuple[str, str], purpose: str, who: tuple[str, datetime]) -> dict[str, object]:
    kind, name = file
    by, at = who
    return {
        "release_id": release_id, "kind": kind, "name": name, "purpose": tidied(purpose), "taken_by": by,
        "taken_at": at,
    }  # fmt: skip


def series(language: str, countries: frozenset[str], at: datetime) -> Iterator[bytes]:
    """Yield the tidy table of all releases in pieces, the oldest first; the head of the table comes at once.

    Each release's own file is the source: it is made when nobody took it before, and never changes.
    """
    yield tidy_csv.HEAD
    for head in reversed(reading.released()):
        ready = files.make(files.identify(Wish(head.number, TIDY, language, countries=countries)), at)
        with files.open_file(ready) as file:
            file.seek(len(tidy_csv.HEAD))
            while piece := file.read(CHUNK):
                yield piece


def log(limit: int, offset: int = 0, *, by: str = "", number: int = 0) -> list[Taken]:
    """Return who took what, the newest first: of everybody or of one account, of all releases or of one."""
    rows = release_files.taken(db.session, limit, offset, by, number)
    return [Taken(row[0], row[5] or 0, row[1], row[2], row[3], row[4], row[6] or "") for row in rows]
