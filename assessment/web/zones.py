"""Time zones to choose from: those of the organisation's country, by the name of their city."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from babel.core import get_global
from babel.dates import get_timezone_location
from flask_babel import get_locale

from assessment.web import countries

if TYPE_CHECKING:
    from babel import Locale

# Where most people of a country with several zones live; the zone of a country whose code is not in ISO 3166.
_MAIN = {
    "AR": "America/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo", "CA": "America/Toronto",
    "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai", "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin", "EC": "America/Guayaquil", "ES": "Europe/Madrid", "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty", "MN": "Asia/Ulaanbaatar", "MX": "America/Mexico_City", "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland", "PT": "Europe/Lisbon", "RU": "Europe/Moscow", "UA": "Europe/Kiev",
    "US": "America/New_York", "UZ": "Asia/Tashkent", "XK": "CET",
}  # fmt: skip


@lru_cache(maxsize=1)
def _by_country() -> dict[str, tuple[str, ...]]:
    zones: dict[str, list[str]] = {}
    for zone, country in get_global("zone_territories").items():
        zones.setdefault(country, []).append(zone)
    return {country: tuple(sorted(found)) for country, found in zones.items()}


def of_country(country: str) -> tuple[str, ...]:
    """Return the zones of a country, the one of most people first; UTC where none is known."""
    main = _MAIN.get(country)
    others = tuple(zone for zone in _by_country().get(country, ()) if zone != main)
    return ((main, *others) if main else others) or ("UTC",)


def by_country() -> dict[str, str]:
    """Return every zone with its country and city in the reader's language, sorted by these."""
    return _named(get_locale())


@lru_cache(maxsize=16)
def _named(locale: Locale) -> dict[str, str]:
    names = countries.names()
    found = {
        zone: f"{names[code]}: {get_timezone_location(zone, locale=locale, return_city=True)}"
        for code, zones in _by_country().items()
        if code in names
        for zone in zones
    }
    return dict(sorted(found.items(), key=lambda item: countries.sort_key(item[1])))


def city(zone: str) -> str:
    """Return the city that a zone is named after, in the reader's language."""
    return zone if "/" not in zone else str(get_timezone_location(zone, locale=get_locale(), return_city=True))
