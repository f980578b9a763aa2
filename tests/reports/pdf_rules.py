"""Our own reading of PDF/UA-1 and PDF/A-3a, as far as a program can tell: each rule lists what is wrong.

``findings`` reads a file and gives every finding as a line; an accessible archival report gives none. The rules were
written from ISO 14289-1 and ISO 19005-3; the clause stands beside each.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pikepdf
from pikepdf import Name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: An object of the file, which has no type before it is looked at.
PdfObject: TypeAlias = Any
NONE: Final[PdfObject] = {}

GROUPING: Final = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "NonStruct"}
BLOCKS: Final = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"}
TABLES: Final = {"Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"}
INLINE: Final = {"Span", "Quote", "Reference", "Code", "Link", "Figure"}
STANDARD: Final = GROUPING | BLOCKS | TABLES | INLINE

#: Which kids an element may have, where the standard says so (ISO 32000-1, 14.8.4).
KIDS: Final = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
PARENTS: Final = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass
class Element:
    """A structure element, read."""

    kind: str
    parent: str
    data: PdfObject
    page: PdfObject
    kids: list[Element]
    marks: list[tuple[tuple[int, int], int]]  # (page object, number)
    annotations: list[Any]

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()


def read_tree(pdf: pikepdf.Pdf) -> Element:
    top = pdf.Root.StructTreeRoot.K
    return _read(top[0] if isinstance(top, pikepdf.Array) else top, "StructTreeRoot", None)


def _read(data: PdfObject, parent: str, page: PdfObject) -> Element:
    page = data.get("/Pg", page)
    element = Element(str(data.S)[1:], parent, data, page, [], [], [])
    kids = data.get("/K", [])
    for kid in kids if isinstance(kids, (pikepdf.Array, list)) else [kids]:
        if isinstance(kid, int):
            element.marks.append((page.objgen, kid))
        elif kid.get("/Type") == Name.MCR:
            element.marks.append((kid.get("/Pg", page).objgen, int(kid.MCID)))
        elif kid.get("/Type") == Name.OBJR:
            element.annotations.append(kid.Obj)
        else:
            element.kids.append(_read(kid, element.kind, page))
    return element


def catalogue(pdf: pikepdf.Pdf, _: Element) -> Iterator[str]:
    """7.1, 7.2, 7.9: what the file says about itself before anything is drawn."""
    root: PdfObject = pdf.Root
    if root.get("/MarkInfo", NONE).get("/Marked") is not True:
        yield "not marked as tagged"
    if not LANGUAGE.fullmatch(str(root.get("/Lang", ""))):
        yield "no document language"
    if root.get("/ViewerPreferences", NONE).get("/DisplayDocTitle") is not True:
        yield "the window does not show the title"
    if not str(pdf.docinfo.get("/Title", "")).strip():
        yield "no title"
    yield from (
        f"{key} in the catalogue" for key in ("/OpenAction", "/AA", "/AcroForm", "/OCProperties") if key in root
    )
    yield from (f"{key} in the names" for key in ("/JavaScript",) if key in root.get("/Names", NONE))
    if "/Outlines" not in root:
        yield "no bookmarks"


def claims(pdf: pikepdf.Pdf, _: Element) -> Iterator[str]:
    """PDF/A 6.6, PDF/UA 5: both claims in XMP, and the same facts there as in the Info dictionary."""
    with pdf.open_metadata() as xmp:
        wanted = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
        yield from (f"{key} is {xmp.get(key)}" for key, value in wanted.items() if xmp.get(key) != value)
        pairs = {"dc:title": "/Title", "dc:description": "/Subject", "pdf:Producer": "/Producer"}
        pairs |= {"pdf:Keywords": "/Keywords", "xmp:CreatorTool": "/Creator"}
        yield from (f"{a} differs from {b}" for a, b in pairs.items() if xmp.get(a, "") != str(pdf.docinfo.get(b, "")))
        for key, entry in (("xmp:CreateDate", "/CreationDate"), ("xmp:ModifyDate", "/ModDate")):
            digits = re.sub(r"\D", "", xmp.get(key, ""))
            if not digits or digits != re.sub(r"\D", "", str(pdf.docinfo.get(entry, ""))):
                yield f"{key} differs from {entry}"
    if b"pdfaExtension:schemas" not in pdf.Root.Metadata.read_bytes():
        yield "the PDF/UA schema is not described"


def archive(pdf: pikepdf.Pdf, _: Element) -> Iterator[str]:
    """PDF/A 6.2.3, 6.8: an output intent with its profile, and attachments that say what they are."""
    root: PdfObject = pdf.Root
    intents = root.get("/OutputIntents", [])
    if [i.S for i in intents] != [Name.GTS_PDFA1] or int(intents[0].DestOutputProfile.N) != 3:
        yield "no sRGB output intent"
    if pdf.is_encrypted:
        yield "encrypted"
    files = list(root.get("/Names", NONE).get("/EmbeddedFiles", NONE).get("/Names", []))
    related = [item.objgen for item in root.get("/AF", [])]
    if sorted(related) != sorted(item.objgen for item in files[1::2]):
        yield "the attachments are not the associated files"
    for item in files[1::2]:
        if not ({"/F", "/UF", "/Desc", "/AFRelationship", "/EF"} <= set(item.keys())):
            yield "an attachment is not described"
        if not {"/Subtype", "/Params"} <= set(item.EF.F.keys()):
            yield "an attachment has no media type or dates"


def pages(pdf: pikepdf.Pdf, tree: Element) -> Iterator[str]:
    """7.18: tab order by structure; every annotation a printed, described, tagged link within the document."""
    tagged = {
        annotation.objgen for element in tree.walk() if element.kind == "Link" for annotation in element.annotations
    }
    root: PdfObject = pdf.Root
    names = root.get("/Names", NONE).get("/Dests", NONE).get("/Names", [])
    destinations = {str(name) for name in list(names)[::2]}
    for number, page in enumerate(pdf.pages, 1):
        if page.obj.get("/Tabs") != Name.S:
            yield f"page {number}: tab order"
        for link in page.obj.get("/Annots", []):
            if link.Subtype != Name.Link or "/A" in link or str(link.get("/Dest")) not in destinations:
                yield f"page {number}: an annotation that leads somewhere else"
            if not int(link.get("/F", 0)) & 4 or int(link.get("/F", 0)) & ~4:
                yield f"page {number}: a link that is not printed"
            if not str(link.get("/Contents", "")).strip():
                yield f"page {number}: a link without words"
            if link.objgen not in tagged:
                yield f"page {number}: a link outside the tree"


def structure(_: pikepdf.Pdf, tree: Element) -> Iterator[str]:
    """7.1, 7.2: standard types, in their places, with valid languages."""
    for element in tree.walk():
        if element.kind not in STANDARD:
            yield f"type {element.kind}"
        allowed = KIDS.get(element.kind)
        if allowed and (element.marks or {kid.kind for kid in element.kids} - allowed):
            yield f"{element.kind} holds {sorted({kid.kind for kid in element.kids} - allowed) or 'text'}"
        if element.parent not in PARENTS.get(element.kind, {element.parent}):
            yield f"{element.kind} inside {element.parent}"
        if "/Lang" in element.data and not LANGUAGE.fullmatch(str(element.data.Lang)):
            yield f"language {element.data.Lang}"
        if element.kind == "Link" and not element.annotations:
            yield "a Link without its annotation"
        if not (element.kids or element.marks or element.annotations or element.kind in {"TD", "TH"}):
            yield f"empty {element.kind}"


def headings(_: pikepdf.Pdf, tree: Element) -> Iterator[str]:
    """7.4.2: headings begin at 1 and skip no level downwards."""
    levels = [int(element.kind[1]) for element in tree.walk() if re.fullmatch(r"H\d", element.kind)]
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"H{level} after H{before}"


def figures(_: pikepdf.Pdf, tree: Element) -> Iterator[str]:
    """7.3: every figure is described and knows where it stands."""
    for element in tree.walk():
        if element.kind == "Figure":
            if len(str(element.data.get("/Alt", "")).strip()) < 10:
                yield "a figure without a description"
            left, bottom, right, top = (float(value) for value in element.data.A.BBox)
            if not (0 <= left < right <= 596 and 0 <= bottom < top <= 843):
                yield "a figure outside its page"


def tables(_: pikepdf.Pdf, tree: Element) -> Iterator[str]:
    """7.5: head cells have a scope, rows are equally wide, one head per table."""
    for table in (element for element in tree.walk() if element.kind == "Table"):
        cells = [element for element in table.walk() if element.kind in {"TH", "TD"}]
        if not any(cell.kind == "TH" for cell in cells):
            yield "a table without head cells"
        yield from (
            "a TH without scope" for cell in cells if cell.kind == "TH" and "/Scope" not in cell.data.get("/A", {})
        )
        if sum(kid.kind == "THead" for kid in table.kids) > 1:
            yield "a table with two heads"
        if any(kid.kind == "THead" for kid in table.kids) and not any(kid.kind == "TBody" for kid in table.kids):
            yield "a table head without a body"
        if len(set(_widths(table))) > 1:
            yield f"rows of {sorted(set(_widths(table)))} columns"


def _widths(table: Element) -> list[int]:
    rows = [element for element in table.walk() if element.kind == "TR"]
    widths = [0] * len(rows)
    for index, row in enumerate(rows):
        for cell in row.kids:
            attributes = cell.data.get("/A", {})
            for below in range(min(int(attributes.get("/RowSpan", 1)), len(rows) - index)):
                widths[index + below] += int(attributes.get("/ColSpan", 1))
    return widths


RULES: Final[tuple[Callable[[pikepdf.Pdf, Element], Iterator[str]], ...]] = (
    catalogue,
    claims,
    archive,
    pages,
    structure,
    headings,
    figures,
    tables,
)


def findings(content: bytes) -> list[str]:
    """Everything that is wrong with the file; content streams and fonts are judged by ``pdf_content``."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tree = read_tree(pdf)
        return [f"{rule.__name__}: {finding}" for rule in RULES for finding in rule(pdf, tree)]
