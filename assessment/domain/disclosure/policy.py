"""The disclosure policy as a value: thresholds, rounding, the interval rule and the fixed list of tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# No version of the policy may go below these, whatever its file says.
FLOOR_COUNT = 3
FLOOR_MEAN = 5
FLOOR_DISTRIBUTION = 10


class Shows(Enum):
    """What a table tells about each of its categories."""

    COUNT = "count"
    PARTICIPATION = "participation"
    MEAN = "mean"
    SUBSECTIONS = "subsections"
    QUARTILES = "quartiles"
    BANDS = "bands"
    GAPS = "gaps"
    ACTIONS = "actions"
    TREND = "trend"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: its id, the attributes it is cut by (none, one or two) and what it shows."""

    id: str
    dimensions: tuple[str, ...]
    shows: frozenset[Shows]


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the policy.

    Counts are rounded to `step` and shown from `count_from` on; the other `_from` are numbers of contributors too. A
    distribution of fewer than `dominance_below` is withheld when one band holds `dominance_share` per cent or more.
    Quartiles are told as the lower edge of a band of `quartile_band` points, and of gaps and actions the `commonest`.
    Nobody's score may be known more closely than `width` points, neither to `insiders` contributors together nor, where
    a government coordinates, to `coordinated_insiders`. A figure is renewed when at least `change` contributions
    differ. `rows` are in the order of the profile; `categories` are those of the dimensions whose list is closed.
    """

    version: int
    fingerprint: str
    step: int
    count_from: int
    mean_from: int
    distribution_from: int
    dominance_below: int
    dominance_share: int
    quartile_from: int
    quartile_band: int
    commonest_from: int
    commonest: int
    width: int
    insiders: int
    coordinated_insiders: int
    change: int
    rows: tuple[str, ...]
    categories: Mapping[str, tuple[str, ...]]
    tables: tuple[TableSpec, ...]
