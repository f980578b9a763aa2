"""Every country has one usual clock that exists, and its own weekend."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from babel.core import get_global

from assessment.content.working_weeks import USUAL, working_week

ZONES = {country: zones for country, zones in get_global("territory_zones").items() if len(country) == 2}
# No country: the Unicode data's code for what it does not know.
SEVERAL = sorted(country for country, zones in ZONES.items() if len(zones) > 1 and country != "ZZ")


def test_a_country_with_several_clocks_has_a_usual_one_and_no_other_country_is_listed() -> None:
    assert sorted(USUAL) == SEVERAL


@pytest.mark.parametrize("country", SEVERAL)
def test_the_usual_clock_is_one_of_the_country(country: str) -> None:
    assert USUAL[country] in ZONES[country]


def test_every_clock_exists() -> None:
    named = {str(working_week(country).zone) for country in ZONES}

    assert [name for name in named if not ZoneInfo(name).key] == []


@pytest.mark.parametrize(
    ("country", "zone", "free"),
    [
        ("KE", "Africa/Nairobi", {5, 6}),
        ("EG", "Africa/Cairo", {4, 5}),
        ("IR", "Asia/Tehran", {4}),
        ("IN", "Asia/Kolkata", {6}),
        ("AF", "Asia/Kabul", {3, 4}),
        ("US", "America/New_York", {5, 6}),
    ],
)
def test_a_country_has_its_own_week(country: str, zone: str, free: set[int]) -> None:
    week = working_week(country)

    assert (str(week.zone), week.free) == (zone, free)


@pytest.mark.parametrize("country", ["", "QQ", "BV"])
def test_where_no_clock_is_known_universal_time_counts(country: str) -> None:
    assert str(working_week(country).zone) == "UTC"
