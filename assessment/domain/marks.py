"""Glossary marks in texts: `[[term]]` and `[[term|words shown]]`, taken apart for display."""

from __future__ import annotations

import re

_MARK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]+))?\]\]")


def segments(text: str) -> tuple[tuple[str, str | None], ...]:
    """Return the text in pieces, each with the glossary term it stands for (as written in the mark) or None."""
    pieces: list[tuple[str, str | None]] = []
    position = 0
    for mark in _MARK.finditer(text):
        if mark.start() > position:
            pieces.append((text[position : mark.start()], None))
        pieces.append((mark[2] or mark[1], mark[1]))
        position = mark.end()
    if position < len(text):
        pieces.append((text[position:], None))
    return tuple(pieces)


def plain(text: str) -> str:
    """Return the words as a reader sees them, without marks."""
    return _MARK.sub(lambda mark: mark[2] or mark[1], text)
