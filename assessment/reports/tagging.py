"""Completes the tags while WeasyPrint draws: a hook on three of its functions, for WeasyPrint 70 only.

WeasyPrint gives the structure tree, the roles and the mapping from marked content to tags. While it draws, this
module adds what only the drawing knows: which content is no content (running heads, page numbers, leaders, repeated
table heads, whatever is ``aria-hidden``), the text of scripts that glyphs do not spell, and for each element of the
tree its language, scope, description and the HTML element it came from. ``mending`` then mends the finished tree.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import pydyf
import weasyprint
from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags as upstream
from weasyprint.pdf.stream import Stream

from assessment.reports.scripts import GlyphTexts, spoken_text

#: WeasyPrint's own objects, which have no types.
Box: TypeAlias = Any
Page: TypeAlias = Any
Pdf: TypeAlias = Any
PdfStream: TypeAlias = Any

SUPPORTED: Final = "70."

#: The private names on which the hook rests; ``tests/reports/test_pdf_hook.py`` watches what is behind them.
BUILD: Final = "_build_box_tree"
PAGE_BOX: Final = "_page_box"
PLACED_BOX: Final = "_box"
STREAM_TAGS: Final = "_tags"

SVG: Final = "{http://www.w3.org/2000/svg}"
LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
POINTS_PER_PIXEL: Final = 0.75

#: Structure types for the elements that WeasyPrint leaves without meaning.
TYPES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("strong", "em", "b", "i", "u", "s", "bdi", "bdo", "small", "abbr", "cite", "dfn"), "Span"),
    **dict.fromkeys(("mark", "time", "data", "sub", "sup", "var", "kbd", "samp"), "Span"),
    **dict.fromkeys(("header", "footer", "figure", "address", "hgroup"), "Div"),
    **dict.fromkeys(("nav", "aside"), "Sect"),
    "code": "Code",
    "q": "Quote",
}

#: What WeasyPrint also calls the nameless boxes inside an element; they are no second element.
BLOCKS: Final = frozenset(
    f"/{kind}"
    for kind in ("Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "P", "H1", "H2", "H3", "H4", "H5", "H6")
)

SCOPES: Final[Mapping[str, str]] = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}

PAGINATION: Final[Mapping[str, str]] = {"top": "Header", "bottom": "Footer"}

_build_box_tree = getattr(upstream, BUILD)
_marked = Stream.marked
_add_font = Stream.add_font
_page_references = pydyf.PDF.page_references


@dataclass(frozen=True)
class Source:
    """Where a tag comes from: the HTML element (by identity), and the tag with its pseudo-element."""

    element: int
    tag: str


@dataclass
class Tagger:
    """What is known about one document while its pages are drawn."""

    pages: Sequence[Page]
    artifacts: dict[int, pydyf.Dictionary] = field(default_factory=dict)
    sources: dict[int, Source] = field(default_factory=dict)
    marks: Counter[int] = field(default_factory=Counter)
    undescribed: int = 0

    def __post_init__(self) -> None:
        """Find the content that is no content, page by page and in reading order."""
        heads: set[int] = set()
        for page in self.pages:
            for child in getattr(page, PAGE_BOX).children:
                self._find_artifacts(_real(child), None, heads)

    def _find_artifacts(self, box: Box, kind: pydyf.Dictionary | None, heads: set[int]) -> None:
        kind = kind or _artifact_kind(box, heads)
        if kind is not None:
            self.artifacts[id(box)] = kind
            if isinstance(box, boxes.TableCellBox):
                # WeasyPrint connects head cells by this attribute, which only tagged cells get.
                box.mark = pydyf.Dictionary({"A": pydyf.Dictionary()})
        for child in box.children:
            self._find_artifacts(_real(child), kind, heads)

    def build(self, box: Box, *rest: Any) -> Iterator[pydyf.Dictionary]:  # noqa: ANN401 - passed on as they come
        """Give the tags of a box, described; none for an artifact. Stands in for WeasyPrint's function."""
        box = _real(box)
        if id(box) in self.artifacts:
            return
        page_number = rest[2]
        for element in _build_box_tree(box, *rest):
            if not isinstance(box, boxes.PageBox) and box.element is not None:
                self._describe(box, element, page_number)
            yield element

    def mark(self, stream: PdfStream, box: Box, tag: str) -> None:
        """Begin marked content, as an artifact or as a numbered piece of the tree with the text it stands for."""
        if (kind := self.artifacts.get(id(box))) is not None:
            stream.begin_marked_content("Artifact", kind)
            return
        tags = getattr(stream, STREAM_TAGS)
        text = box.text if isinstance(box, boxes.TextBox) else None
        if text is not None and not text.strip():
            # WeasyPrint looks up every text box; a number below zero tells ``structure`` that nothing is drawn.
            tags[box] = {"tag": tag, "mcid": -1 - len(tags)}
            stream.begin_marked_content("Artifact")
            return
        number = self.marks[id(tags)]
        self.marks[id(tags)] += 1
        tags[box] = {"tag": tag, "mcid": number}
        properties = pydyf.Dictionary({"MCID": number})
        if text and (spoken := spoken_text(text)):
            properties["ActualText"] = pydyf.String(spoken)
        stream.begin_marked_content(tag, properties)

    def _describe(self, box: Box, element: pydyf.Dictionary, page_number: int) -> None:
        if box.element_tag in {"html", "body"}:
            return
        attributes = box.element.attrib
        self.sources[element.number] = Source(id(box.element), box.element_tag)
        if LANGUAGE_TAG.fullmatch(attributes.get("lang", "")):
            element["Lang"] = pydyf.String(attributes["lang"])
        match element["S"]:
            case kind if kind in BLOCKS and isinstance(box.style, AnonymousStyle):
                element["S"] = "/NonStruct"
            case "/NonStruct":
                element["S"] = f"/{_structure_type(box.element_tag)}"
            case "/TH":
                # A head cell that says nothing heads its column, as HTML has it for the usual table.
                element["A"]["Scope"] = f"/{SCOPES.get(attributes.get('scope', ''), 'Column')}"
            case "/Figure":
                self._describe_figure(box, element, page_number)
            case "/Link" if box.link_annotation:
                box.link_annotation["Contents"] = pydyf.String(_words(box))

    def _describe_figure(self, box: Box, element: pydyf.Dictionary, page_number: int) -> None:
        if alternative := _alternative(box.element):
            element["Alt"] = pydyf.String(alternative)
        else:
            self.undescribed += 1
        # WeasyPrint writes CSS pixels from the top of the page; PDF counts points from its bottom.
        # What is cut off at the edge of the page does not count.
        page = self.pages[page_number]
        left, top = box.content_box_x(), box.content_box_y()
        across = [min(max(value, 0), page.width) for value in (left, left + box.width)]
        down = [min(max(value, 0), page.height) for value in (top, top + box.height)]
        corners = (across[0], page.height - down[1], across[1], page.height - down[0])
        element["A"]["BBox"] = pydyf.Array([round(value * POINTS_PER_PIXEL, 2) for value in corners])


@contextmanager
def hooked(tagger: Tagger) -> Iterator[None]:
    """While this context lasts, WeasyPrint draws and tags as ``tagger`` says. One document at a time."""
    if not weasyprint.__version__.startswith(SUPPORTED):
        raise RuntimeError(f"the tagging hook is written for WeasyPrint {SUPPORTED}*, not {weasyprint.__version__}")

    @contextmanager
    def marked(stream: PdfStream, box: Box, tag: str) -> Iterator[None]:
        tagger.mark(stream, box, tag)
        yield
        stream.end_marked_content()

    setattr(upstream, BUILD, tagger.build)
    Stream.marked, Stream.add_font = marked, _add_font_with_texts
    pydyf.PDF.page_references = property(_remembered_page_references)
    try:
        yield
    finally:
        setattr(upstream, BUILD, _build_box_tree)
        Stream.marked, Stream.add_font = _marked, _add_font
        pydyf.PDF.page_references = _page_references


def _add_font_with_texts(stream: PdfStream, pango_font: object) -> tuple[Any, float]:
    font, size = _add_font(stream, pango_font)
    if not isinstance(font.to_unicode, GlyphTexts):
        font.to_unicode = GlyphTexts()
    return font, size


def _remembered_page_references(pdf: Pdf) -> tuple[bytes, ...]:
    """Give the references of all pages; pydyf makes the list anew for every tag, which grows with the square."""
    known: tuple[bytes, ...] = getattr(pdf, "remembered_pages", ())
    if len(known) != pdf.pages["Count"]:
        known = pdf.remembered_pages = _page_references.fget(pdf)
    return known


def _artifact_kind(box: Box, heads: set[int]) -> pydyf.Dictionary | None:
    """Give the property list of an artifact that begins at this box; remember the table heads seen before."""
    if isinstance(box, boxes.MarginBox):
        edge = box.at_keyword.lstrip("@").partition("-")[0]
        subtype = {"Subtype": f"/{PAGINATION[edge]}"} if edge in PAGINATION else {}
        return pydyf.Dictionary({"Type": "/Pagination", **subtype})
    if box.is_leader:
        return pydyf.Dictionary({"Type": "/Layout"})
    if box.element is None:
        return None
    if isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
        if id(box.element) in heads:
            return pydyf.Dictionary({"Type": "/Pagination"})
        heads.add(id(box.element))
    return pydyf.Dictionary({"Type": "/Layout"}) if box.element.attrib.get("aria-hidden") == "true" else None


def _structure_type(tag: str) -> str:
    name, _, pseudo = tag.partition("::")
    return "Span" if pseudo else TYPES.get(name, "NonStruct")


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


def _real(box: Box) -> Box:
    return getattr(box, PLACED_BOX) if isinstance(box, AbsolutePlaceholder) else box
