"""Addresses of views and figures: what they ask for, and how a choice is written into one for good."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request, url_for

from assessment.domain.choosing import Asked
from assessment.domain.exploring import Order, dimensions, is_trend

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.disclosure.cells import Cell
    from assessment.domain.exploring import Choice

# What names a cell, in the order of its key.
KEY = ("table", "first", "second", "measure", "item", "statistic")
# What names a view.
_CHOICE = ("table", "measure", "statistic", "item", "category", "former", "order")
# Codes are short; what is longer names nothing that there is.
_LONGEST = 60


def asked() -> Asked:
    """Return what the present address asks to see."""
    return Asked(**{name: request.args.get(name, "")[:_LONGEST] for name in _CHOICE})


def of_choice(choice: Choice) -> dict[str, str]:
    """Return a choice as an address says it; what says nothing is left out."""
    given = {
        "table": choice.table,
        "measure": choice.measure.value,
        "statistic": choice.statistic,
        # Where there is nobody to choose, all items are what is shown unless one is asked for.
        "item": "" if choice.is_of_items and not dimensions(choice.table) else choice.item,
        "category": choice.category,
        "former": choice.former,
        "order": choice.order.value if choice.order is Order.VALUE else "",
    }
    return {name: value for name, value in given.items() if value}


def of_cell(number: int, cell: Cell) -> str:
    """Return the address of a figure's own page."""
    key = {name: value for name, value in zip(KEY, cell.key, strict=True) if value}
    return figure(number, key)


def figure(number: int, key: Mapping[str, str], *, is_whole: bool = False) -> str:
    """Return the address of a figure by its key, from the first letter on when it is to be copied."""
    return f"{url_for('official.figure', number=number, _external=is_whole)}?{urlencode(key)}"


def key() -> tuple[str, str, str, str, str, str]:
    """Return the key of the cell that the present address names."""
    table, first, second, measure, item, statistic = (request.args.get(name, "")[:_LONGEST] for name in KEY)
    return table, first, second, measure, item, statistic


def query_of_cell(cell: Cell) -> str:
    """Return the query of the view in which a cell stands beside its like."""
    former = cell.second if is_trend(cell.table) else ""
    given = {
        "table": cell.table, "measure": cell.measure.value, "statistic": cell.statistic, "item": cell.item,
        "former": former,
    }  # fmt: skip
    return urlencode({name: value for name, value in given.items() if value})
