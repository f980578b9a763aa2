"""The file of a backup: a ZIP whose last entry is a manifest with the SHA-256 of every other entry."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from assessment.services.backups.errors import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 256 * 1024
# A manifest names every blob: 64 MB are some 500,000 of them.
_MANIFEST_LIMIT = 64 * 1024**2
_NAMES = re.compile(r"tables/[a-z_]{1,63}\.jsonl|blobs/[0-9a-f]{64}|records/[a-z.-]{1,40}|keys\.json|README\.txt")


@dataclass(slots=True)
class Writer:
    """Writes entries and remembers their digests."""

    archive: zipfile.ZipFile
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, name: str, pieces: Iterable[bytes], *, packed: bool = True) -> str:
        """Write one entry from pieces and return its digest."""
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        seen, size = hashlib.sha256(), 0
        with self.archive.open(info, "w", force_zip64=True) as entry:
            for piece in pieces:
                entry.write(piece)
                seen.update(piece)
                size += len(piece)
        self.entries[name] = {"sha256": seen.hexdigest(), "size": size}
        return seen.hexdigest()

    def finish(self, facts: dict[str, Any]) -> None:
        """Write the manifest."""
        manifest = {"format": FORMAT} | facts | {"entries": self.entries}
        self.archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))


@dataclass(frozen=True, slots=True)
class Reader:
    """A backup that was opened: its manifest, and its entries one at a time."""

    archive: zipfile.ZipFile
    manifest: dict[str, Any]

    def names(self, start: str) -> list[str]:
        """Return the names of the entries below a folder."""
        return sorted(name for name in self.manifest["entries"] if name.startswith(start))

    def open(self, name: str) -> IO[bytes]:
        """Return an entry's content."""
        return self.archive.open(name)

    def verify(self) -> None:
        """Compare the whole file with its manifest; raise Unusable at the first difference. Nothing is unpacked."""
        there = set(self.archive.namelist()) - {MANIFEST}
        listed = set(self.manifest["entries"])
        if there != listed:
            names = ", ".join(sorted(there ^ listed)[:3])
            raise Unusable(f"The backup is damaged: its manifest does not agree about {names}. Use another backup.")
        for name, facts in self.manifest["entries"].items():
            if not _NAMES.fullmatch(name):
                raise Unusable(f"The backup holds something that does not belong into one: {name[:80]!r}.")
            if self._digest(name, facts["size"]) != facts["sha256"]:
                raise Unusable(f"The backup is damaged: {name} is not what was written. Use another backup.")

    def _digest(self, name: str, size: int) -> str:
        """Return an entry's digest; stop where it is longer than it says, so that no bomb is unpacked."""
        seen, length = hashlib.sha256(), 0
        try:
            with self.open(name) as entry:
                while piece := entry.read(CHUNK):
                    length += len(piece)
                    if length > size:
                        return ""
                    seen.update(piece)
        except (zipfile.BadZipFile, OSError, EOFError):
            return ""
        return seen.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """Open a backup and read its manifest; raise Unusable when it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield Reader(archive, _manifest(archive))
    except FileNotFoundError:
        raise Unusable(f"There is no file {path}.") from None
    except zipfile.BadZipFile:
        raise Unusable(f"{path} is no backup, or only the beginning of one.") from None


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > _MANIFEST_LIMIT:
            raise Unusable("The backup's manifest is larger than any of ours.")
        found: dict[str, Any] = json.loads(archive.read(info))
        version = found["format"]
    except (KeyError, TypeError, ValueError):
        raise Unusable("The file is no backup of this program: it has no manifest.") from None
    if version != FORMAT:
        raise Unusable(f"The backup has format {version}; this program reads {FORMAT}. Use the program that made it.")
    return found
