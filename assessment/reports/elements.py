"""Makes a node of the structure tree for each box that was drawn, with its language, scope and description.

It stands in for WeasyPrint's own function, whose elements would have to be read back, joined and thrown away by half:
that one makes an element for every line of every paragraph.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import pydyf
from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from assessment.reports.structure import Link, Mark, Node, Source

#: WeasyPrint's own objects, which have no types.
Box: TypeAlias = Any
Page: TypeAlias = Any
Tags: TypeAlias = dict[Box, dict[str, Any]]

PLACED_BOX: Final = "_box"
SVG: Final = "{http://www.w3.org/2000/svg}"
LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
POINTS_PER_PIXEL: Final = 0.75

#: Structure types of HTML elements; all others say nothing.
TYPES: Final[Mapping[str, str]] = {
    **{name: name.upper() for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "th", "td")},
    **dict.fromkeys(("span", "strong", "em", "b", "i", "u", "s", "bdi", "bdo", "small", "abbr", "cite"), "Span"),
    **dict.fromkeys(("dfn", "mark", "time", "data", "sub", "sup", "var", "kbd", "samp"), "Span"),
    **dict.fromkeys(("div", "header", "footer", "figure", "address", "hgroup"), "Div"),
    **dict.fromkeys(("section", "nav", "aside"), "Sect"),
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    **dict.fromkeys(("li", "dt", "dd"), "LI"),
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
    **dict.fromkeys(("img", f"{SVG}svg"), "Figure"),
    "a": "Link",
    "article": "Art",
    "blockquote": "BlockQuote",
    "code": "Code",
    "main": "Part",
    "q": "Quote",
    "table": "Table",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "thead": "THead",
}
#: Structure types of what CSS puts into an element; the rest are spans.
PSEUDO_TYPES: Final[Mapping[tuple[str, str], str]] = {("li", "marker"): "Lbl", ("a", ""): "Link"}
NOTHING: Final = "NonStruct"

#: What the nameless boxes inside an element are not: a second element of its kind.
BLOCKS: Final = frozenset({"Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "P"}) | {
    f"H{level}" for level in range(1, 7)
}

#: Elements that hold the pieces of their text themselves; in others each line is a span.
HOLDERS: Final = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TH", "TD", "Caption"}) | {
    "Span",
    "Reference",
    "Quote",
    "Link",
    NOTHING,
}

SCOPES: Final[Mapping[str, str]] = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}


@dataclass
class Elements:
    """The tree of one document, page by page."""

    pages: Sequence[Page]
    artifacts: Mapping[int, pydyf.Dictionary]
    root: Node = field(default_factory=lambda: Node("Document"))
    undescribed: int = 0

    def add_page(self, box: Box, page: int, tags: Tags) -> None:
        """Add what stands on a page; every entry of ``tags`` is used up."""
        self._add_all(box.children, self.root, page, tags)

    def _add_all(self, children: Sequence[Box], parent: Node, page: int, tags: Tags) -> None:
        for child in children:
            if isinstance(child, boxes.LineBox):
                self._add_all(child.children, parent, page, tags)
            elif isinstance(child, boxes.TextBox):
                _add_text(child, parent, page, tags)
            else:
                self._add(real(child), parent, page, tags)

    def _add(self, box: Box, parent: Node, page: int, tags: Tags) -> None:
        if id(box) in self.artifacts:
            return
        if box.element is not None and box.element_tag in {"html", "body"}:
            self._add_all(box.children, parent, page, tags)
            return
        node = self._open(box, parent, page)
        for child in _children(box) if node.kind == "Table" else box.children:
            # The standard knows a list inside a list, but none inside an item.
            outside = node.kind == "LI" and real(child).element_tag in {"ul", "ol"}
            self._add_all([child], parent if outside else node, page, tags)
        if isinstance(box, boxes.ReplacedBox):
            node.kids.append(Mark(page, tags.pop(box)["mcid"]))

    def _open(self, box: Box, parent: Node, page: int) -> Node:
        """Give the new, described node of a box; an item without a marker gets a node for its body as well."""
        kind = _kind(box, parent.kind)
        if kind == "LI" and not _has_marker(box):
            parent = _node("LI", box, parent, page)
            kind = "LBody"
        node = _node(kind, box, parent, page)
        match kind:
            case "TH" | "TD":
                _describe_cell(node, box)
            case "Figure":
                self._describe_figure(node, box)
        if box.link_annotation:
            node.kids.append(Link(page, box.link_annotation))
            if kind == "Link":
                box.link_annotation["Contents"] = pydyf.String(_words(box))
        return node

    def _describe_figure(self, node: Node, box: Box) -> None:
        if alternative := _alternative(box.element):
            node.enter("Alt", pydyf.String(alternative))
        else:
            self.undescribed += 1
        # WeasyPrint writes CSS pixels from the top of the page; PDF counts points from its bottom.
        # What is cut off at the edge of the page does not count.
        page = self.pages[node.page or 0]
        left, top = box.content_box_x(), box.content_box_y()
        across = [min(max(value, 0), page.width) for value in (left, left + box.width)]
        down = [min(max(value, 0), page.height) for value in (top, top + box.height)]
        corners = (across[0], page.height - down[1], across[1], page.height - down[0])
        place = pydyf.Array([round(value * POINTS_PER_PIXEL, 2) for value in corners])
        node.enter("A", pydyf.Dictionary({"O": "/Layout", "BBox": place}))


def real(box: Box) -> Box:
    """Give the box that an absolutely placed one stands for."""
    return getattr(box, PLACED_BOX) if isinstance(box, AbsolutePlaceholder) else box


def _node(kind: str, box: Box, parent: Node, page: int) -> Node:
    node = Node(kind, page)
    if box.element is not None:
        node.source = Source(id(box.element), box.element_tag)
        if (language := box.element.attrib.get("lang")) and LANGUAGE_TAG.fullmatch(language):
            node.enter("Lang", pydyf.String(language))
    parent.kids.append(node)
    return node


def _add_text(box: Box, parent: Node, page: int, tags: Tags) -> None:
    if (tag := tags.pop(box, None)) is None:
        # White space, in which nothing is drawn.
        return
    mark = Mark(page, tag["mcid"])
    parent.kids.append(mark if parent.kind in HOLDERS else Node(tag["tag"], page, kids=[mark]))


def _kind(box: Box, parent: str) -> str:
    """Give the structure type of a box; nameless boxes inside a block, a cell or an item's body have none."""
    name, _, pseudo = ("" if box.element is None else box.element_tag).partition("::")
    if pseudo:
        return PSEUDO_TYPES.get((name, pseudo)) or PSEUDO_TYPES.get((name, "")) or "Span"
    match TYPES.get(name, NOTHING), parent:
        case kind, _ if kind in BLOCKS and isinstance(box.style, AnonymousStyle):
            return NOTHING
        case ("TD" | "TH", "TD" | "TH") | ("LI", "LBody"):
            return NOTHING
        case "LI", "LI":
            return "LBody"
        case kind, _:
            return kind


def _has_marker(box: Box) -> bool:
    style = box.style
    return box.element_tag == "li" and "list-item" in style["display"] and style["list_style_type"] != "none"


def _describe_cell(node: Node, box: Box) -> None:
    attributes = pydyf.Dictionary({"O": "/Table"})
    if box.colspan != 1:
        attributes["ColSpan"] = box.colspan
    if box.rowspan != 1:
        attributes["RowSpan"] = box.rowspan
    if node.kind == "TH":
        # A head cell that says nothing heads its column, as HTML has it for the usual table.
        attributes["Scope"] = f"/{SCOPES.get(box.element.attrib.get('scope', ''), 'Column')}"
    if len(attributes) > 1:
        node.enter("A", attributes)


def _children(table: Box) -> Iterator[Box]:
    """List the rows and captions of a table, whose wrapper holds another table."""
    inner = table.get_wrapped_table() if table.is_table_wrapper else None
    for child in table.children:
        if inner is not None and child is inner:
            yield from inner.children
        else:
            yield child


def _alternative(element: Any) -> str:  # noqa: ANN401 - an element of the HTML tree, which has no type
    if element.tag != f"{SVG}svg":
        return str(element.attrib.get("alt", ""))
    texts = [element.attrib.get("aria-label", "")]
    for name in ("title", "desc"):
        found = element.find(f"{SVG}{name}")
        texts.append("" if found is None else " ".join("".join(found.itertext()).split()))
    return " ".join(text if text.endswith((".", "!", "?")) else f"{text}." for text in texts if text)


def _words(box: Box) -> str:
    """Give the author's words in a box, without what CSS puts before and after them."""
    texts = (part for part in box.descendants() if isinstance(part, boxes.TextBox))
    return " ".join("".join(text.text for text in texts if "::" not in text.element_tag).split())
