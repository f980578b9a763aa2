"""A report in one language: what is reported, and the words and figures that every part of it needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assessment.domain.conditions import atoms
from assessment.domain.display import coverage_percent, percent
from assessment.domain.marks import plain
from assessment.domain.statuses import statuses
from assessment.reports.typed import Typed, clipped, typed

if TYPE_CHECKING:
    from fractions import Fraction

    from assessment.domain.advice import Advice
    from assessment.domain.answers import Answer, Assessment
    from assessment.domain.conditions import Condition
    from assessment.domain.questionnaire import Consistency, Question, Questionnaire
    from assessment.domain.scorecard import ItemResult, Scorecard
    from assessment.domain.statuses import QuestionStatus
    from assessment.reports.language import ReportLanguage

_SHORT = 44


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is made: as a draft that says so on its cover and on every page; with every answer, or without.

    `served_since` is the day (ISO 8601) from which the questionnaire's version is published here, empty when it is not.
    """

    is_draft: bool = False
    with_answers: bool = True
    served_since: str = ""


@dataclass(frozen=True)
class Report:
    """Everything a report is made from, finished and checked; `questionnaire` is already in the report's language.

    `problems` are the parts of an answers file that were left out, in words, when a partial file was scored.
    """

    questionnaire: Questionnaire
    assessment: Assessment
    scorecard: Scorecard
    advice: tuple[Advice, ...] = ()
    contradictions: tuple[Consistency, ...] = ()
    problems: tuple[str, ...] = ()
    options: Options = Options()


@dataclass(frozen=True)
class Edition:
    """A report and the language it is written in."""

    report: Report
    language: ReportLanguage

    def gettext(self, message: str) -> str:
        """Return the message in the report's language."""
        return self.language.gettext(message)

    @cached_property
    def organisation(self) -> Typed:
        """Who assesses, or words that say that no name was given."""
        name = typed(self.report.assessment.organisation.name)
        return name or Typed(self.gettext("Organisation without a name"), self.language.direction)

    @cached_property
    def system(self) -> Typed:
        """What is assessed, or words that say that no name was given."""
        name = typed(self.report.assessment.system.name)
        return name or Typed(self.gettext("AI system without a name"), self.language.direction)

    @cached_property
    def short_organisation(self) -> Typed:
        """The organisation's name, short enough for a line."""
        return clipped(self.organisation.text, _SHORT)

    @cached_property
    def short_system(self) -> Typed:
        """The system's name, short enough for a line."""
        return clipped(self.system.text, _SHORT)

    @cached_property
    def date(self) -> str:
        """The day of the assessment, written out."""
        return self.language.date(self.report.assessment.date)

    @cached_property
    def statuses(self) -> dict[str, QuestionStatus]:
        """What each question of this depth is, given the answers: shown or hidden, known or open."""
        report = self.report
        return statuses(report.questionnaire, report.assessment.answers, report.scorecard.depth)

    @cached_property
    def items(self) -> dict[str, ItemResult]:
        """The scored items by question id."""
        return {item.id: item for item in self.report.scorecard.items}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles of sections, sub-sections and functions by id."""
        sections = self.report.questionnaire.sections
        found = {part.id: part.title for section in sections for part in section.subsections}
        found |= {section.id: section.title for section in sections}
        return found | {f"@{function.id}": function.title for function in self.report.questionnaire.functions}

    def question(self, name: str) -> Question:
        """Return a question by its id."""
        return self.report.questionnaire.by_id[name]

    def sections_of(self, condition: Condition) -> frozenset[str]:
        """Return the sections of the questions that a condition speaks about."""
        return frozenset(self.question(atom.question).section for atom in atoms(condition))

    def asked_of(self, section: str) -> tuple[Question, ...]:
        """Return the questions of a section that exist at this depth, asked or not."""
        questions = self.report.questionnaire.at_depth(self.report.scorecard.depth)
        return tuple(question for question in questions if question.section == section)

    def answer(self, name: str) -> Answer | None:
        """Return the stored answer, used or not; None when there is none."""
        return self.report.assessment.answers.get(name)

    def wording(self, name: str) -> str:
        """Return a question's text without glossary marks."""
        return plain(self.question(name).text)

    def functions(self, names: tuple[str, ...]) -> str:
        """Return the titles of functions as a list in a sentence."""
        return self.language.joined([self.titles.get(f"@{name}", name) for name in names])

    def percent(self, share: Fraction | None, *, banded: bool = False) -> str:
        """Return a share as a percentage, '' for None; a `banded` one never shows another band than it has."""
        if share is None:
            return ""
        return self.language.percent(percent(share) if banded else percent(share, borders=()))

    def coverage(self, share: Fraction | None) -> str:
        """Return a coverage, rounded down; '' for None."""
        return "" if share is None else self.language.percent(coverage_percent(share))
