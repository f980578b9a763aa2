"""Reports as files: asked for on a page, made once by the worker, stored, downloaded as often as anybody likes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from assessment import storage
from assessment.config import TEMPLATES
from assessment.domain.purposes import Purpose
from assessment.domain.trail import Event, canonical
from assessment.languages import folders
from assessment.reports.edition import Options
from assessment.reports.errors import ReportError, ReportFailed
from assessment.services import consents, jobs, publications, reporting, results
from assessment.services.places import NotFound, Place
from assessment.services.results import Subject
from assessment.storage import acts, blobs, db, places, trail
from assessment.storage import results as stored

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from assessment.services.jobs import Progress, Work
    from assessment.services.scoring import Scored

PDF = "application/pdf"
LIMIT = 64 * 1024**2
REPORT, DRAFT, JOINT = "report", "draft-report", "joint-report"
_PACKAGE = Path(__file__).resolve().parent.parent
_NO_LETTERS = re.compile(r"[\W_]+")
_NAME = 60
# A report in two languages may take twice as long as one.
_LEASE_OF_TWO = timedelta(seconds=160)


@dataclass(frozen=True, slots=True)
class Wish:
    """A report as somebody wants it: of which submission (or the present answers), in which language, how much.

    `language` is one of `reporting.choices_of` the questionnaire, or empty for its own.
    """

    number: int = results.PRESENT
    language: str = ""
    with_answers: bool = True


# A document whose file is there.
Ready = stored.Document


def code_version(language: str) -> str:
    """Return a fingerprint of everything but the answers that decides what a report in a language says."""
    return _code_version(language, folders.roots())


@lru_cache(maxsize=32)
def _code_version(language: str, roots: tuple[Path, ...]) -> str:
    digest = hashlib.sha256()
    parts = ("domain", "languages", "reports", "content")
    sources = [path for name in parts for path in (_PACKAGE / name).rglob("*.py")]
    sources += (TEMPLATES / "report").iterdir()
    for root in roots:
        for code in language.split(reporting.AND):
            sources += (root / code.replace("-", "_")).rglob("*.po")
    for path in sorted(sources):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


class Withdrawn(Exception):
    """The organisation has taken back that the service makes its own reports."""


def request_report(place: Place, wish: Wish, by: str, at: datetime) -> str:
    """Ask for a report and return its key; what is stored or being made already is not made again.

    Raises NotFound for a submission or a language that does not exist.
    """
    subject, asked = identify(place, wish)
    frozen = {"frozen": results.as_file(subject.scored)} if subject.is_draft else {}
    request(place, jobs.Wanted(jobs.Kind.REPORT, asked["key"], asked | frozen), by, at)
    return str(asked["key"])


def identify(place: Place, wish: Wish) -> tuple[Subject, dict[str, Any]]:
    """Return what a report is about and everything that decides its bytes, with the key that follows from it."""
    if place.assessment is None:
        raise NotFound
    subject = results.subject(place, wish.number)
    source = subject.scored.questionnaire
    if source is None or (wish.language and wish.language not in reporting.choices_of(source)):
        raise NotFound
    asked: dict[str, Any] = {
        "organisation": place.assessment.organisation_id, "assessment": place.assessment.id, "number": wish.number,
        "language": wish.language or source.language, "with_answers": wish.with_answers,
    }  # fmt: skip
    content = {"kind": REPORT, "content": subject.digest, "code": code_version(asked["language"])}
    return subject, asked | {"key": key_of(asked | content)}


def request(place: Place, wanted: jobs.Wanted, by: str, at: datetime) -> None:
    """Let the worker make a document of an organisation, unless it is stored or being made."""
    if place.organisation is not None and not consents.allows(place.organisation.id, Purpose.OWN_REPORT):
        raise Withdrawn
    about = place.assessment.id if place.assessment else wanted.payload["organisation"]
    with acts.act(Event.DOCUMENT_REQUESTED, by=by, at=at, subject=about) as done:
        done.content |= {"document": wanted.key}
        is_stored = find(place, wanted.key) is not None
        done.is_void = is_stored or not jobs.want(done.session, wanted, by, at)


def key_of(content: dict[str, Any]) -> str:
    """Return the fingerprint of everything a document is made from."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def find(place: Place, key: str) -> Ready | None:
    """Return a stored document of the place's organisation whose file is there."""
    if not place.organisation_id:
        raise NotFound
    row = stored.document(db.session, place.organisation_id, key)
    if row is None or not blobs.store().has(row.digest):
        return None
    return row


def progress(place: Place, key: str) -> Progress:
    """Return where the making of a document stands; NotFound when the organisation never asked for it."""
    found = jobs.progress(key)
    if found is None or place.organisation is None or found.payload.get("organisation") != place.organisation.id:
        raise NotFound
    return found


def open_file(document: Ready) -> IO[bytes]:
    """Return a document's content from its beginning."""
    return blobs.store().open(document.digest, may_trust=True)


def make_report(work: Work) -> str:
    """Make and store the report that a job asks for; return its key."""
    asked = work.payload
    if reporting.AND in asked["language"]:
        work.renew(_LEASE_OF_TWO)
    subject = _asked_for(place_of(asked["assessment"]), asked)
    set_report(subject.scored, asked, subject.is_draft, work.at)
    return str(asked["key"])


def _asked_for(place: Place, asked: Mapping[str, Any]) -> Subject:
    """Return what a job is to report.

    A draft's answers are frozen in its job and go when that ends. A job that an operator lets try again has none: then
    the present answers are taken if they are still the same, for the key stands for nothing else.
    """
    if "frozen" in asked and place.assessment is not None:
        row = place.assessment
        return Subject(results.PRESENT, results.score_file_text(asked["frozen"], row.questionnaire, row.version))
    if asked["number"] != results.PRESENT:
        return results.subject(place, asked["number"])
    subject, present = identify(place, Wish(asked["number"], asked["language"], asked["with_answers"]))
    if present["key"] != asked["key"]:
        raise jobs.Cannot("changed")
    return subject


def set_report(scored: Scored, asked: Mapping[str, Any], is_draft: bool, at: datetime) -> bytes:  # noqa: FBT001 - named where it is called
    """Make, store and return one report."""
    options = options_of(scored, is_draft=is_draft, with_answers=asked["with_answers"])
    content = render(lambda: reporting.make_report(scored, asked["language"], options=options))
    given = scored.assessment
    name = file_name(given.system.name, given.date) if given else file_name("", "")
    keep(asked, (DRAFT if is_draft else REPORT, name, PDF), content, at, [asked["assessment"]])
    return content


def options_of(scored: Scored, *, is_draft: bool, with_answers: bool) -> Options:
    """Return how a report of this installation is made: it says since when the version is served here."""
    source = scored.questionnaire
    since = publications.served_since(source.id, source.version) if source else ""
    return Options(is_draft=is_draft, with_answers=with_answers, served_since=since)


def place_of(assessment_id: str) -> Place:
    """Return what a job is about, for the program itself; `Cannot` when it was deleted meanwhile."""
    found = places.assessment(db.session, assessment_id, "")
    if found is None:
        raise jobs.Cannot("gone")
    return Place(assessment=found[0], system=found[1], organisation=found[2])


def render(make: Callable[[], bytes]) -> bytes:
    """Return what is made; a limit that would be met again ends the job, anything else is tried again."""
    try:
        return make()
    except ReportFailed:
        raise
    except ReportError as error:
        raise jobs.Cannot(error.code) from None


def keep(
    asked: Mapping[str, Any], described: tuple[str, str, str], content: bytes, at: datetime, about: Collection[str] = ()
) -> None:
    """Store a document under its key; `described` is its kind, file name and media type, `about` its assessments.

    Raises Cannot when one of these was deleted while the document was made: nothing of it is to stay.
    """
    kind, name, media_type = described
    blob = blobs.store().put(BytesIO(content), LIMIT)
    with storage.transaction() as session:
        trail.lock_head(session)
        if trail.existing(session, about) != set(about):
            raise jobs.Cannot("gone")
        stored.keep_document(
            session,
            {
                "key": asked["key"], "organisation_id": asked["organisation"], "kind": kind, "name": name,
                "media_type": media_type, "size": blob.size, "digest": blob.digest, "made_at": at,
            },
        )  # fmt: skip


def file_name(title: str, date: str, ending: str = "pdf") -> str:
    """Return a name for a file in any script, such as "triage-helper-2026-11-25.pdf"."""
    words = _NO_LETTERS.sub("-", title).strip("-").lower()[:_NAME].strip("-")
    return "-".join(part for part in (words or "self-assessment", date) if part) + f".{ending}"
