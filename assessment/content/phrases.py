"""Texts with places for values, put into words of a language only where somebody reads them."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PLACE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """How texts become words.

    `look` finds what stands for a text, `show` makes a value of a file fit to be read, and `cite` the words of a
    library, which are in English whatever the language around them.
    """

    look: Callable[[str], str]
    show: Callable[[str], str]
    cite: Callable[[str], str] = str


AS_WRITTEN = Wording(str, str)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text of the interface with the values of its places; as a string it reads as it was written."""

    text: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        """Return the phrase in the source language."""
        return self.said(AS_WRITTEN)

    def said(self, wording: Wording) -> str:
        """Return the phrase in words."""
        return filled(self.text, self.values, wording)


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a library or the operating system says, in English, where we have no words of our own."""

    text: str

    def __str__(self) -> str:
        """Return it as it was said."""
        return self.text


#: What a place is filled with: what was found in a file, a number, words of our own, or those of a library.
Value = str | int | Phrase | Foreign


def phrase(text: str, /, **values: object) -> Phrase:
    """Return a phrase; `./dev texts` collects what stands in these brackets for the translators."""
    return Phrase(text, tuple((name, kept(value)) for name, value in values.items()))


def filled(text: str, values: Iterable[tuple[str, Value]], wording: Wording) -> str:
    """Return a text in words, with its values in their places; nothing but names of places is looked at in a text."""
    shown = {name: _shown(value, wording) for name, value in values}
    return _PLACE.sub(lambda place: shown.get(place[1], place[0]), wording.look(text))


def _shown(value: Value, wording: Wording) -> str:
    match value:
        case Phrase():
            return value.said(wording)
        case Foreign():
            return wording.cite(value.text)
        case int():
            return str(value)
        case str():
            return wording.show(value) if value else ""


def kept(value: object) -> Value:
    """Return a value as a finding keeps it: what comes from a file on one line, without control characters."""
    if isinstance(value, Foreign):
        return Foreign(shorten(value.text))
    return value if isinstance(value, Phrase | int) else shorten(str(value))


def shorten(text: str, limit: int = 160) -> str:
    """Return the text on one line without control characters, at most `limit` characters long."""
    clean = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


@dataclass(frozen=True, slots=True)
class Guess:
    """“Did you mean …?” for the nearest known word, or nothing; looked for only when a finding is kept."""

    word: str
    known: tuple[str, ...]

    def made(self) -> Phrase | str:
        """Return the sentence, empty when nothing is near."""
        near = difflib.get_close_matches(self.word[:60], self.known, n=1)
        return phrase("Did you mean '{word}'?", word=near[0]) if near else ""


def guess(word: str, known: tuple[str, ...]) -> Guess:
    """Return a guess at what was meant, for the end of a message."""
    return Guess(word, known)
