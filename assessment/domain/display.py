"""How exact fractions are written for people: digits only, never showing another band than the one decided."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from assessment.domain.scoring import BORDERS

if TYPE_CHECKING:
    from collections.abc import Iterable

HALF = Fraction(1, 2)


def percent(share: Fraction, borders: Iterable[Fraction] = BORDERS) -> str:
    """Return a share in percent, rounded half up to whole points, such as "37".

    Where that number would lie on the other side of a border it gets one decimal, such as "15.1", or more if need be.
    """
    limits = [100 * border for border in borders]
    points = 100 * share
    decimals = 0
    while any((points > limit) != (_rounded(points, decimals) > limit) for limit in limits):
        decimals += 1
    return _digits(_rounded(points, decimals), decimals)


def coverage_percent(share: Fraction) -> str:
    """Return a coverage in percent, rounded down to whole points: 79.9 % is not enough and must not look like 80."""
    return str(floor(100 * share))


def _rounded(points: Fraction, decimals: int) -> Fraction:
    return Fraction(floor(points * 10**decimals + HALF), 10**decimals)


def _digits(points: Fraction, decimals: int) -> str:
    whole, parts = divmod(int(points * 10**decimals), 10**decimals)
    return f"{whole}.{parts:0{decimals}}" if decimals else str(whole)
