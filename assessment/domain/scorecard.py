"""The result of scoring as values: statuses of items, figures of rows and sub-sections, bands and targets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from assessment.domain.questionnaire import Depth, Severity

SCORING_MODEL = "1.0"


class Status(Enum):
    """What an item is to the score, decided in this order."""

    OUT = "out"
    INHERIT = "inherit"
    NOT_APPLICABLE = "not-applicable"
    KNOWN = "known"
    DONT_KNOW = "dont-know"
    OPEN = "open"


class Inherits(Enum):
    """As what a follow-up that is not asked stays in."""

    ZERO = "zero"
    DONT_KNOW = "dont-know"
    OPEN = "open"


class Band(IntEnum):
    """How far measures are in place; also the target that risk sets."""

    NOT_YET = 0
    STARTED = 1
    MOSTLY_IN_PLACE = 2
    IN_PLACE = 3

    @property
    def word(self) -> str:
        """The word used in files: not-yet, started, mostly-in-place or in-place."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One scored item; `value` is its credit in [0, 1], None unless it is known or inherits zero."""

    id: str
    status: Status
    inherits: Inherits | None
    value: Fraction | None
    weight: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one row or sub-section; a figure that the model withholds is None.

    `known`, `dont_know`, `open` and `credit` are K, D, U and C of the model (weights); `score`, `low`, `high` and the
    shares lie in [0, 1]; `critical_gaps` are ids of applicable critical items at zero, don't know or open.
    """

    id: str
    known: Fraction
    dont_know: Fraction
    open: Fraction
    credit: Fraction
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    coverage: Fraction | None
    known_share: Fraction | None
    evidence_share: Fraction | None
    not_applicable_share: Fraction | None
    band: Band | None
    uncapped_band: Band | None
    critical_gaps: tuple[str, ...]
    exposure: Severity
    target: Band
    gap: int | None
    weight_sensitive: bool | None
    subsections: tuple[Figures, ...] = ()

    @property
    def is_applicable(self) -> bool:
        """Whether at least one item counts."""
        return self.known + self.dont_know + self.open > 0


@dataclass(frozen=True, slots=True)
class Raised:
    """A gate or context answer that exposes a row: which question, and how gravely."""

    question: str
    requirement: str
    severity: Severity
    by_dont_know: bool = False


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The complete result of one assessment, reproducible from the answers, the questionnaire and the scoring model."""

    questionnaire: str
    version: str
    fingerprint: str
    scoring_model: str
    depth: Depth
    requirements: tuple[Figures, ...]
    targets_met: int | None
    targets_of: int
    items: tuple[ItemResult, ...]
    raised: tuple[Raised, ...] = ()
    self_ratings: tuple[tuple[str, Fraction], ...] = ()
