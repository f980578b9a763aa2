"""Texts for spreadsheets: what a program would take for a formula is marked as text, and nothing is left out."""

from __future__ import annotations

# What spreadsheets take for the beginning of a formula or a command, also in the full width of East Asian keyboards.
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def guarded(text: str) -> str:
    """Return the text, with a quote before it if a spreadsheet would take it for more than text."""
    return f"'{text}" if text.startswith(BEGINNINGS) else text
