"""Names of countries as EU texts write them, for pages and files alike."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# A name that no language but English has so: it tells whether the catalogue has our names.
_ENGLISH = "Democratic Republic of the Congo"
# EU texts write names in full: Saint Kitts and Nevis.
_IN_FULL = (("St. ", "Saint "), (" & ", " and "))


def name(code: str, locale: Locale, gettext: Callable[[str], str]) -> str:
    """Return one country's name, in English where the language has none; the code where nobody knows it."""
    ours = our_names(locale, gettext)
    return ours[code] if code in ours else listed(locale).get(code) or listed(Locale("en")).get(code, code)


@lru_cache(maxsize=64)
def listed(locale: Locale) -> Mapping[str, str]:
    """Return the names of the Unicode list in the variety of a language that EU texts are written in."""
    if locale.language == "pt":
        # Otherwise the list has the names of Brazil, beside texts of Portugal: Vietnã for Vietname.
        locale = Locale("pt", "PT")
    names = {code: str(name) for code, name in locale.territories.items()}
    if locale.language != "en":
        return names
    # American English has the points of abbreviations, and it is what the Unicode list begins with.
    names = {code: str(name) for code, name in Locale("en").territories.items()}
    for short, full in _IN_FULL:
        names = {code: name.replace(short, full) for code, name in names.items()}
    return names | {"VC": "Saint Vincent and the Grenadines"}


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


def our_names(locale: Locale, gettext: Callable[[str], str]) -> dict[str, str]:
    """Return the names that EU texts write differently from the Unicode list (Interinstitutional Style Guide).

    In a language whose catalogue does not have them yet, the Unicode list's own name is better than English.
    """
    named = {
        "BS": gettext("The Bahamas"),
        "CD": gettext("Democratic Republic of the Congo"),
        "CG": gettext("Congo"),
        "CI": gettext("Côte d’Ivoire"),
        "CV": gettext("Cabo Verde"),
        "GM": gettext("The Gambia"),
        "HK": gettext("Hong Kong"),
        "MM": gettext("Myanmar/Burma"),
        "MO": gettext("Macao"),
        "PS": gettext("Palestine*"),
        "VA": gettext("Holy See/Vatican City State"),
        "XK": gettext("Kosovo*"),
    }
    if locale.language == "en" or named["CD"] != _ENGLISH:
        return named
    # The star of the two names with a note stays also where only the Unicode list names them.
    names = listed(locale)
    return {code: f"{names[code]}*" for code in ("PS", "XK") if code in names}
