"""The only value that writers of aggregates accept, and the only two ways to make one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assessment.domain.disclosure.cells import Cell


class Altered(ValueError):
    """Frozen cells are not those that were approved."""


@dataclass(frozen=True, slots=True)
class PublishableTable:
    """Cells that passed disclosure control; made by `publishing.publish` or read back by `read_frozen`, nowhere else.

    A rule of the house (tests/test_house_rules.py) looks for anybody else who calls the constructor.
    """

    cells: tuple[Cell, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 over all cells in order."""
        return digest_of(self.cells)

    def limited_to(self, countries: frozenset[str]) -> PublishableTable:
        """Return what somebody sees who is limited to countries: their cells, and those of no country."""
        return PublishableTable(
            tuple(cell for cell in self.cells if not is_of_countries(cell.table) or cell.first in countries)
        )


def is_of_countries(table: str) -> bool:
    """Whether the first dimension of a table is the country; its name says so."""
    return "country" in table.split("-")


def digest_of(cells: Iterable[Cell]) -> str:
    """Return the SHA-256 over cells in order, in a form that does not depend on how they are stored."""
    made = hashlib.sha256()
    for line in written(cells):
        made.update(line)
    return made.hexdigest()


def written(cells: Iterable[Cell]) -> Iterator[bytes]:
    """Yield each cell as a JSON list on a line: its key, value, count, status, reason and `as_of`.

    Parts that many cells have in common are written once, for large releases are checked whenever they are read.
    """
    heads, tails = dict[object, str](), dict[object, str]()
    for cell in cells:
        key = cell.key
        head = heads.get(key[:3]) or heads.setdefault(key[:3], _json(key[:3]))
        what = heads.get(key[3:]) or heads.setdefault(key[3:], _json(key[3:]))
        state = (id(cell.status), id(cell.reason), cell.as_of)
        tail = tails.get(state) or tails.setdefault(state, _json(_state(cell)))
        value = "null" if cell.value is None else cell.value
        count = "null" if cell.count is None else cell.count
        yield f"[{head}, {what}, {value}, {count}, {tail}]\n".encode()


def _json(words: Iterable[object]) -> str:
    return json.dumps(list(words), ensure_ascii=False)[1:-1]


def _state(cell: Cell) -> list[object]:
    return [cell.status.value, cell.reason.value if cell.reason else "", cell.as_of]


def read_frozen(cells: Iterable[Cell], digest: str) -> PublishableTable:
    """Return the table of an approved release from its stored cells; raise Altered unless they are those."""
    table = PublishableTable(tuple(cells))
    if table.digest != digest:
        raise Altered
    return table
