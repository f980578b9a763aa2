"""Countries as people write them: by name in the page's language or in English, or by a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global

from assessment.domain.matching import plain
from assessment.web import countries

if TYPE_CHECKING:
    from collections.abc import Mapping

# What people write and no list has: the short name of a country whose official name is another one.
_ALSO = {
    "ivory coast": "CI", "burma": "MM", "swaziland": "SZ", "cape verde": "CV", "east timor": "TL", "macedonia": "MK",
    "czech republic": "CZ", "usa": "US", "uk": "GB", "uae": "AE", "drc": "CD", "congo kinshasa": "CD",
    "congo brazzaville": "CG", "viet nam": "VN", "turkey": "TR", "the gambia": "GM", "russian federation": "RU",
    "republic of korea": "KR", "south korea": "KR", "palestine": "PS", "kosovo": "XK",
}  # fmt: skip


def by_words() -> Mapping[str, str]:
    """Return the code of every country by each of its names and codes, as `domain.matching.plain` writes them."""
    names = countries.names()
    found = dict(_ALSO)
    for code in names:
        english = Locale("en").territories.get(code)
        if english:
            found[plain(str(english))] = code
    found |= {plain(name): code for code, name in names.items()}
    three = {long.lower(): short[0] for long, short in get_global("territory_aliases").items() if len(long) == 3}  # noqa: PLR2004 - ISO 3166-1 alpha-3
    found |= {long: code for long, code in three.items() if code in names and long.isalpha()}
    return found | {code.lower(): code for code in names}
