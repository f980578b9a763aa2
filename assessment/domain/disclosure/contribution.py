"""What one organisation brings into a release, under a pseudonym."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Scores are whole numbers of billionths, so that sums are exact and the same on every machine.
WHOLE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Contribution:
    """One organisation's part in a release: the mean of its submitted systems at the cut-off.

    `organisation` is a pseudonym that stays the same from release to release; `unit` that of its holding, or its own:
    organisations of one unit count as one. `attributes` gives the category in each dimension (country, region, sector,
    size, role, version). `scores` are by row and sub-section, from 0 to WHOLE, absent where the model withholds one.
    `bands` are by row. `asked` are the questions that count for the organisation, `gaps` those of them where nothing is
    in place, `actions` those for which its plan has an action.
    """

    organisation: str
    unit: str
    attributes: Mapping[str, str]
    scores: Mapping[str, int]
    bands: Mapping[str, str]
    asked: frozenset[str]
    gaps: frozenset[str]
    actions: frozenset[str]
