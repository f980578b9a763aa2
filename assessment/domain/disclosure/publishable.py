"""The only value that writers of aggregates accept, and the only two ways to make one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessment.domain.disclosure.cells import Cell


class Altered(ValueError):
    """Frozen cells are not those that were approved."""


@dataclass(frozen=True, slots=True)
class PublishableTable:
    """Cells that passed disclosure control; made by `suppression.publish` or read back by `read_frozen`, nowhere else.

    A rule of the house (tests/test_house_rules.py) looks for anybody else who calls the constructor.
    """

    cells: tuple[Cell, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 over all cells in order."""
        return digest_of(self.cells)


def digest_of(cells: Iterable[Cell]) -> str:
    """Return the SHA-256 over cells in order, in a form that does not depend on how they are stored."""
    made = hashlib.sha256()
    for cell in cells:
        reason = cell.reason.value if cell.reason else ""
        words = [*cell.key, cell.value, cell.count, cell.status.value, reason, cell.as_of]
        made.update(json.dumps(words, ensure_ascii=False).encode() + b"\n")
    return made.hexdigest()


def read_frozen(cells: Iterable[Cell], digest: str) -> PublishableTable:
    """Return the table of an approved release from its stored cells; raise Altered unless they are those."""
    table = PublishableTable(tuple(cells))
    if table.digest != digest:
        raise Altered
    return table
