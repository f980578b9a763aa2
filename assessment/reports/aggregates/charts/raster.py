"""A picture as PNG, drawn with the static Noto fonts of the system and no others, so that it is the same each time."""

from __future__ import annotations

import shutil
import subprocess
from functools import lru_cache

import resvg_py

from assessment.reports.aggregates.charts.canvas import families
from assessment.reports.fonts import FontsUnknown

_PATIENCE = 30
_WEIGHTS = ("Regular", "Bold")
# From Fontconfig's own words to what it calls its files.
_FORMAT = "%{family[0]}\t%{style[0]}\t%{variable}\t%{file}\n"


def png(svg: str, width: int) -> bytes:
    """Return a picture with this many pixels across; raises FontsUnknown when the system's fonts cannot be listed."""
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=fonts_of(svg),
        font_family="Noto Sans",
        sans_serif_family="Noto Sans",
    )
    return drawn


def fonts_of(svg: str) -> list[str]:
    """Return the files of the families that a picture names, in the order in which they stand in for each other.

    The renderer takes a letter that a font lacks from the first other one that has it, and with it the whole line: so
    regular ones stand first, and those that have every letter last.
    """
    found = font_files()
    named = (path for family in families(svg) for path in found.get(family, ()))
    return sorted(named, key=lambda path: ("Bold" in path, "CJK" in path, path))


@lru_cache(maxsize=1)
def font_files() -> dict[str, tuple[str, ...]]:
    """Return the files of the static Noto families in both weights, by family."""
    program = shutil.which("fc-list")
    if program is None:
        raise FontsUnknown("fc-list is not installed")
    try:
        listed = subprocess.run(  # noqa: S603 - a fixed command without a shell
            [program, "-f", _FORMAT, ":"], check=True, capture_output=True, text=True, timeout=_PATIENCE
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise FontsUnknown(type(error).__name__) from None
    found: dict[str, list[str]] = {}
    for line in sorted(listed.stdout.splitlines()):
        family, style, variable, path = (*line.split("\t"), "", "", "", "")[:4]
        if family.startswith("Noto Sans") and style in _WEIGHTS and variable != "True":
            found.setdefault(family, []).append(path)
    return {family: tuple(paths) for family, paths in found.items()}
