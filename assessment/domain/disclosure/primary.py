"""The rules that look at one cell alone: thresholds, rounding, dominance, banded quartiles, commonest items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.disclosure.contribution import WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assessment.domain.disclosure.contribution import Contribution
    from assessment.domain.disclosure.policy import Policy
    from assessment.domain.disclosure.tables import Sample

BANDS = ("not-yet", "started", "in-place")
QUARTILES = {"lower-quartile": 1, "median": 2, "upper-quartile": 3}
MERGED = {"mostly-in-place": "in-place"}


def rounded(number: int, step: int) -> int:
    """Return the number to the nearest multiple of the step, half up."""
    return (2 * number + step) // (2 * step) * step


def per_cent(part: int, whole: int) -> int:
    """Return a share of rounded counts in whole per cent, half up."""
    return (200 * part + whole) // (2 * whole)


def band_of(contributions: Sequence[Contribution], part: tuple[int, ...], row: str) -> str:
    """Return the band of a unit: the one in the middle of its organisations, the lower of two."""
    words = [contributions[position].bands[row] for position in part]
    found = sorted(BANDS.index(MERGED.get(word, word)) for word in words)
    return BANDS[found[(len(found) - 1) // 2]]


def has_most(contributions: Sequence[Contribution], part: tuple[int, ...], has: Callable[[Contribution], bool]) -> bool:
    """Return whether at least half of a unit's organisations have something."""
    return 2 * sum(1 for position in part if has(contributions[position])) >= len(part)


def is_dominated(counts: Mapping[str, int], policy: Policy) -> bool:
    """Return whether one band of a small cell holds so many that belonging to the cell gives the band away."""
    size = sum(counts.values())
    return size < policy.dominance_below and 100 * max(counts.values()) >= policy.dominance_share * size


def distribution(counts: Mapping[str, int], policy: Policy) -> dict[str, int]:
    """Return the share of each band in per cent, computed from nothing but rounded counts."""
    near = {band: rounded(count, policy.step) for band, count in counts.items()}
    whole = sum(near.values())
    return {band: per_cent(count, whole) for band, count in near.items()}


@dataclass(frozen=True, slots=True)
class Quartile:
    """A quartile of a cell: the `rank`-th smallest contribution lies from `low` up to but not including `high`.

    `edge` is what is shown: the lower edge in points. The highest band includes the whole.
    """

    rank: int
    edge: int
    low: int
    high: int


def quartile(contributions: Sequence[Contribution], sample: Sample, item: str, quarter: int, band: int) -> Quartile:
    """Return the first, second or third quartile, by nearest rank, told as a band."""
    values = [(sum(contributions[p].scores[item] for p in part), len(part)) for part in sample.parts]
    common = sample.common
    values.sort(key=lambda pair: pair[0] * common // pair[1])
    rank = (quarter * len(values) + 3) // 4
    total, size = values[rank - 1]
    edge = min(100 * total // (size * WHOLE) // band * band, 100 - band)
    point = WHOLE // 100
    return Quartile(rank, edge, edge * point, (edge + band) * point if edge + band < 100 else WHOLE + 1)  # noqa: PLR2004 - points go to 100
