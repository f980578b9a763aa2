"""Restoring a backup into an empty installation, on the same kind of database or the other one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment import storage
from assessment.services.backups import keys
from assessment.services.backups.archive import opened
from assessment.services.backups.errors import KeysMissing, NotEmpty, Unusable
from assessment.storage import blobs, dump, instance, schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assessment.services.backups.archive import Reader


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back; `missing` are blobs that the backup could not hold because they were lost before."""

    made_at: str
    rows: int
    blobs: int
    missing: tuple[str, ...]


def restore_backup(path: Path, passphrase: str) -> Restored:
    """Verify a backup and put it back. Nothing is changed unless the whole file is as it was written.

    The application has to be started again before anything is read: the keys may be others now.
    """
    with opened(path) as backup:
        _check(backup)
        fresh = _keys(backup, passphrase)
        schema.start_at(backup.manifest["revision"])
        # Blobs and keys come first: what a crash leaves behind then is nothing that a second try would trip over.
        count = _blobs(backup)
        for name in backup.names("records/"):
            instance.keep(name.removeprefix("records/"), backup.open(name).read())
        for name, content in fresh.items():
            instance.keep(name, content)
        rows = _rows(backup)
    storage.migrate()
    return Restored(backup.manifest["made_at"], rows, count, tuple(backup.manifest["missing_blobs"]))


def _check(backup: Reader) -> None:
    revision = backup.manifest["revision"]
    if not schema.knows(revision):
        raise Unusable(f"The backup comes from a newer program (schema {revision}). Install that program first.")
    if not dump.is_empty():
        raise NotEmpty("The database is not empty. Restore into a new data folder or a new, empty database.")
    backup.verify()


def _keys(backup: Reader, passphrase: str) -> dict[str, bytes]:
    """Return the keys to be written; none when those of the data folder are the right ones already."""
    wanted = backup.manifest["keys"]
    if "keys.json" in backup.manifest["entries"] and passphrase:
        return keys.unlocked(backup.open("keys.json").read(), passphrase)
    present = keys.fingerprints(instance.keys())
    wrong = sorted(name for name, fingerprint in wanted.items() if present.get(name) != fingerprint)
    if wrong:
        where = "give the passphrase" if "keys.json" in backup.manifest["entries"] else "copy them there"
        raise KeysMissing(f"The data folder does not hold the keys of this backup ({', '.join(wrong)}): {where}.")
    return {}


def _rows(backup: Reader) -> int:
    count = 0
    with storage.transaction() as session:
        dump.clear(session, dump.REFILLED)
        tables = dump.tables(session)
        unknown = [name for name in backup.names("tables/") if _table(name) not in tables]
        if unknown:
            raise Unusable(f"The backup holds tables that its own schema does not have: {', '.join(unknown[:3])}.")
        for name, table in tables.items():
            if f"tables/{name}.jsonl" in backup.manifest["entries"]:
                count += dump.load(session, table, _lines(backup, f"tables/{name}.jsonl"))
    return count


def _lines(backup: Reader, name: str) -> Iterator[dump.Row]:
    with backup.open(name) as entry:
        for line in entry:
            yield json.loads(line)


def _table(name: str) -> str:
    return name.removeprefix("tables/").removesuffix(".jsonl")


def _blobs(backup: Reader) -> int:
    names = backup.names("blobs/")
    for name in names:
        with backup.open(name) as entry:
            blobs.store().put(entry, backup.manifest["entries"][name]["size"])
    return len(names)
