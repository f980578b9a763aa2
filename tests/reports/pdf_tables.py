"""Reads the tables of a tagged PDF as a screen reader gets them: rows of cells, each with its text."""

from __future__ import annotations

import io
import unicodedata
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


# Spaces, ends of lines, marks of direction, and the hyphens that only the end of a line asks for.
_UNREAD = dict.fromkeys((ord(" "), ord("\n"), 0x200E, 0x2010))
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def tables(content: bytes) -> list[Rows]:
    """Return each table in the order of the document; white space within a text counts for nothing."""
    return [[["".join(cell) for cell in row] for row in table] for table in pieces(content)]


def pieces(content: bytes) -> list[list[list[list[str]]]]:
    """Return the same with the text of each field in the pieces in which it is tagged, one for each element in it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        texts: dict[Mark, str] = {}
        for page in pdf.pages:
            texts |= _texts(page.obj)
        return [
            [[_pieces(cell, texts) for cell in row.kids] for row in table.walk() if row.kind == "TR"]
            for table in read_tree(pdf).walk()
            if table.kind == "Table"
        ]


def of_page(html: str) -> list[Rows]:
    """Return the tables of the page that a PDF is made from, in the same form."""
    return [
        [["".join(cell.itertext()).translate(_UNREAD) for cell in row] for row in table.iter(f"{pages.NAMESPACE}tr")]
        for table in pages.parse(html).all("table")
    ]


def _pieces(element: Element, texts: Mapping[Mark, str]) -> list[str]:
    shown = ("".join(texts.get(mark, "") for mark in one.marks) for one in element.walk())
    read = ("".join(_as_written(line) for line in text.split("\n")).translate(_UNREAD) for text in shown)
    return [text for text in read if text]


def _as_written(line: str) -> str:
    """Return a line of left-to-right text in the order of writing: a PDF has words from right to left as they look."""
    strong = [unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in line]
    found, at = "", 0
    while at < len(line):
        end = at + 1
        if strong[at]:
            # Up to the last such letter before one of the other direction; what stands between belongs to the run.
            rest = next(
                (place for place in range(at, len(line)) if unicodedata.bidirectional(line[place]) == "L"), None
            )
            end = max(place for place in range(at, rest or len(line)) if strong[place]) + 1
        found += line[at:end][::-1]
        at = end
    return found


def _texts(page: PdfObject) -> dict[Mark, str]:
    meanings = {str(name): _to_unicode(font) for name, font in page.Resources.Font.items()}
    found: dict[Mark, str] = defaultdict(str)
    meaning: dict[int, str] = {}
    mark, height = -1, None
    instructions: PdfObject = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        match str(operator):
            case "BDC":
                mark = int(operands[1].get("/MCID", -1)) if len(operands) > 1 else mark
            case "Tm":
                found[page.objgen, mark] += "" if operands[5] == height else "\n"
                height = operands[5]
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
