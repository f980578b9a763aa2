"""The list of what is taken, and the check of one file against it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from typing import IO, TYPE_CHECKING

import puremagic

from assessment.services.uploads import names
from assessment.services.uploads.documents import check_pdf, check_text
from assessment.services.uploads.images import check_jpeg, check_png, check_webp
from assessment.services.uploads.office import check_office
from assessment.services.uploads.refusals import Refusal, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST_FILE = 10_000_000
_MICROSOFT = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
# A signature of at least this many bytes tells a kind of file; shorter ones are met by chance.
_TELLING = 4


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file that is taken: its media type, what its content must be, what a signature may call it."""

    media_type: str
    check: Callable[[IO[bytes]], None]
    signatures: frozenset[str]


def _office(ending: str, media_type: str) -> Kind:
    archives = frozenset({".zip", f".{ending}", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".jar", ".epub"})
    return Kind(media_type, partial(check_office, ending=ending), archives)


_PDF = Kind("application/pdf", check_pdf, frozenset({".pdf", ".ai"}))
_PNG = Kind("image/png", check_png, frozenset({".png"}))
_JPEG = Kind("image/jpeg", check_jpeg, frozenset({".jpg", ".jpeg", ".jpe", ".jfif"}))
_WEBP = Kind("image/webp", check_webp, frozenset({".webp"}))
KINDS = {
    "pdf": _PDF,
    "png": _PNG,
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "webp": _WEBP,
    "txt": Kind("text/plain", check_text, frozenset({".txt"})),
    "csv": Kind("text/csv", check_text, frozenset({".csv", ".txt"})),
    "docx": _office("docx", _MICROSOFT + "wordprocessingml.document"),
    "xlsx": _office("xlsx", _MICROSOFT + "spreadsheetml.sheet"),
    "pptx": _office("pptx", _MICROSOFT + "presentationml.presentation"),
    "odt": _office("odt", _OPEN + "text"),
    "ods": _office("ods", _OPEN + "spreadsheet"),
    "odp": _office("odp", _OPEN + "presentation"),
}
# Nobody can check one by one what lies in an archive; the files in it can be uploaded themselves.
_ARCHIVES = frozenset({"zip", "rar", "7z", "gz", "tar", "tgz", "bz2", "xz", "iso", "jar"})
_OLD = frozenset({"doc", "xls", "ppt", "docm", "xlsm", "pptm", "xlsb", "rtf"})


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: its name as it is shown, and what it is."""

    name: str
    media_type: str
    size: int


def check_upload(stream: IO[bytes], given_name: str, limit: int = LARGEST_FILE) -> Checked:
    """Judge a file by its content and its name's ending, which have to agree; raise Refused.

    The stream is left at its beginning. Memory does not grow with the file.
    """
    name = names.safe_name(given_name)
    size = stream.seek(0, os.SEEK_END)
    if size == 0:
        raise Refused(Refusal.EMPTY)
    if size > limit:
        raise Refused(Refusal.TOO_LARGE)
    kind = _kind(names.ending(name))
    _check_signature(stream, size, kind)
    stream.seek(0)
    kind.check(stream)
    stream.seek(0)
    return Checked(name, kind.media_type, size)


def _kind(ending: str) -> Kind:
    if ending in _ARCHIVES:
        raise Refused(Refusal.ARCHIVE)
    if ending in _OLD:
        raise Refused(Refusal.OLD_OFFICE)
    if ending not in KINDS:
        raise Refused(Refusal.KIND)
    return KINDS[ending]


def _check_signature(stream: IO[bytes], size: int, kind: Kind) -> None:
    """Compare the ending with what the beginning is known for: a second opinion beside our own checks."""
    stream.seek(0)
    head = stream.read(4096)
    stream.seek(max(0, size - 64))
    try:
        found = puremagic.magic_string(head + stream.read(64))
    except puremagic.PureError:
        return
    telling = {match.extension for match in found if match.offset == 0 and len(match.byte_match) >= _TELLING}
    if telling and not telling & kind.signatures and not kind.media_type.startswith("text/"):
        raise Refused(Refusal.OTHER_CONTENT)
