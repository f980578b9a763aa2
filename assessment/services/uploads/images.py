"""Whether PNG, JPEG and WebP files are what they say: only headers are read, no picture is ever decoded."""

from __future__ import annotations

import os
import struct
from typing import IO, TYPE_CHECKING

from assessment.services.uploads.refusals import Refusal, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

# A scan of A3 at 600 dots per inch has 70 million pixels; what is far beyond that is made to exhaust its reader.
MOST_PIXELS = 100_000_000
LONGEST_SIDE = 16_384
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_PARTS = 20_000
# Start-of-frame markers: those from C0 to CF that hold a size, so without tables and arithmetic coding.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9


def check_png(stream: IO[bytes]) -> None:
    """Walk over the chunks: the first says the size, the last ends the file."""
    if stream.read(8) != _PNG:
        raise Refused(Refusal.OTHER_CONTENT)
    names: list[bytes] = []
    for name, length in _png_chunks(stream):
        if not names:
            if name != b"IHDR" or length != 13:  # noqa: PLR2004 - the fixed length of this chunk
                raise Refused(Refusal.DAMAGED)
            _check_size(*struct.unpack(">II", _exactly(stream, 8)))
            stream.seek(length - 8 + 4, os.SEEK_CUR)
        else:
            stream.seek(length + 4, os.SEEK_CUR)
        names.append(name)
        if name == b"IEND":
            break
    if b"IDAT" not in names or names[-1] != b"IEND":
        raise Refused(Refusal.DAMAGED)
    if stream.tell() != _length(stream):
        raise Refused(Refusal.TWO_KINDS)


def _png_chunks(stream: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    for _ in range(_MOST_PARTS):
        length, name = struct.unpack(">I4s", _exactly(stream, 8))
        yield name, length


def check_jpeg(stream: IO[bytes]) -> None:
    """Walk over the segments up to the picture itself; the size must have been told by then."""
    if stream.read(2) != b"\xff\xd8":
        raise Refused(Refusal.OTHER_CONTENT)
    is_sized = False
    for marker in _jpeg_markers(stream):
        (length,) = struct.unpack(">H", _exactly(stream, 2))
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", _exactly(stream, 5)[1:])
            _check_size(width, height)
            is_sized = True
            stream.seek(-5, os.SEEK_CUR)
        if marker == _START_OF_SCAN:
            break
        stream.seek(max(length, 2) - 2, os.SEEK_CUR)
    if not is_sized:
        raise Refused(Refusal.DAMAGED)


def _jpeg_markers(stream: IO[bytes]) -> Iterator[int]:
    for _ in range(_MOST_PARTS):
        start, marker = _exactly(stream, 2)
        if start != 0xFF or marker == _END_OF_IMAGE:  # noqa: PLR2004 - how every marker starts
            raise Refused(Refusal.DAMAGED)
        if marker == 0xFF:  # noqa: PLR2004 - a fill byte before the marker
            stream.seek(-1, os.SEEK_CUR)
        elif marker not in _ALONE:
            yield marker


def check_webp(stream: IO[bytes]) -> None:
    """Require that the container is as long as the file, and read the size from its first part."""
    riff, length, webp, first = struct.unpack("<4sI4s4s", _exactly(stream, 16))
    if (riff, webp) != (b"RIFF", b"WEBP"):
        raise Refused(Refusal.OTHER_CONTENT)
    if length + 8 != _length(stream):
        raise Refused(Refusal.TWO_KINDS)
    head = _exactly(stream, 14)
    match first:
        case b"VP8X":
            _check_size(1 + int.from_bytes(head[8:11], "little"), 1 + int.from_bytes(head[11:14], "little"))
        case b"VP8L":
            bits = int.from_bytes(head[5:9], "little")
            _check_size(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
        case b"VP8 ":
            width, height = struct.unpack("<HH", head[10:14])
            _check_size(width & 0x3FFF, height & 0x3FFF)
        case _:
            raise Refused(Refusal.DAMAGED)


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise Refused(Refusal.DAMAGED)
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise Refused(Refusal.TOO_MANY_PIXELS)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    found = stream.read(count)
    if len(found) < count:
        raise Refused(Refusal.DAMAGED)
    return found


def _length(stream: IO[bytes]) -> int:
    here = stream.tell()
    length = stream.seek(0, os.SEEK_END)
    stream.seek(here)
    return length
