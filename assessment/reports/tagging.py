"""Tags what WeasyPrint draws: a hook on three of its functions, for WeasyPrint 70 only.

While it draws, this module adds what only the drawing knows: which content is no content (running heads, page numbers,
leaders, repeated table heads, whatever is ``aria-hidden``) and the text of scripts that glyphs do not spell. When all
is drawn, ``elements`` makes the structure tree from the boxes, and ``mending`` mends it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any, Final, TypeAlias

import pydyf
import weasyprint
from fontTools.ttLib import TTFont
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags as upstream
from weasyprint.pdf.stream import Stream

from assessment.reports.elements import Elements, real
from assessment.reports.scripts import GlyphTexts, spoken_text

#: WeasyPrint's own objects, which have no types.
Box: TypeAlias = Any
Page: TypeAlias = Any
Pdf: TypeAlias = Any
PdfStream: TypeAlias = Any
Font: TypeAlias = Any

SUPPORTED: Final = "70."

#: The private names on which the hook rests; ``tests/reports/test_pdf_hook.py`` watches what is behind them.
BUILD: Final = "_build_box_tree"
PAGE_BOX: Final = "_page_box"
STREAM_TAGS: Final = "_tags"

PAGINATION: Final[Mapping[str, str]] = {"top": "Header", "bottom": "Footer"}

_build_box_tree = getattr(upstream, BUILD)
_marked = Stream.marked
_add_font = Stream.add_font


@dataclass
class Tagger:
    """What is known about one document while its pages are drawn."""

    pages: Sequence[Page]
    artifacts: dict[int, pydyf.Dictionary] = field(default_factory=dict)
    marks: Counter[int] = field(default_factory=Counter)
    elements: Elements = field(init=False)

    def __post_init__(self) -> None:
        """Find the content that is no content, page by page and in reading order."""
        self.elements = Elements(self.pages, self.artifacts)
        heads: set[int] = set()
        for page in self.pages:
            for child in getattr(page, PAGE_BOX).children:
                self._find_artifacts(real(child), None, heads)

    def _find_artifacts(self, box: Box, kind: pydyf.Dictionary | None, heads: set[int]) -> None:
        kind = kind or _artifact_kind(box, heads)
        if kind is not None:
            self.artifacts[id(box)] = kind
        for child in box.children:
            self._find_artifacts(real(child), kind, heads)

    def build(self, box: Box, *rest: Any) -> Iterator[pydyf.Dictionary]:  # noqa: ANN401 - passed on as they come
        """Add a page to the tree and give WeasyPrint no element to keep. Stands in for WeasyPrint's function."""
        *_, page, _, _, tags = rest
        self.elements.add_page(box, page, tags)
        return iter(())

    def mark(self, stream: PdfStream, box: Box, tag: str) -> None:
        """Begin marked content, as an artifact or as a numbered piece of the tree with the text it stands for."""
        if (kind := self.artifacts.get(id(box))) is not None:
            stream.begin_marked_content("Artifact", kind)
            return
        tags = getattr(stream, STREAM_TAGS)
        text = box.text if isinstance(box, boxes.TextBox) else None
        if text is not None and not text.strip():
            stream.begin_marked_content("Artifact")
            return
        number = self.marks[id(tags)]
        self.marks[id(tags)] += 1
        tags[box] = {"tag": tag, "mcid": number}
        spoken = spoken_text(text) if text else None
        said = b"" if spoken is None else b"/ActualText " + pydyf.String(spoken).data
        stream.stream.append(b"/%b <</MCID %d%b>> BDC" % (tag.encode(), number, said))


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
    try:
        yield
    finally:
        setattr(upstream, BUILD, _build_box_tree)
        Stream.marked, Stream.add_font = _marked, _add_font


def _add_font_with_texts(stream: PdfStream, pango_font: object) -> tuple[Any, float]:
    font, size = _add_font(stream, pango_font)
    if not isinstance(font.to_unicode, GlyphTexts):
        font.to_unicode = GlyphTexts(_glyphs(font))
    return font, size


def _glyphs(font: Font) -> Callable[[str], int | None]:
    """Return what gives a letter's own glyph; the font is read when that is first asked, which few documents do."""

    @cache
    def names() -> dict[int, str]:
        found: dict[int, str] = opened().getBestCmap()
        return found

    @cache
    def opened() -> TTFont:
        return TTFont(BytesIO(font.file_content), fontNumber=max(font.index, 0), lazy=True)

    def glyph_of(letter: str) -> int | None:
        name = names().get(ord(letter))
        return None if name is None else int(opened().getGlyphID(name))

    return glyph_of


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
