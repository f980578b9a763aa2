"""Which days are free everywhere in a country is asked of a library that no process loads before it has to."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from assessment.content.public_holidays import is_public_holiday


@pytest.mark.parametrize(
    ("country", "day"),
    [("KE", date(2026, 12, 12)), ("CO", date(2026, 12, 8)), ("MA", date(2026, 11, 18)), ("CN", date(2026, 10, 1))],
)
def test_a_public_holiday_is_known(country: str, day: date) -> None:
    assert is_public_holiday(country, day)


@pytest.mark.parametrize(("country", "day"), [("KE", date(2026, 12, 15)), ("ZZ", date(2026, 12, 25)), ("", date.min)])
def test_other_days_and_countries_that_nobody_knows_are_none(country: str, day: date) -> None:
    assert not is_public_holiday(country, day)


def test_nothing_that_serves_pages_loads_the_library() -> None:
    loads = "import assessment.app, assessment.services.work, sys; print('holidays' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", loads], capture_output=True, check=True, text=True)

    assert found.stdout == "False\n"
