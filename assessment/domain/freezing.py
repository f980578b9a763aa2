"""What is signed and frozen: which answers count, what keeps them from being signed, and digests over the whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.answer_json import to_text
from assessment.domain.answers import problems
from assessment.domain.statuses import statuses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.answers import Answer
    from assessment.domain.questionnaire import Depth, Questionnaire


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a submission consists of; equal ones have equal digests, and any difference makes another."""

    answers: str
    score: str
    questionnaire: str
    version: str
    fingerprint: str
    scoring_model: str
    statement: str
    signer_name: str
    signer_function: str
    signed_at: str

    @property
    def digest(self) -> str:
        """The SHA-256 over everything, in a form that does not depend on how it is written."""
        words = [getattr(self, name) for name in self.__dataclass_fields__]
        return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def shown_answers(questionnaire: Questionnaire, answers: Mapping[str, Answer], depth: Depth) -> dict[str, Answer]:
    """Return the answers to questions that are shown, in questionnaire order: what is seen is what is signed.

    Leaving the hidden ones out changes no score, since they count as unanswered everywhere.
    """
    standing = statuses(questionnaire, answers, depth)
    return {id_: answers[id_] for id_, status in standing.items() if status.shown and id_ in answers}


def parted(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], depth: Depth
) -> tuple[dict[str, Answer], tuple[str, ...]]:
    """Return the answers that are shown, and those of these questions whose answer does not fit.

    Every answer is judged anew, whatever was stored about it. One that does not fit counts as none for what is shown.
    """
    fitting = {
        id_: answer
        for id_, answer in answers.items()
        if id_ in questionnaire.by_id and not problems(questionnaire.by_id[id_], answer)
    }
    standing = statuses(questionnaire, fitting, depth)
    asked = [id_ for id_, status in standing.items() if status.shown and id_ in answers]
    return {id_: answers[id_] for id_ in asked}, tuple(id_ for id_ in asked if id_ not in fitting)


def digest_of(answers: Mapping[str, Answer]) -> str:
    """Return the SHA-256 over answers, the same in whatever order they come."""
    words = {question: to_text(answer) for question, answer in answers.items()}
    return hashlib.sha256(json.dumps(words, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
