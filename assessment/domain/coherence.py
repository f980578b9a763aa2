"""What the automatic check of a submission finds: gaps and answers that do not go together; nothing about truth."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain import advice, progress
from assessment.domain.answers import Evidence, State
from assessment.domain.conditions import atoms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from assessment.domain.answers import Answer
    from assessment.domain.questionnaire import Depth, Question, Questionnaire

# From this grade on, an answer says that there is a document or that somebody has checked it.
_HIGH = Evidence.E2


class Kind(Enum):
    """What is worth a question: completeness and coherence, never truth."""

    OPEN = "open"
    UNFIT = "unfit"
    CRITICAL_UNKNOWN = "critical-unknown"
    CONTRADICTION = "contradiction"
    DOUBT = "doubt"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that the check has seen: the questions it is about. It does not tell what was answered."""

    kind: Kind
    questions: tuple[str, ...]


def observe(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    depth: Depth,
    attached: Collection[str],
    drafts: Collection[str] = (),
) -> tuple[Observation, ...]:
    """Return what is worth a question to the organisation, in the order of `Kind`, then of the questionnaire.

    `attached` are the questions with a file or a link as evidence; `drafts` those whose stored answer does not fit.
    A high grade without any counts when nothing in words stands beside it either.
    """
    far = progress.total(progress.by_section(questionnaire, answers, depth, drafts).values())
    critical = {question.id for question in questionnaire.questions if _is_critical(question)}
    found = [Observation(Kind.OPEN, (id_,)) for id_ in far.open if id_ not in far.attention]
    found += [Observation(Kind.UNFIT, (id_,)) for id_ in far.attention]
    found += [Observation(Kind.CRITICAL_UNKNOWN, (id_,)) for id_ in far.dont_know if id_ in critical]
    rules = advice.contradictions(questionnaire, answers, depth)
    for kind, is_certain in ((Kind.CONTRADICTION, True), (Kind.DOUBT, False)):
        found += [
            Observation(kind, tuple(dict.fromkeys(atom.question for atom in atoms(rule.when))))
            for rule in rules
            if rule.contradiction is is_certain
        ]
    found += [Observation(Kind.UNSUPPORTED, (id_,)) for id_ in _unsupported(far.answered, answers, attached)]
    return tuple(found)


def _is_critical(question: Question) -> bool:
    return question.critical or any(option.critical for option in question.options)


def _unsupported(answered: Iterable[str], answers: Mapping[str, Answer], attached: Collection[str]) -> Iterable[str]:
    for id_ in answered:
        answer = answers.get(id_)
        if answer is None or answer.state is not State.GIVEN or answer.evidence < _HIGH:
            continue
        if id_ not in attached and not answer.note.strip():
            yield id_
