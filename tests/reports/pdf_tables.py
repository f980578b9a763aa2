"""Reads the tables of a tagged PDF as a screen reader gets them: rows of cells, each with its text."""

from __future__ import annotations

import io
from collections import defaultdict
from typing import TYPE_CHECKING

import pikepdf

from tests import pages
from tests.reports.pdf_content import TEXT, _to_unicode
from tests.reports.pdf_rules import Element, PdfObject, read_tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    Rows = list[list[str]]
    Mark = tuple[tuple[int, int], int]


# Spaces, and the hyphens that only the end of a line asks for.
_UNREAD = {ord(" "): None, 0x2010: None}


def tables(content: bytes) -> list[Rows]:
    """Return each table in the order of the document; white space within a text counts for nothing."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        texts: dict[Mark, str] = {}
        for page in pdf.pages:
            texts |= _texts(page.obj)
        return [
            [[_text(cell, texts) for cell in row.kids] for row in table.walk() if row.kind == "TR"]
            for table in read_tree(pdf).walk()
            if table.kind == "Table"
        ]


def of_page(html: str) -> list[Rows]:
    """Return the tables of the page that a PDF is made from, in the same form."""
    return [
        [["".join("".join(cell.itertext()).split()) for cell in row] for row in table.iter(f"{pages.NAMESPACE}tr")]
        for table in pages.parse(html).all("table")
    ]


def _text(element: Element, texts: Mapping[Mark, str]) -> str:
    return "".join("".join(texts.get(mark, "") for mark in one.marks) for one in element.walk()).translate(_UNREAD)


def _texts(page: PdfObject) -> dict[Mark, str]:
    meanings = {str(name): _to_unicode(font) for name, font in page.Resources.Font.items()}
    found: dict[Mark, str] = defaultdict(str)
    meaning: dict[int, str] = {}
    mark = -1
    instructions: PdfObject = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        match str(operator):
            case "BDC":
                mark = int(operands[1].get("/MCID", -1)) if len(operands) > 1 else mark
            case "Tf":
                meaning = meanings[str(operands[0])]
            case name if name in TEXT:
                found[page.objgen, mark] += _decoded(operands[0], meaning)
    return dict(found)


def _decoded(operand: PdfObject, meaning: Mapping[int, str]) -> str:
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = (bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return "".join(
        meaning.get(int.from_bytes(code[at : at + 2], "big"), "\ufffd")
        for code in codes
        for at in range(0, len(code), 2)
    )
