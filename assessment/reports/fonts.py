"""Whether the fonts of a language's reports are installed."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from assessment.reports.language import ReportLanguage

if TYPE_CHECKING:
    from collections.abc import Iterable

_PATIENCE = 30
_GENERIC = "sans-serif"
_CJK = "CJK"


class FontsUnknown(Exception):
    """The list of fonts cannot be read."""


def missing_fonts(languages: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the font families that reports in some languages need and the system lacks, by language.

    Raises FontsUnknown when fontconfig's own list cannot be had.
    """
    installed = _installed()
    missing = {}
    for code in languages:
        wanted = [family for family in ReportLanguage.of(code).fonts if family != _GENERIC]
        lacking = tuple(family for family in wanted if family not in installed)
        if lacking:
            missing[code] = lacking
    return missing


def packages(families: Iterable[str]) -> tuple[str, ...]:
    """Return the Debian packages that bring these families, by name."""
    return tuple(sorted({"fonts-noto-cjk" if _CJK in family else "fonts-noto-core" for family in families}))


def _installed() -> set[str]:
    program = shutil.which("fc-list")
    if program is None:
        raise FontsUnknown("fc-list is not installed")
    try:
        found = subprocess.run(  # noqa: S603 - a fixed command without a shell
            [program, ":", "family"], check=True, capture_output=True, text=True, timeout=_PATIENCE
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise FontsUnknown(type(error).__name__) from None
    return {name.strip() for line in found.stdout.splitlines() for name in line.split(",")}
