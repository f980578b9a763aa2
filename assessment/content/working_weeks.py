"""The working week of each country: its usual time zone and its weekend, from the Unicode territory data in Babel."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from assessment.domain.working_week import WorkingWeek

# Where the Unicode data (CLDR, `zone_territories`) names several zones for a country: the one of its capital, or of
# its largest town where the capital has a clock of its own. All other countries have one zone, taken from there.
USUAL = {
    "AQ": "Antarctica/McMurdo", "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo", "CA": "America/Toronto", "CD": "Africa/Kinshasa", "CL": "America/Santiago",
    "CN": "Asia/Shanghai", "CY": "Asia/Nicosia", "DE": "Europe/Berlin", "EC": "America/Guayaquil",
    "ES": "Europe/Madrid", "FM": "Pacific/Pohnpei", "GL": "America/Nuuk", "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa", "KZ": "Asia/Almaty", "MH": "Pacific/Majuro", "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City", "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland", "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby", "PS": "Asia/Hebron", "PT": "Europe/Lisbon", "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv", "UM": "Pacific/Wake", "US": "America/New_York", "UZ": "Asia/Tashkent",
}  # fmt: skip
_WEEKEND = frozenset({5, 6})


@lru_cache(maxsize=300)
def working_week(country: str) -> WorkingWeek:
    """Return the working week of a country by its ISO 3166 code; Universal Time where the data knows no zone."""
    zones = get_global("territory_zones").get(country) or ["UTC"]
    return WorkingWeek(ZoneInfo(USUAL.get(country, zones[0])), _free_days(country))


def _free_days(country: str) -> frozenset[int]:
    try:
        locale = Locale.parse(f"und_{country}")
    except (UnknownLocaleError, ValueError):
        return _WEEKEND
    length = (locale.weekend_end - locale.weekend_start) % 7 + 1
    return frozenset((locale.weekend_start + day) % 7 for day in range(length))
