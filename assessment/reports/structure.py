"""The structure tree of a PDF as plain nodes, which ``elements`` makes and ``mending`` mends; and how it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import pydyf

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A pydyf PDF and its objects, which have no types.
Pdf: TypeAlias = Any
PdfObject: TypeAlias = Any


class Source(NamedTuple):
    """Where a node comes from: the HTML element (by identity), and the tag with its pseudo-element."""

    element: int
    tag: str


class Mark(NamedTuple):
    """A piece of marked content: the index of its page and its number there."""

    page: int
    number: int


class Link(NamedTuple):
    """The annotation that makes an element clickable, and the index of its page."""

    page: int
    annotation: PdfObject


@dataclass(eq=False, slots=True)
class Node:
    """One structure element with its kids in reading order.

    ``kind`` is its structure type without the slash, ``page`` the index of the page on which it begins, ``entries``
    what it says besides: language, alternative text, attributes.
    """

    kind: str
    page: int | None = None
    source: Source | None = None
    kids: list[Node | Mark | Link] = field(default_factory=list)
    entries: dict[str, PdfObject] | None = None

    def nodes(self) -> Iterator[Node]:
        """List the kids that are structure elements."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    def walk(self) -> Iterator[Node]:
        """List the node and everything below it, in reading order."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            pending += [kid for kid in reversed(node.kids) if isinstance(kid, Node)]

    def enter(self, key: str, value: PdfObject) -> None:
        """Add an entry."""
        if self.entries is None:
            self.entries = {}
        self.entries[key] = value


@dataclass
class Written:
    """An object of the file whose bytes are final; pydyf would make, and pack, the bytes of each twice."""

    data: bytes
    number: int
    compressible: bool
    generation: int = 0
    free: str = "n"
    offset: int = 0

    @property
    def reference(self) -> bytes:
        """How other objects name this one."""
        return b"%d 0 R" % self.number

    @property
    def indirect(self) -> bytes:
        """The object as it stands in the file."""
        return b"%d 0 obj\n%b\nendobj" % (self.number, self.data)


def write(pdf: Pdf, root: Node) -> None:
    """Put the tree into the file: the elements, and the table that leads from marks and annotations to them.

    The root stands for the document element, which WeasyPrint has made; every other node becomes a new object.
    """
    top = _resolve(pdf, pdf.catalog["StructTreeRoot"])
    document = _resolve(pdf, top["K"][0])
    pages: tuple[bytes, ...] = pdf.page_references
    nodes = list(root.walk())
    references = {id(node): b"%d 0 R" % number for number, node in enumerate(nodes[1:], len(pdf.objects))}
    references[id(root)] = document.reference
    parents = {id(kid): references[id(node)] for node in nodes for kid in node.nodes()}
    for node in nodes[1:]:
        place = b"/S /%b/P %b/Pg %b" % (node.kind.encode(), parents[id(node)], pages[node.page or 0])
        data = b"<</Type /StructElem%b%b/K %b>>" % (place, _extra(node), _kids(node, references, pages))
        pdf.objects.append(Written(data, len(pdf.objects), compressible=True))
    document["K"] = pydyf.Array(references[id(kid)] for kid in root.nodes())
    _write_parents(pdf, top, nodes, references)


def _extra(node: Node) -> bytes:
    return pydyf.Dictionary(node.entries).data[2:-2] if node.entries else b""


def _kids(node: Node, references: dict[int, bytes], pages: tuple[bytes, ...]) -> bytes:
    kids: list[bytes] = []
    for kid in node.kids:
        match kid:
            case Mark(page, number) if page == node.page:
                kids.append(b"%d" % number)
            case Mark(page, number):
                kids.append(b"<</Type /MCR/Pg %b/MCID %d>>" % (pages[page], number))
            case Link(page, annotation):
                kids.append(b"<</Type /OBJR/Pg %b/Obj %b>>" % (pages[page], annotation.reference))
            case Node():
                kids.append(references[id(kid)])
    return kids[0] if len(kids) == 1 else b"[%b]" % b" ".join(kids)


def _write_parents(pdf: Pdf, top: PdfObject, nodes: list[Node], references: dict[int, bytes]) -> None:
    marks: list[dict[int, bytes]] = [{} for _ in pdf.page_references]
    links: list[tuple[PdfObject, bytes]] = []
    for node in nodes:
        for kid in node.kids:
            match kid:
                case Mark(page, number):
                    marks[page][number] = references[id(node)]
                case Link(_, annotation):
                    links.append((annotation, references[id(node)]))
    numbers = pydyf.Array()
    for page, parents in enumerate(marks):
        numbers += [page, pydyf.Array(parents[number] for number in sorted(parents))]
    for key, (annotation, parent) in enumerate(links, len(marks)):
        annotation["StructParent"] = key
        numbers += [key, parent]
    _resolve(pdf, top["ParentTree"])["Nums"] = numbers
    top["ParentTreeNextKey"] = len(marks) + len(links)


def _resolve(pdf: Pdf, reference: bytes) -> PdfObject:
    return pdf.objects[int(reference.split()[0])]
