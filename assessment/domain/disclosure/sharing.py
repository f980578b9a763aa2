"""Gathers the published shares about one row or question, in all releases, and withholds those that tell too much."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Measure, Status
from assessment.domain.disclosure.errors import Refused
from assessment.domain.disclosure.knowing import figure
from assessment.domain.disclosure.ledger import NEW
from assessment.domain.disclosure.primary import BANDS, MERGED, band_of, distribution, has_most, per_cent, rounded
from assessment.domain.disclosure.swapping import Shares, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessment.domain.disclosure.cells import Cell
    from assessment.domain.disclosure.contribution import Contribution
    from assessment.domain.disclosure.history import Key
    from assessment.domain.disclosure.ledger import Ledger
    from assessment.domain.disclosure.tables import Population, Sample

YES, NO = "yes", "no"
# Which organisation has which category.
Answers = frozenset[tuple[str, str]]


@dataclass(slots=True)
class Shown:
    """The published shares about one item of one measure; `new` maps those that may be withdrawn to their check."""

    ledger: Ledger
    measure: Measure
    item: str
    coordinated: frozenset[str]
    shares: Shares = field(init=False)
    new: dict[Key, Tally] = field(default_factory=dict)
    _known: dict[tuple[str, Answers], int] = field(default_factory=dict)
    _hanging: dict[str, list[Answers]] = field(default_factory=dict)
    _teams: dict[str, int] = field(default_factory=dict)
    _numbers: dict[int, dict[str, int]] = field(default_factory=dict)
    _settled: set[int] = field(default_factory=set)
    _owner: int = 0

    def __post_init__(self) -> None:
        """Start without any share."""
        self.shares = Shares(BANDS if self.measure is Measure.BAND else (YES, NO))

    def add(self, release: int, cells: list[Cell]) -> None:
        """Take the cells of one figure into account; raise Refused if they do not follow from the contributions."""
        shown = [cell for cell in cells if cell.status is Status.SHOWN and not cell.as_of]
        if not shown:
            return
        population, place = self.ledger.populations[release], shown[0].key[:3]
        sample = population.sample(place, lambda c: self._of(c) is not None)
        numbers = self._contributors(release, population)
        category = {numbers[self._unit(population, part)]: self._category(population, part) for part in sample.parts}
        counts: dict[str, int] = dict.fromkeys(self.shares.categories, 0)
        for own in category.values():
            counts[own] += 1
        self._compare(shown, counts, sample)
        told = [cell.statistic for cell in shown] if self.measure is Measure.BAND else [YES]
        self._owner += 1
        tally = Tally(self._owner, category, counts, {word: self._limits(counts[word]) for word in told})
        self.shares.add(tally)
        if release == NEW:
            self.new[figure(shown[0])] = tally

    def protect(self) -> set[Key]:
        """Return the figures to withhold."""
        names = {tally.owner: key for key, tally in self.new.items()}
        withdrawn: list[Key] = []
        left = self.shares.unproven(self.shares.concerned())
        while left:
            for owner in self._victims(left, names):
                self.shares.remove(owner)
                withdrawn.append(names.pop(owner))
            left = self.shares.unproven([one for one in left if one not in self._settled])
        for key in sorted(withdrawn, key=lambda key: (-self.new[key].size, key)):
            relying = self.shares.relying(self.new[key])
            self.shares.add(self.new[key])
            if self._unsettles(self.new[key].owner) or any(self.shares.unproven([one]) for one in relying):
                self.shares.remove(self.new[key].owner)
            else:
                withdrawn.remove(key)
        return set(withdrawn)

    def _victims(self, left: list[int], names: dict[int, Key]) -> list[int]:
        """Return for everybody who is not safe the nearest shares that can still be withdrawn, the smallest first.

        Who hangs together with none of them is settled: all that is known was known after the former release, which
        was proven to be safe.
        """
        chosen: list[int] = []
        for one in left:
            if not any(tally.owner in chosen for tally in self.shares.about(one)):
                owners = chain((tally.owner for tally in self._choice(one)), self.shares.reached(one))
                victim = next((owner for owner in owners if owner in names), None)
                if victim is None:
                    self._settled.add(one)
                elif victim not in chosen:
                    chosen.append(victim)
        return chosen

    def _unsettles(self, new: int) -> bool:
        """Return whether something new would be told that hangs together with somebody settled."""
        return any(new in self.shares.reached(one) for one in sorted(self._settled))

    def _choice(self, one: int) -> Iterable[Tally]:
        """Give the shares about somebody, then those about the others in them, the smallest first."""
        own = self.shares.about(one)
        yield from own
        around = {t.owner: t for tally in own for other in tally.category for t in self.shares.about(other)}
        yield from sorted(around.values(), key=lambda tally: (tally.size, tally.owner))

    def _of(self, contribution: Contribution) -> str | None:
        """Return the category of an organisation, None where it has none."""
        if self.measure is Measure.BAND:
            band = contribution.bands.get(self.item)
            return None if band is None else MERGED.get(band, band)
        if self.item not in contribution.asked:
            return None
        return YES if self._has(contribution) else NO

    def _has(self, contribution: Contribution) -> bool:
        return self.item in (contribution.gaps if self.measure is Measure.GAP else contribution.actions)

    def _category(self, population: Population, part: tuple[int, ...]) -> str:
        if self.measure is Measure.BAND:
            return band_of(population.contributions, part, self.item)
        return YES if has_most(population.contributions, part, self._has) else NO

    def _limits(self, count: int) -> tuple[int, int]:
        """Return the smallest and the largest count that is rounded to the same number."""
        step = self.ledger.policy.step
        near = rounded(count, step)
        return max(0, near - step // 2), near + (step - 1) // 2

    def _compare(self, shown: list[Cell], counts: dict[str, int], sample: Sample) -> None:
        policy = self.ledger.policy
        if self.measure is Measure.BAND:
            expected = distribution(counts, policy)
        else:
            expected = {"share": per_cent(rounded(counts[YES], policy.step), rounded(sample.size, policy.step))}
        if any(cell.value != expected[cell.statistic] for cell in shown):
            raise Refused(Refused.CHANGED)

    def _unit(self, population: Population, part: tuple[int, ...]) -> str:
        return population.contributions[part[0]].unit

    def _contributors(self, release: int, population: Population) -> dict[str, int]:
        """Return the number of each unit's contributor in a release: the same as before if nothing of it changed."""
        if release in self._numbers:
            return self._numbers[release]
        units: dict[str, list[Contribution]] = {}
        for contribution in population.contributions:
            if self._of(contribution) is not None:
                units.setdefault(contribution.unit, []).append(contribution)
        found = {}
        for unit, members in units.items():
            answers = self._together(unit, self._answers(members))
            if (unit, answers) not in self._known:
                self._known[unit, answers] = self._new(unit, members, tuple(sorted({own for _, own in answers})))
            found[unit] = self._known[unit, answers]
        self._numbers[release] = found
        return found

    def _answers(self, members: Iterable[Contribution]) -> Answers:
        return frozenset((c.organisation, own) for c in members if (own := self._of(c)) is not None)

    def _together(self, unit: str, answers: Answers) -> Answers:
        """Return these answers of a unit's organisations and all others, of any release, that hang together with them.

        While one organisation of a unit corrects its answers the others' stay, and figures of both releases tell of
        them: the unit can be in another category in all of these figures or in none.
        """
        if unit not in self.ledger.several:
            return answers
        if unit not in self._hanging:
            apart: list[Answers] = []
            for members in self.ledger.several[unit]:
                own = self._answers(members)
                joined = [one for one in apart if one & own]
                apart = [one for one in apart if not one & own] + [own.union(*joined)]
            self._hanging[unit] = apart
        return next(one for one in self._hanging[unit] if answers <= one)

    def _new(self, unit: str, members: list[Contribution], own: tuple[str, ...]) -> int:
        """Give one more contributor a number."""
        team = self._teams.setdefault(unit, len(self._teams))
        members = list(chain(members, *self.ledger.several.get(unit, ())))
        countries = frozenset(c.attributes.get("country", "") for c in members) & self.coordinated
        policy = self.ledger.policy
        self.shares.teams.append(team)
        self.shares.own.append(own)
        self.shares.crowd.append(policy.coordinated_insiders if countries else policy.insiders)
        if countries:
            self.shares.allied[team] = self.shares.allied.get(team, frozenset()) | countries
        return len(self.shares.teams) - 1
