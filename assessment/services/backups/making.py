"""Making a backup of a running service: everything as it was at one moment, whatever is written meanwhile."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assessment import storage
from assessment.domain.trail import Event
from assessment.services.backups import keys
from assessment.services.backups.archive import CHUNK, Writer
from assessment.services.backups.errors import BackupError
from assessment.storage import acts, blobs, dump, instance, references, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from assessment.storage import DatabaseSession

README = """This is a backup of a Trustworthy-AI self-assessment service.

It holds every answer and all personal data of the service: keep it as safe as the service itself.
Restore it into a new, empty installation:   assessment restore FILE
The keys are {keys}.
manifest.json lists every entry with its SHA-256; tables/ holds one JSON object for each row; blobs/ holds files
under their SHA-256. docs/operating.md of the program says more.
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds. `missing` are blobs whose file is lost or damaged: `assessment doctor` says more."""

    rows: int
    blobs: int
    size: int
    digest: str
    has_keys: bool
    missing: tuple[str, ...]


def make_backup(path: Path, passphrase: str, at: datetime) -> Made:
    """Write a backup to a new file; without a passphrase the keys are left out and have to be kept elsewhere."""
    if path.exists():
        raise BackupError(f"{path} exists already: a backup never overwrites another one.")
    fresh = path.with_name(f".{path.name}.partial")
    try:
        made = _write(fresh, passphrase, at)
        fresh.rename(path)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        fresh.unlink(missing_ok=True)
    if schema.present() == schema.newest():
        # Just before an upgrade the tables of the trail may be older than this program.
        with acts.act(Event.BACKED_UP, by="", at=at) as done:
            done.content |= {"sha256": made.digest, "rows": made.rows, "blobs": made.blobs}
    return made


def _write(path: Path, passphrase: str, at: datetime) -> Made:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        with zipfile.ZipFile(file, "w") as archive:
            writer = Writer(archive)
            missing, facts = _fill(writer, passphrase, at)
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    rows = sum(facts["rows"].values())
    count = sum(name.startswith("blobs/") for name in writer.entries)
    return Made(rows, count, path.stat().st_size, digest, bool(passphrase), missing)


def _fill(writer: Writer, passphrase: str, at: datetime) -> tuple[tuple[str, ...], dict[str, Any]]:
    secret = instance.keys()
    words = "inside, encrypted under your passphrase" if passphrase else "NOT inside: keep copies of them elsewhere"
    writer.add("README.txt", [README.format(keys=words).encode()])
    if passphrase:
        writer.add("keys.json", [keys.locked(secret, passphrase)])
    # Read before the rows: an anchor of a line that is not in the backup would look like a trail cut short.
    for name, content in instance.records().items():
        writer.add(f"records/{name}", [content])
    with storage.snapshot() as session:
        rows, wanted = _tables(writer, session)
        revision = schema.present()
    missing = _blobs(writer, wanted)
    facts = {
        "made_at": at.isoformat(), "revision": revision, "rows": rows, "keys": keys.fingerprints(secret),
        "missing_blobs": list(missing),
    }  # fmt: skip
    writer.finish(facts)
    return missing, facts


def _tables(writer: Writer, session: DatabaseSession) -> tuple[dict[str, int], list[str]]:
    """Write every table; return the number of rows of each, and the blobs that rows name."""
    counts: dict[str, int] = {}
    wanted: set[str] = set()

    def lines(name: str, rows: Iterable[dump.Row], *, has_blobs: bool) -> Iterator[bytes]:
        counts[name] = 0
        for row in rows:
            counts[name] += 1
            if has_blobs and row["digest"]:
                wanted.add(str(row["digest"]))
            yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    for name, table in dump.tables(session).items():
        has_blobs = name in references.NAMING
        writer.add(f"tables/{name}.jsonl", lines(name, dump.rows(session, table), has_blobs=has_blobs))
    return counts, sorted(wanted)


def _blobs(writer: Writer, wanted: list[str]) -> tuple[str, ...]:
    missing = []
    for digest in wanted:
        try:
            with blobs.store().open(digest) as file:
                writer.add(f"blobs/{digest}", iter(lambda: file.read(CHUNK), b""), packed=False)
        except blobs.BlobError:
            missing.append(digest)
    return tuple(missing)
