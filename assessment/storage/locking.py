"""One writer at a time on one machine: a lock on a file, held across threads and processes."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def one_writer(path: Path) -> Iterator[None]:
    """Wait for the lock and hold it to the end of the block; the kernel frees it when a process dies.

    The file is opened anew each time, because a lock belongs to the opening: threads exclude each other too.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
