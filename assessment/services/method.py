"""The published scoring method as a page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.content import pages

if TYPE_CHECKING:
    from assessment.content.pages import Page


@lru_cache(maxsize=1)
def show_method() -> Page:
    """Return the scoring method, made from docs/scoring.md."""
    return pages.read("scoring.md")
