"""How wide words are in a picture, where lines break, and which font family draws each of their letters."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.reports.language import ReportLanguage

# Widths in thousandths of the size, rounded up from those of Noto Sans; one for all would be too wide by a third.
_WIDTHS = (("iljI.,:;'|!’‘", 300), ("ftr()[]-/ \u00a0", 370), ("mwMW%@", 920), ("ABCDEFGHKNOPQRUVXYZ&", 700))
_WIDE = {"W": 1000, "F": 1000}
_LATIN, _MATHS = "Noto Sans", "Noto Sans Math"
# Latin, Greek, Cyrillic with their marks, general punctuation and currencies are in Noto Sans itself.
_IN_LATIN = ((0x21, 0x52F), (0x1D00, 0x1FFF), (0x2010, 0x205E), (0x20A0, 0x20CF), (0x2C60, 0x2C7F), (0xA640, 0xA69F))
_MARKS = {0x202A, 0x202B, 0x202C, 0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F}


def width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return about how wide a text is, rather too much than too little."""
    thousandths = sum(_width(character) for character in text if not unicodedata.combining(character))
    return thousandths * size / 1000 * (1.06 if is_bold else 1)


def wrapped(text: str, size: float, room: float, *, is_bold: bool = False) -> list[str]:
    """Return the lines of a text that fit into a width; a word that is wider than that is cut between letters."""
    lines: list[str] = []
    for word in _words(text, size, room, is_bold=is_bold):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, is_bold=is_bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def runs(text: str, language: ReportLanguage) -> list[tuple[str, str]]:
    """Return the pieces of a text with the family that has their letters; spaces and marks stay with what is before."""
    families: list[str] = []
    for character in text:
        family = _family(character, language)
        families.append(family or (families[-1] if families else _LATIN))
    paired = zip(text, families, strict=True)
    return [("".join(c for c, _ in piece), family) for family, piece in groupby(paired, key=lambda pair: pair[1])]


def _words(text: str, size: float, room: float, *, is_bold: bool) -> Iterator[str]:
    for word in text.split():
        rest = word
        while width(rest, size, is_bold=is_bold) > room and len(rest) > 1:
            place = len(rest) - 1
            while place > 1 and width(rest[:place], size, is_bold=is_bold) > room:
                place -= 1
            yield rest[:place]
            rest = rest[place:]
        yield rest


def _width(character: str) -> int:
    if unicodedata.category(character) == "Cf":
        return 0
    if unicodedata.east_asian_width(character) in _WIDE:
        return 1000
    return next((value for letters, value in _WIDTHS if character in letters), 590)


def _family(character: str, language: ReportLanguage) -> str:
    """Return the family for a character; empty for what any font has and for marks of direction."""
    point = ord(character)
    if character.isspace() or point in _MARKS or unicodedata.combining(character):
        return ""
    if any(low <= point <= high for low, high in _IN_LATIN):
        return _LATIN
    if unicodedata.category(character) == "Sm":
        return _MATHS
    own = [family for family in language.fonts if family not in {_LATIN, "sans-serif"}]
    script = unicodedata.name(character, "LATIN").split()[0].title()
    if own and (script in own[0] or "CJK" in own[0]):
        return own[0]
    return "Noto Sans CJK SC" if script in {"Cjk", "Hiragana", "Katakana", "Hangul"} else f"{_LATIN} {script}"
