"""Mends the structure tree of a finished PDF so that a screen reader meets what the author wrote, not how it was set.

WeasyPrint makes one tag for every fragment: a table that runs over three pages becomes three tables, a sentence in
bold over two lines two spans, and every line of a paragraph a span of its own. Here fragments of one HTML element
become one element again, lists and tables get the kids that the standard allows them, and the contents become a TOC.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from assessment.reports.structure import Link, Mark, Node

#: Block-level elements that may hold marked content themselves, so that their lines need no element of their own.
TEXT_HOLDERS: Final = frozenset(
    {"P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TH", "TD", "Caption", "Span", "Reference", "Quote"}
)

#: What the standard lets these elements contain; anything else between them and their kids is taken away.
ALLOWED: Final = {
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}

#: Elements that only group others; text straight inside them belongs into a paragraph.
GROUPS: Final = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "NonStruct"})
INLINE: Final = frozenset({"Span", "Link", "Code", "Quote", "Reference"})

#: Elements that say something even when they are empty.
KEPT_EMPTY: Final = frozenset({"TD", "TH", "Document"})


def mend(root: Node) -> None:
    """Change the tree in place; the order of the content stays as it is."""
    for step in STEPS:
        _each(root, step)


def _each(node: Node, step: Callable[[Node], None]) -> None:
    pending = [node]
    while pending:
        current = pending.pop()
        step(current)
        pending += [kid for kid in current.kids if isinstance(kid, Node)]


def _join(node: Node) -> None:
    """Make one kid of neighbours that come from the same HTML element; cells of a broken row meet out of order."""
    joined: list[Node | Mark | Link] = []
    for kid in node.kids:
        earlier = _earlier_part(kid, joined, anywhere=node.kind == "TR")
        if isinstance(kid, Node) and earlier is not None:
            earlier.kids += kid.kids
        else:
            joined.append(kid)
    node.kids = joined


def _earlier_part(kid: Node | Mark | Link, joined: list[Node | Mark | Link], *, anywhere: bool) -> Node | None:
    if not isinstance(kid, Node) or kid.source is None or kid.kind == "Figure":
        return None
    candidates = reversed(joined) if anywhere else joined[-1:]
    for other in candidates:
        if isinstance(other, Node) and other.source == kid.source and other.kind == kid.kind:
            return other
    return None


def _name_links(node: Node) -> None:
    """Make ordinary text of links that lead nowhere and of what CSS puts before or after a link."""
    if node.kind == "Link" and not any(isinstance(kid, Link) for kid in node.kids):
        node.kind = "Span"


def _make_contents(node: Node) -> None:
    """Make a table of contents of each list inside ``nav``."""
    if node.source is None or node.source.tag != "nav":
        return
    for inner in node.walk():
        match inner.kind:
            case "L":
                inner.kind = "TOC"
            case "LI":
                inner.kind = "TOCI"
            case "LBody":
                links = any(kid.kind == "Link" for kid in inner.nodes())
                inner.kind = "Reference" if links else "NonStruct"


def _pair_terms(node: Node) -> None:
    """Make one list item of a term and its descriptions: the term its label, the descriptions its body."""
    if node.source is None or node.source.tag != "dl" or node.kind != "L":
        return
    node.kids = list(_unwrapped(node.kids, ALLOWED["L"]))
    items: list[Node | Mark | Link] = []
    for kid in node.kids:
        part = kid.source.tag if isinstance(kid, Node) and kid.source else ""
        if part == "dd" and items and isinstance(kid, Node) and isinstance(items[-1], Node):
            items[-1].kids += kid.kids
            continue
        if part == "dt" and isinstance(kid, Node):
            for body in kid.nodes():
                body.kind = "Lbl"
        items.append(kid)
    node.kids = items


def _hoist(node: Node) -> None:
    """Take away wrappers that stand where the standard allows only certain kids."""
    if (allowed := ALLOWED.get(node.kind)) is not None:
        node.kids = list(_unwrapped(node.kids, allowed))


def _unwrapped(kids: Iterable[Node | Mark | Link], allowed: set[str]) -> Iterator[Node | Mark | Link]:
    for kid in kids:
        if isinstance(kid, Node) and kid.kind not in allowed and kid.kind in {"NonStruct", "Div", "Span"}:
            yield from _unwrapped(kid.kids, allowed)
        else:
            yield kid


def _drop_empty(node: Node) -> None:
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or _has_content(kid)]


def _has_content(node: Node) -> bool:
    return node.kind in KEPT_EMPTY or any(not isinstance(kid, Node) or _has_content(kid) for kid in node.kids)


def _settle_wrappers(node: Node) -> None:
    """Make a paragraph of a wrapper around bare text in a group, and take away wrappers that say nothing."""
    node.kids = list(_settled(node.kids, node.kind))


def _settled(kids: Iterable[Node | Mark | Link], parent: str) -> Iterator[Node | Mark | Link]:
    for kid in kids:
        if not isinstance(kid, Node) or kid.kind not in {"NonStruct", "Div"}:
            yield kid
        elif parent in GROUPS and _is_inline(kid):
            kid.kind = "P"
            yield kid
        elif kid.kind == "NonStruct" and _is_bare(kid):
            yield from _settled(kid.kids, parent)
        else:
            yield kid


def _is_inline(node: Node) -> bool:
    return all(not isinstance(kid, Node) or kid.kind in INLINE for kid in node.kids)


def _take_in_lines(node: Node) -> None:
    """Make the lines of a paragraph its own content."""
    if node.kind not in TEXT_HOLDERS:
        return
    kids: list[Node | Mark | Link] = []
    for kid in node.kids:
        if isinstance(kid, Node) and kid.source is None and kid.kind == "Span" and _is_bare(kid):
            kids += kid.kids
        else:
            kids.append(kid)
    node.kids = kids


def _is_bare(node: Node) -> bool:
    return not node.entries


#: In this order: first what belongs together, then what it is called, then what is superfluous.
STEPS: Final = (
    _join,
    _name_links,
    _make_contents,
    _pair_terms,
    _hoist,
    _drop_empty,
    _settle_wrappers,
    _take_in_lines,
)
