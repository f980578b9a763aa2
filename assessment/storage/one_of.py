"""`IN` with a list, written out for each length of the list.

SQLAlchemy's own form writes a part of the statement anew each time it is sent, which costs as much as all the rest of
sending it. A statement for each length is made once; the lengths are those of sections and of saves, so they are few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

# How many lengths of one statement are kept.
LENGTHS = 64


def one_of(column: InstrumentedAttribute[str] | InstrumentedAttribute[int], count: int) -> ColumnElement[bool]:
    """Return that a column holds one of so many values, which `given` names when the statement is sent."""
    return column.in_([bindparam(f"{column.key}_{number}") for number in range(count)])


def given(column: str, values: Collection[str] | Collection[int]) -> dict[str, object]:
    """Return the values for `one_of` this column."""
    return {f"{column}_{number}": value for number, value in enumerate(values)}
