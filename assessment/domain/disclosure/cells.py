"""Released cells: the one form in which an aggregate leaves the domain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Measure(Enum):
    """What a cell tells of: the words are those of files and addresses."""

    ORGANISATIONS = "organisations"
    INVITED = "invited"
    STARTED = "started"
    SUBMITTED = "submitted"
    SCORE = "score"
    BAND = "band"
    GAP = "gap"
    ACTION = "action"
    TREND = "trend"


class Status(Enum):
    """Whether a cell shows a value, with the codes of SDMX: normal, confidential, secondarily confidential."""

    SHOWN = "A"
    CONFIDENTIAL = "C"
    PROTECTS = "D"


class Reason(Enum):
    """Why a value is withheld. It tells nothing about how many there are beyond that it is fewer than the threshold."""

    FEW = "few"
    PROTECTS = "protects"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one table for one choice of categories.

    `first` and `second` are the categories of the table's dimensions, empty where it has none. `item` is a row, a
    sub-section or a question. `statistic` is count, mean, median, lower-quartile, upper-quartile, share, a band's word,
    before, after or change. `value` is a whole number (organisations, points, per cent), None where withheld; `count`
    the number of organisations behind it, rounded, None where that is withheld. `as_of` is the number of the release in
    which the cell was decided, 0 for the release it stands in.
    """

    table: str
    first: str
    second: str
    measure: Measure
    item: str
    statistic: str
    value: int | None
    count: int | None
    status: Status = Status.SHOWN
    reason: Reason | None = None
    as_of: int = 0

    @property
    def key(self) -> tuple[str, str, str, str, str, str]:
        """What names the cell in every release and every download."""
        return (self.table, self.first, self.second, self.measure.value, self.item, self.statistic)
