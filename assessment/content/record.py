"""Decoded groups that know where they stand in the file, and the place to report what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assessment.content.reading import Sequence

if TYPE_CHECKING:
    from assessment.content.findings import Findings
    from assessment.content.reading import Node


class Record(dict[str, Any]):
    """Decoded keys of one group; knows where the group and each written key stand, and which could not be read."""

    __slots__ = ("bad", "items_at", "keys_at", "position")

    def __init__(self, node: Node) -> None:
        """Start an empty record at a node."""
        super().__init__()
        self.position = (node.line, node.column)
        self.keys_at: dict[str, tuple[int, int]] = {}
        self.items_at: dict[str, tuple[tuple[int, int], ...]] = {}
        self.bad: set[str] = set()

    def at(self, key: str = "", item: int = -1) -> tuple[int, int]:
        """Return line and column of a key's value or of one item of a list, or of the group when it was not written."""
        if item >= 0 and key in self.items_at:
            return self.items_at[key][item]
        return self.keys_at.get(key, self.position)

    def note(self, key: str, node: Node) -> None:
        """Remember where the value of a key stands."""
        self.keys_at[key] = (node.line, node.column)
        if isinstance(node, Sequence):
            self.items_at[key] = tuple((item.line, item.column) for item in node.items)


@dataclass(frozen=True, slots=True)
class Place:
    """Where decoding stands: the findings, and the nearest id for people."""

    findings: Findings
    where: str = ""

    def add(self, code: str, node: Node, /, **details: object) -> None:
        """Record a finding at a node."""
        self.findings.add(code, node.line, node.column, self.where, **details)
