"""Evidence for answers: adding files and links, giving files out, removing and putting back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import IO, TYPE_CHECKING

from assessment.domain.states import AssessmentState
from assessment.domain.trail import Event
from assessment.services import settings
from assessment.services.files import forget_unneeded
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.services.uploads.checking import LARGEST_FILE, check_upload
from assessment.services.uploads.refusals import Refusal, Refused
from assessment.storage import acts, blobs, db, evidence

if TYPE_CHECKING:
    from datetime import date, datetime

    from assessment.domain.access import Person
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Evidence

MOST_OF_A_QUESTION = 50
# What one person may add in all organisations together: so many files, and so many times the quota of one.
MOST_OF_A_PERSON = 3000
QUOTAS_OF_A_PERSON = 3
MEGABYTE = 1_000_000


class Closed(Exception):
    """The assessment is in review, signed off or submitted: its answers and their evidence stay as they are."""


@dataclass(frozen=True, slots=True)
class About:
    """The question of an assessment that something belongs to."""

    organisation_id: str
    assessment_id: str
    question_id: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence; a link has a `url`, a file a size. `added_by` is an account or a guest's link."""

    id: str
    name: str
    url: str
    media_type: str
    size: int
    dated: date | None
    added_by: str
    added_at: datetime
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Space:
    """How large a file may be, and how much of its quota an organisation uses, in bytes."""

    largest_file: int
    used: int
    quota: int


@dataclass(frozen=True, slots=True)
class Download:
    """A file to be given out; `stream` holds its verified content and has to be closed."""

    name: str
    size: int
    stream: IO[bytes]


def evidence_of(about: About, at: datetime) -> tuple[Shown, ...]:
    """Return the evidence of a question, oldest first; what was removed is there as long as it can be put back."""
    rows = evidence.of_question(db.session, about.assessment_id, about.question_id, at - undo_time())
    return tuple(
        Shown(r.id, r.name, r.url, r.media_type, r.size, r.dated, r.added_by, r.added_at, r.removed_at) for r in rows
    )


def space_of(organisation_id: str) -> Space:
    """Return what an organisation may still add."""
    return Space(LARGEST_FILE, evidence.used(db.session, organisation_id), _quota())


def _quota() -> int:
    return settings.number("evidence-quota-mb") * MEGABYTE


def undo_time() -> timedelta:
    """Return for how long removed evidence can be put back; then its file is forgotten."""
    return timedelta(days=settings.number("keep-removed-evidence"))


def add_file(about: About, given: tuple[str, IO[bytes]], dated: date | None, by: Person, at: datetime) -> str:
    """Keep a file, `given` as its name and its content; return the id of the evidence.

    Raises Refused when the file is not taken, Closed when the assessment is not open.
    """
    given_name, stream = given
    checked = check_upload(stream, given_name)
    blob = blobs.store().put(stream, LARGEST_FILE)
    values = {
        "name": checked.name, "url": "", "media_type": checked.media_type, "size": blob.size, "digest": blob.digest,
    }  # fmt: skip
    try:
        with acts.act(Event.EVIDENCE_ADDED, by=by.id, at=at, subject=about.assessment_id) as done:
            _require_space(done.session, about, by.id, blob.size)
            if not blobs.store().has(blob.digest):
                # Another piece of evidence with the same content was the last one and went in this moment.
                stream.seek(0)
                blobs.store().put(stream, LARGEST_FILE)
            return _add(done, about, values | {"dated": dated}, by, at)
    except BaseException:
        forget_unneeded([blob.digest])
        raise


def _require_space(session: DatabaseSession, about: About, by: str, size: int) -> None:
    # What can be put back lies on the disk too; nobody can fill it by adding and removing.
    quota, used = _quota(), evidence.used(session, about.organisation_id)
    with_removed = evidence.used(session, about.organisation_id, with_removed=True)
    if used + size > quota or with_removed + size > 2 * quota:
        raise Refused(Refusal.QUOTA)
    # Anybody may found organisations, each with a quota of its own.
    files, added = evidence.added_by(session, by)
    if files >= MOST_OF_A_PERSON or added + size > QUOTAS_OF_A_PERSON * quota:
        raise Refused(Refusal.OWN_QUOTA)


def add_link(about: About, link: tuple[str, str], dated: date | None, by: Person, at: datetime) -> str:
    """Keep a link, given as its name and its address; return the id of the evidence. Nothing is fetched from there."""
    name, url = link
    values = {"name": name or url[:255], "url": url, "media_type": "", "size": 0, "digest": "", "dated": dated}
    with acts.act(Event.EVIDENCE_ADDED, by=by.id, at=at, subject=about.assessment_id) as done:
        return _add(done, about, values, by, at)


def _add(done: acts.Act, about: About, values: dict[str, object], by: Person, at: datetime) -> str:
    _require_open(done.session, about)
    if evidence.count(done.session, about.assessment_id, about.question_id) >= MOST_OF_A_QUESTION:
        raise Refused(Refusal.TOO_MANY)
    id_ = new_id()
    where = {
        "organisation_id": about.organisation_id, "assessment_id": about.assessment_id,
        "question_id": about.question_id, "added_by": by.id, "added_at": at,
    }  # fmt: skip
    evidence.add(done.session, {"id": id_} | where | values)
    done.content.update(question=about.question_id, evidence=id_, digest=values["digest"])
    return id_


def open_file(about: About, id_: str) -> Download:
    """Return a file that was not removed; raise NotFound, or a BlobError when the data folder has lost it."""
    found = evidence.find(db.session, about.assessment_id, about.question_id, id_)
    if found is None or found.removed_at is not None or not found.digest:
        raise NotFound
    return Download(found.name, found.size, blobs.store().open(found.digest))


def find_evidence(about: About, id_: str) -> Shown:
    """Return one piece of evidence that was not removed; raise NotFound."""
    found = evidence.find(db.session, about.assessment_id, about.question_id, id_)
    if found is None or found.removed_at is not None:
        raise NotFound
    return Shown(
        found.id, found.name, found.url, found.media_type, found.size, found.dated, found.added_by, found.added_at, None
    )


def remove_evidence(about: About, id_: str, by: Person, at: datetime) -> None:
    """Remove a piece of evidence; it can be put back for `undo_time`. Raises NotFound or Closed."""
    with acts.act(Event.EVIDENCE_REMOVED, by=by.id, at=at, subject=about.assessment_id) as done:
        found = _changeable(done.session, about, id_)
        done.is_void = found.removed_at is not None
        evidence.set_removed(done.session, id_, at)
        done.content.update(question=about.question_id, evidence=id_, digest=found.digest)


def put_back(about: About, id_: str, by: Person, at: datetime) -> None:
    """Put back what was removed. Raises NotFound or Closed."""
    with acts.act(Event.EVIDENCE_ADDED, by=by.id, at=at, subject=about.assessment_id) as done:
        found = _changeable(done.session, about, id_)
        if found.removed_at is not None and found.removed_at <= at - undo_time():
            raise NotFound
        done.is_void = found.removed_at is None
        evidence.set_removed(done.session, id_, None)
        done.content.update(question=about.question_id, evidence=id_, digest=found.digest)


def _changeable(session: DatabaseSession, about: About, id_: str) -> Evidence:
    found = evidence.find(session, about.assessment_id, about.question_id, id_)
    if found is None:
        raise NotFound
    _require_open(session, about)
    return found


def _require_open(session: DatabaseSession, about: About) -> None:
    state = evidence.state(session, about.assessment_id)
    if not state:
        raise NotFound
    if not AssessmentState(state).is_open:
        raise Closed
