"""What became of every question between two versions of a questionnaire, and what of its answer may be kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property


class Relation(Enum):
    """What a question of the older version is to its successors; `NEW` is one that had no predecessor."""

    KEPT = "kept"
    REWORDED = "reworded"
    WIDENED = "widened"
    NARROWED = "narrowed"
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"
    BECAME_OPTION = "became-option"
    DROPPED = "dropped"
    NEW = "new"

    @property
    def has_former(self) -> bool:
        """Whether there is a question of the older version."""
        return self is not Relation.NEW

    @property
    def successors(self) -> tuple[int, int | None]:
        """How many questions of the newer version belong to it: at least, and at most (None: any number)."""
        match self:
            case Relation.DROPPED:
                return 0, 0
            case Relation.SPLIT:
                return 2, None
            case Relation.MOVED | Relation.NEW:
                return 1, None
            case (
                Relation.KEPT
                | Relation.REWORDED
                | Relation.WIDENED
                | Relation.NARROWED
                | Relation.MERGED
                | Relation.BECAME_OPTION
            ):
                return 1, 1

    def keeps_meaning(self, *, reviewed: bool) -> bool:
        """Whether the older answer answers the newer question; of new words somebody has to have judged that."""
        return self is Relation.KEPT or (self is Relation.REWORDED and reviewed)


class Carries(Enum):
    """What an older answer is to the newer question: its answer, a proposal to be confirmed, or nothing."""

    ANSWER = "answer"
    SUGGESTION = "suggestion"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Pair:
    """An option of the older version and the one that takes its place."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class OptionMap:
    """Which option takes the place of which; one that is not named keeps its id."""

    id: str
    pairs: tuple[Pair, ...]

    def new(self, option: str) -> str:
        """Return the option that takes the place of an older one."""
        return next((pair.new for pair in self.pairs if pair.old == option), option)


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one question.

    `old` is empty for new questions, `new` for dropped ones. `option` is the option that a question became. `reviewed`
    is the day on which a person judged that the new words ask the same, empty when nobody has. `language` is that of
    the note, empty where the crosswalk does not name one.
    """

    relation: Relation
    carries: Carries
    old: str = ""
    new: tuple[str, ...] = ()
    options: OptionMap | None = None
    option: str = ""
    note: str = ""
    reviewed: str = ""
    language: str = ""

    def option_for(self, option: str) -> str:
        """Return the option of the newer question that takes the place of an older one."""
        return self.options.new(option) if self.options else option


@dataclass(frozen=True, slots=True)
class Summary:
    """What changed on the whole, in the words of a person, and the language in which they wrote it and the notes."""

    text: str
    language: str


@dataclass(frozen=True)
class Crosswalk:
    """All lines between two versions: every question of either version stands in at least one.

    `language` is the one in which people wrote summary and notes; empty means that of the newer version.
    """

    questionnaire: str
    old: str
    new: str
    summary: str
    fingerprint: str
    lines: tuple[Line, ...]
    language: str = ""

    @property
    def name(self) -> str:
        """Both versions, as the file is called."""
        return f"{self.old}--{self.new}"

    @cached_property
    def by_old(self) -> dict[str, Line]:
        """The line of each question of the older version."""
        return {line.old: line for line in self.lines if line.old}

    @cached_property
    def sources(self) -> dict[str, tuple[Line, ...]]:
        """For each question of the newer version the lines that lead to it; none when it is new."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            for successor in line.new:
                found.setdefault(successor, []).extend([line] if line.old else [])
        return {successor: tuple(lines) for successor, lines in found.items()}

    @property
    def carried(self) -> tuple[Line, ...]:
        """The lines whose answer is kept as it is: what two versions have in common."""
        return tuple(line for line in self.lines if line.carries is Carries.ANSWER)
