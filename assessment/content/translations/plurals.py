"""The plural forms of a language, as CLDR has them: which there are, for which numbers, and how a PO file says so."""

from __future__ import annotations

import gettext
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale, UnknownLocaleError
from babel.plural import to_gettext

if TYPE_CHECKING:
    from collections.abc import Callable

# The order of forms in a catalogue is that of CLDR.
ORDER: Final = ("zero", "one", "two", "few", "many", "other")
# Every number up to two hundred, and where the rules for large numbers turn.
NUMBERS: Final = (*range(204), 1_000, 1_000_000, 1_000_001, 2_000_000, 21_000_000)
# Shorter than what is worked out from the rules, and the same: a test compares both.
_SHORT: Final = {
    "ar": "n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n % 100 >= 3 && n % 100 <= 10 ? 3 "
    ": n % 100 >= 11 && n % 100 <= 99 ? 4 : 5",
    "es": "n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2",
    "fr": "(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2",
    "pt": "(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2",
}
_EXPRESSION = re.compile(r"\s*nplurals\s*=\s*([0-9]{1,2})\s*;\s*plural\s*=\s*([^;]{1,1000});?\s*")


class UnknownLanguage(ValueError):
    """CLDR does not know the language."""


@lru_cache(maxsize=64)
def locale(language: str) -> Locale:
    """Return a language's locale; raise UnknownLanguage."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise UnknownLanguage(language) from None


def forms(language: str) -> tuple[str, ...]:
    """Return the names of a language's forms for whole numbers, in the order of a catalogue."""
    tags = locale(language).plural_form.tags | {"other"}
    return tuple(name for name in ORDER if name in tags)


@lru_cache(maxsize=64)
def numbers(language: str) -> dict[str, tuple[int, ...]]:
    """Return for each form numbers that take it."""
    rule = locale(language).plural_form
    return {name: tuple(number for number in NUMBERS if rule(number) == name) for name in forms(language)}


def header(language: str) -> str:
    """Return what the line Plural-Forms of a catalogue says."""
    expression = _SHORT.get(language) or _whole_numbers(to_gettext(locale(language).plural_form))
    return f"nplurals={len(forms(language))}; plural={expression};"


def _whole_numbers(line: str) -> str:
    """Return the expression of a rule; a whole number has no exponent, which PO files cannot ask for."""
    return re.sub(r"\be\b", "0", line.partition("plural=")[2].rstrip("; "))


def differs(given: str, language: str) -> bool:
    """Whether a line Plural-Forms chooses other forms than CLDR for any of the numbers, or cannot be read."""
    found = _EXPRESSION.fullmatch(given)
    names = forms(language)
    if found is None or int(found[1]) != len(names):
        return True
    try:
        choose: Callable[[int], int] = gettext.c2py(found[2])
        rule = locale(language).plural_form
        return any(names[choose(number)] != rule(number) for number in NUMBERS)
    except (ValueError, IndexError, RecursionError, ZeroDivisionError):
        return True
