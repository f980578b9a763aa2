"""The language of a report: catalogue, direction and fonts, and how it writes shares, dates, lists and countries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from assessment.config import TRANSLATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# Static Noto families by language; a family that is named is found faster than one that Pango has to look for.
_FAMILIES = {
    "am": "Ethiopic",
    "ar": "Arabic",
    "bn": "Bengali",
    "fa": "Arabic",
    "he": "Hebrew",
    "hi": "Devanagari",
    "hy": "Armenian",
    "ja": "CJK JP",
    "ka": "Georgian",
    "km": "Khmer",
    "ko": "CJK KR",
    "lo": "Lao",
    "mr": "Devanagari",
    "my": "Myanmar",
    "ne": "Devanagari",
    "ps": "Arabic",
    "si": "Sinhala",
    "ta": "Tamil",
    "te": "Telugu",
    "th": "Thai",
    "ti": "Ethiopic",
    "ur": "Arabic",
    "zh": "CJK SC",
    "zh_Hant": "CJK TC",
}


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
    def of(cls, code: str, country: str = "", root: Path = TRANSLATIONS) -> ReportLanguage:
        """Return the language with its catalogue; one without a catalogue speaks English in its own conventions."""
        if not _CODE.fullmatch(code):
            msg = f"{code[:40]!r} is not a language tag such as fr or pt-BR"
            raise ValueError(msg)
        return cls(code.replace("_", "-"), country, _locale(code, country), _catalogue(code.replace("-", "_"), root))

    @property
    def direction(self) -> str:
        """The direction of lines: ltr or rtl."""
        return self.locale.text_direction

    @property
    def fonts(self) -> tuple[str, ...]:
        """Font families in order of preference."""
        named = _FAMILIES.get(f"{self.locale.language}_{self.locale.script}") or _FAMILIES.get(self.locale.language)
        return ("Noto Sans", f"Noto Sans {named}", "sans-serif") if named else ("Noto Sans", "sans-serif")

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
        """Return the name of a country by its ISO code; the code itself when the language has no name for it."""
        names = (self.locale.territories.get(code), Locale("en").territories.get(code))
        return next((str(name) for name in names if name), code)


def _locale(code: str, country: str) -> Locale:
    """Return the locale of language and country; English of no known country is international, not American."""
    plain = Locale.parse(code, sep="-" if "-" in code else "_")
    for territory in (country, plain.territory, "001"):
        try:
            if territory:
                return Locale(plain.language, territory, plain.script)
        except UnknownLocaleError:
            continue
    return plain


@lru_cache(maxsize=64)
def _catalogue(code: str, root: Path) -> NullTranslations:
    folder = root / code / "LC_MESSAGES"
    try:
        compiled = folder / "interface.mo"
        if compiled.exists() and not (folder / "interface.po").exists():
            return GNUTranslations(BytesIO(compiled.read_bytes()))
        with (folder / "interface.po").open("rb") as file:
            messages = read_po(file)
    except (OSError, PoFileError, ValueError):
        return NullTranslations()
    binary = BytesIO()
    write_mo(binary, messages)
    return GNUTranslations(BytesIO(binary.getvalue()))
