"""How far an assessment is: what is answered, open, not known, not applicable, and what deserves a second look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.answers import Evidence, State
from assessment.domain.scorecard import Inherits, Status
from assessment.domain.statuses import statuses

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from assessment.domain.answers import Answer
    from assessment.domain.questionnaire import Depth, Question, Questionnaire
    from assessment.domain.statuses import QuestionStatus


@dataclass(frozen=True, slots=True)
class Progress:
    """What the questions of a section, or of a whole assessment, are; each field holds question ids in order.

    Only questions that are shown count. `attention` are those whose draft does not fit yet (they are also open);
    `unsupported` are known answers to scored questions without evidence (E0).
    """

    answered: tuple[str, ...] = ()
    dont_know: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    attention: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()

    @property
    def of(self) -> int:
        """The number of questions that are shown."""
        return self.done + len(self.open)

    @property
    def done(self) -> int:
        """The number of questions that somebody has dealt with; an honest "don't know" is one of them."""
        return len(self.answered) + len(self.dont_know) + len(self.not_applicable)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is open."""
        return not self.open

    @property
    def percent(self) -> int:
        """How much is done in whole per cent, rounded down: 100 means that nothing is open."""
        return 100 * self.done // self.of if self.of else 100


def by_section(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], depth: Depth, drafts: Collection[str] = ()
) -> dict[str, Progress]:
    """Return the progress of every section that shows a question, in questionnaire order.

    `answers` are those that fit; `drafts` names the questions whose stored answer does not.
    """
    standing = statuses(questionnaire, answers, depth)
    shown = [question for question in questionnaire.at_depth(depth) if standing[question.id].shown]
    sections = dict.fromkeys(question.section for question in shown)
    return {
        section: _progress([q for q in shown if q.section == section], answers, standing, drafts)
        for section in sections
    }


def total(parts: Iterable[Progress]) -> Progress:
    """Return several sections as one."""
    found = tuple(parts)
    names = ("answered", "dont_know", "not_applicable", "open", "attention", "unsupported")
    return Progress(**{name: tuple(id_ for part in found for id_ in getattr(part, name)) for name in names})


def _progress(
    shown: list[Question],
    answers: Mapping[str, Answer],
    standing: Mapping[str, QuestionStatus],
    drafts: Collection[str],
) -> Progress:
    groups: dict[Status, list[str]] = {status: [] for status in Status}
    for question in shown:
        groups[_as_answered(standing[question.id])].append(question.id)
    known = groups[Status.KNOWN]
    scored = {question.id for question in shown if question.is_scored}
    return Progress(
        answered=tuple(known),
        dont_know=tuple(groups[Status.DONT_KNOW]),
        not_applicable=tuple(groups[Status.NOT_APPLICABLE]),
        open=tuple(groups[Status.OPEN]),
        attention=tuple(question.id for question in shown if question.id in drafts),
        unsupported=tuple(id_ for id_ in known if id_ in scored and _is_unsupported(answers.get(id_))),
    )


def _as_answered(status: QuestionStatus) -> Status:
    """Return what a shown question is to people: a detail whose measure is not known is not known either."""
    match status.inherits:
        case Inherits.DONT_KNOW:
            return Status.DONT_KNOW
        case Inherits.OPEN | Inherits.ZERO:
            return Status.OPEN
        case None:
            return Status.OPEN if status.status is Status.OUT else status.status


def _is_unsupported(answer: Answer | None) -> bool:
    return answer is not None and answer.state is State.GIVEN and answer.evidence is Evidence.E0
