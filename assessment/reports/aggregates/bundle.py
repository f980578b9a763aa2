"""Files of a release as one ZIP with their checksums; the same files give the same bytes."""

from __future__ import annotations

import hashlib
import zipfile
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SUMS = "SHA256SUMS"
# The earliest moment that ZIP knows: when a file was packed says nothing.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16
_UNIX = 3
# What is packed already does not get smaller.
_PACKED = (".xlsx", ".pdf", ".zip", ".png")


def write(files: Iterable[tuple[str, bytes]], target: IO[bytes], folder: str) -> None:
    """Write files, each read only when its turn comes, below one folder, with a list that `sha256sum -c` reads."""
    sums = []
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files:
            _add(archive, f"{folder}/{name}", content)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        _add(archive, f"{folder}/{SUMS}", "".join(sums).encode())


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.create_system, info.external_attr = _UNIX, _READABLE
    info.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
    archive.writestr(info, content)
