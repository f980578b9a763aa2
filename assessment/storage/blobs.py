"""Files outside the database, named by their SHA-256: evidence, finished reports.

`store()` gives the place where they lie: a folder by default. Another back end is another class with the methods of
`Blobs`, put into `app.extensions["blobs"]`.

BlobError
├── TooLarge      more was sent than is allowed
├── BlobMissing   there is no such file
└── BlobDamaged   the file is not what it was
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from flask import current_app

from assessment.storage.haste import to_disk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

CHUNK = 64 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_State = tuple[int, int, int, int]
# What this process has verified, the last thousands of it; a file system's clock may tick only every two seconds.
_VERIFIED: dict[Path, _State] = {}
_MOST_VERIFIED = 4096
_COARSEST_CLOCK = 3_000_000_000


class BlobError(Exception):
    """A file outside the database cannot be kept or given."""


class TooLarge(BlobError):
    """More was sent than is allowed; nothing was kept."""


class BlobMissing(BlobError):
    """There is no file of this digest."""


class BlobDamaged(BlobError):
    """The file's content is no longer that of its digest."""


@dataclass(frozen=True, slots=True)
class Blob:
    """What was kept: the SHA-256 of the content in hexadecimal, and its length in bytes."""

    digest: str
    size: int


class Blobs(Protocol):
    """Where files lie. All content goes through in pieces: memory does not grow with it."""

    def put(self, stream: IO[bytes], limit: int) -> Blob:
        """Keep what the stream holds; raise TooLarge beyond `limit` bytes. Returns after the content is durable."""

    def open(self, digest: str, *, may_trust: bool = False) -> IO[bytes]:
        """Return the verified content from its beginning; raise BlobMissing or BlobDamaged.

        With `may_trust` what was verified before and has not been touched since need not be read once more.
        """

    def has(self, digest: str) -> bool:
        """Whether there is such a file; its content is not verified."""

    def remove(self, digest: str) -> None:
        """Forget a file; nothing happens if there is none."""

    def all(self) -> Iterator[tuple[str, datetime]]:
        """Yield every digest with the time it was last put."""


class FolderBlobs:
    """Keeps files in a folder, as `ab/cdef…`; a file appears whole or not at all, and survives a power cut."""

    def __init__(self, root: Path) -> None:
        """Keep files below this folder, which is made when it is needed."""
        self._root = root

    def put(self, stream: IO[bytes], limit: int) -> Blob:
        """Keep what the stream holds; putting the same again renews its time and mends a damaged file."""
        incoming = _folder(self._root / "incoming")
        descriptor, name = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(descriptor, "wb") as file:
                blob = _copy(stream, file, limit)
                file.flush()
                to_disk(file.fileno())
            place = self._path(blob.digest)
            _folder(place.parent)
            Path(name).replace(place)
            _sync(place.parent)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return blob

    def open(self, digest: str, *, may_trust: bool = False) -> IO[bytes]:
        """Return the verified content from its beginning."""
        path = self._path(digest)
        try:
            file = path.open("rb")
        except FileNotFoundError:
            raise BlobMissing(f"The file {digest} is missing from the data folder: restore it from a backup.") from None
        try:
            _verify(file, path, digest, may_trust=may_trust)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return file

    def has(self, digest: str) -> bool:
        """Whether there is such a file."""
        return self._path(digest).is_file()

    def remove(self, digest: str) -> None:
        """Forget a file, and its folder when it was the last one there."""
        place = self._path(digest)
        place.unlink(missing_ok=True)
        with suppress(OSError):
            place.parent.rmdir()

    def all(self) -> Iterator[tuple[str, datetime]]:
        """Yield every digest with the time it was last put; what is no file of ours is passed over."""
        for path in self._root.glob("[0-9a-f][0-9a-f]/*"):
            digest = path.parent.name + path.name
            if _DIGEST.fullmatch(digest):
                with suppress(FileNotFoundError):
                    yield digest, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise BlobMissing("That is not the digest of a file.")
        return self._root.joinpath(digest[:2], digest[2:])


def _verify(file: BufferedReader, path: Path, digest: str, *, may_trust: bool) -> None:
    state = _state(file)
    if may_trust and state is not None and _VERIFIED.get(path) == state:
        return
    if hashlib.file_digest(file, "sha256").hexdigest() != digest:
        raise BlobDamaged(f"The file {digest} was changed or damaged: restore it from a backup.")
    if state is not None:
        _VERIFIED[path] = state
        while len(_VERIFIED) > _MOST_VERIFIED:
            _VERIFIED.pop(next(iter(_VERIFIED)), None)


def _state(file: IO[bytes]) -> _State | None:
    """Return what changes with every change of a file; None while another change could still go unnoticed."""
    found = os.fstat(file.fileno())
    if abs(time.time_ns() - found.st_ctime_ns) < _COARSEST_CLOCK:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _copy(stream: IO[bytes], file: IO[bytes], limit: int) -> Blob:
    seen, size = hashlib.sha256(), 0
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > limit:
            raise TooLarge(f"More than {limit} bytes.")
        seen.update(piece)
        file.write(piece)
    return Blob(seen.hexdigest(), size)


def _folder(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _sync(folder: Path) -> None:
    """Make a rename durable: the folder is what remembers it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        to_disk(descriptor)
    finally:
        os.close(descriptor)


def store() -> Blobs:
    """Return where the present application keeps files."""
    known = current_app.extensions
    if "blobs" not in known:
        known["blobs"] = FolderBlobs(Path(current_app.instance_path) / "blobs")
    found: Blobs = known["blobs"]
    return found
