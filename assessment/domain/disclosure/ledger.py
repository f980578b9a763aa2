"""The new release and all former ones side by side: who stands behind a figure of any of them, and with what."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Measure
from assessment.domain.disclosure.history import past
from assessment.domain.disclosure.primary import MERGED
from assessment.domain.disclosure.tables import Population, Sample

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assessment.domain.disclosure.cells import Cell
    from assessment.domain.disclosure.contribution import Contribution
    from assessment.domain.disclosure.history import Behind, Key, Past
    from assessment.domain.disclosure.policy import Policy

# The release that is being made; former ones have numbers from 1 on.
NEW = 0


@dataclass(frozen=True, slots=True)
class Former:
    """An earlier approved release of the same questionnaire and depth: what went into it and what was published.

    `is_same_round` says whether it belongs to the round of the new release; trends compare with others. `comparable`
    names rows whose meaning is the same in two versions: (row, former version, new version). A row of one and the same
    version is always comparable. `counts` are the exact numbers of invited, started and submitted of that time, as far
    as they are known.
    """

    number: int
    contributions: Sequence[Contribution]
    cells: Sequence[Cell]
    is_same_round: bool
    comparable: frozenset[tuple[str, str, str]] = frozenset()
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pair:
    """The sample of a trend: positions in the release itself, and in the former one the position of each of them."""

    sample: Sample
    earlier: dict[int, int]


@dataclass
class Ledger:
    """The populations of all releases by number, the new one under NEW."""

    policy: Policy
    contributions: Sequence[Contribution]
    former: Sequence[Former]
    populations: dict[int, Population] = field(default_factory=dict)
    _partners: dict[tuple[int, int], dict[int, int]] = field(default_factory=dict)
    _formers: dict[int, Former] = field(default_factory=dict)
    _behind: dict[int, tuple[tuple[str, ...] | None, Behind]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index every release."""
        self.populations[NEW] = Population(self.contributions, self.policy.tables)
        for one in self.former:
            self.populations[one.number] = Population(one.contributions, self.policy.tables)
            self._formers[one.number] = one

    @cached_property
    def several(self) -> Mapping[str, Sequence[Sequence[Contribution]]]:
        """Return for each unit that was several organisations in any release who they were, release by release."""
        units: dict[str, list[list[Contribution]]] = {}
        for population in self.populations.values():
            found: dict[str, list[Contribution]] = {}
            for contribution in population.contributions:
                found.setdefault(contribution.unit, []).append(contribution)
            for unit, members in found.items():
                units.setdefault(unit, []).append(members)
        return {unit: lists for unit, lists in units.items() if any(len(members) > 1 for members in lists)}

    def pasts(self) -> list[Past]:
        """Return the former releases, the newest first, for the time rule."""
        newest = sorted(self.former, key=lambda one: -one.number)
        return [past(one.number, one.cells, partial(self.behind, one.number), one.counts) for one in newest]

    def behind(self, release: int, key: Key) -> Behind:
        """Return who stood behind a figure of a release, and with what.

        Statistics that follow each other share it; all together would fill the memory.
        """
        same, found = self._behind.get(release, (None, frozenset()))
        if same != key[:5]:
            found = self._found(release, key)
            self._behind[release] = key[:5], found
        return found

    def _found(self, release: int, key: Key) -> Behind:
        population, place, item = self.populations[release], key[:3], key[4]
        match Measure(key[3]):
            case Measure.SCORE:
                return _with(population, place, lambda c: c.scores.get(item))
            case Measure.BAND:
                return _with(population, place, lambda c: MERGED.get(c.bands.get(item, ""), c.bands.get(item)))
            case Measure.GAP:
                return _with(population, place, lambda c: _having(c, c.gaps, item))
            case Measure.ACTION:
                return _with(population, place, lambda c: _having(c, c.actions, item))
            case Measure.TREND:
                return self._behind_trend(release, key)
            case _:
                return _with(population, place, lambda _: True)

    def _behind_trend(self, release: int, key: Key) -> Behind:
        item, number = key[4], int(key[2])
        pair = self.pair(release, (key[0], key[1], ""), item, number)
        now, then = self.populations[release].contributions, self.populations[number].contributions
        return frozenset(
            (now[p].unit, now[p].organisation, (then[pair.earlier[p]].scores[item], now[p].scores[item]))
            for p in pair.earlier
        )

    def pair(self, release: int, place: tuple[str, str, str], item: str, number: int) -> Pair:
        """Return the organisations of a place with a comparable score in this release and in an earlier one."""
        population, then = self.populations[release], self.populations[number].contributions
        partners, same = self._partner(release, number), self._formers[number].comparable
        earlier = {}
        for position in population.members(place):
            other, now = partners.get(position), population.contributions[position]
            if other is not None and item in now.scores and item in then[other].scores:
                versions = then[other].attributes.get("version", ""), now.attributes.get("version", "")
                if versions[0] == versions[1] or (item, *versions) in same:
                    earlier[position] = other
        units: dict[str, list[int]] = {}
        for position in earlier:
            units.setdefault(population.contributions[position].unit, []).append(position)
        return Pair(Sample(tuple(tuple(units[unit]) for unit in sorted(units))), earlier)

    def _partner(self, release: int, number: int) -> dict[int, int]:
        """Return for each contribution of a release the position of the same organisation in an earlier one."""
        found = self._partners.get((release, number))
        if found is None:
            then = {c.organisation: at for at, c in enumerate(self.populations[number].contributions)}
            now = self.populations[release].contributions
            found = {at: then[c.organisation] for at, c in enumerate(now) if c.organisation in then}
            self._partners[release, number] = found
        return found


def _with(population: Population, place: tuple[str, str, str], value: Callable[[Contribution], object]) -> Behind:
    found = (
        (c.unit, c.organisation, value(c)) for c in map(population.contributions.__getitem__, population.members(place))
    )
    return frozenset(one for one in found if one[2] is not None)


def _having(contribution: Contribution, having: frozenset[str], item: str) -> object:
    """Return whether an organisation that is asked a question has it; without one, all that it is asked and has."""
    if not item:
        return contribution.asked, having
    return item in having if item in contribution.asked else None
