"""What one organisation brings into a release, from the score rows of its systems."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from assessment.domain.disclosure.contribution import WHOLE, Contribution
from assessment.domain.score_row import billionths
from assessment.domain.scorecard import Band
from assessment.domain.scoring import band_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NO_LETTERS = re.compile(r"[\W_]+")
_BANDS = {band.word: band for band in Band}


@dataclass(frozen=True, slots=True)
class Part:
    """One system's newest submission in plain figures, as `score_row.Figures` has them.

    `bands` are those of rows alone, `actions` of its plan.
    """

    role: str
    version: str
    scores: Mapping[str, int]
    bands: Mapping[str, str]
    asked: frozenset[str]
    gaps: frozenset[str]
    actions: frozenset[str] = frozenset()


def contribution(names: tuple[str, str], described: Mapping[str, str], parts: Sequence[Part]) -> Contribution:
    """Return an organisation's contribution; `names` are its pseudonym and its unit's, `parts` newest first.

    A score is the mean over the systems that have one. The band is that of the mean, but not above the best band of its
    systems, so that what caps the band of every system caps it too. An item counts when it counts for a system, and is
    a gap when nothing is in place in any system for which it counts. Actions are told of items that count.
    """
    asked = frozenset().union(*(part.asked for part in parts))
    scores = {item: _mean(part.scores[item] for part in parts if item in part.scores) for item in _items(parts)}
    attributes = dict(described) | {"role": _role(parts), "version": parts[0].version}
    return Contribution(
        organisation=names[0],
        unit=names[1],
        attributes=attributes,
        scores=scores,
        bands={
            row: _band(scores[row], [part.bands[row] for part in parts if row in part.bands]) for row in _rows(parts)
        },
        asked=asked,
        gaps=frozenset(item for item in asked if all(item in p.gaps for p in parts if item in p.asked)),
        actions=asked & frozenset().union(*(part.actions for part in parts)),
    )


def normalised(holding: str) -> str:
    """Return a name by which two spellings of one holding are the same: letters and digits only, small, composed."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", holding).casefold())


def _items(parts: Sequence[Part]) -> Iterable[str]:
    return dict.fromkeys(item for part in parts for item in part.scores)


def _rows(parts: Sequence[Part]) -> Iterable[str]:
    return dict.fromkeys(row for part in parts for row in part.bands if row in part.scores)


def _mean(shares: Iterable[int]) -> int:
    found = list(shares)
    return billionths(Fraction(sum(found), len(found) * WHOLE))


def _band(mean: int, bands: Sequence[str]) -> str:
    return min(band_of(Fraction(mean, WHOLE)), max(_BANDS[word] for word in bands)).word


def _role(parts: Sequence[Part]) -> str:
    roles = {part.role for part in parts if part.role}
    return "both" if len(roles) > 1 else next(iter(roles), "")
