"""The published scoring method as a page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.content import pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessment.content.pages import Page


@lru_cache(maxsize=16)
def show_method(gettext: Callable[[str], str]) -> Page:
    """Return the scoring method, made from docs/scoring.md, in the language of `gettext`."""
    return pages.read(pages.METHOD, gettext)
