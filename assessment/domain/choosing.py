"""Choosing what is shown of a release: what there is, what an address asks for, and the view that is meant by it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Measure
from assessment.domain.exploring import (
    ITEMS,
    TOGETHER,
    Choice,
    Order,
    dimensions,
    is_grid,
    is_trend,
    item_place,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# What is shown of a table where the address does not say.
_PREFERRED = (Measure.SCORE, Measure.TREND, Measure.ORGANISATIONS)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; words that say nothing here are replaced by what there is."""

    table: str = ""
    measure: str = ""
    statistic: str = ""
    item: str = ""
    category: str = ""
    former: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a release has: for each table and measure its statistics, for each of these its items; and categories."""

    statistics: Mapping[tuple[str, str], tuple[str, ...]]
    items: Mapping[tuple[str, str, str], tuple[str, ...]]
    categories: Mapping[str, tuple[str, ...]]
    formers: Mapping[str, tuple[str, ...]]

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables in the order of the release."""
        return tuple(dict.fromkeys(table for table, _ in self.statistics))

    def measures(self, table: str) -> tuple[Measure, ...]:
        """Return the measures of a table."""
        return tuple(Measure(measure) for at, measure in self.statistics if at == table)


def catalogue(keys: Iterable[tuple[str, str, str, str, str, str]]) -> Catalogue:
    """Return what there is, from the keys of all cells of a release in their order."""
    statistics: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    items: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    categories: dict[str, dict[str, None]] = defaultdict(dict)
    formers: dict[str, dict[str, None]] = defaultdict(dict)
    for table, first, second, measure, item, statistic in keys:
        named = statistic if is_grid(table) else _name_of(statistic)
        statistics[table, measure][named] = None
        items[table, measure, named][item] = None
        categories[table][first] = None
        if is_trend(table):
            formers[table][second] = None
    return Catalogue(
        {key: tuple(found) for key, found in statistics.items()},
        {key: tuple(found) for key, found in items.items()},
        {key: tuple(found) for key, found in categories.items()},
        {key: tuple(sorted(found, key=lambda number: -int(number))) for key, found in formers.items()},
    )


def settle(asked: Asked, there_is: Catalogue, categories: Sequence[str] = ()) -> Choice:
    """Return the view that an address means, with what there is in the place of what there is not.

    `categories` are those of the table that the reader may see, in their order. The catalogue must not be empty.
    """
    tables = there_is.tables
    table = asked.table if asked.table in tables else tables[0]
    measures = there_is.measures(table)
    measure = next(
        (one for one in measures if one.value == asked.measure),
        next((one for one in _PREFERRED if one in measures), measures[0]),
    )
    found = there_is.statistics[table, measure.value]
    statistic = asked.statistic if asked.statistic in found else _name_of(asked.statistic)
    statistic = statistic if statistic in found else found[0]
    formers = there_is.formers.get(table, ())
    item = _item(asked.item, table, there_is.items[table, measure.value, statistic])
    return Choice(
        table=table,
        measure=measure,
        statistic=statistic,
        item=item,
        category=(asked.category if asked.category in categories else next(iter(categories), ""))
        if item == ITEMS
        else "",
        former=asked.former if asked.former in formers else next(iter(formers), ""),
        order=Order.VALUE if asked.order == Order.VALUE.value and not is_grid(table) else Order.GIVEN,
    )


def _item(asked: str, table: str, items: Sequence[str]) -> str:
    if asked in items:
        return asked
    if items == ("",):
        return ""
    is_list = asked == ITEMS or not dimensions(table)
    return ITEMS if is_list and not is_grid(table) else min(items, key=item_place)


def _name_of(statistic: str) -> str:
    return next((name for name, all_ in TOGETHER.items() if statistic in all_), statistic)
