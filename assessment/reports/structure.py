"""The structure tree of a finished PDF as plain nodes: read from WeasyPrint's objects, written back to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self, TypeAlias

import pydyf

from assessment.reports.tagging import Source

#: A pydyf PDF and its objects, which have no types.
Pdf: TypeAlias = Any
PdfObject: TypeAlias = Any


@dataclass(frozen=True)
class Mark:
    """A piece of marked content: its number on its page."""

    page: bytes
    number: int


@dataclass(frozen=True)
class Link:
    """The annotation that makes an element clickable, by the reference of the object that names it."""

    reference: bytes


@dataclass(eq=False)
class Node:
    """One structure element with its kids in reading order; ``kind`` is its structure type without the slash."""

    element: pydyf.Dictionary
    source: Source | None = None
    kids: "list[Node | Mark | Link]" = field(default_factory=list)
    kind: str = field(init=False)

    def __post_init__(self) -> None:
        """Take the type from the element; writing the tree puts it back."""
        self.kind = str(self.element["S"]).removeprefix("/")

    @property
    def page(self) -> bytes | None:
        """The page on which the element begins."""
        page: bytes | None = self.element.get("Pg")
        return page

    def nodes(self) -> "Iterator[Node]":
        """List the kids that are structure elements."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    def walk(self) -> "Iterator[Node]":
        """List the node and everything below it, in reading order."""
        yield self
        for kid in self.nodes():
            yield from kid.walk()


@dataclass
class Tree:
    """The whole tree of one PDF."""

    pdf: Pdf
    root: Node

    @classmethod
    def read(cls, pdf: Pdf, sources: Mapping[int, Source]) -> Self:
        """Read the tree as WeasyPrint built it."""
        top = _resolve(pdf, pdf.catalog["StructTreeRoot"])
        return cls(pdf, _read(pdf, top["K"][0], sources))

    def write(self) -> None:
        """Put the tree back: kids, parents, and the table from marks and annotations to elements."""
        pages = {reference: index for index, reference in enumerate(self.pdf.page_references)}
        marks: dict[int, dict[int, bytes]] = {index: {} for index in pages.values()}
        annotations: dict[int, bytes] = {}
        for node in self.root.walk():
            node.element["S"] = f"/{node.kind}"
            entries = [self._entry(node, kid) for kid in node.kids]
            node.element["K"] = entries[0] if len(entries) == 1 else pydyf.Array(entries)
            for kid in node.kids:
                match kid:
                    case Node():
                        kid.element["P"] = node.element.reference
                    case Mark(page, number):
                        marks[pages[page]][number] = node.element.reference
                    case Link(reference):
                        annotation = _resolve(self.pdf, _resolve(self.pdf, reference)["Obj"])
                        annotations[annotation["StructParent"]] = node.element.reference
        self._write_parents(marks, annotations)
        self._empty_the_rest()

    def _entry(self, node: Node, kid: Node | Mark | Link) -> PdfObject:
        match kid:
            case Node(element):
                return element.reference
            case Link(reference):
                return reference
            case Mark(page, number) if page == node.page:
                return number
            case Mark(page, number):
                return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": number})

    def _write_parents(self, marks: dict[int, dict[int, bytes]], annotations: dict[int, bytes]) -> None:
        top = _resolve(self.pdf, self.pdf.catalog["StructTreeRoot"])
        numbers = pydyf.Array()
        for page, parents in sorted(marks.items()):
            numbers += [page, pydyf.Array([parents[number] for number in sorted(parents)])]
        for key, parent in sorted(annotations.items()):
            numbers += [key, parent]
        _resolve(self.pdf, top["ParentTree"])["Nums"] = numbers
        top["ParentTreeNextKey"] = len(marks) + len(annotations)

    def _empty_the_rest(self) -> None:
        """Object numbers are positions, so an element that is no longer in the tree stays as an empty object."""
        kept = {id(node.element) for node in self.root.walk()}
        for thing in self.pdf.objects:
            if isinstance(thing, pydyf.Dictionary) and thing.get("Type") == "/StructElem" and id(thing) not in kept:
                thing.clear()


def _read(pdf: Pdf, reference: bytes, sources: Mapping[int, Source]) -> Node:
    element = _resolve(pdf, reference)
    node = Node(element, sources.get(element.number))
    for kid in element["K"]:
        if isinstance(kid, int):
            # Numbers below zero stand for text boxes in which nothing is drawn.
            node.kids += [Mark(element["Pg"], kid)] if kid >= 0 else []
        elif _resolve(pdf, kid).get("Type") == "/OBJR":
            node.kids.append(Link(kid))
        else:
            node.kids.append(_read(pdf, kid, sources))
    return node


def _resolve(pdf: Pdf, reference: bytes) -> PdfObject:
    return pdf.objects[int(reference.split()[0])]
