"""What people typed, ready for a page and otherwise unchanged: control characters are shown, the direction is told."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

# Neither XML nor PDF text may hold these; U+FFFD shows that something stood here.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
# Marks that do not stand before an ellipsis: Latin ones, then those of full width.
_HANGING = " ,;:.\u3001\u3002\uff0c\uff1b\uff1a"
# A mark of Latin script ends a sentence only before a space; those of other scripts always do.
_SENTENCE = re.compile(".+?(?:[.!?\u061f\u1362](?=\\s)|[\u3002\uff01\uff1f])", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed text and the direction of its first letter: ltr, rtl, or auto when it has no letters.

    `language` is the tag of its language, if known; `mark` says for readers what is special about that.
    """

    text: str
    direction: str
    language: str = ""
    mark: str = ""

    def __bool__(self) -> bool:
        """Whether anything but white space was typed."""
        return bool(self.text.strip())


def typed(text: str) -> Typed:
    """Return the text as typed, with line ends made alike and forbidden characters replaced."""
    clean = _FORBIDDEN.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return Typed(clean, _direction(clean))


def clipped(text: str, limit: int) -> Typed:
    """Return the text on one line, cut at a word within the limit and marked with an ellipsis when it is longer."""
    clean = typed(text)
    return Typed(clip(" ".join(clean.text.split()), limit), clean.direction)


def clip(text: str, limit: int) -> str:
    """Return the text, cut at a word if one ends in the last third of the limit, with an ellipsis when it is longer.

    Chinese, Japanese and Korean letters are as wide as two others and count as two.
    """
    if len(text) <= limit // 2 or (text.isascii() and len(text) <= limit):
        return text
    ends = list(accumulate(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text))
    if not ends or ends[-1] <= limit:
        return text
    cut = text[: bisect_right(ends, limit - 1)]
    space = cut.rfind(" ")
    return (cut[:space] if space > len(cut) * 2 // 3 else cut).rstrip(_HANGING) + "…"


def isolated(text: str) -> str:
    """Return the text so that its direction does not reorder the sentence into which it is put."""
    return f"\u2068{text}\u2069"


def first_sentence(text: str) -> str:
    """Return the text up to its first full stop, question or exclamation mark, in any of the usual scripts."""
    found = _SENTENCE.match(text)
    return found[0] if found else text


def _direction(text: str) -> str:
    for letter in text:
        match unicodedata.bidirectional(letter):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return "auto"
