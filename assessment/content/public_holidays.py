"""Public holidays of countries; the library that knows them is loaded when somebody asks, in the worker."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date


def is_public_holiday(country: str, day: date) -> bool:
    """Whether a day is a public holiday everywhere in a country, by its ISO 3166 code; never where none are known."""
    return day in _of_year(country, day.year)


@lru_cache(maxsize=256)
def _of_year(country: str, year: int) -> frozenset[date]:
    # Not with the module: it takes 12 MiB and a tenth of a second, which no process that serves pages needs.
    holidays: Any = import_module("holidays")
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()
