"""Gathers what is published about one row or sub-section, in this release and in all former ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Measure, Status
from assessment.domain.disclosure.drafting import moved
from assessment.domain.disclosure.errors import Refused
from assessment.domain.disclosure.ledger import NEW
from assessment.domain.disclosure.primary import QUARTILES, quartile
from assessment.domain.disclosure.proofs import Insiders
from assessment.domain.disclosure.worlds import POINT, Knowledge, Rank, Sum, rank_check

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessment.domain.disclosure.cells import Cell
    from assessment.domain.disclosure.contribution import Contribution
    from assessment.domain.disclosure.history import Key
    from assessment.domain.disclosure.ledger import Ledger
    from assessment.domain.disclosure.tables import Sample
    from assessment.domain.disclosure.worlds import Check


@dataclass(slots=True)
class Figures:
    """The published figures about one item; `new` maps the keys of those that may be withdrawn to their checks."""

    ledger: Ledger
    item: str
    everybody: dict[str, int]
    insiders: Insiders
    knowledge: Knowledge = field(default_factory=lambda: Knowledge([], [], []))
    new: dict[Key, list[Check]] = field(default_factory=dict)
    _scores: dict[tuple[str, int], int] = field(default_factory=dict)
    _owner: int = 0

    def add(self, release: int, cell: Cell) -> None:
        """Take a shown cell into account if it tells something new about scores; raise Refused if it cannot be so."""
        if cell.as_of or cell.status is not Status.SHOWN or cell.item != self.item or cell.value is None:
            return
        population = self.ledger.populations[release]
        if cell.measure is Measure.SCORE:
            sample = population.score_sample(cell.key[:3], self.item)
            if cell.statistic == "mean":
                self._take(release, cell, self._sum(population.contributions, sample, cell.value))
            else:
                self._take(release, cell, self._rank(population.contributions, sample, cell))
        elif cell.measure is Measure.TREND and cell.statistic in ("before", "after"):
            number = int(cell.second)
            pair = self.ledger.pair(release, (cell.table, cell.first, ""), self.item, number)
            contributions, sample = population.contributions, pair.sample
            if cell.statistic == "before":
                contributions = self.ledger.populations[number].contributions
                sample = moved(sample, pair.earlier)
            self._take(release, cell, self._sum(contributions, sample, cell.value))

    def _take(self, release: int, cell: Cell, check: Check) -> None:
        self.knowledge.add(check)
        if release == NEW:
            self.new.setdefault(figure(cell), []).append(check)

    def _score(self, contribution: Contribution) -> int:
        """Return the number of a contributed score; a value that stayed the same is the same unknown."""
        key = contribution.organisation, contribution.scores[self.item]
        if key not in self._scores:
            person = self.everybody[contribution.organisation]
            self._scores[key] = len(self.knowledge.truth)
            self.knowledge.truth.append(key[1])
            self.knowledge.people.append(person)
            self.knowledge.bits.append(self.insiders.own[person])
        return self._scores[key]

    def _sum(self, contributions: Sequence[Contribution], sample: Sample, value: int) -> Sum:
        weights = {self._score(contributions[position]): weight for position, weight in sample.weights().items()}
        for part in sample.parts:
            if len(part) > 1:
                self.knowledge.add_unit(tuple(sorted(self._score(contributions[position]) for position in part)))
        total = sum(weight * self.knowledge.truth[score] for score, weight in weights.items())
        half = sample.common * sample.size * (POINT // 2)
        low, high = (2 * value - 1) * half, (2 * value + 1) * half - 1
        if not low <= total <= high:
            raise Refused(Refused.CHANGED)
        self._owner += 1
        return Sum(self._owner, weights, sample.common, sample.size, total, low, high)

    def _rank(self, contributions: Sequence[Contribution], sample: Sample, cell: Cell) -> Rank:
        band = self.ledger.policy.quartile_band
        found = quartile(contributions, sample, self.item, QUARTILES[cell.statistic], band)
        if found.edge != cell.value:
            raise Refused(Refused.CHANGED)
        parts = tuple(tuple(self._score(contributions[position]) for position in part) for part in sample.parts)
        self._owner += 1
        return rank_check(self._owner, parts, (found.rank, found.low, found.high), self.knowledge.truth)


def figure(cell: Cell) -> Key:
    """Return what names a figure: its cell's key; all of a trend are one figure, and so are all bands of a row."""
    match cell.measure:
        case Measure.TREND:
            return (*cell.key[:5], "change")
        case Measure.BAND:
            return (*cell.key[:5], "")
        case _:
            return cell.key


def people(ledger: Ledger) -> dict[str, int]:
    """Return all organisations of all releases, numbered in a fixed order."""
    names = {c.organisation for population in ledger.populations.values() for c in population.contributions}
    return {name: number for number, name in enumerate(sorted(names))}


def insiders(ledger: Ledger, everybody: dict[str, int], coordinated: frozenset[str]) -> Insiders:
    """Return who may know whose scores: single organisations, whole units, and two where a government coordinates."""
    contributions = [c for population in ledger.populations.values() for c in population.contributions]
    groups = _joined((everybody[c.organisation], c.unit) for c in contributions)
    own = [1 << number for number in range(len(everybody))]
    count = len(everybody)
    for members in groups:
        for number in members:
            own[number] |= 1 << count
        count += 1
    allies: dict[str, int] = {}
    crowd = [ledger.policy.insiders] * len(everybody)
    for c in contributions:
        country = c.attributes.get("country", "")
        if country in coordinated:
            number = everybody[c.organisation]
            allies[country] = allies.get(country, 0) | own[number]
            crowd[number] = ledger.policy.coordinated_insiders
    return Insiders(own, crowd, [allies[country] for country in sorted(allies)], count)


def _joined(pairs: Iterable[tuple[int, str]]) -> list[set[int]]:
    """Return the organisations that ever shared a unit, as sets of at least two."""
    by_unit: dict[str, set[int]] = {}
    for number, unit in pairs:
        by_unit.setdefault(unit, set()).add(number)
    found: list[set[int]] = []
    for unit in sorted(by_unit):
        members = by_unit[unit]
        for other in [group for group in found if group & members]:
            found.remove(other)
            members |= other
        found.append(members)
    return [group for group in found if len(group) > 1]
