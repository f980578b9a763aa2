"""The cells of a release as thresholds, rounding and the time rule leave them, before anybody attacks them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Cell, Measure, Reason, Status
from assessment.domain.disclosure.history import block_of
from assessment.domain.disclosure.ledger import NEW
from assessment.domain.disclosure.parts import protecting, whole
from assessment.domain.disclosure.policy import Shows
from assessment.domain.disclosure.primary import (
    BANDS,
    QUARTILES,
    band_of,
    distribution,
    is_dominated,
    per_cent,
    quartile,
    rounded,
)
from assessment.domain.disclosure.tables import categories, mean, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessment.domain.disclosure.history import History
    from assessment.domain.disclosure.ledger import Ledger
    from assessment.domain.disclosure.policy import Policy, TableSpec
    from assessment.domain.disclosure.tables import Place, Population, Sample

PARTICIPATION = (Measure.INVITED, Measure.STARTED, Measure.SUBMITTED)


@dataclass(slots=True)
class Drafting:
    """Draws up all cells in their fixed order; `order` is that of the questions in the questionnaire.

    `coordinated` are the countries whose contributors may work together.
    """

    ledger: Ledger
    history: History
    counts: Mapping[tuple[str, str], int]
    order: Mapping[str, int]
    subsections: tuple[str, ...] = ()
    coordinated: frozenset[str] = frozenset()
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find out which categories and sub-sections there are."""
        releases = [population.contributions for population in self.ledger.populations.values()]
        everybody = [contribution for release in releases for contribution in release]
        named = {country for _, country in self.counts if country}
        self._known = categories(self.policy, everybody, {"country": named})
        items = {item for contribution in self.population.contributions for item in contribution.scores}
        self.subsections = tuple(sorted(items - set(self.policy.rows)))

    @property
    def policy(self) -> Policy:
        """The policy that decides."""
        return self.ledger.policy

    @property
    def population(self) -> Population:
        """The population of the new release."""
        return self.ledger.populations[NEW]

    def cells(self) -> Iterator[Cell]:
        """Give every cell, shown or withheld, table by table."""
        for table in self.policy.tables:
            if Shows.TREND in table.shows:
                yield from self._trends(table)
                continue
            for place in places(table, self._known):
                yield from self._of(table, place)

    def _of(self, table: TableSpec, place: Place) -> Iterator[Cell]:
        shows = table.shows
        if Shows.COUNT in shows:
            size = self.population.sample(place).size
            yield self._decided(Cell(*place, Measure.ORGANISATIONS, "", "count", size, size), self.policy.count_from)
        if Shows.PARTICIPATION in shows:
            yield from self._participation(place)
        if Shows.MEAN in shows:
            items = self.policy.rows + (self.subsections if Shows.SUBSECTIONS in shows else ())
            scores = self._scores(place, items, quartiles=Shows.QUARTILES in shows)
            yield from whole(scores, self.policy, self.history.kept)
        if Shows.BANDS in shows:
            for row in self.policy.rows:
                yield from self._bands(place, row)
        if Shows.GAPS in shows:
            yield from self._commonest(place, Measure.GAP)
        if Shows.ACTIONS in shows:
            yield from self._commonest(place, Measure.ACTION)

    def _decided(self, cell: Cell, least: int) -> Cell:
        """Return the cell as the time rule, then the threshold leave it; its count is exact until now."""
        size = told = cell.count or 0
        if self.history.pasts:
            now = self.ledger.behind(NEW, cell.key)
            standing = self.history.standing(cell.key, now)
            if standing is not None:
                return standing
            told = self.history.told_size(cell.key, now)
            kept = self.history.kept(cell.key)
            if kept is not None and (told < least) != (size < least):
                # Deciding by either number would tell that a few have joined or left.
                return kept
        if size < least:
            return few(cell)
        near = rounded(told, self.policy.step)
        value = near if cell.statistic == "count" else cell.value
        return Cell(*cell.key[:3], cell.measure, cell.item, cell.statistic, value, near)

    def _participation(self, place: Place) -> Iterator[Cell]:
        for measure in PARTICIPATION:
            if (measure.value, "") in self.counts or (measure.value, place[1]) in self.counts:
                number = self.counts.get((measure.value, place[1]), 0)
                near = rounded(number, self.policy.step)
                cell = Cell(*place, measure, "", "count", near, near)
                standing = self.history.standing_count(cell.key, number)
                yield standing or (cell if number >= self.policy.count_from else few(cell))

    def _scores(self, place: Place, items: tuple[str, ...], *, quartiles: bool) -> Iterator[Cell]:
        contributions = self.population.contributions
        for item in items:
            sample = self.population.score_sample(place, item)
            value = mean(contributions, sample, item) if sample.size else None
            yield self._decided(Cell(*place, Measure.SCORE, item, "mean", value, sample.size), self._least(item))
            for word, quarter in QUARTILES.items() if quartiles and item in self.policy.rows else ():
                found = (
                    quartile(contributions, sample, item, quarter, self.policy.quartile_band) if sample.size else None
                )
                cell = Cell(*place, Measure.SCORE, item, word, found.edge if found else None, sample.size)
                yield self._decided(cell, self.policy.quartile_from)

    def _least(self, item: str) -> int:
        return self.policy.mean_from if item in self.policy.rows else self.policy.distribution_from

    def _bands(self, place: Place, row: str) -> Iterator[Cell]:
        sample = self.population.sample(place, lambda c: row in c.bands)
        counts = band_counts(self.population, sample, row)
        enough = sample.size >= self.policy.distribution_from
        shares: Mapping[str, int | None] = distribution(counts, self.policy) if enough else dict.fromkeys(BANDS)
        dominated = enough and is_dominated(counts, self.policy)
        for band in BANDS:
            cell = Cell(*place, Measure.BAND, row, band, shares[band], sample.size)
            cell = self._decided(cell, self.policy.distribution_from)
            yield protecting(cell) if dominated and cell.as_of == 0 else cell

    def _commonest(self, place: Place, measure: Measure) -> Iterator[Cell]:
        everybody, least = self.population.sample(place), self.policy.commonest_from
        told = self._told(place) if self.history.pasts else everybody.size
        standing = self._standing_block(place, measure, (told < least) != (everybody.size < least))
        if standing is not None:
            yield from standing
        elif everybody.size < least:
            yield few(Cell(*place, measure, "", "share", None, None))
        else:
            found = self._most(everybody, measure)
            if len(found) < self.policy.commonest and self._has_pair(everybody):
                # A question that is left out is nearly nobody's: two who have it know that nobody else has.
                yield few(Cell(*place, measure, "", "share", None, None))
                return
            block, items = block_of(place, measure), [item for _, item, _ in found]
            if self.history.is_entered_by_few(block, items, partial(self.ledger.behind, NEW)):
                yield from self.history.kept_block(block)
                return
            for share, item, size in found:
                yield self._decided(Cell(*place, measure, item, "share", share, min(size, told)), least)

    def _has_pair(self, sample: Sample) -> bool:
        """Return whether two contributors may work together against the others because of their country."""
        where = self.population.contributions
        found = Counter(
            country
            for part in sample.parts
            for country in {where[one].attributes.get("country", "") for one in part} & self.coordinated
        )
        return any(number > 1 for number in found.values())

    def _standing_block(self, place: Place, measure: Measure, differs: bool) -> list[Cell] | None:  # noqa: FBT001 - whether the numbers do
        """Return what stands at a place, also where deciding would tell that a few have joined or left."""
        block = block_of(place, measure)
        if not self.history.pasts:
            return None
        standing = self.history.standing_block(block, self.ledger.behind(NEW, (*block, "", "")))
        return self.history.kept_block(block) if standing is None and differs else standing

    def _most(self, everybody: Sample, measure: Measure) -> list[tuple[int, str, int]]:
        """Return the commonest questions: the share in per cent, the question and how many are asked it."""
        found = []
        for item, (size, count) in item_counts(self.population, everybody, measure).items():
            if size >= self.policy.commonest_from:
                share = per_cent(rounded(count, self.policy.step), rounded(size, self.policy.step))
                found.append((-share, self.order[item], item, size))
        return [(-share, item, size) for share, _, item, size in sorted(found)[: self.policy.commonest] if share]

    def _told(self, place: Place) -> int:
        """Return how many organisations of a place may be told."""
        key = (*place, Measure.ORGANISATIONS.value, "", "count")
        return self.history.told_size(key, self.ledger.behind(NEW, key))

    def _trends(self, table: TableSpec) -> Iterator[Cell]:
        """Compare with the newest release of another round; the change is that of the published figures."""
        other = max((f.number for f in self.ledger.former if not f.is_same_round), default=None)
        if other is None:
            return
        then = self.ledger.populations[other].contributions
        for place in places(table, self._known):
            for row in self.policy.rows:
                pair = self.ledger.pair(NEW, place, row, other)
                values: list[int | None] = [None, None, None]
                if pair.sample.size:
                    after = mean(self.population.contributions, pair.sample, row)
                    before = mean(then, moved(pair.sample, pair.earlier), row)
                    values = [before, after, after - before]
                for word, value in zip(("before", "after", "change"), values, strict=True):
                    cell = Cell(place[0], place[1], str(other), Measure.TREND, row, word, value, pair.sample.size)
                    yield self._decided(cell, self.policy.mean_from)


def moved(sample: Sample, earlier: Mapping[int, int]) -> Sample:
    """Return the sample of the same organisations in the former release."""
    return type(sample)(tuple(tuple(earlier[position] for position in part) for part in sample.parts))


def band_counts(population: Population, sample: Sample, row: str) -> dict[str, int]:
    """Return how many contributors of a sample are in each band."""
    counts = dict.fromkeys(BANDS, 0)
    for part in sample.parts:
        counts[band_of(population.contributions, part, row)] += 1
    return counts


def item_counts(population: Population, sample: Sample, measure: Measure) -> dict[str, tuple[int, int]]:
    """Return for each question how many contributors are asked it, and how many have it as a gap or an action."""
    asked: dict[str, int] = {}
    having: dict[str, int] = {}
    for part in sample.parts:
        members = [population.contributions[position] for position in part]
        has = [one.gaps if measure is Measure.GAP else one.actions for one in members]
        for item in frozenset().union(*(one.asked for one in members)):
            asked[item] = asked.get(item, 0) + 1
            votes = [item in own for one, own in zip(members, has, strict=True) if item in one.asked]
            having[item] = having.get(item, 0) + (2 * sum(votes) >= len(votes))
    return {item: (size, having[item]) for item, size in asked.items()}


def few(cell: Cell) -> Cell:
    """Return the cell withheld because there are too few, whatever the number is."""
    return Cell(*cell.key[:3], cell.measure, cell.item, cell.statistic, None, None, Status.CONFIDENTIAL, Reason.FEW)
