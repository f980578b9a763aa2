"""What a report of a draft looks like: made by the worker from invented answers, and forgotten with its job."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from assessment.domain import scoring
from assessment.domain.answers import Assessment, Organisation, System
from assessment.domain.questionnaire import Depth
from assessment.domain.sample_answers import sample_answers
from assessment.domain.trail import Event
from assessment.reports.edition import Options
from assessment.services import documents, jobs, reporting
from assessment.services.drafting import reading
from assessment.services.places import NotFound
from assessment.services.scoring import Scored
from assessment.storage import acts, blobs, db
from assessment.storage import jobs as stored

if TYPE_CHECKING:
    from datetime import datetime
    from typing import IO

    from assessment.domain.questionnaire import Questionnaire
    from assessment.services.drafting.reading import Whole
    from assessment.services.jobs import Progress, Work

# The day of a report that is about nobody: a fixed one, so that the same draft gives the same bytes.
_DAY = "2026-01-01"


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample report of a draft as it is now: not asked for, being made, failed, or ready under its digest."""

    key: str
    progress: Progress | None
    digest: str


def sample_of(whole: Whole) -> Sample:
    """Return where the sample report of a draft stands."""
    key = _key(whole)
    job = stored.of_key(db.session, key)
    done = job is not None and job.state == stored.DONE and blobs.store().has(job.result)
    progress = None if job is None or (job.state == stored.DONE and not done) else jobs.progress(key)
    return Sample(key, progress, job.result if job is not None and done else "")


def request_sample(whole: Whole, by: str, at: datetime) -> None:
    """Ask the worker for the sample report of a draft as it is now, unless it is there or being made."""
    sample = sample_of(whole)
    with acts.act(Event.DOCUMENT_REQUESTED, by=by, at=at, subject=whole.row.id) as done:
        done.content |= {"document": sample.key}
        payload = {"key": sample.key, "draft": whole.row.id}
        wanted = jobs.Wanted(jobs.Kind.SAMPLE_REPORT, sample.key, payload)
        done.is_void = bool(sample.digest) or not jobs.want(done.session, wanted, by, at)


def open_sample(sample: Sample) -> IO[bytes]:
    """Return the file of a sample that is ready."""
    return blobs.store().open(sample.digest)


def make_sample(work: Work) -> str:
    """Make the sample report that a job asks for; return the digest of its file."""
    try:
        whole = reading.find(str(work.payload["draft"]))
    except NotFound:
        raise jobs.Cannot("gone") from None
    questionnaire = whole.judged.questionnaire
    if questionnaire is None or _key(whole) != work.payload["key"]:
        raise jobs.Cannot("changed")
    scored = _scored(questionnaire)
    content = documents.render(lambda: reporting.make_report(scored, options=Options(is_draft=True)))
    return blobs.store().put(BytesIO(content), documents.LIMIT).digest


def _key(whole: Whole) -> str:
    code = documents.code_version(str(whole.about.content.get("language", "en")))
    return documents.key_of({"kind": "sample", "content": whole.judged.fingerprint, "code": code, "id": whole.row.id})


def _scored(questionnaire: Questionnaire) -> Scored:
    given = Assessment(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        depth=Depth.FULL,
        language=questionnaire.language,
        date=_DAY,
        organisation=Organisation("Example Clinic", "KE", "Q", "small"),
        system=System("Triage helper", "deployer", "Suggests who is seen first."),
        answers=sample_answers(questionnaire),
    )
    return Scored((), given, questionnaire, scoring.score(questionnaire, given.answers, given.depth))
