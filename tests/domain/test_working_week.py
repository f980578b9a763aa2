"""A message is welcome on a working day between nine and five, by the clock of whoever gets it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.working_week import WorkingWeek, next_moment

WEEKEND = frozenset({5, 6})
ZONES = ("Africa/Nairobi", "Asia/Kathmandu", "America/Los_Angeles", "Pacific/Kiritimati", "Europe/Brussels")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "free", "at", "welcome"),
    [
        ("Africa/Nairobi", WEEKEND, "2026-11-25 06:00", "2026-11-25 06:00"),
        ("Africa/Nairobi", WEEKEND, "2026-11-25 05:59", "2026-11-25 06:00"),
        ("Africa/Nairobi", WEEKEND, "2026-11-25 13:59", "2026-11-25 13:59"),
        ("Africa/Nairobi", WEEKEND, "2026-11-25 14:00", "2026-11-26 06:00"),
        ("Africa/Nairobi", WEEKEND, "2026-11-27 14:00", "2026-11-30 06:00"),
        ("Africa/Nairobi", WEEKEND, "2026-11-28 07:00", "2026-11-30 06:00"),
        # Friday and Saturday are free in Egypt, so that Sunday is a working day.
        ("Africa/Cairo", frozenset({4, 5}), "2026-11-27 09:00", "2026-11-29 07:00"),
        # Here it is Thursday already, though Greenwich still has Wednesday.
        ("Pacific/Kiritimati", WEEKEND, "2026-11-25 18:00", "2026-11-25 19:00"),
        # The clocks go back on the Sunday between.
        ("Europe/Brussels", WEEKEND, "2026-10-23 16:00", "2026-10-26 08:00"),
    ],
)
def test_the_next_moment_is_at_work(zone: str, free: frozenset[int], at: str, welcome: str) -> None:
    assert next_moment(WorkingWeek(ZoneInfo(zone), free), moment(at)) == moment(welcome)


@given(
    st.sampled_from(ZONES),
    st.frozensets(st.integers(0, 6), max_size=3),
    st.integers(0, 2 * 365 * 24 * 60),
)
def test_it_is_never_before_nor_outside_nor_later_than_needed(zone: str, free: frozenset[int], minutes: int) -> None:
    week, at = WorkingWeek(ZoneInfo(zone), free), moment("2026-01-01 00:00") + timedelta(minutes=minutes)
    found = next_moment(week, at)
    local = found.astimezone(week.zone)

    assert local.weekday() not in free
    assert 9 <= local.hour < 17
    assert at <= found
    assert found == at or next_moment(week, max(at, found - timedelta(seconds=1))) == found


NAIROBI = WorkingWeek(ZoneInfo("Africa/Nairobi"), WEEKEND)


@pytest.mark.parametrize(
    ("at", "free", "welcome"),
    [
        # A Friday noon that is a holiday, a Thursday evening before it, and a Monday that is one too.
        ("2026-12-25 09:00", ["2026-12-25"], "2026-12-28 06:00"),
        ("2026-12-24 15:00", ["2026-12-25"], "2026-12-28 06:00"),
        ("2026-12-25 09:00", ["2026-12-25", "2026-12-28"], "2026-12-29 06:00"),
        ("2026-12-24 09:00", ["2026-12-25"], "2026-12-24 09:00"),
        # Two whole weeks: no holidays are as long as that.
        ("2026-12-25 09:00", [f"2026-12-{day}" for day in range(21, 32)], "2026-12-25 09:00"),
    ],
)
def test_a_public_holiday_is_a_free_day_unless_the_wait_is_too_long(at: str, free: list[str], welcome: str) -> None:
    holidays = {date.fromisoformat(day) for day in free} | {date(2027, 1, day) for day in range(1, 9)}

    assert next_moment(NAIROBI, moment(at), holidays.__contains__) == moment(welcome)


@given(st.integers(0, 24 * 31), st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 1))))
def test_holidays_hold_back_by_nine_days_at_most(hours: int, holidays: frozenset[date]) -> None:
    now = moment("2026-01-01") + timedelta(hours=hours)

    assert next_moment(NAIROBI, now) <= next_moment(NAIROBI, now, holidays.__contains__)
    assert next_moment(NAIROBI, now, holidays.__contains__) - next_moment(NAIROBI, now) <= timedelta(days=9)
