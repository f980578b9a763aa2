"""Our own reading of the page content and the fonts of a tagged PDF: is everything either tagged or an artifact?"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pikepdf
from pikepdf import Name

from tests.reports.pdf_rules import NONE, Element, PdfObject, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT: Final = {"Tj", "TJ", "'", '"'}
PAINTING: Final = TEXT | {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"}
#: Values by which a ToUnicode map says that it does not know (ISO 14289-1, 7.21.7).
NO_MEANING: Final = {"", "\0", "\ufeff", "\ufffe"}


@dataclass
class Page:
    """What the content of one page does with its marks."""

    marks: list[int] = field(default_factory=list)
    glyphs: dict[str, set[int]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def _read_page(page: PdfObject) -> Page:
    result, font = Page(), ""
    open_marks: list[str] = []
    instructions: PdfObject = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        match str(operator):
            case "BDC" | "BMC":
                open_marks.append(_mark(operands, open_marks, result))
            case "EMC":
                open_marks.pop()
            case "Tf":
                font = str(operands[0])
            case name if name in PAINTING and not any(open_marks):
                result.faults.append(f"{name} neither tagged nor an artifact")
        if str(operator) in TEXT:
            result.glyphs.setdefault(font, set()).update(_glyphs(operands[0]))
    return result


def _mark(operands: PdfObject, open_marks: list[str], result: Page) -> str:
    tag = str(operands[0])
    number = operands[1].get("/MCID") if len(operands) > 1 else None
    if tag == "/Artifact" and "tagged" in open_marks:
        result.faults.append("an artifact inside tagged content")
    if number is None:
        return "artifact" if tag == "/Artifact" else ""
    if "artifact" in open_marks or "tagged" in open_marks:
        result.faults.append("tagged content inside other marked content")
    result.marks.append(int(number))
    return "tagged"


def glyphs(pdf: pikepdf.Pdf) -> dict[tuple[int, int], set[int]]:
    """Return the glyphs that the pages draw, by font; fonts made of drawings have no number for a missing one."""
    found: dict[tuple[int, int], set[int]] = {}
    for page in pdf.pages:
        fonts: PdfObject = page.obj.Resources.get("/Font", {})
        for name, used in _read_page(page).glyphs.items():
            if fonts[name].Subtype == Name.Type0:
                found.setdefault(fonts[name].objgen, set()).update(used)
    return found


def _glyphs(operand: PdfObject) -> Iterator[int]:
    for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            yield from (int.from_bytes(codes[i : i + 2], "big") for i in range(0, len(codes), 2))


def _to_unicode(font: PdfObject) -> dict[int, str]:
    text = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]*)>", text.partition("endcodespacerange")[2])
    return {int(code, 16): bytes.fromhex(value).decode("utf-16-be") for code, value in pairs}


def _font_findings(name: str, font: PdfObject, used: set[int]) -> Iterator[str]:
    descriptor = (font.DescendantFonts[0] if "/DescendantFonts" in font else font).FontDescriptor
    if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
        yield f"font {name} is not embedded"
    meaning = _to_unicode(font)
    unknown = [code for code in used if meaning.get(code, "") in NO_MEANING]
    if unknown:
        yield f"font {name}: {len(unknown)} glyphs without a meaning"
    if 0 in used:
        yield f"font {name}: the missing glyph is used"


def _tree_marks(tree: Element) -> list[tuple[tuple[int, int], int]]:
    return [mark for element in tree.walk() for mark in element.marks]


def findings(content: bytes) -> list[str]:
    """Everything that is wrong with page content, its connection to the tree, and the fonts."""
    found: list[str] = []
    used: dict[str, set[int]] = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tree = read_tree(pdf)
        parents = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        mapped = dict(zip(parents[::2], parents[1::2], strict=True))
        drawn: list[tuple[tuple[int, int], int]] = []
        for number, page in enumerate(pdf.pages, 1):
            read = _read_page(page)
            found += [f"page {number}: {fault}" for fault in read.faults]
            drawn += [(page.obj.objgen, mark) for mark in read.marks]
            if len(mapped[page.obj.StructParents]) != len(read.marks):
                found.append(f"page {number}: the parent tree has another length")
            for font, glyphs in read.glyphs.items():
                used.setdefault(font, set()).update(glyphs)
        if sorted(drawn) != sorted(_tree_marks(tree)):
            found.append("the tree does not hold every mark exactly once")
        found += _wrong_parents(pdf, tree, mapped)
        fonts = pdf.pages[0].obj.Resources.Font
        found += [finding for name, glyphs in used.items() for finding in _font_findings(name, fonts[name], glyphs)]
        found += [f"marks inside a form: {form}" for form in _forms_with_marks(pdf)]
    return found


def _wrong_parents(pdf: pikepdf.Pdf, tree: Element, mapped: dict[PdfObject, PdfObject]) -> list[str]:
    keys = {page.obj.objgen: page.obj.StructParents for page in pdf.pages}
    wrong = [
        f"mark {number} belongs to another element"
        for element in tree.walk()
        for page, number in element.marks
        if mapped[keys[page]][number].objgen != element.data.objgen
    ]
    for element in tree.walk():
        wrong += [
            "an annotation belongs to another element"
            for annotation in element.annotations
            if mapped[annotation.StructParent].objgen != element.data.objgen
        ]
    return wrong


def _forms_with_marks(pdf: pikepdf.Pdf) -> list[str]:
    resources: PdfObject = pdf.pages[0].obj.Resources
    forms = resources.get("/XObject", NONE)
    return [name for name, form in forms.items() if form.get("/Subtype") == Name.Form and b"/MCID" in form.read_bytes()]
