"""Which contributions fall into which cell, and how organisations of one unit count as one contributor there."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from math import lcm
from typing import TYPE_CHECKING

from assessment.domain.disclosure.contribution import WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from assessment.domain.disclosure.contribution import Contribution
    from assessment.domain.disclosure.policy import Policy, TableSpec

Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Sample:
    """The contributors of one cell for one figure: per unit, the positions of its organisations that have a value."""

    parts: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> int:
        """The number of contributors: units, not organisations."""
        return len(self.parts)

    @property
    def common(self) -> int:
        """The number by which contributions are multiplied so that the mean of each unit stays whole."""
        return lcm(*{len(part) for part in self.parts})

    def weights(self) -> dict[int, int]:
        """Return how often each organisation counts in a sum that is `common` times the sum of the units' means."""
        common = self.common
        return {position: common // len(part) for part in self.parts for position in part}


@dataclass(slots=True)
class Population:
    """The contributions of one release with an index from each place to those that fall into it."""

    contributions: Sequence[Contribution]
    tables: Sequence[TableSpec]
    _members: dict[Place, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the contributions into the places of all tables; one without a category is in none of its cells."""
        for table in self.tables:
            for position, contribution in enumerate(self.contributions):
                found = [contribution.attributes.get(dimension, "") for dimension in table.dimensions]
                if all(found):
                    first, second = (*found, "", "")[:2]
                    self._members.setdefault((table.id, first, second), []).append(position)

    def members(self, place: Place) -> Sequence[int]:
        """Return the positions of the contributions in a place."""
        return self._members.get(place, ())

    def sample(self, place: Place, has: Callable[[Contribution], bool] | None = None) -> Sample:
        """Return the contributors of a place that have a value, by unit, in a fixed order."""
        units: dict[str, list[int]] = {}
        for position in self.members(place):
            contribution = self.contributions[position]
            if has is None or has(contribution):
                units.setdefault(contribution.unit, []).append(position)
        return Sample(tuple(tuple(units[unit]) for unit in sorted(units)))

    def score_sample(self, place: Place, item: str) -> Sample:
        """Return the contributors of a place that have a score for a row or sub-section."""
        return self.sample(place, lambda contribution: item in contribution.scores)


def categories(
    policy: Policy, contributions: Iterable[Contribution], others: Mapping[str, Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    """Return the categories of each dimension: the closed list of the policy, or all that occur and `others`.

    Cells are listed for every category whether or not anybody is there, so that an empty cell looks like a small one.
    """
    found: dict[str, set[str]] = {dimension: set(others[dimension]) for dimension in others}
    for contribution in contributions:
        for dimension, category in contribution.attributes.items():
            found.setdefault(dimension, set()).add(category)
    known = {dimension: tuple(sorted(values - {""})) for dimension, values in found.items()}
    for dimension, closed in policy.categories.items():
        known[dimension] = (*closed, *(c for c in known.get(dimension, ()) if c not in closed))
    return known


def places(table: TableSpec, known: Mapping[str, tuple[str, ...]]) -> list[Place]:
    """Return the places of a table in their fixed order."""
    lists = [known.get(dimension, ()) for dimension in table.dimensions]
    padded = ([*choice, "", ""] for choice in product(*lists))
    return [(table.id, choice[0], choice[1]) for choice in padded]


def mean(contributions: Sequence[Contribution], sample: Sample, item: str) -> int:
    """Return the mean score of the contributors in whole points, half up."""
    total = sum(weight * contributions[position].scores[item] for position, weight in sample.weights().items())
    whole = sample.common * sample.size * WHOLE
    return (200 * total + whole) // (2 * whole)
