"""Verification codes as people read and type them."""

from __future__ import annotations

GROUP = 5


def grouped(code: str) -> str:
    """Return a code in groups of five capitals, joined by hyphens; typed back in any form it means the same."""
    capitals = code.upper()
    return "-".join(capitals[start : start + GROUP] for start in range(0, len(capitals), GROUP))
