"""Haste: while something is made that can be made again, nobody waits for the disk; at the end all of it is there."""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from assessment.storage import db, is_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator

_is_hasty: ContextVar[bool] = ContextVar("haste", default=False)
_HASTY = ("synchronous=OFF", "synchronous_commit = off")
_DURABLE = ("synchronous=FULL", "synchronous_commit = on")


@contextmanager
def in_haste() -> Iterator[None]:
    """Let acts return before they are on the disk; when the block ends, all of them are.

    For an empty database that is filled and can be filled again: a power cut meanwhile may damage it, an error of the
    program does not.
    """
    before = _is_hasty.set(True)
    _set_durability(hasty=True)
    try:
        yield
    finally:
        _is_hasty.reset(before)
        _set_durability(hasty=False)
        # Everything that was written meanwhile, whichever file it went to.
        os.sync()


def to_disk(descriptor: int) -> None:
    """Return when what was written to a file or folder is on the disk; in haste at once."""
    if not _is_hasty.get():
        os.fsync(descriptor)


def _set_durability(*, hasty: bool) -> None:
    """Tell the database on the connection of this session whether a commit waits for the disk."""
    sqlite, postgres = _HASTY if hasty else _DURABLE
    db.session.rollback()
    db.session.connection().exec_driver_sql(f"PRAGMA {sqlite}" if is_sqlite() else f"SET {postgres}")
    db.session.commit()
