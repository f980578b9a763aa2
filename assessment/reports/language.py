"""The language of a report: catalogue, direction and fonts, and how it writes shares, dates, lists and countries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from gettext import NullTranslations
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from assessment.languages import folders, interface
from assessment.languages.locales import locale_of
from assessment.reports import places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Static Noto families by language; a family that is named is found faster than one that Pango has to look for.
_FAMILIES = {
    "am": "Ethiopic",
    "ar": "Arabic",
    "as": "Bengali",
    "bn": "Bengali",
    "ckb": "Arabic",
    "dv": "Thaana",
    "fa": "Arabic",
    "gu": "Gujarati",
    "he": "Hebrew",
    "hi": "Devanagari",
    "hy": "Armenian",
    "ja": "CJK JP",
    "ka": "Georgian",
    "km": "Khmer",
    "kn": "Kannada",
    "ko": "CJK KR",
    "lo": "Lao",
    "ml": "Malayalam",
    "mr": "Devanagari",
    "my": "Myanmar",
    "ne": "Devanagari",
    "or": "Oriya",
    "pa": "Gurmukhi",
    "pa_Arab": "Arabic",
    "ps": "Arabic",
    "sd": "Arabic",
    "si": "Sinhala",
    "ta": "Tamil",
    "te": "Telugu",
    "th": "Thai",
    "ti": "Ethiopic",
    "ug": "Arabic",
    "ur": "Arabic",
    "yi": "Hebrew",
    "zh": "CJK SC",
    "zh_Hant": "CJK TC",
}
# Comma and semicolon of the scripts that have their own.
_LATIN_STOPS = (", ", "; ")
_WIDE_STOPS = ("、", "；")  # noqa: RUF001 - the marks of full width
_STOPS = {
    "Arabic": ("، ", "؛ "),
    "CJK JP": _WIDE_STOPS,
    "CJK SC": _WIDE_STOPS,
    "CJK TC": _WIDE_STOPS,
    "Ethiopic": ("፣ ", "፤ "),
}
_JOINED = frozenset({"Arabic", "Bengali", "Devanagari", "Gurmukhi"})


@dataclass(frozen=True)
class ReportLanguage:
    """One language for readers; a country refines how dates and percentages are written, never what is said.

    Digits are Latin in every language, so that figures can be compared across reports.
    """

    code: str
    country: str = ""
    locale: Locale = field(default_factory=lambda: Locale("en"))
    catalogue: NullTranslations = field(default_factory=NullTranslations)

    @classmethod
    def of(cls, code: str, country: str = "", root: Path | None = None) -> ReportLanguage:
        """Return the language with its catalogue; one without a catalogue speaks English in its own conventions."""
        if not folders.is_tag(code):
            msg = f"{code[:40]!r} is not a language tag such as fr or pt-BR"
            raise ValueError(msg)
        roots = () if root is None else (root,)
        return cls(code.replace("_", "-"), country, locale_of(code, country), interface.of(code, roots).translations)

    @property
    def direction(self) -> str:
        """The direction of lines: ltr or rtl."""
        return self.locale.text_direction

    @property
    def fonts(self) -> tuple[str, ...]:
        """Font families in order of preference."""
        named = (f"Noto Sans {self._script}",) if self._script else ()
        return ("Noto Sans", *named, "sans-serif")

    @property
    def comma(self) -> str:
        """What stands between words put side by side, with its space."""
        return _STOPS.get(self._script, _LATIN_STOPS)[0]

    @property
    def semicolon(self) -> str:
        """What stands between longer texts put side by side, with its space."""
        return _STOPS.get(self._script, _LATIN_STOPS)[1]

    @property
    def joins_letters(self) -> bool:
        """Whether letters hang together, so that space between them would tear words apart."""
        return self._script in _JOINED

    @property
    def _script(self) -> str:
        """The name of the script's Noto family, '' for Latin, Greek and Cyrillic."""
        locale = self.locale
        return _FAMILIES.get(f"{locale.language}_{locale.script}") or _FAMILIES.get(locale.language, "")

    def gettext(self, message: str) -> str:
        """Return the message in this language, or as it is."""
        return self.catalogue.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return the form for this number."""
        return self.catalogue.ngettext(singular, plural, number)

    def percent(self, digits: str) -> str:
        """Return digits that were rounded for display, such as 37 or 15.1, as a percentage of this locale."""
        symbols = self.locale.number_symbols.get("latn", {})
        pattern = self.locale.percent_formats[None].pattern.split(";")[0]
        number = digits.replace(".", symbols.get("decimal", "."))
        return re.sub(r"[#0,.]+", number, pattern).replace("%", symbols.get("percentSign", "%"))

    def number(self, value: int) -> str:
        """Return a whole number with its groups of digits apart, as this locale writes it."""
        return format_decimal(value, locale=self.locale)

    def signed(self, value: int) -> str:
        """Return a whole number with its sign before it; from right to left it would turn behind without a mark."""
        if not value:
            return "0"
        before = "\u200e" if self.direction == "rtl" else ""
        return before + f"{value:+d}".replace("-", "−")

    def date(self, iso: str) -> str:
        """Return an ISO date written out; what is no date is returned as it is."""
        try:
            return format_date(date.fromisoformat(iso), "long", self.locale)
        except ValueError:
            return iso

    def joined(self, items: Sequence[str]) -> str:
        """Return the items as a list in a sentence: 'a, b and c'."""
        return format_list(list(items), "standard", self.locale)

    def country_name(self, code: str) -> str:
        """Return the name of a country by its ISO code, as EU texts write it; the code itself when nobody knows it."""
        return places.name(code, self.locale)
