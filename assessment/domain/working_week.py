"""When people are at work in a country: its clock, its free days, and the next moment at which a message is welcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

# Offices keep different hours; nearly all are staffed in these.
OPENS, CLOSES = time(9), time(17)


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """The usual clock of a country and its weekly free days, Monday being 0; public holidays are not known."""

    zone: tzinfo
    free: frozenset[int]


def next_moment(week: WorkingWeek, at: datetime) -> datetime:
    """Return the first moment from `at` on that lies in working hours, in UTC; `at` itself when it does."""
    local = at.astimezone(week.zone)
    day = local.date()
    if day.weekday() not in week.free and OPENS <= local.time() < CLOSES:
        return at
    if local.time() >= OPENS:
        day += timedelta(days=1)
    while day.weekday() in week.free:
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, week.zone).astimezone(UTC)
