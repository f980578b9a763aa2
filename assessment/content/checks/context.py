"""What every check needs: the draft, where it lies, and a way to report that never piles up on an unreadable value."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from assessment.content.checks.written import texts
from assessment.content.phrases import guess, phrase
from assessment.domain.questionnaire import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from assessment.content.build import Draft
    from assessment.content.checks.written import Written
    from assessment.content.findings import Findings
    from assessment.content.phrases import Guess, Phrase
    from assessment.content.record import Record
    from assessment.domain.questionnaire import Question, Questionnaire

_DECISIVE = {"id", "role", "type", "depth", "options", "scale", "rows", "dont_know", "not_applicable"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the file lies: the questionnaires beside it and the catalogues, as far as there are any.

    `root` is the folder of all questionnaires, None for a file on its own.
    """

    path: Path
    translations: Path
    root: Path | None = None


@dataclass
class Context:
    """One run of all checks over one draft; what the sets collect is left out of what is decided.

    `broken` are questions and `broken_rules` consistency rules whose condition names something in vain; `unfollowed`
    are questions that follow nothing they could follow.
    """

    draft: Draft
    findings: Findings
    place: Surroundings
    broken: set[str] = field(default_factory=set)
    broken_rules: set[str] = field(default_factory=set)
    unfollowed: set[str] = field(default_factory=set)

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire as drafted."""
        return self.draft.questionnaire

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions whose decisive keys could all be read; rules about meaning speak only of these."""
        return tuple(q for q in self.by_id_in_order if not self.record(q).bad & _DECISIVE)

    @cached_property
    def by_id_in_order(self) -> tuple[Question, ...]:
        """The questions in file order, without those whose id stands twice."""
        return tuple(q for q in self.questionnaire.questions if not self.is_second(q))

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """All questions by id; of two with the same id the first counts."""
        return {question.id: question for question in reversed(self.questionnaire.questions)}

    @cached_property
    def places_all(self) -> bool:
        """Whether every question has a role and a known section, so that sections can be judged by what they hold."""
        return all(q.section and not self.record(q).bad & {"section", "role"} for q in self.questionnaire.questions)

    @cached_property
    def texts(self) -> tuple[Written, ...]:
        """Every readable text of the file."""
        return tuple(texts(self.draft.record))

    def is_second(self, question: Question) -> bool:
        """Whether an earlier question has the same id, which is reported on its own."""
        return self.by_id[question.id] is not question

    @cached_property
    def position(self) -> dict[str, int]:
        """The place of each question in the file."""
        return {question.id: -index for index, question in enumerate(reversed(self.questionnaire.questions))}

    def record(self, part: object) -> Record:
        """Return the record a part was built from."""
        return self.draft.written(part)

    def wrote(self, part: object, key: str) -> bool:
        """Whether the file states this key of the part."""
        return key in self.record(part).keys_at

    def add(self, code: str, part: object, key: str = "", item: int = -1, /, **details: object) -> None:
        """Report at a part or one of its keys, unless that key could not even be read."""
        record = self.record(part)
        if key not in record.bad:
            self.findings.add(code, *record.at(key, item), str(getattr(part, "id", "")), **details)

    def is_known(self, name: str, among: Iterable[object], parts: str) -> bool:
        """Whether a name is known; a list with unreadable ids makes every name count as known."""
        if not name or self.is_torn(parts):
            return True
        return any(getattr(part, "id", "") == name for part in among)

    def is_torn(self, parts: str) -> bool:
        """Whether some id in one of the file's lists could not be read."""
        return parts in self.draft.record.bad and any("id" in record.bad for record in self.draft.record[parts])


KINDS = {
    Kind.SINGLE: phrase("a single choice"),
    Kind.MULTIPLE: phrase("a tick list"),
    Kind.MATRIX: phrase("a matrix"),
    Kind.TEXT: phrase("a text question"),
}


def options_of(question: Question) -> str | Phrase:
    """Return a question's options for a message."""
    return _listed(option.id for option in question.options) if question.options else phrase("no options")


def rows_of(question: Question) -> str | Phrase:
    """Return a question's rows for a message."""
    return _listed(row.id for row in question.rows) if question.rows else phrase("no rows")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def nearest(name: str, among: Iterable[object]) -> Guess:
    """Return “Did you mean …?” for the nearest id, or nothing."""
    return guess(name, tuple(str(getattr(part, "id", "")) for part in among))
