"""The disclosure policy as a value: thresholds, rounding, the interval rule and the fixed list of tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.disclosure.profile import Profile

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
    differ. `categories` are those of the dimensions whose list is closed. Policy 1 names the `rows` of ALTAI and finds
    the row of a sub-section in its id, for which `row_of` is None; where a policy names none, those of the
    questionnaire count (`applied`).
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
    row_of: Mapping[str, str] | None = None

    def applied(self, profile: Profile) -> Policy:
        """Return the policy for a questionnaire with this profile: a policy that names rows stays as it is."""
        return self if self.rows else replace(self, rows=profile.rows, row_of=profile.row_of)

    def row(self, subsection: str) -> str:
        """Return the row of a sub-section; those of which nobody knows it belong together."""
        return subsection.rpartition("-")[0] if self.row_of is None else self.row_of.get(subsection, "")
