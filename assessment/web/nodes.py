"""HTML of our own as plain lists: the script makes nodes of them, so that no text is ever read as markup there.

An element is its name, its attributes and what it contains; a text is a text.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Node: TypeAlias = "str | list[Node | dict[str, str]]"


class _Reader(HTMLParser):
    """Collects what is inside each open element, the outermost first."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[list[Node | dict[str, str]]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element: list[Node | dict[str, str]] = [tag, {name: value or "" for name, value in attrs}]
        self.inside[-1].append(element)
        self.inside.append(element)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the interface
        self.inside.pop()

    def handle_data(self, data: str) -> None:
        self.inside[-1].append(data)


def nodes_of(markup: str) -> list[Node]:
    """Return a fragment in which every element is closed as nodes."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    [outermost] = reader.inside
    return [node for node in outermost if not isinstance(node, dict)]


def filled(nodes: Sequence[Node | dict[str, str]], values: Mapping[str, str]) -> list[Node]:
    """Put plain texts into the places of texts and attributes that are marked like `%(name)s`."""
    return [_filled(node, values) for node in nodes]  # type: ignore[misc] # attributes stand inside elements only


def _filled(node: Node | dict[str, str], values: Mapping[str, str]) -> Node | dict[str, str]:
    if isinstance(node, str):
        return node % values
    if isinstance(node, dict):
        return {name: value % values for name, value in node.items()}
    return [_filled(part, values) for part in node]
