"""The wide row of figures that is frozen beside every submission, from the frozen score."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from assessment.domain.disclosure.contribution import WHOLE
from assessment.domain.scorecard import Inherits, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

# The rows of the profile that have a column of their own; an aggregate tells of no others.
ROWS = ("HAO", "TRS", "PDG", "TRA", "DNF", "SEW", "ACC", "FR")
# What an item is when it counts: it belongs to the sums of the model.
_COUNTS = frozenset({Status.KNOWN.value, Status.DONT_KNOW.value, Status.OPEN.value, Status.INHERIT.value})


@dataclass(frozen=True, slots=True)
class Figures:
    """What a score comes to in an aggregate, all in plain data that JSON holds.

    `scores` are by row and sub-section in billionths of the whole, half up, and leave out what the model withholds.
    `bands` are words by row and sub-section. `asked` are the items that count: applicable and in the sums of the model,
    answered or not. `gaps` are those of them where nothing is in place: known with the value 0, or a follow-up that
    inherits zero from its measure. Don't know and open are no gaps: nobody knows whether something is in place.
    """

    scores: Mapping[str, int]
    bands: Mapping[str, str]
    asked: tuple[str, ...]
    gaps: tuple[str, ...]


def billionths(share: Fraction) -> int:
    """Return a share of the whole in billionths, half up."""
    return int((2 * share * WHOLE + 1) // 2)


def figures_of(score: Mapping[str, Any]) -> Figures:
    """Return the figures of a score in its stable JSON form (`scoring_json`)."""
    parts = [part for row in score["requirements"] for part in (row, *row["subsections"])]
    counting = [item for item in score["items"] if item["status"] in _COUNTS]
    return Figures(
        scores={part["id"]: billionths(Fraction(part["score"])) for part in parts if part["score"] is not None},
        bands={part["id"]: part["band"] for part in parts if part["band"] is not None},
        asked=tuple(item["id"] for item in counting),
        gaps=tuple(item["id"] for item in counting if _is_gap(item)),
    )


def _is_gap(item: Mapping[str, Any]) -> bool:
    if item["status"] == Status.KNOWN.value:
        return not Fraction(item["value"])
    return bool(item["inherits"] == Inherits.ZERO.value)
