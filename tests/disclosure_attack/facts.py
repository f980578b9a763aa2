"""What anybody can write down about organisations' scores from releases and from knowing who took part."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Measure, Status
from assessment.domain.disclosure.contribution import WHOLE
from tests.disclosure_attack.percentages import BANDS, possible_splits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assessment.domain.disclosure.cells import Cell
    from assessment.domain.disclosure.contribution import Contribution

# An organisation and which of its scores: unchanged, it is the same unknown in every release; corrected, another one.
Unknown = tuple[str, int]
SPREAD = {"median", "lower-quartile", "upper-quartile"}
MERGED = {"mostly-in-place": "in-place"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One release as published, and who stood behind it; means are given in so many parts of a point.

    `same` is what the published versions of the questionnaire say: (row, old, new) where a row means the same in both.
    """

    number: int
    members: Sequence[Contribution]
    cells: Sequence[Cell]
    parts: int = 1
    same: frozenset[tuple[str, str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Fact:
    """A weighted sum of unknowns lies between two numbers."""

    terms: Mapping[Unknown, Fraction]
    low: Fraction
    high: Fraction
    cell: Cell


@dataclass(slots=True)
class Knowledge:
    """All that is known about one row or sub-section; and the truth, which insiders tell and facts are checked by."""

    item: str
    truth: dict[Unknown, Fraction] = field(default_factory=dict)
    bands: dict[Unknown, str] = field(default_factory=dict)
    unit: dict[Unknown, str] = field(default_factory=dict)
    country: dict[Unknown, str] = field(default_factory=dict)
    sums: list[Fact] = field(default_factory=list)
    shares: dict[str, list[Fact]] = field(default_factory=dict)

    def wrong(self) -> list[Fact]:
        """Return the facts that the truth contradicts: the attacker has misread these cells."""
        false = [fact for fact in self.sums if not fact.low <= _total(fact, self.truth) <= fact.high]
        for band, facts in self.shares.items():
            has = {unknown: Fraction(self.bands.get(unknown) == band) for unknown in self.truth}
            false += [fact for fact in facts if not fact.low <= _total(fact, has) <= fact.high]
        return false


def _total(fact: Fact, values: Mapping[Unknown, Fraction]) -> Fraction:
    return sum((weight * values[unknown] for unknown, weight in fact.terms.items()), Fraction(0))


def learn(releases: Sequence[Seen], item: str) -> Knowledge:
    """Return what releases tell about one row or sub-section to somebody who knows who lies in which cell."""
    known = Knowledge(item)
    unknowns = _unknowns(releases, known)
    for seen in releases:
        bands: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
        for cell in (one for one in seen.cells if _is_news(one, item, seen.number)):
            if cell.measure is Measure.SCORE:
                behind = _behind(seen.members, cell, item)
                known.sums += _of_score(cell, _named(behind, unknowns[seen.number]), seen.parts)
            elif cell.measure is Measure.BAND:
                bands[cell.table, cell.first, cell.second].append(cell)
            elif cell.measure is Measure.TREND:
                known.sums += _of_trend(cell, releases, seen, unknowns)
        for cells in bands.values():
            _add_shares(known, seen, cells, unknowns[seen.number])
    return known


def _add_shares(known: Knowledge, seen: Seen, cells: Sequence[Cell], names: Mapping[str, Unknown]) -> None:
    behind = [one for one in _behind(seen.members, cells[0], known.item) if known.item in one.bands]
    for band, fact in _of_shares(cells, _named(behind, names)):
        known.shares.setdefault(band, []).append(fact)


def _is_news(cell: Cell, item: str, number: int) -> bool:
    return cell.item == item and cell.status is Status.SHOWN and cell.as_of in {0, number}


def _unknowns(releases: Sequence[Seen], known: Knowledge) -> dict[int, dict[str, Unknown]]:
    """Name each organisation's score in each release, anew whenever it changed."""
    names: dict[int, dict[str, Unknown]] = {}
    latest: dict[str, tuple[Unknown, object]] = {}
    for seen in releases:
        names[seen.number] = {}
        for one in seen.members:
            score, band = (
                one.scores.get(known.item),
                MERGED.get(one.bands.get(known.item, ""), one.bands.get(known.item, "")),
            )
            if score is None:
                continue
            before = latest.get(one.organisation)
            unknown = (one.organisation, before[0][1] if before else 0)
            if before and before[1] != (score, band):
                unknown = (one.organisation, before[0][1] + 1)
            latest[one.organisation] = unknown, (score, band)
            names[seen.number][one.organisation] = unknown
            known.truth[unknown] = Fraction(100 * score, WHOLE)
            known.bands[unknown] = band
            known.unit[unknown] = one.unit
            known.country[unknown] = one.attributes["country"]
    return names


def categories(table: str) -> tuple[str, ...]:
    """Return the dimensions of a table by its id."""
    return () if table == "all" else tuple(table.split("-"))


def lies_in(one: Contribution, table: str, chosen: Sequence[str]) -> bool:
    """Say whether a contribution lies in a cell of a table."""
    return all(
        one.attributes[dimension] == wanted for dimension, wanted in zip(categories(table), chosen, strict=False)
    )


def _behind(members: Iterable[Contribution], cell: Cell, item: str) -> list[Contribution]:
    return [one for one in members if item in one.scores and lies_in(one, cell.table, (cell.first, cell.second))]


def _named(behind: Sequence[Contribution], names: Mapping[str, Unknown]) -> dict[Unknown, Fraction]:
    """Give each contribution its weight: organisations of one unit count as one, with their mean."""
    sizes: dict[str, int] = {}
    for one in behind:
        sizes[one.unit] = sizes.get(one.unit, 0) + 1
    return {names[one.organisation]: Fraction(1, sizes[one.unit]) for one in behind}


def _of_score(cell: Cell, terms: Mapping[Unknown, Fraction], parts: int) -> Iterator[Fact]:
    number = sum(terms.values())
    if cell.statistic == "mean":
        yield _mean(cell, terms, Fraction(cell.value or 0, parts), Fraction(1, 2 * parts))
    elif cell.statistic in SPREAD:
        # So many units lie at or above the edge, so many below the next one: true of any usual definition.
        above, below = ranks(cell.statistic, int(number))
        edge = Fraction(cell.value or 0)
        yield Fact(terms, edge * above, (edge + 10) * below + 100 * (number - below), cell)


def ranks(statistic: str, number: int) -> tuple[int, int]:
    """Return how many units at least lie at or above the edge, and how many below the next one."""
    match statistic:
        case "median":
            return number - number // 2, (number - 1) // 2 + 1
        case "lower-quartile":
            return number - (number // 4 + 1), max(number // 4 - 1, 0)
        case _:
            return max(number // 4 - 1, 0), number - (number // 4 + 1)


def _mean(cell: Cell, terms: Mapping[Unknown, Fraction], value: Fraction, half: Fraction) -> Fact:
    number = sum(terms.values())
    return Fact(terms, number * (value - half), number * (value + half), cell)


def _of_trend(
    cell: Cell, releases: Sequence[Seen], now: Seen, names: Mapping[int, Mapping[str, Unknown]]
) -> Iterator[Fact]:
    former = next(seen for seen in releases if seen.number == int(cell.second))
    table = cell.table.removeprefix("trend-")
    before = {one.organisation: one for one in former.members if cell.item in one.scores}
    behind = _behind(now.members, cell_in(cell, table), cell.item)
    both = [one for one in behind if one.organisation in before and compares(before[one.organisation], one, cell, now)]
    old = _named([before[one.organisation] for one in both], names[former.number])
    new = _named(both, names[now.number])
    value, half = Fraction(cell.value or 0, now.parts), Fraction(1, 2 * now.parts)
    match cell.statistic:
        case "before":
            yield _mean(cell, old, value, half)
        case "after":
            yield _mean(cell, new, value, half)
        case _:
            terms = dict(new)
            for unknown, weight in old.items():
                terms[unknown] = terms.get(unknown, Fraction(0)) - weight
            number = sum(new.values())
            yield Fact(terms, number * (value - 2 * half), number * (value + 2 * half), cell)


def compares(old: Contribution, new: Contribution, cell: Cell, now: Seen) -> bool:
    """Say whether both contributions of an organisation answer a row that means the same."""
    versions = old.attributes["version"], new.attributes["version"]
    return versions[0] == versions[1] or (cell.item, *versions) in now.same


def cell_in(cell: Cell, table: str) -> Cell:
    """Return the cell as if it stood in another table, for finding who is behind it."""
    return type(cell)(table, cell.first, "", cell.measure, cell.item, cell.statistic, cell.value, cell.count)


def _of_shares(cells: Sequence[Cell], terms: Mapping[Unknown, Fraction]) -> Iterator[tuple[str, Fact]]:
    """Give the fewest and the most in each band; a unit of several organisations may lie in any of them."""
    units = int(sum(terms.values()))
    ways = possible_splits(tuple(sorted((cell.statistic, cell.value or 0) for cell in cells)), units)
    single = {one: weight for one, weight in terms.items() if weight == 1}
    for place, band in enumerate(BANDS):
        numbers = [way[place] for way in ways]
        yield band, Fact(single, Fraction(min(numbers) - units + len(single)), Fraction(max(numbers)), cells[0])


def linked(releases: Sequence[Seen], row: str, parts: Sequence[str]) -> Knowledge:
    """Return what is known about a row and its sub-sections together, when the row's score is the mean of theirs.

    The scoring method is published: where every question counts, the weights of sub-sections are known.
    """
    joint = Knowledge(row)
    names: dict[str, dict[int, dict[str, Unknown]]] = {}
    for item in (row, *parts):
        known = learn(releases, item)
        own = {unknown: (f"{unknown[0]} {item}", unknown[1]) for unknown in known.truth}
        joint.truth |= {own[one]: value for one, value in known.truth.items()}
        joint.unit |= {own[one]: unit for one, unit in known.unit.items()}
        joint.country |= {own[one]: country for one, country in known.country.items()}
        joint.sums += [replace(fact, terms={own[one]: w for one, w in fact.terms.items()}) for fact in known.sums]
        at = _unknowns(releases, Knowledge(item))
        names[item] = {number: {one: own[unknown] for one, unknown in of.items()} for number, of in at.items()}
    for number, of in names[row].items():
        for organisation, whole in of.items():
            terms = {names[part][number][organisation]: Fraction(-1, len(parts)) for part in parts}
            joint.sums.append(Fact({whole: Fraction(1), **terms}, Fraction(0), Fraction(0), releases[0].cells[0]))
    return joint
