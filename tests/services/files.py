"""Real files of every kind that is taken, and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import pikepdf
from openpyxl import Workbook
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Mapping

OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/main.xml" ContentType="{}"/></Types>'
)


def pdf() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def picture(kind: str) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), (10, 90, 160)).save(kept, kind)
    return kept.getvalue()


def sheet() -> bytes:
    kept = io.BytesIO()
    book = Workbook()
    book.create_sheet("النتيجة")
    book.save(kept)
    return kept.getvalue()


def archive(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return kept.getvalue()


def microsoft(parts: Mapping[str, bytes | str] | None = None, kind: str = "wordprocessingml.document") -> bytes:
    words = TYPES.format(f"{OFFICE}{kind}.main+xml")
    return archive({"[Content_Types].xml": words, "main.xml": "<document/>"} | dict(parts or {}))


def opened(parts: Mapping[str, bytes | str] | None = None, kind: str = "text") -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        made.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        for name, content in ({"content.xml": "<office/>"} | dict(parts or {})).items():
            made.writestr(name, content, zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


GOOD: dict[str, bytes] = {
    "report.pdf": pdf(),
    "screen.PNG": picture("PNG"),
    "photo.jpg": picture("JPEG"),
    "photo.jpeg": picture("JPEG"),
    "photo.webp": picture("WEBP"),
    "minutes.txt": "Réunion du 3 mars\nगोपनीय\n".encode(),
    "old.txt": "décidé".encode("cp1252"),
    "wide.csv": "name;value\nß;1\n".encode("utf-16"),
    "results.csv": b"a,b\r\n1,=2\r\n",
    "plan.docx": microsoft(),
    "slides.pptx": microsoft(kind="presentationml.presentation"),
    "table.xlsx": sheet(),
    "plan.odt": opened(),
    "table.ods": opened(kind="spreadsheet"),
    "slides.odp": opened(kind="presentation"),
}
