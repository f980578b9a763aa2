"""When people are at work in a country: its clock, its free days, and the next moment at which a message is welcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, tzinfo

# Offices keep different hours; nearly all are staffed in these.
OPENS, CLOSES = time(9), time(17)
# What public holidays would hold back for longer goes in spite of them; the longest run of them, with the weekends
# beside it, is the eight days of the Chinese New Year.
HELD_BACK = timedelta(days=9)


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """The usual clock of a country and its weekly free days, Monday being 0."""

    zone: tzinfo
    free: frozenset[int]


def next_moment(week: WorkingWeek, at: datetime, is_holiday: Callable[[date], bool] = lambda _day: False) -> datetime:
    """Return the first moment from `at` on that lies in working hours, in UTC; `at` itself when it does.

    A public holiday is a free day. Where a run of them would move the moment by more than `HELD_BACK`, they are not
    regarded: a calendar that is wrong must not keep messages for ever.
    """
    first = _in_the_week(week, at)
    beginning = first.astimezone(week.zone).date()
    day = beginning
    while day.weekday() in week.free or is_holiday(day):
        day += timedelta(days=1)
        if day - beginning > HELD_BACK:
            return first
    return first if day == beginning else datetime.combine(day, OPENS, week.zone).astimezone(UTC)


def _in_the_week(week: WorkingWeek, at: datetime) -> datetime:
    local = at.astimezone(week.zone)
    day = local.date()
    if day.weekday() not in week.free and OPENS <= local.time() < CLOSES:
        return at
    if local.time() >= OPENS:
        day += timedelta(days=1)
    while day.weekday() in week.free:
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, week.zone).astimezone(UTC)
