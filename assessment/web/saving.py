"""A stored file as a download: unsent when it is unchanged, in part for who was cut off, at once when it is small."""

from __future__ import annotations

import unicodedata
from typing import IO, TYPE_CHECKING, Protocol
from urllib.parse import quote

from flask import Response, request
from werkzeug.wsgi import wrap_file

if TYPE_CHECKING:
    from collections.abc import Callable

# Sending from memory costs a third of handing the file to the kernel; what is larger goes in pieces.
AT_ONCE = 1024 * 1024
_NOT_MODIFIED = 304
# Few ask for anything but the whole file, and finding out what is asked costs as much as finding the file.
_CONDITIONS = frozenset({"HTTP_RANGE", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE"})


class Stored(Protocol):
    """What is known of a stored file."""

    @property
    def name(self) -> str:
        """Under which name it is to be saved."""

    @property
    def media_type(self) -> str:
        """What it is."""

    @property
    def size(self) -> int:
        """Its length in bytes."""

    @property
    def digest(self) -> str:
        """The SHA-256 of its content."""


def saved(file: Stored, opened: Callable[[], IO[bytes]]) -> Response:
    """Return a stored file to be saved, which the browser may keep and ask about; raises 416 for an impossible part."""
    if request.if_none_match.contains(file.digest):
        response = Response(status=_NOT_MODIFIED)
    else:
        response = _whole(file, opened())
        response.headers["Content-Disposition"] = disposition(file.name)
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(file.digest)
    if response.status_code != _NOT_MODIFIED:
        response.headers["Accept-Ranges"] = "bytes"
        if not _CONDITIONS.isdisjoint(request.environ):
            response.make_conditional(request, accept_ranges=True, complete_length=file.size)
    return response


def _whole(file: Stored, stream: IO[bytes]) -> Response:
    if file.size > AT_ONCE:
        response = Response(wrap_file(request.environ, stream), content_type=file.media_type, direct_passthrough=True)
        response.content_length = file.size
        return response
    with stream:
        return Response(stream.read(), content_type=file.media_type)


def disposition(name: str) -> str:
    """Return how a file is to be saved: its name in any script (RFC 6266), with plain letters for old programs."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join(character if character.isalnum() or character in " .-_" else "_" for character in letters).strip()
    stem = plain if plain.rpartition(".")[0].strip(" _") else f"file.{plain.rpartition('.')[2]}"
    return f"attachment; filename=\"{stem}\"; filename*=UTF-8''{quote(name, safe='')}"
