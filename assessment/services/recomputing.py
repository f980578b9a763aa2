"""Computing every submission's score anew: what was frozen must come out the same for ever."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assessment.content import answers_writer, files
from assessment.content.errors import ContentError
from assessment.domain import scoring, scoring_json
from assessment.domain.errors import DomainError
from assessment.domain.questionnaire import Depth
from assessment.storage import db, frozen

if TYPE_CHECKING:
    from assessment.storage.frozen import Frozen


@dataclass(frozen=True, slots=True)
class Recomputed:
    """How many submissions were computed, and the ids of those whose score is not what was frozen."""

    count: int
    differing: tuple[str, ...]


def recompute_submissions() -> Recomputed:
    """Score the answers of every submission again and compare the result with the frozen score, to the last digit."""
    count, differing = 0, []
    for submission in frozen.submissions(db.session):
        count += 1
        if not _agrees(submission):
            differing.append(submission.id)
    return Recomputed(count, tuple(differing))


def _agrees(submission: Frozen) -> bool:
    try:
        questionnaire = files.load(submission.questionnaire, submission.version)
        given: dict[str, Any] = json.loads(submission.answers)["answers"]
        answers = answers_writer.stored_answers(given, questionnaire)
        card = scoring.score(questionnaire, answers, Depth(submission.depth))
        kept = json.loads(submission.score)
    except (ContentError, DomainError, ValueError, KeyError, TypeError):
        return False
    computed = json.loads(json.dumps(scoring_json.to_json(card)))
    return bool(questionnaire.fingerprint == submission.fingerprint and computed == kept)
