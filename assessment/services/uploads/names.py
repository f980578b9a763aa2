"""Names of files as people gave them, made safe to show and to save under; they never become a path of ours."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 120
LONGEST_ENDING = 10
# Joiners that Persian, Hindi and other scripts need to spell words; every other invisible character goes.
_JOINERS = "\u200c\u200d"
# What some system takes for a part of a path, a device or a wildcard.
_FORBIDDEN = '\\/:*?"<>|'


def safe_name(given: str) -> str:
    """Return the last part of a name, in its own script, without control, direction and path characters.

    What hides the true order of letters is removed, so that the ending is what it seems. A long name is shortened in
    its middle and keeps its ending. The result is never empty and has at most 120 characters.
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    kept = "".join(character for character in unicodedata.normalize("NFC", last) if _is_kept(character))
    name = " ".join(kept.split()).strip(". ")
    if len(name) > LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        tail = dot + ending if stem and len(ending) <= LONGEST_ENDING else ""
        name = name[: LONGEST_NAME - len(tail) - 1].rstrip() + "…" + tail
    return name or "file"


def _is_kept(character: str) -> bool:
    if character in _FORBIDDEN:
        return False
    return character in _JOINERS or character == " " or unicodedata.category(character)[0] not in {"C", "Z"}


def ending(name: str) -> str:
    """Return a name's ending in small letters without the dot; empty if there is none."""
    return name.rpartition(".")[2].casefold() if "." in name else ""
