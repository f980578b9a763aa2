"""Names of countries as EU texts write them, for pages and files alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from babel import Locale

_ENGLISH = {"Democratic Republic of the Congo", "Congo", "Hong Kong", "Myanmar/Burma", "Macao"}


def name(code: str, locale: Locale, gettext: Callable[[str], str]) -> str:
    """Return one country's name; the code where nobody knows it."""
    ours = our_names(locale, gettext)
    return ours[code] if code in ours else str(locale.territories.get(code, code))


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
        "CD": gettext("Democratic Republic of the Congo"),
        "CG": gettext("Congo"),
        "HK": gettext("Hong Kong"),
        "MM": gettext("Myanmar/Burma"),
        "MO": gettext("Macao"),
        "PS": gettext("Palestine*"),
        "XK": gettext("Kosovo*"),
    }
    if locale.language == "en":
        return named
    return {code: name for code, name in named.items() if name not in _ENGLISH} | _starred(locale, named)


def _starred(locale: Locale, named: dict[str, str]) -> dict[str, str]:
    """Keep the star of the two names with a note also where only the Unicode list names them."""
    untranslated = {"PS": "Palestine*", "XK": "Kosovo*"}
    return {
        code: f"{locale.territories[code]}*"
        for code, english in untranslated.items()
        if named[code] == english and code in locale.territories
    }
