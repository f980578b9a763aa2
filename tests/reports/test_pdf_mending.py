"""The structure tree is mended: fragments are joined, lists and tables hold what they may, empty shells go."""

from __future__ import annotations

from typing import Any, TypeAlias

import pydyf
import pytest

from assessment.reports.mending import mend
from assessment.reports.structure import Link, Mark, Node, Source

Entry: TypeAlias = pydyf.Object | bytes
#: A type with its kids; marks are their numbers.
Outline: TypeAlias = tuple[Any, ...]


def node(kind: str, *kids: Node | Mark | Link, source: tuple[int, str] | None = None, **entries: Entry) -> Node:
    return Node(kind, 0, Source(*source) if source else None, list(kids), entries or None)


def mark(number: int) -> Mark:
    return Mark(0, number)


def link() -> Link:
    return Link(0, pydyf.Dictionary())


def outline(element: Node) -> Outline:
    """The tree as nested tuples: type, then kids; marks as numbers."""
    kids = [outline(kid) if isinstance(kid, Node) else getattr(kid, "number", "link") for kid in element.kids]
    return (element.kind, *kids)


def mended(*kids: Node) -> Outline:
    root = node("Document", *kids)
    mend(root)
    return outline(root)[1:]


def line(*numbers: int) -> Node:
    return node("Span", *(mark(number) for number in numbers))


def cell(kind: str, number: int, source: int) -> Node:
    return node(kind, mark(number), source=(source, kind.lower()), A=pydyf.Dictionary({"O": "/Table"}))


CASES: dict[str, tuple[list[Node], list[Outline]]] = {
    "lines of a paragraph become its content": ([node("P", line(0), line(1), source=(1, "p"))], [("P", 0, 1)]),
    "a line with a language of its own stays": (
        [node("P", node("Span", mark(0), Lang=pydyf.String("ar")), source=(1, "p"))],
        [("P", ("Span", 0))],
    ),
    "two parts of a paragraph are joined": (
        [node("P", line(0), source=(1, "p")), node("P", line(1), source=(1, "p"))],
        [("P", 0, 1)],
    ),
    "two paragraphs stay two": (
        [node("P", line(0), source=(1, "p")), node("P", line(1), source=(2, "p"))],
        [("P", 0), ("P", 1)],
    ),
    "parts with something between them stay apart": (
        [
            node("P", line(0), source=(1, "p")),
            node("H2", line(1), source=(2, "h2")),
            node("P", line(2), source=(1, "p")),
        ],
        [("P", 0), ("H2", 1), ("P", 2)],
    ),
    "sections are joined all the way down": (
        [
            node(
                "Sect",
                node("L", node("LI", node("LBody", line(0)), source=(3, "li")), source=(2, "ul")),
                source=(1, "s"),
            ),
            node(
                "Sect",
                node("L", node("LI", node("LBody", line(1)), source=(4, "li")), source=(2, "ul")),
                source=(1, "s"),
            ),
        ],
        [("Sect", ("L", ("LI", ("LBody", 0)), ("LI", ("LBody", 1))))],
    ),
    "a figure is never joined to another": (
        [node("Figure", mark(0), source=(1, "img")), node("Figure", mark(1), source=(1, "img"))],
        [("Figure", 0), ("Figure", 1)],
    ),
    "a link without its annotation is ordinary text": (
        [node("P", node("Link", mark(0), source=(1, "a")), node("Link", link(), mark(1), source=(2, "a")))],
        [("P", ("Span", 0), ("Link", "link", 1))],
    ),
    "a list in nav is a table of contents": (
        [
            node(
                "Sect",
                node("L", node("LI", node("LBody", node("Link", link(), mark(0))))),
                source=(1, "nav"),
            )
        ],
        [("Sect", ("TOC", ("TOCI", ("Reference", ("Link", "link", 0)))))],
    ),
    "a term and two descriptions are one item": (
        [
            node(
                "L",
                node("LI", node("LBody", line(0)), source=(2, "dt")),
                node("Div", node("LI", node("LBody", line(1)), source=(3, "dd"))),
                node("LI", node("LBody", line(2)), source=(4, "dd")),
                source=(1, "dl"),
            )
        ],
        [("L", ("LI", ("Lbl", 0), ("LBody", 1), ("LBody", 2)))],
    ),
    "a row over two pages has each cell once": (
        [
            node(
                "Table",
                node("TR", cell("TH", 0, 5), cell("TD", 1, 6), source=(4, "tr")),
                node("TR", cell("TH", 2, 5), cell("TD", 3, 6), source=(4, "tr")),
                source=(1, "table"),
            )
        ],
        [("Table", ("TR", ("TH", 0, 2), ("TD", 1, 3)))],
    ),
    "wrappers inside a table go": (
        [node("Table", node("NonStruct", node("TR", cell("TD", 0, 5), source=(4, "tr"))), source=(1, "table"))],
        [("Table", ("TR", ("TD", 0)))],
    ),
    "empty shells go and empty cells stay": (
        [node("Div", node("P")), node("Table", node("TR", node("TD", A=pydyf.Dictionary())))],
        [("Table", ("TR", ("TD",)))],
    ),
    "bare text in a group is a paragraph": ([node("Sect", node("Div", line(0)))], [("Sect", ("P", 0))]),
    "bare text in a cell is the cell's": (
        [node("TR", node("TD", node("NonStruct", line(0)), A=pydyf.Dictionary({"O": "/Table"})))],
        [("TR", ("TD", 0))],
    ),
    "a group that only holds blocks goes": ([node("NonStruct", node("P", line(0)))], [("P", 0)]),
}


@pytest.mark.parametrize("case", CASES)
def test_the_tree_is_mended(case: str) -> None:
    given, expected = CASES[case]

    assert mended(*given) == tuple(expected)
