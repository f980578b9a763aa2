"""Whether PDF and text files are what they say, and nothing else besides."""

from __future__ import annotations

import codecs
import os
import re
from typing import IO

from assessment.services.uploads.refusals import Refusal, Refused

CHUNK = 64 * 1024
_HEAD = 4096
# How a page, a picture with script, a program or a document of another kind begins. Browsers and mail programs that
# guess look no further than the beginning.
_MARKUP = re.compile(
    rb"<(!doctype|html|head|body|script|iframe|svg|style|title|table|a\b|p\b|div|!--|\?xml|\?php)", re.IGNORECASE
)
_OTHER_START = (b"%PDF-", b"{\\rtf", b"MZ", b"\x7fELF", b"#!", b"PK\x03\x04", b"Rar!", b"\xd0\xcf\x11\xe0")
_END_OF_ZIP = b"PK\x05\x06"
_ZIP_TAIL = 65_557
# Characters that no text has: control characters other than tab, line ends, form feed.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_WIDE_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def check_pdf(stream: IO[bytes]) -> None:
    """Require that a file begins as a PDF, ends as one, and is neither a web page nor an archive at the same time."""
    head = stream.read(_HEAD)
    if not re.match(rb"%PDF-[12]\.[0-9]", head):
        raise Refused(Refusal.OTHER_CONTENT)
    end = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, end - _ZIP_TAIL))
    tail = stream.read()
    if _MARKUP.search(_before_objects(head)) or _END_OF_ZIP in tail:
        raise Refused(Refusal.TWO_KINDS)
    if b"%%EOF" not in tail[-2048:]:
        raise Refused(Refusal.DAMAGED)


def _before_objects(head: bytes) -> bytes:
    """Return what stands before the first object: in there only comments are allowed; metadata come later."""
    return head.partition(b" obj")[0]


def check_text(stream: IO[bytes]) -> None:
    """Require characters and line ends only: in UTF-8, in UTF-16 with its mark, or in an older code page."""
    head = stream.read(_HEAD)
    wide = next((name for mark, name in _WIDE.items() if head.startswith(mark)), "")
    plain = head.decode(wide, "ignore").encode() if wide else head
    start = plain.removeprefix(codecs.BOM_UTF8).lstrip(b"\t\n\x0c\r \x00")
    if start.startswith(_OTHER_START) or _MARKUP.match(start):
        raise Refused(Refusal.OTHER_CONTENT)
    stream.seek(0)
    if not (_is_wide_text(stream, wide) if wide else _is_text(stream)):
        raise Refused(Refusal.OTHER_CONTENT)


_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def _is_text(stream: IO[bytes]) -> bool:
    return all(not _CONTROL.search(piece) for piece in iter(lambda: stream.read(CHUNK), b""))


def _is_wide_text(stream: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        pieces = [not _WIDE_CONTROL.search(decoder.decode(piece)) for piece in iter(lambda: stream.read(CHUNK), b"")]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return all(pieces)
