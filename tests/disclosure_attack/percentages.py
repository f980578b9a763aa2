"""Undoes published percentages: which whole numbers can be behind them, when counts were rounded to five first."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

BANDS = ("not-yet", "started", "in-place")
HALF = Fraction(1, 2)


def rounded(count: int) -> int:
    """Return a count to the nearest five."""
    return (count + 2) // 5 * 5


@cache
def possible_yes(share: int, among: int) -> tuple[tuple[int, ...], ...]:
    """Return in which ways (yes, no) so many can give a percentage of the rounded count of all."""
    whole = rounded(among)
    return tuple((yes, among - yes) for yes in range(among + 1) if _gives(rounded(yes), whole, share))


@cache
def possible_at_most(share: int, among: int) -> tuple[tuple[int, ...], ...]:
    """Return in which ways (yes, no) so many give no larger a percentage of the rounded count of all."""
    whole = rounded(among)
    return tuple((yes, among - yes) for yes in range(among + 1) if Fraction(100 * rounded(yes), whole) < share + HALF)


@cache
def possible_splits(shares: tuple[tuple[str, int], ...], among: int) -> tuple[tuple[int, ...], ...]:
    """Return in which ways so many can lie in the three bands, with these percentages of the sum of rounded counts."""
    told = dict(shares)
    return tuple(
        split
        for low in range(among + 1)
        for middle in range(among + 1 - low)
        if _gives_all(split := (low, middle, among - low - middle), told)
    )


def _gives_all(split: tuple[int, ...], told: dict[str, int]) -> bool:
    parts = [rounded(one) for one in split]
    return sum(parts) > 0 and all(
        _gives(part, sum(parts), told[band]) for band, part in zip(BANDS, parts, strict=True) if band in told
    )


def _gives(part: int, whole: int, share: int) -> bool:
    return abs(Fraction(100 * part, whole) - share) <= HALF
