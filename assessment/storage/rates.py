"""Counters of attempts, shared by all worker processes: a small file beside the database, which may be lost."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from limits.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEME = "rates"
_TABLE = "CREATE TABLE IF NOT EXISTS counter (key TEXT PRIMARY KEY, count INTEGER NOT NULL, expires REAL NOT NULL)"
# One statement, so that of many processes each counts: an expired counter begins anew.
_COUNT = """
    INSERT INTO counter (key, count, expires) VALUES (:key, max(:amount, 0), :expires)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN expires <= :now THEN max(:amount, 0) ELSE max(count + :amount, 0) END,
        expires = CASE WHEN expires <= :now THEN :expires ELSE expires END
    RETURNING count
"""
# Every so many counts the expired ones are swept out.
_SWEEP_EVERY = 500


class Rates(Storage):
    """A store for Flask-Limiter in one SQLite file, `rates:///path`. Windows begin with the first attempt."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - the interface

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: float | str | bool) -> None:  # noqa: FBT001, FBT002 - the interface
        """Take the file's path from the address; the file is made when it is first needed."""
        super().__init__(uri, wrap_exceptions, **options)
        self._path = Path(urlsplit(uri).path)
        self._counted = 0

    @property
    def base_exceptions(self) -> type[Exception]:
        """What can go wrong inside."""
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to a counter (a negative amount takes back) and return it; a new one lasts `expiry` seconds."""
        now = time.time()
        values = {"key": key, "amount": amount, "expires": now + expiry, "now": now}
        self._counted += 1
        with self._opened() as file:
            if self._counted % _SWEEP_EVERY == 0:
                file.execute("DELETE FROM counter WHERE expires <= ?", (now,))
            return int(file.execute(_COUNT, values).fetchone()[0])

    def get(self, key: str) -> int:
        """Return a counter, 0 when it expired or never was."""
        with self._opened() as file:
            query = "SELECT count FROM counter WHERE key = ? AND expires > ?"
            row = file.execute(query, (key, time.time())).fetchone()
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        """Return when a counter expires, now for one that is not there."""
        with self._opened() as file:
            row = file.execute("SELECT expires FROM counter WHERE key = ?", (key,)).fetchone()
        return float(row[0]) if row else time.time()

    def check(self) -> bool:
        """Whether the file can be used."""
        try:
            self.get("")
        except sqlite3.Error:
            return False
        return True

    def reset(self) -> int | None:
        """Forget every counter; return how many there were."""
        with self._opened() as file:
            return file.execute("DELETE FROM counter").rowcount

    def clear(self, key: str) -> None:
        """Forget one counter."""
        with self._opened() as file:
            file.execute("DELETE FROM counter WHERE key = ?", (key,))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one statement: nothing is shared between threads or carried over a fork."""
        with closing(sqlite3.connect(self._path, timeout=2, isolation_level=None)) as file:
            file.execute("PRAGMA journal_mode=WAL")
            file.execute("PRAGMA synchronous=OFF")
            file.execute(_TABLE)
            yield file
