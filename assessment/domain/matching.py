"""Texts as they are compared when people spell the same thing differently."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Return a text without case, accents, punctuation and double spaces, in its own script.

    >>> plain("  Côte d’Ivoire* ")
    'cote d ivoire'
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(" " if _separates(character) else character for character in parts if not _is_mark(character))
    return " ".join(kept.split())


def _is_mark(character: str) -> bool:
    """Whether a character is an accent of the Latin, Greek or Cyrillic script; marks of others spell words."""
    return unicodedata.combining(character) != 0 and character < "\u0590"


def _separates(character: str) -> bool:
    return unicodedata.category(character)[0] in "PSZC"
