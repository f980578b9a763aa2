"""Countries by name in the reader's language, sorted as a reader expects, with the names and notes EU texts use."""

from __future__ import annotations

from flask_babel import get_locale, gettext

from assessment.languages import collation
from assessment.reports import places

# What the Unicode list holds besides countries and territories: groups, test codes, parts of other territories.
_NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


def names() -> dict[str, str]:
    """Return every country's name by its ISO 3166 code (XK for Kosovo), sorted by name."""
    locale = get_locale()
    found = {code: name for code, name in places.names(locale).items() if _is_country(code)}
    return dict(sorted(found.items(), key=lambda item: sort_key(item[1])))


def name(code: str) -> str:
    """Return one country's name; the code where nobody knows it."""
    return places.name(code, get_locale())


def note(code: str) -> str:
    """Return the note that EU texts put to a name, or an empty text."""
    return places.note(code, gettext)


def sort_key(text: str) -> tuple[str, str]:
    """Return what sorts names as readers of this page expect."""
    return collation.sort_key(text, get_locale().language)


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES  # noqa: PLR2004 - ISO 3166-1 alpha-2
