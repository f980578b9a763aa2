"""The file of anchors and the key that signs them, in the data folder."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from flask import current_app

from assessment.storage.haste import to_disk
from assessment.storage.locking import one_writer

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE, _KEY, _PUBLIC = "anchors.jsonl", "anchor-key", "anchor-key.pub"
# A line is much shorter: the end of the file is enough to find the last one.
_END = 8192


def _path(name: str) -> Path:
    return Path(current_app.instance_path) / name


@contextmanager
def exclusive() -> Iterator[None]:
    """Let one process at a time make a key or append an anchor."""
    with one_writer(_path("anchors.lock")):
        yield


def lines() -> list[str]:
    """Return the complete lines; a last one without its end was cut off by a crash and never counted."""
    path = _path(_FILE)
    whole = path.read_text("utf-8") if path.exists() else ""
    return whole[: whole.rfind("\n") + 1].splitlines()


def last() -> str:
    """Return the last complete line; empty when there is none."""
    path = _path(_FILE)
    if not path.exists():
        return ""
    with path.open("rb") as file:
        whole = _end_of(file)[1].rpartition(b"\n")[0]
    return whole.rpartition(b"\n")[2].decode()


def append(line: str) -> None:
    """Add a line and return when it is on the disk; call it inside `exclusive`."""
    path = _path(_FILE)
    is_new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        start, end = _end_of(file)
        file.seek(start + end.rfind(b"\n") + 1)
        file.truncate()
        file.write(line.encode() + b"\n")
        file.flush()
        to_disk(file.fileno())
    if is_new:
        _sync_folder(path.parent)


def private_key() -> bytes | None:
    """Return the key that signs, or None before there is one."""
    path = _path(_KEY)
    return path.read_bytes() if path.exists() else None


def public_key() -> bytes | None:
    """Return the key that verifies, or None before there is one."""
    path = _path(_PUBLIC)
    return path.read_bytes() if path.exists() else None


def keep_keys(private: bytes, public: bytes) -> None:
    """Keep a new pair of keys, the private one readable only by its owner; call it inside `exclusive`."""
    for name, content in ((_PUBLIC, public), (_KEY, private)):
        fresh = _path(f".{name}-new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            to_disk(file.fileno())
        fresh.rename(_path(name))
    _sync_folder(_path(_KEY).parent)


def _end_of(file: IO[bytes]) -> tuple[int, bytes]:
    """Return where the end of a file begins, and what stands there."""
    start = max(0, file.seek(0, os.SEEK_END) - _END)
    file.seek(start)
    return start, file.read()


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        to_disk(descriptor)
    finally:
        os.close(descriptor)
