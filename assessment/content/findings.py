"""What is wrong with a file: a finding has a stable code, a place, what is wrong and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final

from assessment.content.phrases import AS_WRITTEN, Guess, Phrase, filled, kept
from assessment.content.rules import RULES

if TYPE_CHECKING:
    from assessment.content.phrases import Value, Wording
    from assessment.content.rules.rule import Rule


#: The page to which the hints of the rules refer.
GUIDE: Final = "docs/questionnaire-format.md"


class Level(Enum):
    """How grave a finding is; only errors stop a questionnaire from being published."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """Where, what is wrong and how to mend it; `line` and `column` count from 1, 0 means the whole file.

    It keeps the code and the values that the rule's texts have places for; `guess` is a last sentence of its own.
    `guide` is the page to which a hint sends the reader.
    """

    code: str
    path: str
    line: int
    column: int
    where: str
    values: tuple[tuple[str, Value], ...] = ()
    guess: Phrase | str = ""
    guide: str = GUIDE

    @property
    def rule(self) -> Rule:
        """The rule that was broken."""
        return RULES[self.code]

    @property
    def level(self) -> Level:
        """How grave it is."""
        return Level(self.rule.level)

    @property
    def message(self) -> str:
        """What is wrong, in the source language."""
        return self.message_in(AS_WRITTEN)

    @property
    def hint(self) -> str:
        """How to mend it, in the source language."""
        return self.hint_in(AS_WRITTEN)

    def message_in(self, wording: Wording) -> str:
        """Return what is wrong, in words."""
        message = filled(self.rule.message, self.values, wording)
        return f"{message} {self.guess.said(wording)}" if isinstance(self.guess, Phrase) else message

    def hint_in(self, wording: Wording) -> str:
        """Return how to mend it, in words."""
        return filled(self.rule.hint, self.values, wording).replace(GUIDE, self.guide)


@dataclass(slots=True)
class Findings:
    """Collects the findings about one file; at most `limit` of each code are kept, so that rubbish cannot flood.

    `guide` is the page that describes the format of the file; hints send the reader there.
    """

    path: str
    limit: int = 100
    guide: str = GUIDE
    found: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    total: int = 0

    def add(self, code: str, line: int = 0, column: int = 0, where: str = "", /, **details: object) -> None:
        """Record a finding; `details` fill the places of the rule's texts, and `guess` is a last sentence."""
        self.total += 1
        self.counts[code] = self.counts.get(code, 0) + 1
        if self.counts[code] > self.limit:
            return
        guess = details.pop("guess", "")
        last = guess.made() if isinstance(guess, Guess) else guess
        values = tuple((name, kept(value)) for name, value in details.items())
        sentence = last if isinstance(last, Phrase) else ""
        self.found.append(Finding(code, self.path, line, column, where, values, sentence, self.guide))

    def merge(self, other: Findings) -> None:
        """Take over the findings of another collection about the same file."""
        for finding in other.found:
            self.counts[finding.code] = self.counts.get(finding.code, 0) + 1
            if self.counts[finding.code] <= self.limit:
                self.found.append(finding)

    @property
    def has_errors(self) -> bool:
        """Whether at least one finding is an error."""
        return any(finding.level is Level.ERROR for finding in self.found)

    def sorted(self) -> tuple[Finding, ...]:
        """Return the findings by line, then code."""
        return tuple(sorted(self.found, key=lambda f: (f.line, f.column, f.code, f.message)))
