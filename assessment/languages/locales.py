"""The conventions of a language in a country: how numbers, shares, days and lists are written; always Latin digits."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

# English as the world writes it, 25 November and not November 25.
_WORLD = "001"


@lru_cache(maxsize=512)
def locale_of(language: str, country: str = "") -> Locale:
    """Return the locale of a language in a country; English of no known country is international, not American.

    A language and a country that CLDR does not know together are written as the language is in general. Raises
    ValueError or UnknownLocaleError for what is no language.
    """
    plain = Locale.parse(language.replace("-", "_"))
    for territory in (country, plain.territory, _WORLD):
        try:
            if territory:
                return Locale(plain.language, territory, plain.script)
        except UnknownLocaleError:
            continue
    return plain
