"""Rounds: the states of a commissioned series of assessments, when one takes answers, and what may still change."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.questionnaire import Depth

# A day has ended everywhere on Earth twelve hours after it ended in UTC; nobody is shut out on their last day.
_ENDS_LATER = timedelta(hours=12)
# So long after the end of a round its invitations still open: a late reader learns that it is over, and can be let in
# when the round is extended.
GRACE = timedelta(days=30)


class RoundState(Enum):
    """What an officer has decided about a round."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Phase(Enum):
    """What a round is at a moment: an open one has not begun, runs, or is over though nobody has closed it yet."""

    DRAFT = "draft"
    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"
    CLOSED = "closed"


class Step(Enum):
    """What an officer can do with a round besides changing its terms."""

    OPEN = "open"
    EXTEND = "extend"
    CLOSE = "close"
    REOPEN = "reopen"


STEPS: dict[RoundState, frozenset[Step]] = {
    RoundState.DRAFT: frozenset({Step.OPEN}),
    RoundState.OPEN: frozenset({Step.EXTEND, Step.CLOSE}),
    RoundState.CLOSED: frozenset({Step.REOPEN}),
}
# What cannot change any more: organisations rely on it from the opening on, and nothing moves once a round is closed.
FIXED: dict[RoundState, frozenset[str]] = {
    RoundState.DRAFT: frozenset(),
    RoundState.OPEN: frozenset({"questionnaire", "version", "depth", "opens_on"}),
    RoundState.CLOSED: frozenset(
        {"questionnaire", "version", "depth", "opens_on", "closes_on", "languages", "countries"}
    ),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a round is about; `countries` has how many submissions are aimed at in each (0: no number)."""

    name: str
    questionnaire: str
    version: str
    depth: Depth
    opens_on: date
    closes_on: date
    countries: Mapping[str, int] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    note: str = ""

    @property
    def target(self) -> int:
        """How many submissions are aimed at in all countries."""
        return sum(self.countries.values())

    def changed(self, other: Terms) -> frozenset[str]:
        """Return the names of what differs in other terms."""
        names = self.__dataclass_fields__
        return frozenset(name for name in names if getattr(self, name) != getattr(other, name))


def end_of(closes_on: date) -> datetime:
    """Return the moment at which the last day of a round has ended everywhere on Earth."""
    return datetime.combine(closes_on + timedelta(days=1), time.min, UTC) + _ENDS_LATER


def phase_of(state: RoundState, terms: Terms, at: datetime) -> Phase:
    """Return what a round is at a moment."""
    match state:
        case RoundState.DRAFT:
            return Phase.DRAFT
        case RoundState.CLOSED:
            return Phase.CLOSED
        case RoundState.OPEN:
            if at >= end_of(terms.closes_on):
                return Phase.OVER
            return Phase.RUNNING if at.astimezone(UTC).date() >= terms.opens_on else Phase.AHEAD


def invitations_last_until(closes_on: date) -> datetime:
    """Return until when the link and the code of an invitation to a round can be opened."""
    return end_of(closes_on) + GRACE


def accepts_submissions(state: RoundState, period: tuple[date, date], extended_to: date | None, at: datetime) -> bool:
    """Whether a participant can submit into a round with this first and last day.

    A day given to a participant counts whatever became of the round: it is a promise to one organisation.
    """
    if extended_to is not None and at < end_of(extended_to):
        return True
    opens_on, closes_on = period
    return state is RoundState.OPEN and at.astimezone(UTC).date() >= opens_on and at < end_of(closes_on)
