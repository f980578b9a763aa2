"""Publishers that think a minimum number of organisations is enough; the attacker has to break them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Cell, Measure
from assessment.domain.disclosure.contribution import WHOLE
from tests.disclosure_attack.facts import Seen, categories, compares, lies_in
from tests.disclosure_attack.percentages import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessment.domain.disclosure.contribution import Contribution

TABLES = ("all", "country", "sector", "size", "country-sector", "country-size", "sector-size")


def naive(number: int, members: Sequence[Contribution], threshold: int, parts: int, items: Sequence[str]) -> Seen:
    """Return a release of all means with enough organisations behind them, in so many parts of a point."""
    return Seen(number, members, list(_cells(members, threshold, parts, items)), parts)


def _cells(members: Sequence[Contribution], threshold: int, parts: int, items: Sequence[str]) -> Iterator[Cell]:
    for table in TABLES:
        values = [sorted({one.attributes[dimension] for one in members}) for dimension in categories(table)]
        for chosen in product(*values):
            first, second = (*chosen, "", "")[:2]
            inside = [one for one in members if lies_in(one, table, chosen)]
            for item in items:
                units = means_of_units(inside, item)
                if len(units) >= threshold:
                    mean = round(100 * parts * sum(units) / WHOLE / len(units))
                    yield Cell(table, first, second, Measure.SCORE, item, "mean", mean, len(units))


def trends(then: Seen, now: Seen, threshold: int, items: Sequence[str]) -> list[Cell]:
    """Return the change in each country among enough organisations that can be compared, in whole points."""
    former = {one.organisation: one for one in then.members}
    found = []
    for country in sorted({one.attributes["country"] for one in now.members}):
        for item in items:
            cell = Cell("trend-country", country, str(then.number), Measure.TREND, item, "change", None, None)
            pairs = [
                (former[one.organisation], one)
                for one in now.members
                if one.attributes["country"] == country
                and one.organisation in former
                and compares(former[one.organisation], one, cell, now)
            ]
            sides = [means_of_units(side, item) for side in zip(*pairs, strict=True)]
            if len(pairs) >= threshold:
                before, after = (round(100 * sum(side) / WHOLE / len(side)) for side in sides)
                values = {"before": before, "after": after, "change": after - before}
                found += [
                    replace(cell, statistic=word, value=value, count=len(pairs)) for word, value in values.items()
                ]
    return found


def means_of_units(members: Sequence[Contribution], item: str) -> list[Fraction]:
    """Return one score for each unit that has one: the mean of its organisations."""
    scores: dict[str, list[int]] = defaultdict(list)
    for one in members:
        if item in one.scores:
            scores[one.unit].append(one.scores[item])
    return [Fraction(sum(values), len(values)) for values in scores.values()]


def gaps(members: Sequence[Contribution], question: str) -> list[Cell]:
    """Return how many have a gap, in per cent of rounded counts."""
    asked = [one for one in members if question in one.asked]
    has, among = rounded(sum(question in one.gaps for one in asked)), rounded(len(asked))
    return [Cell("all", "", "", Measure.GAP, question, "share", round(100 * has / among), among)]


def counted(members: Sequence[Contribution]) -> list[Cell]:
    """Return rounded counts by country, anew for each release."""
    countries = [one.attributes["country"] for one in members]
    return [
        Cell("country", one, "", Measure.ORGANISATIONS, "", "count", rounded(number), rounded(number))
        for one in sorted(set(countries))
        if (number := countries.count(one)) >= 5
    ]
