"""Countries by name in the reader's language, sorted as a reader expects, with the names and notes EU texts use."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from flask_babel import get_locale, gettext

if TYPE_CHECKING:
    from babel import Locale

# What the Unicode list holds besides countries and territories: groups, test codes, parts of other territories.
_NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


def names() -> dict[str, str]:
    """Return every country's name by its ISO 3166 code (XK for Kosovo), sorted by name."""
    locale = get_locale()
    found = {code: str(name) for code, name in locale.territories.items() if _is_country(code)} | _our_names(locale)
    return dict(sorted(found.items(), key=lambda item: sort_key(item[1])))


def name(code: str) -> str:
    """Return one country's name; the code where nobody knows it."""
    locale = get_locale()
    ours = _our_names(locale)
    return ours[code] if code in ours else str(locale.territories.get(code, code))


def note(code: str) -> str:
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


def sort_key(text: str) -> tuple[str, str]:
    """Return what sorts names like a dictionary: without accents and capitals first, with them to decide."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character)), text


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES  # noqa: PLR2004 - ISO 3166-1 alpha-2


def _our_names(locale: Locale) -> dict[str, str]:
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
    english = {"Democratic Republic of the Congo", "Congo", "Hong Kong", "Myanmar/Burma", "Macao"}
    return {code: name for code, name in named.items() if name not in english} | _starred(locale, named)


def _starred(locale: Locale, named: dict[str, str]) -> dict[str, str]:
    """Keep the star of the two names with a note also where only the Unicode list names them."""
    untranslated = {"PS": "Palestine*", "XK": "Kosovo*"}
    return {
        code: f"{locale.territories[code]}*"
        for code, english in untranslated.items()
        if named[code] == english and code in locale.territories
    }
