"""What answering a questionnaire takes, seen before anybody answers: sections, minutes, people and documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain import effort

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Depth, JobFunction, Question, Questionnaire, Section, Subsection


@dataclass(frozen=True, slots=True)
class PartPlan:
    """One sub-section with its questions of the depth."""

    part: Subsection
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """One section: its parts, the minutes it takes, and the documents that would show what is in place."""

    section: Section
    parts: tuple[PartPlan, ...]
    minutes: int
    documents: tuple[str, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions of the section."""
        return tuple(question for part in self.parts for question in part.questions)


@dataclass(frozen=True, slots=True)
class FunctionPlan:
    """One job function: the questions that such people can usually answer, in questionnaire order."""

    function: JobFunction
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """Everything that a depth asks. `minutes` are those of one person; questions may be hidden by answers later."""

    depth: Depth
    sections: tuple[SectionPlan, ...]
    functions: tuple[FunctionPlan, ...]
    minutes: int

    @property
    def questions(self) -> int:
        """The number of questions."""
        return sum(len(section.questions) for section in self.sections)


def plan_work(questionnaire: Questionnaire, depth: Depth) -> WorkPlan:
    """Return what a depth takes; sections without a question at this depth, and people without one, are left out.

    Who can answer most comes first.
    """
    asked = questionnaire.at_depth(depth)
    sections = [_section(section, [q for q in asked if q.section == section.id]) for section in questionnaire.sections]
    functions = [
        FunctionPlan(function, tuple(question for question in asked if function.id in question.answered_by))
        for function in questionnaire.functions
    ]
    return WorkPlan(
        depth,
        tuple(section for section in sections if section.parts),
        tuple(sorted((one for one in functions if one.questions), key=lambda one: -len(one.questions))),
        effort.total(asked),
    )


def _section(section: Section, asked: list[Question]) -> SectionPlan:
    parts = [PartPlan(part, tuple(q for q in asked if q.subsection == part.id)) for part in section.subsections]
    documents = [name for q in asked if q.recommendation is not None for name in q.recommendation.evidence]
    return SectionPlan(
        section, tuple(part for part in parts if part.questions), effort.total(asked), tuple(dict.fromkeys(documents))
    )
