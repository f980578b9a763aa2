"""Whether office documents are what they say: their archive is walked in pieces and never unpacked as a whole."""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from typing import IO

from assessment.services.uploads.refusals import Refusal, Refused

CHUNK = 64 * 1024
MOST_PARTS = 3_000
MOST_UNPACKED = 100_000_000
# A sheet of more characters than this stops the program of whoever opens it.
LARGEST_SHEET = 50_000_000
# Real documents shrink to a tenth, sheets of equal rows to a fiftieth; what shrinks further is made to burst.
LARGEST_RATIO = 150
_SMALL = 1_000_000
_LONGEST_DESCRIPTION = 1_000_000

_LOCAL_HEADER, _END = b"PK\x03\x04", b"PK\x05\x06"
_END_LENGTH = 22
_PROGRAM = re.compile(r"\.(exe|dll|scr|com|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|msi|lnk|sh|html?|svgz|zip|rar|7z)$")
_MACROS = re.compile(r"(vbaproject|vbadata|macrosheets/|^basic/|^scripts/)")
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$|^content\.xml$")
_MICROSOFT = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
_OPEN = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}


def check_office(stream: IO[bytes], ending: str) -> None:
    """Require a whole archive with a document of this ending, no macros, no programs, no more than it declares."""
    _check_edges(stream)
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_listing(archive.infolist())
            _check_kind(archive, ending)
            _check_content(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, ValueError, OSError):
        raise Refused(Refusal.DAMAGED) from None


def _check_edges(stream: IO[bytes]) -> None:
    """Require that the archive begins and ends with the file: nothing is hidden before or behind."""
    if stream.read(4) != _LOCAL_HEADER:
        raise Refused(Refusal.OTHER_CONTENT)
    length = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, length - _END_LENGTH))
    if stream.read(4) != _END:
        raise Refused(Refusal.TWO_KINDS)
    stream.seek(0)


def _check_listing(parts: list[zipfile.ZipInfo]) -> None:
    if not 0 < len(parts) <= MOST_PARTS:
        raise Refused(Refusal.UNPACKS_TOO_LARGE)
    if min(part.header_offset for part in parts) != 0:
        raise Refused(Refusal.TWO_KINDS)
    if len({part.filename for part in parts}) < len(parts):
        raise Refused(Refusal.DAMAGED)
    for part in parts:
        _check_part(part)
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(Refusal.UNPACKS_TOO_LARGE)


def _check_part(part: zipfile.ZipInfo) -> None:
    name = part.filename.casefold()
    if part.flag_bits & 1 or name == "encryptedpackage":
        raise Refused(Refusal.LOCKED)
    if _MACROS.search(name):
        raise Refused(Refusal.MACROS)
    if name.startswith("/") or "\\" in name or ".." in name.split("/") or stat.S_ISLNK(part.external_attr >> 16):
        raise Refused(Refusal.DAMAGED)
    if _PROGRAM.search(name):
        raise Refused(Refusal.ARCHIVE)
    too_large = part.file_size > LARGEST_SHEET and _SHEET.search(name)
    bursts = part.file_size > _SMALL and part.file_size > LARGEST_RATIO * max(part.compress_size, 1)
    if too_large or bursts:
        raise Refused(Refusal.UNPACKS_TOO_LARGE)


def _check_kind(archive: zipfile.ZipFile, ending: str) -> None:
    """Read from the document itself what it is."""
    if ending in _OPEN:
        first = archive.infolist()[0]
        if first.filename != "mimetype" or archive.open(first).read(100) != _OPEN[ending]:
            raise Refused(Refusal.OTHER_CONTENT)
        return
    if "[Content_Types].xml" not in archive.namelist():
        raise Refused(Refusal.OTHER_CONTENT)
    with archive.open("[Content_Types].xml") as description:
        words = description.read(_LONGEST_DESCRIPTION)
    if b"macroEnabled" in words:
        raise Refused(Refusal.MACROS)
    if _MICROSOFT[ending] not in words:
        raise Refused(Refusal.OTHER_CONTENT)


def _check_content(archive: zipfile.ZipFile) -> None:
    """Unpack every part in pieces and throw them away: lengths and checksums are as declared, and no parts overlap."""
    unpacked = 0
    for part in archive.infolist():
        with archive.open(part) as content:
            for piece in iter(lambda: content.read(CHUNK), b""):
                unpacked += len(piece)
                if unpacked > MOST_UNPACKED:
                    raise Refused(Refusal.UNPACKS_TOO_LARGE)
