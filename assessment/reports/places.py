"""Names of countries as EU texts write them, for pages and files alike."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale

from assessment.reports.place_names import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# The two names that EU texts put a star to, which leads to a note.
_STARRED = ("PS", "XK")


def name(code: str, locale: Locale) -> str:
    """Return one country's name, in English where the language has none; the code where nobody knows it."""
    return names(locale).get(code) or names(Locale("en")).get(code, code)


@lru_cache(maxsize=64)
def names(locale: Locale) -> Mapping[str, str]:
    """Return the names that EU texts use, and those of the Unicode list where they use these, by code.

    The country of a reader changes none of them. Portuguese is that of EU texts: Vietname, not Vietnã as in Brazil.
    """
    if locale.language == "pt":
        locale = Locale("pt", "PT")
    elif locale.territory:
        locale = Locale(locale.language, script=locale.script)
    listed = {code: str(name) for code, name in locale.territories.items()}
    named = {**listed, **NAMES.get(locale.language, {})}
    return named | {code: f"{named[code]}*" for code in _STARRED if code in named}


def note(code: str, gettext: Callable[[str], str]) -> str:
    """Return the note that EU texts put to a name, or an empty text."""
    notes = {
        "XK": gettext(
            "* This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and "
            "the ICJ Opinion on the Kosovo declaration of independence."
        ),
        "PS": gettext(
            "* This designation shall not be construed as recognition of a State of Palestine and is without prejudice "
            "to the individual positions of the Member States on this issue."
        ),
    }
    return str(notes.get(code, ""))
