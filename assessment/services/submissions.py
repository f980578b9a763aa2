"""Submitting what was signed, reopening it, and showing what was frozen."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from enum import Enum
from typing import TYPE_CHECKING

from assessment.content import answers_writer
from assessment.domain import answers as given
from assessment.domain import freezing, scoring, scoring_json
from assessment.domain.comparable import main_first
from assessment.domain.digits import latin
from assessment.domain.freezing import Frozen
from assessment.domain.questionnaire import Depth
from assessment.domain.states import Step
from assessment.domain.trail import Event
from assessment.domain.trend import courses
from assessment.services import anchors, score_rows, steps, version_changes
from assessment.services.conflicts import Stale
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.services.rounds import submitting
from assessment.storage import acts, assessments, db, submissions

if TYPE_CHECKING:
    from datetime import date, datetime

    from assessment.domain.trend import Course
    from assessment.services.places import Place
    from assessment.services.steps import Decision
    from assessment.storage.tables import Assessment, Organisation, Signature, Submission, System


class Validity(Enum):
    """What a submission is worth to a reader of its report."""

    UNCHANGED = "unchanged"
    VOIDED = "voided"
    REPLACED = "replaced"
    ALTERED = "altered"


_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verified:
    """All that the holder of a verification code is told."""

    submitted_at: datetime
    questionnaire: str
    version: str
    digest: str
    validity: Validity


def submit(place: Place, decision: Decision, today: date) -> str:
    """Freeze what was signed and return the submission's id; `today` is the day in the organisation's zone.

    Every shown answer is judged again, and only the answers that were signed can be submitted. Open questions are
    allowed: the score counts them as open. Raises NotReady and Stale like the steps before, and RoundOver when the
    assessment belongs to a round that takes no submissions any more.
    """
    if place.assessment is None or place.organisation is None or place.system is None:
        raise NotFound
    id_ = new_id()
    with acts.act(Event.SUBMITTED, by=decision.by.id, at=decision.at, subject=place.assessment.id) as done:
        row = steps.move(done, place.assessment.id, Step.SUBMIT, decision)
        submitting.require_open(row, decision.at, done.session)
        signature = assessments.signature(done.session, row.id)
        questionnaire, shown = steps.require_fitting(row)
        if signature is None or freezing.digest_of(shown) != signature.answers_digest:
            raise Stale
        described = _described(row, (place.organisation, place.system), shown, today)
        score = json.dumps(scoring_json.to_json(scoring.score(questionnaire, shown, described.depth)), indent=2)
        frozen = _frozen(answers_writer.to_json(described, questionnaire), score, row, signature)
        number = submissions.next_number(done.session, row.id)
        code = new_id()
        submissions.add(
            done.session,
            _columns(frozen) | _signed(signature) | {
                "id": id_, "assessment_id": row.id, "organisation_id": row.organisation_id, "number": number,
                "depth": row.depth, "language": row.language, "submitted_by": decision.by.id,
                "submitted_at": decision.at, "digest": frozen.digest, "code": code,
            },
        )  # fmt: skip
        score_rows.write(done.session, id_)
        done.content |= {"submission": id_, "number": number, "digest": frozen.digest}
    try:
        anchors.anchor(decision.at)
    except OSError:
        # What was submitted stays submitted; the daily anchor covers it.
        _LOG.exception("the trail could not be anchored at a submission")
    return id_


def reopen(assessment_id: str, decision: Decision, remark: str) -> None:
    """Open a signed or submitted assessment again: the signature is void, and a submission stays and says so."""
    with acts.act(Event.REOPENED, by=decision.by.id, at=decision.at, subject=assessment_id) as done:
        steps.move(done, assessment_id, Step.REOPEN, decision, remark)
        assessments.void_signatures(done.session, assessment_id, decision.at)
        submissions.void(done.session, assessment_id, decision.at)


def show_submission(assessment_id: str, id_: str) -> tuple[Submission, Validity]:
    """Return one submission of an assessment with what it is worth; NotFound when it is another's."""
    found = submissions.find(db.session, assessment_id, id_)
    if found is None:
        raise NotFound
    return found, _validity(found)


def verify_submission(code: str) -> Verified | None:
    """Return what the holder of a code may know; None for a code that was never given out.

    A code is read as people type it: capitals, spaces, hyphens and the script of digits do not matter, nor 0 for o and
    1 for l.
    """
    plain = "".join(character for character in latin(code).casefold() if character.isalnum())
    found = submissions.by_code(db.session, plain.replace("0", "o").replace("1", "l"))
    if found is None:
        return None
    return Verified(found.submitted_at, found.questionnaire, found.version, found.digest, _validity(found))


def _validity(row: Submission) -> Validity:
    """Return what a submission is worth; its digest is computed anew from everything that was frozen."""
    values = {name: getattr(row, name) for name in Frozen.__dataclass_fields__}
    if Frozen(**values | {"signed_at": row.signed_at.isoformat()}).digest != row.digest:
        return Validity.ALTERED
    if row.voided_at is None:
        return Validity.UNCHANGED
    return Validity.REPLACED if submissions.is_replaced(db.session, row) else Validity.VOIDED


def _frozen(answers: str, score: str, row: Assessment, signature: Signature) -> Frozen:
    return Frozen(
        answers=answers,
        score=score,
        questionnaire=row.questionnaire,
        version=row.version,
        fingerprint=row.fingerprint,
        scoring_model=json.loads(score)["scoring_model"],
        statement=signature.statement,
        signer_name=signature.signer_name,
        signer_function=signature.signer_function,
        signed_at=signature.signed_at.isoformat(),
    )


def _columns(frozen: Frozen) -> dict[str, object]:
    return {name: value for name, value in asdict(frozen).items() if name != "signed_at"}


def _signed(signature: Signature) -> dict[str, object]:
    return {"signed_by": signature.signed_by, "signed_at": signature.signed_at}


def _described(
    row: Assessment, about: tuple[Organisation, System], shown: dict[str, given.Answer], today: date
) -> given.Assessment:
    """Return the assessment as an answers file says it, with organisation and system as they are described now."""
    organisation, system = about
    return given.Assessment(
        questionnaire=row.questionnaire,
        version=row.version,
        depth=Depth(row.depth),
        language=row.language,
        date=today.isoformat(),
        organisation=given.Organisation(
            organisation.name, organisation.country, organisation.sector, organisation.size
        ),
        system=given.System(system.name, system.role, system.purpose),
        answers=shown,
    )


def newest_of_system(system_id: str, questionnaire: str) -> Submission | None:
    """Return the newest submission about a system with a questionnaire that stands."""
    found = reversed(submissions.of_system(db.session, system_id))
    return next((one for one in found if one.questionnaire == questionnaire), None)


def courses_of_system(system_id: str) -> tuple[tuple[tuple[Submission, ...], tuple[Course, ...]], ...]:
    """Return for each questionnaire the submissions that stand, oldest first, and each requirement over them."""
    found: dict[str, list[Submission]] = {}
    for one in submissions.of_system(db.session, system_id):
        found.setdefault(one.questionnaire, []).append(one)
    together = [tuple(found[questionnaire]) for questionnaire in sorted(found, key=main_first)]
    return tuple((same, courses([json.loads(one.score) for one in same], _alike(same))) for same in together)


def _alike(same: tuple[Submission, ...]) -> list[frozenset[str] | None]:
    """Return for each submission the rows that ask what the newest one asked; None where all do."""
    newest = same[-1]
    return [
        None if (one.version, one.depth) == (newest.version, newest.depth)
        else version_changes.rows_alike(one.questionnaire, one.version, newest.version) if one.depth == newest.depth
        else frozenset()
        for one in same
    ]  # fmt: skip
