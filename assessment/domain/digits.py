"""Digits of any script as the Latin ones: figures are shown with these, and may be typed with those of a keyboard."""

from __future__ import annotations

import unicodedata


def latin(text: str) -> str:
    """Return a text with the decimal digits of every script, such as ٣ or ३, as Latin ones; all else stays."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
