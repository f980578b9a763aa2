"""The order of names in a list: as a dictionary of the language has them, without accents and capitals at first."""

from __future__ import annotations

import unicodedata

# Letters of their own that come after the letter they look like: ñ stands between n and o.
_OWN_LETTERS = {"es": ("ñ",)}
_LAST = "\U0010ffff"


def sort_key(text: str, language: str = "") -> tuple[str, str]:
    """Return what sorts texts of a language: letters first, accents, capitals and marks of vowels only to decide."""
    folded = unicodedata.normalize("NFC", text.casefold())
    for letter in _OWN_LETTERS.get(language.partition("-")[0].partition("_")[0], ()):
        folded = folded.replace(letter, unicodedata.normalize("NFD", letter)[0] + _LAST)
    plain = unicodedata.normalize("NFKD", folded)
    return "".join(character for character in plain if not unicodedata.combining(character)), text
