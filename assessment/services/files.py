"""Forgetting files outside the database that nothing refers to any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from assessment import storage
from assessment.storage import blobs, evidence, trail

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

# A file is put before the row that refers to it is written: what is younger may just be on its way.
GRACE = timedelta(hours=1)
_BATCH = 200


def forget_unneeded(digests: Collection[str]) -> int:
    """Remove those of the files that no evidence, document or release refers to; return how many.

    To be called after the transaction that took the last reference away. Who adds a reference looks inside the act
    whether the file is still there: the head of the trail keeps the two apart.
    """
    if not digests:
        return 0
    with storage.transaction() as session:
        trail.lock_head(session)
        unneeded = set(digests) - evidence.needed(session, digests)
        for digest in unneeded:
            blobs.store().remove(digest)
    return len(unneeded)


def sweep_files(at: datetime) -> int:
    """Remove every file that nothing refers to, such as one left by an upload that was cut off; return how many."""
    old = [digest for digest, put_at in blobs.store().all() if put_at < at - GRACE]
    return sum(forget_unneeded(old[start : start + _BATCH]) for start in range(0, len(old), _BATCH))
